//! The folder in which jobs, videos and photos are kept. Nothing outside it is ever written.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::{NamedTempFile, TempDir};

use crate::error::Error;

/// The folder in which jobs, videos and photos are kept.
pub(crate) struct Store {
    root: PathBuf,
    /// Removed with the store when nobody asked to keep it.
    _temporary: Option<TempDir>,
}

impl Store {
    /// Opens or makes the folder; without one, a temporary folder.
    pub(crate) fn open(folder: Option<&Path>) -> Result<Self, Error> {
        let failed = |folder: &Path, source| Error::Folder { folder: folder.to_owned(), source };
        let temporary = match folder {
            Some(_) => None,
            None => Some(TempDir::with_prefix("sandbox-").map_err(|e| failed(&std::env::temp_dir(), e))?),
        };
        let root = match (folder, &temporary) {
            (Some(folder), _) => folder.to_owned(),
            (None, Some(temporary)) => temporary.path().to_owned(),
            (None, None) => std::env::temp_dir(),
        };
        for part in ["jobs", "photos", "videos"] {
            fs::create_dir_all(root.join(part)).map_err(|e| failed(&root, e))?;
        }
        Ok(Self { root, _temporary: temporary })
    }

    /// A video's file. The id is one of ours: digits and letters.
    pub(crate) fn video(&self, id: &str) -> PathBuf {
        self.root.join("videos").join(format!("{id}.mp4"))
    }

    /// The file of an uploaded photo or sound, or `None` when the name is not one that an upload gets.
    pub(crate) fn photo(&self, name: &str) -> Option<PathBuf> {
        let (token, extension) = name.split_once('.')?;
        let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric());
        (plain(token) && plain(extension)).then(|| self.root.join("photos").join(name))
    }

    /// Keeps a record under `jobs/`.
    pub(crate) fn keep_job(&self, id: &str, job: &impl Serialize) -> io::Result<()> {
        write_whole(&self.job(id), &serde_json::to_vec_pretty(job)?)
    }

    pub(crate) fn forget_job(&self, id: &str) {
        let _ = fs::remove_file(self.job(id));
        let _ = fs::remove_file(self.video(id));
    }

    /// Every record that can be read.
    pub(crate) fn jobs<T: DeserializeOwned>(&self) -> Vec<T> {
        let Ok(entries) = fs::read_dir(self.root.join("jobs")) else { return Vec::new() };
        entries.flatten().filter_map(|entry| serde_json::from_slice(&fs::read(entry.path()).ok()?).ok()).collect()
    }

    /// The account's credits, when the folder was used before.
    pub(crate) fn credits(&self) -> Option<f64> {
        serde_json::from_slice(&fs::read(self.root.join("credits.json")).ok()?).ok()
    }

    pub(crate) fn keep_credits(&self, credits: f64) -> io::Result<()> {
        write_whole(&self.root.join("credits.json"), &serde_json::to_vec(&credits)?)
    }

    fn job(&self, id: &str) -> PathBuf {
        self.root.join("jobs").join(format!("{id}.json"))
    }
}

/// Writes a file so that nobody ever reads half of it.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or_else(|| io::Error::other("a file without a folder"))?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_leave_the_folder_are_not_names_of_photos() {
        let store = Store::open(None).unwrap();
        assert!(store.photo("0a1b.jpg").is_some());
        for name in ["../a.jpg", "a.jpg/..", "a", ".jpg", "a.b.jpg", "a\\b.jpg", "a%2f.jpg"] {
            assert!(store.photo(name).is_none(), "{name}");
        }
    }

    #[test]
    fn a_temporary_folder_goes_with_the_store() {
        let store = Store::open(None).unwrap();
        let file = store.video("1");
        write_whole(&file, b"x").unwrap();
        drop(store);
        assert!(!file.exists());
    }
}
