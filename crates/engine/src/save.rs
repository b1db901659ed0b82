//! Brings a finished video onto the disk: whole, under our own name, and never over another file.
//!
//! One call of [`Saver::save`] is one attempt. Whatever it got is kept beside the target and continued by the next
//! attempt; the error says whether that attempt needs a new link first. Nothing here carries an API key, touches the
//! database or waits between attempts.

mod answer;
pub mod error;
mod fetch;
mod guard;
pub mod mp4;
pub mod name;
mod part;
mod place;
pub mod poster;

use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use url::Url;

pub use error::SaveError;
pub use mp4::{Mp4Facts, Mp4Problem};

use answer::Answer;
use fetch::Web;
use part::{Claims, Part, Validator};
use place::Disk;

/// What to save, from where and to where.
#[derive(Clone, Copy, Debug)]
pub struct Download<'a> {
    /// The video's link. Often presigned: treated as a secret and never logged.
    pub url: &'a Url,
    /// The target folder. It must exist: a drive that is not plugged in is not replaced by an empty folder.
    pub folder: &'a Path,
    /// Our own name for the file, without `.mp4`; see [`name::file_stem`]. Made safe once more.
    pub file_stem: &'a str,
    /// The unfinished file. What is needed to continue it stands in a small file beside it, with `.json` added.
    pub part: &'a Path,
    /// The API host itself is on loopback, so that the link may be too.
    pub allow_loopback: bool,
    /// How much and how long.
    pub limits: SaveLimits,
}

/// How much and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaveLimits {
    /// The largest video, in bytes.
    pub max_bytes: u64,
    /// How long the server may take to answer, and the span in which `min_bytes` must arrive.
    pub idle: Duration,
    /// What must arrive in each span of `idle`; less than that is a server that does not really send.
    pub min_bytes: u64,
    /// What is left free on the disk, in bytes.
    pub min_free_space: u64,
}

impl Default for SaveLimits {
    fn default() -> Self {
        Self { max_bytes: 8 << 30, idle: Duration::from_secs(60), min_bytes: 8 << 10, min_free_space: 64 << 20 }
    }
}

/// A video that is on the disk: file and folder are synced.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// What its boxes say.
    pub media: Mp4Facts,
}

/// Told how many bytes are here and, where known, how many there will be.
pub type Progress<'a> = &'a (dyn Fn(u64, Option<u64>) + Sync);

/// Saves videos. Make one and keep it: it knows which parts are being written.
#[derive(Clone, Debug)]
pub struct Saver {
    web: Web,
    claims: Claims,
    disk: Arc<dyn Disk>,
}

/// At most this often a progress is told.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

impl Saver {
    /// A saver that goes through this proxy, or through the system's when there is none. Loopback is always direct.
    ///
    /// # Errors
    /// [`SaveError::Io`] when no HTTP client can be made, for instance from a proxy address that is none.
    pub fn new(proxy: Option<&Url>) -> Result<Self, SaveError> {
        Ok(Self { web: Web::new(proxy)?, claims: Claims::default(), disk: Arc::new(place::RealDisk) })
    }

    /// One attempt to bring the video onto the disk. Memory does not grow with the video.
    ///
    /// Dropping the future is allowed at any time; the part is continued next time.
    ///
    /// # Errors
    /// [`SaveError`], which knows whether trying again can help. The part is kept unless the link's content is
    /// something else than a video or larger than the limit.
    pub async fn save(&self, d: &Download<'_>, progress: Progress<'_>) -> Result<SavedFile, SaveError> {
        guard::admit(d.url, d.allow_loopback)?;
        let mut part = Part::open(&self.claims, self.disk.clone(), d).await?;
        if !part.is_complete() {
            self.receive(d, &mut part, progress).await?;
        }
        let bytes = part.len();
        progress(bytes, Some(bytes));
        let media = part.check().await?;
        let path = part.finish(d.folder, &name::clean(d.file_stem, name::MAX_BYTES)).await?;
        Ok(SavedFile { path, bytes, media })
    }

    /// Asks for what is missing and writes it; starts over once when the server cannot continue where we stopped.
    async fn receive(&self, d: &Download<'_>, part: &mut Part, progress: Progress<'_>) -> Result<(), SaveError> {
        for _ in 0..2 {
            let from = part.resume_point();
            let reply = self.web.get(d.url, from.as_ref(), d.allow_loopback, d.limits.idle).await?;
            match answer::read(&reply.head, from.as_ref())? {
                Answer::Whole { validator, total } => {
                    return self.copy(d, part, reply, Start::Over(validator, total), progress).await;
                }
                Answer::Rest { total } => {
                    return self.copy(d, part, reply, Start::On(total), progress).await;
                }
                Answer::NothingLeft => {
                    part.is_all();
                    return Ok(());
                }
                Answer::CannotContinue => part.forget().await?,
            }
        }
        Err(SaveError::ServerTrouble { status: 416 })
    }

