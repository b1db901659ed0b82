//! One track of the index: what it is, how many samples it has and how many bytes they take.

use std::io::{Read, Seek};

use super::Mp4Problem;
use super::boxes::{BoxAt, Boxes};

#[derive(Debug, Default)]
pub(super) struct Track {
    pub(super) id: u32,
    handler: [u8; 4],
    pub(super) codec: String,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) seconds: Option<f64>,
    pub(super) samples: u64,
    pub(super) media_bytes: u64,
    pub(super) chunk_offsets: Option<BoxAt>,
}

impl Track {
    pub(super) fn read<R: Read + Seek>(boxes: &mut Boxes<R>, trak: BoxAt) -> Result<Self, Mp4Problem> {
        let mut track = Self::default();
        for child in boxes.children(trak)? {
            match &child.kind {
                b"tkhd" => {
                    let long = boxes.byte(child, 0)? == 1;
                    track.id = boxes.u32(child, if long { 20 } else { 12 })?;
                }
                b"mdia" => track.read_media(boxes, child)?,
                _ => {}
            }
        }
        Ok(track)
    }

    pub(super) fn is_video(&self) -> bool {
        &self.handler == b"vide"
    }

    pub(super) fn is_sound(&self) -> bool {
        &self.handler == b"soun"
    }

    fn read_media<R: Read + Seek>(&mut self, boxes: &mut Boxes<R>, mdia: BoxAt) -> Result<(), Mp4Problem> {
        let mut table = None;
        for child in boxes.children(mdia)? {
            match &child.kind {
                b"mdhd" => {
                    let (timescale, duration) = timescale_and_duration(boxes, child)?;
                    self.seconds = seconds(timescale, duration);
                }
                b"hdlr" => self.handler = boxes.field(child, 8)?,
                b"minf" => table = boxes.child(child, b"stbl")?,
                _ => {}
            }
        }
        let Some(table) = table else { return Ok(()) };
        for child in boxes.children(table)? {
            match &child.kind {
                b"stsd" => self.read_description(boxes, child)?,
                b"stsz" => self.read_sizes(boxes, child)?,
                b"stz2" => self.read_compact_sizes(boxes, child)?,
                b"stco" | b"co64" => self.chunk_offsets = Some(child),
                _ => {}
            }
        }
        Ok(())
    }

    /// The first sample entry; a visual one has width and height behind 24 bytes of its payload.
    fn read_description<R: Read + Seek>(&mut self, boxes: &mut Boxes<R>, stsd: BoxAt) -> Result<(), Mp4Problem> {
        let entries = BoxAt { start: stsd.start.saturating_add(8).min(stsd.end), ..stsd };
        let Some(entry) = boxes.children(entries)?.into_iter().next() else { return Ok(()) };
        self.codec = entry.kind.iter().map(|b| if b.is_ascii_graphic() { char::from(*b) } else { '?' }).collect();
        if self.is_video() {
            self.width = boxes.u16(entry, 24)?.into();
            self.height = boxes.u16(entry, 26)?.into();
        }
        Ok(())
    }

    fn read_sizes<R: Read + Seek>(&mut self, boxes: &mut Boxes<R>, stsz: BoxAt) -> Result<(), Mp4Problem> {
        let (each, count) = (boxes.u32(stsz, 4)?, u64::from(boxes.u32(stsz, 8)?));
        self.samples = count;
        if each > 0 {
            self.media_bytes = count * u64::from(each);
            return Ok(());
        }
        boxes.entries(stsz, 12, count, |size: [u8; 4]| {
            self.media_bytes += u64::from(u32::from_be_bytes(size));
            Ok(())
        })
    }

    fn read_compact_sizes<R: Read + Seek>(&mut self, boxes: &mut Boxes<R>, stz2: BoxAt) -> Result<(), Mp4Problem> {
        let (bits, count) = (boxes.byte(stz2, 7)?, u64::from(boxes.u32(stz2, 8)?));
        self.samples = count;
        let bytes = &mut self.media_bytes;
        match bits {
            16 => boxes.entries(stz2, 12, count, |size: [u8; 2]| {
                *bytes += u64::from(u16::from_be_bytes(size));
                Ok(())
            }),
            8 => boxes.entries(stz2, 12, count, |[size]: [u8; 1]| {
                *bytes += u64::from(size);
                Ok(())
            }),
            // With an odd count the last half byte is padding, and zero.
            4 => boxes.entries(stz2, 12, count.div_ceil(2), |[two]: [u8; 1]| {
                *bytes += u64::from(two >> 4) + u64::from(two & 15);
                Ok(())
            }),
            _ => Err(Mp4Problem::Malformed("sample sizes of an unknown width")),
        }
    }
}

/// Timescale and duration of an `mvhd` or `mdhd`; a duration of all ones is "unknown".
pub(super) fn timescale_and_duration<R: Read + Seek>(
    boxes: &mut Boxes<R>,
    header: BoxAt,
) -> Result<(u32, Option<u64>), Mp4Problem> {
    Ok(if boxes.byte(header, 0)? == 1 {
        let duration = boxes.u64(header, 24)?;
        (boxes.u32(header, 20)?, Some(duration).filter(|known| *known != u64::MAX))
    } else {
        let duration = boxes.u32(header, 16)?;
        (boxes.u32(header, 12)?, Some(duration).filter(|known| *known != u32::MAX).map(u64::from))
    })
}

/// A length in seconds, unless it is nothing.
#[allow(clippy::cast_precision_loss)] // Durations of videos are far below 2^52 ticks.
pub(super) fn seconds(timescale: u32, duration: Option<u64>) -> Option<f64> {
    let duration = duration.filter(|duration| *duration > 0 && timescale > 0)?;
    Some(duration as f64 / f64::from(timescale))
}

/// For every track fragment of a `moof`: the track's id and how many samples follow.
pub(super) fn fragment_samples<R: Read + Seek>(
    boxes: &mut Boxes<R>,
    moof: BoxAt,
) -> Result<Vec<(u32, u64)>, Mp4Problem> {
    let mut found = Vec::new();
    for traf in boxes.children(moof)?.into_iter().filter(|child| &child.kind == b"traf") {
        let (mut id, mut samples) = (0, 0);
        for child in boxes.children(traf)? {
            match &child.kind {
                b"tfhd" => id = boxes.u32(child, 4)?,
                b"trun" => samples += u64::from(boxes.u32(child, 4)?),
                _ => {}
            }
        }
        found.push((id, samples));
    }
    Ok(found)
}
