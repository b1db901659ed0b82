//! What the numbers of an H.264 stream stand for, as its sequence parameter set says (ITU-T H.264, 7.3.2.1.1 and E.1.1). Pure.

use animato_pixels::{Matrix, Meaning};

/// From so many lines a film that does not say is taken for BT.709, as players do.
const HD: u32 = 720;

/// What this sequence parameter set says; where it says nothing, what players assume for a film of so many lines.
pub(super) fn meaning(set: &[u8], lines: u32) -> Meaning {
    let usual = if lines >= HD { Matrix::Bt709 } else { Matrix::Bt601 };
    let signal = Bits::of(set).and_then(|mut bits| signal(&mut bits)).unwrap_or_default();
    let matrix = match signal.matrix {
        Some(1) => Matrix::Bt709,
        Some(4..=6) => Matrix::Bt601,
        Some(9 | 10) => Matrix::Bt2020,
        _ => usual,
    };
    Meaning { matrix, full_range: signal.full_range }
}

#[derive(Default)]
struct Signal {
    full_range: bool,
    matrix: Option<u32>,
}

/// Reads up to the signal's description; `None`: there is none, or the set ends before it.
fn signal(bits: &mut Bits) -> Option<Signal> {
    let profile = bits.take(8)?;
    bits.take(16)?;
    bits.number()?;
    if matches!(profile, 100 | 110 | 122 | 244 | 44 | 83 | 86 | 118 | 128 | 138 | 139 | 134 | 135) {
        let chroma = bits.number()?;
        if chroma == 3 {
            bits.take(1)?;
        }
        bits.skip_numbers(2)?;
        bits.take(1)?;
        if bits.flag()? {
            (0..if chroma == 3 { 12 } else { 8 }).try_for_each(|list| skip_scaling(bits, list))?;
        }
    }
    bits.number()?;
    match bits.number()? {
        0 => bits.skip_numbers(1)?,
        1 => {
            bits.take(1)?;
            bits.skip_numbers(2)?;
            let offsets = bits.number()?.min(255);
            bits.skip_numbers(offsets)?;
        }
        _ => {}
    }
    bits.number()?;
    bits.take(1)?;
    bits.skip_numbers(2)?;
    if !bits.flag()? {
        bits.take(1)?;
    }
    bits.take(1)?;
    if bits.flag()? {
        bits.skip_numbers(4)?;
    }
    // From here on the video usability information, where there is some.
    if !bits.flag()? {
        return None;
    }
    if bits.flag()? && bits.take(8)? == 255 {
        bits.take(32)?;
    }
    if bits.flag()? {
        bits.take(1)?;
    }
    if !bits.flag()? {
        return None;
    }
    bits.take(3)?;
    let full_range = bits.flag()?;
    let matrix = if bits.flag()? { Some(bits.take(24)? & 0xff) } else { None };
    Some(Signal { full_range, matrix })
}

fn skip_scaling(bits: &mut Bits, list: u32) -> Option<()> {
    if !bits.flag()? {
        return Some(());
    }
    let (mut last, mut next) = (8_i64, 8_i64);
    for _ in 0..if list < 6 { 16 } else { 64 } {
        if next != 0 {
            let code = i64::from(bits.number()?);
            let delta = if code % 2 == 0 { -(code / 2) } else { code / 2 + 1 };
            next = (last + delta).rem_euclid(256);
        }
        last = if next == 0 { last } else { next };
    }
    Some(())
}

/// Bits of a unit's payload, the first one first.
struct Bits {
    bytes: Vec<u8>,
    at: usize,
}

impl Bits {
    /// Of a unit with its header; what keeps start codes out of it is taken out again.
    fn of(unit: &[u8]) -> Option<Self> {
        let mut bytes = Vec::with_capacity(unit.len());
        let mut zeros = 0;
        for byte in unit.get(1..)? {
            if zeros >= 2 && *byte == 3 {
                zeros = 0;
                continue;
            }
            zeros = if *byte == 0 { zeros + 1 } else { 0 };
            bytes.push(*byte);
        }
        Some(Self { bytes, at: 0 })
    }

