//! The unfinished file and the small file beside it that tells how to go on.
//!
//! Only bytes that are known to be on the disk are ever continued: after a crash, what lies behind them may be holes.
//! Nothing here knows HTTP.

mod claim;
#[cfg(test)]
mod full_disk;
mod sidecar;

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

pub(super) use claim::Claims;
pub(super) use sidecar::Validator;

use super::Download;
use super::error::SaveError;
use super::mp4::{self, Mp4Facts};
use super::place::{self, Disk};
use super::xmp;
use crate::crash::{self, Moment};
use claim::Claim;
use sidecar::{Sidecar, remove_if_there, source};

/// Written in pieces of this many bytes.
const PIECE: usize = 256 << 10;
/// At most this many bytes are not known to be on the disk,
const UNSYNCED_BYTES: u64 = 4 << 20;
/// and about this long.
pub(super) const UNSYNCED_TIME: Duration = Duration::from_millis(500);

/// From where to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ResumePoint {
    pub(super) offset: u64,
    pub(super) validator: Validator,
    pub(super) total: Option<u64>,
}

/// An open part. Dropping it in the middle of a write is safe: the claim lasts until that write has ended.
#[derive(Debug)]
pub(super) struct Part {
    on_disk: Arc<Mutex<OnDisk>>,
    state: Sidecar,
    /// Bytes received, whether written or still in `buffer`.
    len: u64,
    buffer: Vec<u8>,
    last_sync: Instant,
}

#[derive(Debug)]
struct OnDisk {
    file: Option<File>,
    path: PathBuf,
    disk: Arc<dyn Disk>,
    /// Why the system could not bring the file to the disk.
    lost: Option<io::ErrorKind>,
    _claim: Claim,
}

impl Part {
    /// Opens what is left of an earlier attempt, or an empty part.
    pub(super) async fn open(claims: &Claims, disk: Arc<dyn Disk>, d: &Download<'_>) -> Result<Self, SaveError> {
        let (folder, path, url) = (d.folder.to_path_buf(), d.part.to_path_buf(), d.url.clone());
        let claim = claims.claim(&path).ok_or(SaveError::Busy)?;
        blocking(move || {
            place::usable(&folder)?;
            let mut options = OpenOptions::new();
            let file = options.read(true).write(true).create(true).truncate(false).open(&path);
            let file = file.map_err(|error| SaveError::of_disk(error, parent(&path)))?;
            let here = file.metadata().map_err(SaveError::Io)?.len();
            let state = Sidecar::read(&path, &url, here).unwrap_or_default();
            Ok(Self {
                len: state.synced,
                on_disk: Arc::new(Mutex::new(OnDisk { file: Some(file), path, disk, lost: None, _claim: claim })),
                state,
                buffer: Vec::new(),
                last_sync: Instant::now(),
            })
        })
        .await
    }

    /// Bytes received so far.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Bytes that there will be, where known.
    pub(super) fn total(&self) -> Option<u64> {
        self.state.total
    }

    /// Every byte is here already: only the last steps were missing.
    pub(super) fn is_complete(&self) -> bool {
        self.len > 0 && self.state.total == Some(self.len)
    }

    /// The server says that there is no more than what is here.
    pub(super) fn is_all(&mut self) {
        self.state.total = Some(self.len);
    }

    /// From where to go on; `None`: from the start.
    pub(super) fn resume_point(&self) -> Option<ResumePoint> {
        let validator = self.state.validator.clone().filter(|_| self.len > 0)?;
        Some(ResumePoint { offset: self.len, validator, total: self.state.total })
    }

    /// Empties the part for another file.
    pub(super) async fn begin(
        &mut self,
        url: &Url,
        validator: Option<Validator>,
        total: Option<u64>,
    ) -> Result<(), SaveError> {
        self.state = Sidecar { source: source(url), validator, total, synced: 0 };
        self.rewind_to(0).await
    }

    /// Makes ready to append what is missing.
    pub(super) async fn carry_on(&mut self, url: &Url, total: u64) -> Result<(), SaveError> {
        self.state.source = source(url);
        self.state.total = Some(total);
        self.rewind_to(self.len).await
    }

