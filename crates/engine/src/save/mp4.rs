//! Whether a file is a whole MP4, by its boxes (ISO/IEC 14496-12), and what they say about the video.
//!
//! Pure, and of constant memory: tables are streamed, media data is never read.

mod boxes;
mod track;

use std::io::{Read, Seek};

use boxes::{BoxAt, Boxes};
use track::Track;

/// What the boxes say about a video.
#[derive(Clone, Debug, PartialEq)]
pub struct Mp4Facts {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Length in seconds; 0 when a fragmented file does not say.
    pub seconds: f64,
    /// Number of pictures.
    pub frames: u64,
    /// The sample entry's four characters: `avc1` is H.264, `hvc1` or `hev1` H.265, `av01` AV1.
    pub codec: String,
    /// There is a sound track with something in it.
    pub has_sound: bool,
}

/// Why a file is not a whole MP4.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mp4Problem {
    /// It ends inside a box.
    #[error("it ends too early")]
    Cut,
    /// There is no `ftyp` box.
    #[error("it is not an MP4")]
    NotMp4,
    /// There is no `moov` box.
    #[error("it has no index")]
    NoIndex,
    /// No track is a video with at least one picture.
    #[error("it has no pictures")]
    NoVideo,
    /// The index speaks of more media data than there is.
    #[error("pictures that its index names are missing")]
    MissingMedia,
    /// A box contradicts itself.
    #[error("its structure is broken ({0})")]
    Malformed(&'static str),
    /// It could not be read.
    #[error("it could not be read ({0})")]
    Unreadable(std::io::ErrorKind),
}

/// Checks a file of `len` bytes that is known to be all there. Padding and other strays behind the film are passed over, as
/// players do.
///
/// # Errors
/// The first [`Mp4Problem`] that was found.
pub fn check(mut reader: impl Read + Seek, len: u64) -> Result<Mp4Facts, Mp4Problem> {
    check_exact(&mut reader, len).or_else(|problem| match film_end(&mut reader, len) {
        Some(end) if end < len => check_exact(&mut reader, end).map_err(|_| problem),
        _ => Err(problem),
    })
}

/// Checks that the boxes fill the file of `len` bytes exactly and that the index finds its media data: where nobody said how
/// long the file is, bytes behind the last box are the beginning of one that was cut.
///
/// # Errors
/// The first [`Mp4Problem`] that was found.
pub fn check_exact(reader: impl Read + Seek, len: u64) -> Result<Mp4Facts, Mp4Problem> {
    let mut boxes = Boxes::new(reader);
    let file = survey(&mut boxes, len)?;
    let moov = file.moov.ok_or(if file.ftyp { Mp4Problem::NoIndex } else { Mp4Problem::NotMp4 })?;
    if !file.ftyp {
        return Err(Mp4Problem::NotMp4);
    }
    let movie = Movie::read(&mut boxes, moov)?;
    let mut needed = 0_u64;
    for track in &movie.tracks {
        needed = needed.saturating_add(track.media_bytes);
        if let Some(table) = track.chunk_offsets {
            boxes.each_offset(table, |offset| {
                // The last range that starts at or before the chunk must also hold its first byte.
                let at = file.mdats.partition_point(|mdat| mdat.start <= offset);
                let inside = at.checked_sub(1).and_then(|i| file.mdats.get(i)).is_some_and(|mdat| offset < mdat.end);
                if inside { Ok(()) } else { Err(Mp4Problem::MissingMedia) }
            })?;
        }
    }
    if needed > file.mdats.iter().map(|mdat| mdat.end - mdat.start).sum() {
        return Err(Mp4Problem::MissingMedia);
    }
    let video = movie.tracks.iter().find(|track| track.is_video()).ok_or(Mp4Problem::NoVideo)?;
    let mut frames = video.samples;
    let mut has_sound = movie.tracks.iter().any(|track| track.is_sound() && track.samples > 0);
    for moof in &file.moofs {
        for (id, samples) in track::fragment_samples(&mut boxes, *moof)? {
            match movie.tracks.iter().find(|track| track.id == id) {
                Some(track) if track.id == video.id => frames += samples,
                Some(track) if track.is_sound() => has_sound |= samples > 0,
                _ => {}
            }
        }
    }
    if frames == 0 || video.width == 0 || video.height == 0 {
        return Err(Mp4Problem::NoVideo);
    }
    Ok(Mp4Facts {
        width: video.width,
        height: video.height,
        seconds: video.seconds.or(movie.seconds).unwrap_or(0.0),
        frames,
        codec: video.codec.clone(),
        has_sound,
    })
}

