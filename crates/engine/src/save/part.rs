//! The unfinished file and the small file beside it that tells how to go on.
//!
//! Only bytes that are known to be on the disk are ever continued: after a crash, what lies behind them may be holes.
//! Nothing here knows HTTP.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use url::Url;

use super::Download;
use super::error::SaveError;
use super::mp4::{self, Mp4Facts};
use super::place::{self, Disk};

/// Written in pieces of this many bytes.
const PIECE: usize = 256 << 10;
/// At most this many bytes, and this long, are not known to be on the disk.
const UNSYNCED_BYTES: u64 = 4 << 20;
const UNSYNCED_TIME: Duration = Duration::from_millis(500);

/// What proves that the server's file is still the one that the part came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Validator {
    /// A strong `ETag`, quotes included.
    ETag(String),
    /// A `Last-Modified`, letter by letter.
    LastModified(String),
}

/// From where to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ResumePoint {
    pub(super) offset: u64,
    pub(super) validator: Validator,
    pub(super) total: Option<u64>,
}

/// Which parts are being written, so that no two attempts write the same one.
#[derive(Clone, Debug, Default)]
pub(super) struct Claims(Arc<Mutex<HashSet<PathBuf>>>);

/// An open part. Dropping it in the middle of a write is safe: the claim lasts until that write has ended.
#[derive(Debug)]
pub(super) struct Part {
    on_disk: Arc<Mutex<OnDisk>>,
    state: State,
    /// Bytes received, whether written or still in `buffer`.
    len: u64,
    buffer: Vec<u8>,
    last_sync: Instant,
}

/// What the file beside the part holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct State {
    /// The link without its query, which may hold a signature.
    source: String,
    validator: Option<Validator>,
    total: Option<u64>,
    /// This many bytes of the part are known to be on the disk.
    synced: u64,
}

#[derive(Debug)]
struct OnDisk {
    file: Option<File>,
    path: PathBuf,
    disk: Arc<dyn Disk>,
    _claim: Claim,
}

#[derive(Debug)]
struct Claim(Claims, PathBuf);

impl Part {
    /// Opens what is left of an earlier attempt, or an empty part.
    pub(super) async fn open(claims: &Claims, disk: Arc<dyn Disk>, d: &Download<'_>) -> Result<Self, SaveError> {
        let (folder, path, source) = (d.folder.to_path_buf(), d.part.to_path_buf(), source(d.url));
        let claim = claims.claim(&path).ok_or(SaveError::Busy)?;
        blocking(move || {
            place::usable(&folder)?;
            let mut options = OpenOptions::new();
            let file = options.read(true).write(true).create(true).truncate(false).open(&path);
            let file = file.map_err(|error| SaveError::of_disk(error, parent(&path)))?;
            let here = file.metadata().map_err(SaveError::Io)?.len();
            let state = read_state(&path).filter(|state| state.belongs_to(&source, here)).unwrap_or_default();
            Ok(Self {
                len: state.synced,
                on_disk: Arc::new(Mutex::new(OnDisk { file: Some(file), path, disk, _claim: claim })),
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
        self.state = State { source: source(url), validator, total, synced: 0 };
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

    /// Brings everything to the disk and notes it.
    pub(super) async fn sync(&mut self) -> Result<(), SaveError> {
        self.flush().await?;
        let state = State { synced: self.len, ..self.state.clone() };
        if state != self.state {
            let written = state.clone();
            self.run(move |on_disk| {
                let disk = on_disk.disk.clone();
                disk.sync(on_disk.file()?)?;
                write_state(&on_disk.path, &written)
            })
            .await?;
            self.state = state;
        }
        self.last_sync = Instant::now();
        Ok(())
    }

    /// Drops what is known about the part, so that it is not continued.
    pub(super) async fn forget(&mut self) -> Result<(), SaveError> {
        self.state = State::default();
        self.len = 0;
        self.buffer.clear();
        self.run(|on_disk| remove_if_there(&state_path(&on_disk.path))).await
    }

    /// Removes the part, which is of no use to anybody.
    pub(super) async fn discard(&mut self) {
        let removed = self
            .run(|on_disk| {
                on_disk.file = None;
                remove_if_there(&on_disk.path)?;
                remove_if_there(&state_path(&on_disk.path))
            })
            .await;
        if let Err(error) = removed {
            tracing::warn!(%error, "a useless part could not be removed");
        }
    }

    /// Checks length and boxes of what is here.
    pub(super) async fn check(&mut self) -> Result<Mp4Facts, SaveError> {
        let len = self.len;
        let checked = self
            .run(move |on_disk| {
                let file = on_disk.file()?;
                if file.metadata()?.len() != len {
                    return Err(io::Error::other("the part was changed by somebody else"));
                }
                Ok(mp4::check(file, len))
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

    /// Gives the part its final name in this folder, never over another file, and tidies up.
    pub(super) async fn finish(self, folder: &Path, stem: &str) -> Result<PathBuf, SaveError> {
        let (folder, stem) = (folder.to_path_buf(), stem.to_owned());
        blocking(move || {
            let mut on_disk = self.on_disk.lock().unwrap_or_else(PoisonError::into_inner);
            on_disk.file = None;
            let placed = place::put(on_disk.disk.as_ref(), &on_disk.path, &folder, &stem)
                .map_err(|error| SaveError::of_disk(error, &folder))?;
            if let Err(error) = remove_if_there(&state_path(&on_disk.path)) {
                tracing::warn!(%error, "a leftover could not be removed");
            }
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
            write_state(&on_disk.path, &state)
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

impl State {
    /// A date proves something only about the same link; an `ETag` about any link to the same video.
    fn belongs_to(&self, source: &str, here: u64) -> bool {
        self.synced <= here && (self.source == source || matches!(self.validator, Some(Validator::ETag(_))))
    }
}

impl Claims {
    fn claim(&self, path: &Path) -> Option<Claim> {
        let fresh = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_path_buf());
        fresh.then(|| Claim(self.clone(), path.to_path_buf()))
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.1);
    }
}

fn source(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.into()
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

fn state_path(part: &Path) -> PathBuf {
    let mut name = part.as_os_str().to_owned();
    name.push(".json");
    name.into()
}

fn read_state(part: &Path) -> Option<State> {
    serde_json::from_slice(&fs::read(state_path(part)).ok()?).ok()
}

/// Replaces the state in one step. It is not synced: an older state only means that more is fetched again.
fn write_state(part: &Path, state: &State) -> io::Result<()> {
    let path = state_path(part);
    let fresh = path.with_extension("json.new");
    fs::write(&fresh, serde_json::to_vec(state)?)?;
    fs::rename(&fresh, &path)
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SaveError> + Send + 'static,
) -> Result<T, SaveError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(SaveError::Io(io::Error::other(error))))
}