    /// Takes these bytes; tells whether this was one of the moments at which everything was synced.
    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<bool, SaveError> {
        self.buffer.extend_from_slice(bytes);
        self.len += bytes.len() as u64;
        if self.len - self.state.synced >= UNSYNCED_BYTES || self.last_sync.elapsed() >= UNSYNCED_TIME {
            self.sync().await?;
            return Ok(true);
        }
        if self.buffer.len() >= PIECE {
            self.flush().await?;
        }
        Ok(false)
    }

    /// Brings everything to the disk and notes it. Where that once failed, it fails until the part is opened anew, which goes
    /// on from what was noted before.
    pub(super) async fn sync(&mut self) -> Result<(), SaveError> {
        self.flush().await?;
        let state = Sidecar { synced: self.len, ..self.state.clone() };
        if state != self.state {
            let written = state.clone();
            self.run(move |on_disk| {
                on_disk.sync()?;
                crash::at(Moment::PartSynced);
                written.write(&on_disk.path)
            })
            .await?;
            self.state = state;
        }
        self.last_sync = Instant::now();
        Ok(())
    }

    /// Drops what is known about the part, so that it is not continued.
    pub(super) async fn forget(&mut self) -> Result<(), SaveError> {
        self.state = Sidecar::default();
        self.len = 0;
        self.buffer.clear();
        self.run(|on_disk| Sidecar::remove(&on_disk.path)).await
    }

    /// Removes the part, which is of no use to anybody.
    pub(super) async fn discard(&mut self) {
        let removed = self
            .run(|on_disk| {
                on_disk.file = None;
                remove_if_there(&on_disk.path)?;
                Sidecar::remove(&on_disk.path)
            })
            .await;
        if let Err(error) = removed {
            tracing::warn!(%error, "a useless part could not be removed");
        }
    }

    /// Checks length and boxes of what is here.
    pub(super) async fn check(&mut self) -> Result<Mp4Facts, SaveError> {
        let (len, is_complete) = (self.len, self.is_complete());
        let checked = self
            .run(move |on_disk| {
                let file = on_disk.file()?;
                match file.metadata()?.len() {
                    here if here < len => return Err(io::Error::other("the part was changed by somebody else")),
                    // Behind what was received lies what was put there right before the program stopped.
                    here if here > len => file.set_len(len)?,
                    _ => {}
                }
                Ok(if is_complete { mp4::check(file, len) } else { mp4::check_exact(file, len) })
            })
            .await?;
        match (checked, self.state.total) {
            (Ok(facts), _) => Ok(facts),
            (Err(problem), Some(total)) if total == len => {
                self.forget().await?;
                Err(SaveError::Damaged(problem))
            }
            (Err(_), expected) => Err(SaveError::Incomplete { have: len, expected }),
        }
    }

    /// Puts this behind the video, and says how many bytes that took: none where the last box goes to the end of the file, where
    /// strays follow it, behind which nobody would find anything, or where there is no room. A video is worth more than what is
    /// known of it.
    pub(super) async fn seal(&mut self, tail: Vec<u8>) -> Result<u64, SaveError> {
        let len = self.len;
        self.run(move |on_disk| {
            let is_exact = |file: &mut File| mp4::film_end(file, len) == Some(len);
            if tail.is_empty() || !is_exact(on_disk.file()?) || !xmp::is_closed(on_disk.file()?, len)? {
                return Ok(0);
            }
            on_disk.file()?.seek(SeekFrom::Start(len))?;
            let (_, written) = on_disk.write_all(&tail);
            let disk = on_disk.disk.clone();
            match written.and_then(|()| disk.sync(on_disk.file()?)) {
                Ok(()) => Ok(tail.len() as u64),
                Err(error) => {
                    tracing::warn!(%error, "the settings could not be put behind a video");
                    // The video was synced before: what may be lost is cut off.
                    on_disk.file()?.set_len(len)?;
                    disk.sync(on_disk.file()?)?;
                    Ok(0)
                }
            }
        })
        .await
    }