/// Where the last whole box ends, if what follows is no lost piece of the film. An index names all that belongs to it, except
/// fragments: behind these, only what cannot have been another one is a stray.
pub(super) fn film_end(reader: impl Read + Seek, len: u64) -> Option<u64> {
    let mut boxes = Boxes::new(reader);
    let (mut end, mut last, mut has_fragments) = (0, [0; 4], false);
    while let Ok(next) = boxes.top(end, len) {
        (end, last) = (next.end, next.kind);
        has_fragments |= match &last {
            b"moof" => true,
            b"moov" => matches!(boxes.child(next, b"mvex"), Ok(Some(_))),
            _ => false,
        };
    }
    let rest = BoxAt { kind: [0; 4], start: end, end: len };
    let zero = |[byte]: [u8; 1]| if byte == 0 { Ok(()) } else { Err(Mp4Problem::Cut) };
    let is_stray = match (len - end, has_fragments) {
        (0, _) => true,
        // The media data of the last fragment is not there.
        (_, true) if &last == b"moof" => false,
        // No room for a box.
        (..8, _) => true,
        (size, true) => boxes.entries(rest, 0, size, zero).is_ok(),
        (_, false) => !matches!(&boxes.field::<4>(rest, 4).ok()?, b"mdat" | b"moov" | b"moof"),
    };
    is_stray.then_some(end)
}

/// How many bytes the index takes, for readers that want the whole of it in memory.
pub(super) fn index_bytes(reader: impl Read + Seek, len: u64) -> Result<u64, Mp4Problem> {
    let moov = survey(&mut Boxes::new(reader), len)?.moov.ok_or(Mp4Problem::NoIndex)?;
    Ok(moov.end - moov.start)
}

/// What lies at the top of the file.
#[derive(Default)]
struct Survey {
    ftyp: bool,
    moov: Option<BoxAt>,
    mdats: Vec<BoxAt>,
    moofs: Vec<BoxAt>,
}

fn survey<R: Read + Seek>(boxes: &mut Boxes<R>, len: u64) -> Result<Survey, Mp4Problem> {
    let mut found = Survey::default();
    let mut at = 0;
    while at < len {
        let next = boxes.top(at, len)?;
        match &next.kind {
            b"ftyp" => found.ftyp = true,
            b"moov" => found.moov = found.moov.or(Some(next)),
            b"mdat" => found.mdats.push(next),
            b"moof" => found.moofs.push(next),
            _ => {}
        }
        at = next.end;
    }
    Ok(found)
}

/// The index.
struct Movie {
    tracks: Vec<Track>,
    seconds: Option<f64>,
}

impl Movie {
    fn read<R: Read + Seek>(boxes: &mut Boxes<R>, moov: BoxAt) -> Result<Self, Mp4Problem> {
        let (mut tracks, mut length, mut fragments) = (Vec::new(), None, None);
        for child in boxes.children(moov)? {
            match &child.kind {
                b"trak" => tracks.push(Track::read(boxes, child)?),
                b"mvhd" => length = Some(track::timescale_and_duration(boxes, child)?),
                b"mvex" => {
                    if let Some(mehd) = boxes.child(child, b"mehd")? {
                        let long = boxes.byte(mehd, 0)? == 1;
                        fragments = Some(if long { boxes.u64(mehd, 4)? } else { boxes.u32(mehd, 4)?.into() });
                    }
                }
                _ => {}
            }
        }
        let (timescale, duration) = length.unwrap_or_default();
        Ok(Self { tracks, seconds: track::seconds(timescale, fragments.or(duration)) })
    }
}