    /// So many bits, 32 at most, as a number.
    fn take(&mut self, count: u32) -> Option<u32> {
        (0..count).try_fold(0, |number, _| {
            let byte = self.bytes.get(self.at / 8)?;
            let bit = byte >> (7 - self.at % 8) & 1;
            self.at += 1;
            Some(number << 1 | u32::from(bit))
        })
    }

    fn flag(&mut self) -> Option<bool> {
        self.take(1).map(|bit| bit == 1)
    }

    fn skip_numbers(&mut self, count: u32) -> Option<()> {
        (0..count).try_for_each(|_| self.number().map(drop))
    }

    /// An Exp-Golomb code.
    fn number(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.flag()? {
            zeros += 1;
            if zeros > 31 {
                return None;
            }
        }
        Some((1 << zeros) - 1 + self.take(zeros)?)
    }
}

#[cfg(test)]
mod tests {
    use openh264::OpenH264API;
    use openh264::encoder::{Encoder, EncoderConfig, VuiConfig};
    use openh264::formats::YUVBuffer;
    use openh264::nal_units;

    use super::*;

    /// A real sequence parameter set, without its start code.
    fn set(vui: Option<VuiConfig>) -> Vec<u8> {
        let config = EncoderConfig::new();
        let config = if let Some(vui) = vui { config.vui(vui) } else { config };
        let mut encoder = Encoder::with_api_config(OpenH264API::from_source(), config).unwrap();
        let stream = encoder.encode(&YUVBuffer::new(64, 64)).unwrap().to_vec();
        let mut units = nal_units(&stream).map(|unit| unit.strip_prefix(&[0, 0, 0, 1]).unwrap_or(&unit[3..]).to_vec());
        units.find(|unit| unit[0] & 31 == 7).unwrap()
    }

    #[test]
    fn what_the_stream_says_is_believed_whatever_its_size() {
        for lines in [320, 1080] {
            let said = |vui| meaning(&set(Some(vui)), lines);
            assert_eq!(said(VuiConfig::bt601()), Meaning { matrix: Matrix::Bt601, full_range: false });
            assert_eq!(said(VuiConfig::bt709()), Meaning { matrix: Matrix::Bt709, full_range: false });
            assert_eq!(said(VuiConfig::bt709().full_range(true)), Meaning { matrix: Matrix::Bt709, full_range: true });
        }
    }

    #[test]
    fn where_it_says_nothing_or_ends_too_early_the_size_decides() {
        let whole = set(Some(VuiConfig::bt2020()));
        for silent in [set(None), Vec::new(), whole[..4].to_vec(), vec![0; 80]] {
            assert_eq!(meaning(&silent, 719).matrix, Matrix::Bt601);
            assert_eq!(meaning(&silent, 720).matrix, Matrix::Bt709);
        }
        assert_eq!(meaning(&whole, 320).matrix, Matrix::Bt2020);
    }

    #[test]
    fn the_set_of_another_encoder_with_its_scaling_lists_is_read() {
        // High profile; eight scaling lists, of which the first and the seventh are written out; full range, BT.709.
        let mut bits = String::new();
        let mut add = |text: &str| bits.push_str(text);
        add("01100100 00000000 00011110 1"); // profile 100, no constraints, level 30, set 0
        add("010 1 1 0 1"); // 4:2:0, 8 and 8 bits, nothing bypassed, with scaling lists
        add(&format!("1 {}", "1 ".repeat(16))); // the first: sixteen times the same
        add("0 0 0 0 0"); // five that are not there
        add("1 0000 1 0001"); // the seventh ends with its first number: 8 - 8
        add("0"); // the eighth is not there
        add("1 1 1 010 0 00101 00101 1 0 0"); // numbering, one reference, 5 by 5 blocks, frames, no crop
        add("1 0 0 1 101 1 1 00000001 00000001 00000001"); // usability: a signal of its own
        let bits: Vec<u8> = bits.bytes().filter(|bit| *bit != b' ').map(|bit| bit - b'0').collect();
        let bytes = bits.chunks(8).map(|byte| byte.iter().enumerate().fold(0, |sum, (at, bit)| sum | bit << (7 - at)));
        let mut set = vec![0x67];
        for byte in bytes {
            if set.ends_with(&[0, 0]) && byte <= 3 {
                set.push(3);
            }
            set.push(byte);
        }
        assert_eq!(meaning(&set, 320), Meaning { matrix: Matrix::Bt709, full_range: true });
    }
}