    /// Gives the part its final name in this folder, never over another file, and tidies up.
    pub(super) async fn finish(self, folder: &Path, stem: &str) -> Result<PathBuf, SaveError> {
        let (folder, stem) = (folder.to_path_buf(), stem.to_owned());
        blocking(move || {
            let mut on_disk = self.on_disk.lock().unwrap_or_else(PoisonError::into_inner);
            on_disk.file = None;
            let placed = place::put(on_disk.disk.as_ref(), &on_disk.path, &folder, &stem)
                .map_err(|error| SaveError::of_disk(error, &folder))?;
            tidy(&on_disk.path);
            Ok(placed)
        })
        .await
    }

    async fn rewind_to(&mut self, len: u64) -> Result<(), SaveError> {
        self.buffer.clear();
        self.len = len;
        self.last_sync = Instant::now();
        let state = self.state.clone();
        self.run(move |on_disk| {
            let file = on_disk.file()?;
            file.set_len(len)?;
            file.seek(SeekFrom::Start(len))?;
            state.write(&on_disk.path)
        })
        .await
    }

    /// Hands the buffer to the system. What a full disk did not take does not count as received.
    async fn flush(&mut self) -> Result<(), SaveError> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let buffer = std::mem::take(&mut self.buffer);
        let (taken, result, mut buffer) = self
            .run(move |on_disk| {
                let (taken, result) = on_disk.write_all(&buffer);
                Ok((taken, result, buffer))
            })
            .await?;
        self.len -= (buffer.len() - taken) as u64;
        buffer.clear();
        self.buffer = buffer;
        crash::at(Moment::PartWritten);
        result.map_err(|error| SaveError::of_disk(error, &self.folder()))
    }

    /// Does something slow with the file, away from the async threads.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut OnDisk) -> io::Result<T> + Send + 'static,
    ) -> Result<T, SaveError> {
        let on_disk = self.on_disk.clone();
        blocking(move || {
            let mut on_disk = on_disk.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut on_disk).map_err(|error| SaveError::of_disk(error, parent(&on_disk.path)))
        })
        .await
    }

    fn folder(&self) -> PathBuf {
        parent(&self.on_disk.lock().unwrap_or_else(PoisonError::into_inner).path).to_path_buf()
    }
}

impl OnDisk {
    fn file(&mut self) -> io::Result<&mut File> {
        self.file.as_mut().ok_or_else(|| io::Error::other("the part is closed"))
    }

    /// Brings the file to the disk, or fails for good: of bytes that were lost on the way the system tells once, and calls the
    /// next attempt a success.
    fn sync(&mut self) -> io::Result<()> {
        if let Some(why) = self.lost {
            return Err(why.into());
        }
        let disk = self.disk.clone();
        disk.sync(self.file()?).inspect_err(|error| self.lost = Some(error.kind()))
    }

    fn write_all(&mut self, bytes: &[u8]) -> (usize, io::Result<()>) {
        let disk = self.disk.clone();
        let file = match self.file() {
            Ok(file) => file,
            Err(error) => return (0, Err(error)),
        };
        let mut taken = 0;
        while let Some(rest) = bytes.get(taken..).filter(|rest| !rest.is_empty()) {
            match disk.write(file, rest) {
                Ok(0) => return (taken, Err(io::ErrorKind::StorageFull.into())),
                Ok(n) => taken += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return (taken, Err(error)),
            }
        }
        (taken, Ok(()))
    }
}

/// Removes a part of which nobody wants the rest.
pub(crate) fn discard(part: &Path) {
    if let Err(error) = remove_if_there(part) {
        tracing::warn!(%error, "an unfinished video could not be removed");
    }
    tidy(part);
}

/// Removes what stands beside a part that is none any more.
pub(super) fn tidy(part: &Path) {
    if let Err(error) = Sidecar::remove(part) {
        tracing::warn!(%error, "a leftover could not be removed");
    }
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SaveError> + Send + 'static,
) -> Result<T, SaveError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(SaveError::Io(io::Error::other(error))))
}
