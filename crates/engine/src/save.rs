//! Brings a finished video onto the disk: whole, under our own name, and never over another file.
//!
//! One call of [`Saver::save`] is one attempt. Whatever it got is kept beside the target and continued by the next
//! attempt; the error says whether that attempt needs a new link first. Nothing here carries an API key, touches the
//! database or waits between attempts.

mod answer;
pub mod error;
mod fetch;
pub mod frame;
pub(crate) mod guard;
pub mod mp4;
pub mod name;
pub(crate) mod part;
pub mod pattern;
mod place;
pub mod poster;
mod receive;
pub(crate) mod xmp;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use url::Url;

pub use error::SaveError;
pub use mp4::{Mp4Facts, Mp4Problem};

use crate::crash::{self, Moment};
use crate::proxy::Proxy;
use fetch::Web;
use part::{Claims, Part};
use place::Disk;

/// What to save, from where and to where.
#[derive(Clone, Copy, Debug)]
pub struct Download<'a> {
    /// The video's link. Often presigned: treated as a secret and never logged.
    pub url: &'a Url,
    /// The target folder. It must exist: a drive that is not plugged in is not replaced by an empty folder.
    pub folder: &'a Path,
    /// Our own name for the file, without `.mp4`; see [`pattern::Pattern::stem`]. Made safe once more.
    pub file_stem: &'a str,
    /// The unfinished file. What is needed to continue it stands in a small file beside it, with `.json` added.
    pub part: &'a Path,
    /// What is put behind the video, where its boxes allow that; see [`xmp::tail`].
    pub tail: Option<&'a [u8]>,
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

impl Saver {
    /// A saver that gets out this way. Loopback is always direct.
    ///
    /// # Errors
    /// [`SaveError::Io`] when no HTTP client can be made, for instance from a proxy address that is none.
    pub fn new(proxy: &Proxy) -> Result<Self, SaveError> {
        Ok(Self { web: Web::new(proxy)?, claims: Claims::default(), disk: Arc::new(place::RealDisk) })
    }

    /// The same saver on another way out: it knows which parts this one is writing.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn through(&self, proxy: &Proxy) -> Result<Self, SaveError> {
        Ok(Self { web: Web::new(proxy)?, claims: self.claims.clone(), disk: self.disk.clone() })
    }

    /// One attempt to bring the video onto the disk. Memory does not grow with the video.
    ///
    /// Dropping the future is allowed at any time; the part is continued next time.
    ///
    /// # Errors
    /// [`SaveError`], which knows whether trying again can help. The part is kept, except when the video turned out
    /// larger than the limit; a damaged one is fetched from the start by the next attempt.
    pub async fn save(&self, d: &Download<'_>, progress: Progress<'_>) -> Result<SavedFile, SaveError> {
        guard::admit(d.url, d.allow_loopback)?;
        let mut part = Part::open(&self.claims, self.disk.clone(), d).await?;
        if !part.is_complete() {
            self.receive(d, &mut part, progress).await?;
        }
        let received = part.len();
        progress(received, Some(received));
        let media = part.check().await?;
        crash::at(Moment::Received);
        let bytes = received + part.seal(d.tail.unwrap_or_default().to_vec()).await?;
        crash::at(Moment::Sealed);
        let path = part.finish(d.folder, &name::clean(d.file_stem, name::MAX_BYTES)).await?;
        Ok(SavedFile { path, bytes, media })
    }

    /// A file that got its name right before the program stopped, and what was left to do then. Its name is ours alone, so
    /// that it can be nobody else's; `None`: there is none, or it is not whole.
    pub async fn adopt(&self, path: &Path, part: &Path) -> Option<SavedFile> {
        let (disk, path, part) = (self.disk.clone(), path.to_owned(), part.to_owned());
        let adopted = tokio::task::spawn_blocking(move || {
            if part.exists() {
                return None;
            }
            let file = std::fs::File::open(&path).ok()?;
            let bytes = file.metadata().ok()?.len();
            let media = mp4::check(std::io::BufReader::new(file), bytes).ok()?;
            place::settle(disk.as_ref(), path.parent()?);
            part::tidy(&part);
            Some(SavedFile { path, bytes, media })
        });
        adopted.await.ok().flatten()
    }
}
