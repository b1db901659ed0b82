//! Walks boxes and reads their fields by position. Never trusts a size or a count beyond the box around it.

use std::io::{Read, Seek, SeekFrom};

use super::Mp4Problem;

/// More boxes than any real video has; a file made of tiny boxes is not walked to its end.
const MAX_BOXES: u32 = 100_000;
/// Tables are read in pieces of this many bytes.
const PIECE: usize = 8 << 10;

/// A box: its kind, and where its payload starts and ends in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct BoxAt {
    pub(super) kind: [u8; 4],
    pub(super) start: u64,
    pub(super) end: u64,
}

pub(super) struct Boxes<R> {
    reader: R,
    seen: u32,
}

impl<R: Read + Seek> Boxes<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, seen: 0 }
    }

    /// The box that starts here at the top of a file of `len` bytes.
    pub(super) fn top(&mut self, at: u64, len: u64) -> Result<BoxAt, Mp4Problem> {
        let (found, size) = self.header(at, len)?.ok_or(Mp4Problem::Cut)?;
        // Size 0 means "to the end of the file", which makes sense for media data alone.
        if size == 0 && &found.kind != b"mdat" {
            return Err(Mp4Problem::Malformed("a box without a size"));
        }
        if found.end > len { Err(Mp4Problem::Cut) } else { Ok(found) }
    }

    /// The boxes inside a box.
    pub(super) fn children(&mut self, parent: BoxAt) -> Result<Vec<BoxAt>, Mp4Problem> {
        let mut children = Vec::new();
        let mut at = parent.start;
        // A size of 0 and a few bytes at the end are how QuickTime closes some lists.
        while let Some((child, 1..)) = self.header(at, parent.end)? {
            if child.end > parent.end {
                return Err(Mp4Problem::Malformed("a box is larger than the one around it"));
            }
            children.push(child);
            at = child.end;
        }
        Ok(children)
    }

    /// The first box of this kind inside a box.
    pub(super) fn child(&mut self, parent: BoxAt, kind: &[u8; 4]) -> Result<Option<BoxAt>, Mp4Problem> {
        Ok(self.children(parent)?.into_iter().find(|child| &child.kind == kind))
    }

    pub(super) fn byte(&mut self, of: BoxAt, offset: u64) -> Result<u8, Mp4Problem> {
        Ok(u8::from_be_bytes(self.field(of, offset)?))
    }

    pub(super) fn u16(&mut self, of: BoxAt, offset: u64) -> Result<u16, Mp4Problem> {
        Ok(u16::from_be_bytes(self.field(of, offset)?))
    }

    pub(super) fn u32(&mut self, of: BoxAt, offset: u64) -> Result<u32, Mp4Problem> {
        Ok(u32::from_be_bytes(self.field(of, offset)?))
    }

    pub(super) fn u64(&mut self, of: BoxAt, offset: u64) -> Result<u64, Mp4Problem> {
        Ok(u64::from_be_bytes(self.field(of, offset)?))
    }

    /// Bytes at an offset of the payload.
    pub(super) fn field<const N: usize>(&mut self, of: BoxAt, offset: u64) -> Result<[u8; N], Mp4Problem> {
        if of.start.saturating_add(offset).saturating_add(N as u64) > of.end {
            return Err(Mp4Problem::Malformed("a box is too short for its fields"));
        }
        self.read_at(of.start + offset)
    }

    /// Calls `each` with every offset of an `stco` or `co64` box.
    pub(super) fn each_offset(
        &mut self,
        table: BoxAt,
        mut each: impl FnMut(u64) -> Result<(), Mp4Problem>,
    ) -> Result<(), Mp4Problem> {
        let count = self.u32(table, 4)?.into();
        match &table.kind {
            b"co64" => self.entries(table, 8, count, |bytes: [u8; 8]| each(u64::from_be_bytes(bytes))),
            _ => self.entries(table, 8, count, |bytes: [u8; 4]| each(u32::from_be_bytes(bytes).into())),
        }
    }

    /// Calls `each` with `count` entries of `N` bytes that start at an offset of the payload.
    pub(super) fn entries<const N: usize>(
        &mut self,
        of: BoxAt,
        offset: u64,
        count: u64,
        mut each: impl FnMut([u8; N]) -> Result<(), Mp4Problem>,
    ) -> Result<(), Mp4Problem> {
        let room = (of.end - of.start).saturating_sub(offset);
        let mut left = count.saturating_mul(N as u64);
        if left > room {
            return Err(Mp4Problem::Malformed("a table is shorter than its count"));
        }
        let mut piece = [0; PIECE];
        self.seek(of.start + offset)?;
        while left > 0 {
            let now = usize::try_from(left).unwrap_or(PIECE).min(PIECE / N * N);
            let piece = piece.get_mut(..now).unwrap_or_default();
            self.reader.read_exact(piece).map_err(unreadable)?;
            for entry in piece.as_chunks::<N>().0 {
                each(*entry)?;
            }
            left -= now as u64;
        }
        Ok(())
    }

    /// A header and the size as it is written; `None` when there is not even room for one.
    fn header(&mut self, at: u64, limit: u64) -> Result<Option<(BoxAt, u32)>, Mp4Problem> {
        if limit.saturating_sub(at) < 8 {
            return Ok(None);
        }
        self.seen += 1;
        if self.seen > MAX_BOXES {
            return Err(Mp4Problem::Malformed("it has too many boxes"));
        }
        let [a, b, c, d, kind @ ..]: [u8; 8] = self.read_at(at)?;
        let size = u32::from_be_bytes([a, b, c, d]);
        let (head, whole) = match size {
            0 => (8, limit - at),
            1 if limit - at >= 16 => (16, u64::from_be_bytes(self.read_at(at + 8)?)),
            1 => return Err(Mp4Problem::Cut),
            size => (8, size.into()),
        };
        if whole < head {
            return Err(Mp4Problem::Malformed("a box is smaller than its header"));
        }
        Ok(Some((BoxAt { kind, start: at + head, end: at.saturating_add(whole) }, size)))
    }

    fn read_at<const N: usize>(&mut self, at: u64) -> Result<[u8; N], Mp4Problem> {
        let mut bytes = [0; N];
        self.seek(at)?;
        self.reader.read_exact(&mut bytes).map_err(unreadable)?;
        Ok(bytes)
    }

    fn seek(&mut self, at: u64) -> Result<(), Mp4Problem> {
        self.reader.seek(SeekFrom::Start(at)).map(|_| ()).map_err(unreadable)
    }
}

fn unreadable(error: std::io::Error) -> Mp4Problem {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => Mp4Problem::Cut,
        kind => Mp4Problem::Unreadable(kind),
    }
}
