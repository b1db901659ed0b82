//! A soft chord as AAC-LC, written bit by bit: three lines of the spectrum and nothing else. No encoder is needed for that.

use crate::seeded::Seeded;

/// Samples per second.
pub(crate) const SAMPLE_RATE: u32 = 48_000;
/// Samples per AAC frame.
pub(crate) const SAMPLES_PER_FRAME: u32 = 1024;

/// Scale factor of the full tone, and by how much it is quieter at the start (4 steps are 6 dB).
const LOUD: u32 = 176;
const FADE: u32 = 40;

/// Scale factor bands 4 to 7 of a long window at 48 kHz are the lines 16 to 31, four each.
const SILENT_BANDS: u32 = 4;
const SOUNDING_BANDS: u32 = 4;
const FIRST_LINE: u32 = 16;
const LINES: u32 = 16;

/// A chord that goes on for as long as frames are taken.
pub(crate) struct Tone {
    lines: [u32; 3],
}

impl Tone {
    pub(crate) fn new(seed: &str) -> Self {
        // A line is 23.4 Hz wide: the lowest note is between 387 and 480 Hz, with about a third and a fifth above it.
        let root = FIRST_LINE + (Seeded::new(seed).unit() * 4.0) as u32;
        Self { lines: [root, root * 5 / 4, root * 3 / 2] }
    }

    /// One frame of the chord, with its ADTS header.
    pub(crate) fn frame(&self, number: u32) -> Vec<u8> {
        let block = self.block(number);
        let length = block.len() as u32 + 7;
        let mut bits = Bits::default();
        bits.put(0xfff, 12); // sync word
        bits.put(0b0001, 4); // MPEG-4, layer 0, no checksum
        bits.put(1, 2); // profile: LC
        bits.put(3, 4); // 48 kHz
        bits.put(0, 1);
        bits.put(1, 3); // one channel
        bits.put(0, 4);
        bits.put(length, 13);
        bits.put(0x7ff, 11); // variable rate
        bits.put(0, 2); // one block
        let mut frame = bits.bytes();
        frame.extend(block);
        frame
    }

    /// `raw_data_block` of ISO/IEC 14496-3 with a single channel element.
    fn block(&self, number: u32) -> Vec<u8> {
        let mut bits = Bits::default();
        bits.put(0, 3); // single channel element
        bits.put(0, 4); // its tag
        bits.put(LOUD - FADE.saturating_sub(number), 8); // global gain, which all bands take
        bits.put(0, 1);
        bits.put(0, 2); // long window
        bits.put(0, 1); // sine shape
        bits.put(SILENT_BANDS + SOUNDING_BANDS, 6);
        bits.put(0, 1); // no prediction
        bits.put(0, 4); // a section of zeros
        bits.put(SILENT_BANDS, 5);
        bits.put(11, 4); // a section with code book 11
        bits.put(SOUNDING_BANDS, 5);
        bits.put(0, SOUNDING_BANDS); // scale factors: no difference from the gain, one bit each
        bits.put(0, 3); // no pulses, no noise shaping, no gain control
        for pair in (FIRST_LINE..FIRST_LINE + LINES).step_by(2) {
            self.pair(&mut bits, pair, number);
        }
        bits.put(7, 3); // end
        bits.bytes()
    }

    /// Two lines in code book 11: magnitudes 0 or 1, then a sign for each that sounds.
    fn pair(&self, bits: &mut Bits, line: u32, number: u32) {
        let sounds = [self.lines.contains(&line), self.lines.contains(&(line + 1))];
        match sounds {
            [false, false] => bits.put(0b0000, 4),
            [false, true] => bits.put(0b00110, 5),
            [true, false] => bits.put(0b00101, 5),
            [true, true] => bits.put(0b0001, 4),
        }
        for (line, _) in (line..).zip(sounds).filter(|(_, sounds)| *sounds) {
            bits.put(negative(line, number), 1);
        }
    }
}

/// The sign that a steady note in the middle of a line has in each frame: from one frame to the next its phase goes on by
/// (line + 1/2) half turns.
fn negative(line: u32, number: u32) -> u32 {
    let quarter_turns = (2 * line + 1) * number % 4;
    u32::from(matches!(quarter_turns, 1 | 2))
}

/// Bits, the first one highest.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for shift in (0..count).rev() {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            if let Some(byte) = self.bytes.last_mut() {
                *byte |= ((value >> shift & 1) as u8) << (7 - self.used % 8);
            }
            self.used += 1;
        }
    }

    /// All bits, filled up with zeros to a whole byte.
    fn bytes(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_says_how_long_it_is() {
        let tone = Tone::new("a");
        for number in [0, 1, 2, 3, 100, 100_000] {
            let frame = tone.frame(number);
            assert_eq!(&frame[..2], [0xff, 0xf1]);
            let length = (u32::from(frame[3]) & 3) << 11 | u32::from(frame[4]) << 3 | u32::from(frame[5]) >> 5;
            assert_eq!(length as usize, frame.len());
        }
    }

    #[test]
    fn bits_are_written_highest_first() {
        let mut bits = Bits::default();
        bits.put(0b101, 3);
        bits.put(0b1, 1);
        bits.put(0xff, 8);
        assert_eq!(bits.bytes(), [0b1011_1111, 0b1111_0000]);
    }
}
