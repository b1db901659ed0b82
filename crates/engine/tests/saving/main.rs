//! Saving videos against a scripted server on loopback. The numbers are those of the list of faults that the program
//! must withstand.

#![allow(clippy::unwrap_used)] // Helpers stand outside the test functions, for which clippy.toml allows it.

mod film;
mod folders;
mod frames;
mod lengths;
mod names;
mod posters;
mod refusing;
mod resuming;
mod server;
mod structure;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use animato_engine::save::{Download, SaveError, SaveLimits, SavedFile, Saver};
use tempfile::TempDir;
use url::Url;

/// A folder with a saver, as the engine would use it.
struct Desk {
    folder: TempDir,
    saver: Saver,
    limits: SaveLimits,
}

impl Desk {
    fn new() -> Self {
        let limits = SaveLimits { idle: Duration::from_secs(20), min_free_space: 0, ..SaveLimits::default() };
        Self { folder: tempfile::tempdir().unwrap(), saver: Saver::new(&animato_engine::Proxy::None).unwrap(), limits }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn part(&self) -> PathBuf {
        self.path().join("cat.mp4.part")
    }

    async fn save(&self, url: &Url) -> Result<SavedFile, SaveError> {
        self.saver.save(&self.download(url, &self.part()), &|_, _| {}).await
    }

    fn download<'a>(&'a self, url: &'a Url, part: &'a Path) -> Download<'a> {
        Download {
            url,
            folder: self.path(),
            file_stem: "cat",
            part,
            tail: None,
            allow_loopback: true,
            limits: self.limits,
        }
    }

    /// The names in the folder, sorted.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(self.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Nothing but this one file is in the folder, and it is this film.
    fn assert_only(&self, saved: &SavedFile, film: &[u8]) {
        assert!(fs::read(&saved.path).unwrap() == film, "the file on the disk is another one");
        assert_eq!(saved.bytes, film.len() as u64);
        assert_eq!(self.names(), [saved.path.file_name().unwrap().to_str().unwrap()]);
    }

    /// There is a part, and no final file.
    fn assert_only_a_part(&self) {
        assert!(self.part().exists(), "the part is gone");
        assert!(!self.names().iter().any(|name| name.ends_with(".mp4")), "{:?}", self.names());
    }
}