    /// Writes the body behind what is there, or from the start.
    async fn copy(
        &self,
        d: &Download<'_>,
        part: &mut Part,
        mut reply: fetch::Reply,
        start: Start,
        progress: Progress<'_>,
    ) -> Result<(), SaveError> {
        let idle = d.limits.idle;
        let mut first = Vec::new();
        match start {
            Start::Over(validator, total) => {
                self.fits(d, 0, total).await?;
                while first.len() < answer::SNIFFED {
                    match reply.chunk(idle).await? {
                        Some(bytes) => first.extend_from_slice(&bytes),
                        None => break,
                    }
                }
                answer::sniff(&first)?;
                part.begin(d.url, validator, total).await?;
            }
            Start::On(total) => {
                self.fits(d, part.len(), Some(total)).await?;
                part.carry_on(d.url, total).await?;
            }
        }
        let total = part.total();
        let result = self.pump(d, part, &mut reply, first, progress).await;
        // What came is worth keeping whatever ended it; the first reason is the one to tell.
        let synced = part.sync().await;
        match result {
            Err(SaveError::TooLarge { limit }) => {
                part.discard().await;
                Err(SaveError::TooLarge { limit })
            }
            other => other.and(synced),
        }?;
        match total {
            Some(total) if part.len() != total => {
                Err(SaveError::Incomplete { have: part.len(), expected: Some(total) })
            }
            _ => Ok(()),
        }
    }

    async fn pump(
        &self,
        d: &Download<'_>,
        part: &mut Part,
        reply: &mut fetch::Reply,
        first: Vec<u8>,
        progress: Progress<'_>,
    ) -> Result<(), SaveError> {
        let limits = d.limits;
        let total = part.total();
        let ceiling = total.unwrap_or(limits.max_bytes).min(limits.max_bytes);
        let mut told = Instant::now();
        let mut span = (Instant::now(), part.len());
        let mut next = Some(Bytes::from(first));
        while let Some(bytes) = next {
            if part.len() + bytes.len() as u64 > ceiling {
                return Err(match total {
                    Some(total) if total <= limits.max_bytes => {
                        SaveError::Incomplete { have: part.len(), expected: Some(total) }
                    }
                    _ => SaveError::TooLarge { limit: limits.max_bytes },
                });
            }
            if part.write(&bytes).await? {
                self.fits(d, part.len(), total).await?;
            }
            if told.elapsed() >= PROGRESS_EVERY {
                told = Instant::now();
                progress(part.len(), total);
            }
            if span.0.elapsed() >= limits.idle {
                if part.len() - span.1 < limits.min_bytes {
                    return Err(SaveError::Idle { have: part.len() });
                }
                span = (Instant::now(), part.len());
            }
            next = match next_chunk(part, reply, limits.idle).await {
                Ok(next) => next,
                Err(SaveError::Incomplete { .. }) => {
                    return Err(SaveError::Incomplete { have: part.len(), expected: total });
                }
                Err(SaveError::Idle { .. }) => return Err(SaveError::Idle { have: part.len() }),
                Err(other) => return Err(other),
            };
        }
        Ok(())
    }

    /// Whether what is still to come fits the limit and the disk.
    async fn fits(&self, d: &Download<'_>, have: u64, total: Option<u64>) -> Result<(), SaveError> {
        if total.unwrap_or(have) > d.limits.max_bytes {
            return Err(SaveError::TooLarge { limit: d.limits.max_bytes });
        }
        let needed = total.unwrap_or(have).saturating_sub(have).saturating_add(d.limits.min_free_space);
        let (disk, folder) = (self.disk.clone(), d.folder.to_path_buf());
        let free = tokio::task::spawn_blocking(move || disk.free_space(&folder)).await;
        match free {
            Ok(Some(free)) if free < needed => Err(SaveError::DiskFull { folder: d.folder.to_path_buf() }),
            _ => Ok(()),
        }
    }
}

/// Waits for bytes, and uses a longer wait to bring to the disk what is here.
async fn next_chunk(part: &mut Part, reply: &mut fetch::Reply, idle: Duration) -> Result<Option<Bytes>, SaveError> {
    let mut chunk = pin!(reply.chunk(idle));
    tokio::select! {
        chunk = &mut chunk => return chunk,
        () = tokio::time::sleep(part::UNSYNCED_TIME) => part.sync().await?,
    }
    chunk.await
}

enum Start {
    Over(Option<Validator>, Option<u64>),
    On(u64),
}
