//! Bringing in another library: every photo and video of it that ours does not have, with their files.
//!
//! Files come first and rows last, in one transaction: whatever goes wrong, ours is as it was.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::files::{Copies, copy_database};
use super::{BroughtIn, no_library, not_usable};
use crate::error::{Error, ErrorCode};
use crate::ids::VideoId;
use crate::library::{self, DATABASE, Library, merge};
use crate::queue::Command;
use crate::save::poster::Size;
use crate::studio::Studio;

impl Studio {
    /// Brings in what an exported library, or any other one that is closed, has and ours does not. Nothing here is overwritten,
    /// and a second time nothing is left to bring in. What is paid for there and not saved is waited for here.
    ///
    /// # Errors
    /// `NotFound` where there is no library, `LibraryBusy`, `LibraryNewer`, `LibraryDamaged` of the other one; `DiskFull` and
    /// `FolderUnusable`. Then ours is as it was.
    pub async fn bring_in(&self, folder: &Path) -> Result<BroughtIn, Error> {
        self.core.library.must_be_ours()?;
        let folder = std::path::absolute(folder).map_err(|e| not_usable(folder, &e))?;
        if folder == self.core.library.folder() {
            return Err(Error::new(ErrorCode::BadSpec, "This is the library itself. Choose another one's folder."));
        }
        let from = folder.clone();
        let read = tokio::task::spawn_blocking(move || read(&from));
        let other = read.await.map_err(|e| Error::internal("import", e))??;
        let news = self.core.library.read(move |db| merge::news(db, other)).await?;
        let mut came = BroughtIn {
            photos: news.other.photos.len(),
            videos: news.other.requests.iter().map(|(_, videos)| videos.len()).sum(),
            known: news.known,
            left_out: news.left_out,
            ..BroughtIn::default()
        };
        let (core, videos) = (self.core.clone(), self.core.videos_folder());
        let copy = move || copy_files(&core.library, &folder, &videos, news);
        let copied = tokio::task::spawn_blocking(copy).await.map_err(|e| Error::internal("import", e))??;
        let Copied { copies, news, places, missing } = copied;
        (came.files, came.files_missing) = (places.len(), missing);
        let now = self.core.clock.now();
        let added = self.core.library.write(move |db| merge::write(db, &news, &places, now)).await?;
        copies.keep();
        self.core.tell_videos(added).await;
        self.queue.ask(Command::Wake);
        Ok(came)
    }
}

/// What was copied, and is taken back unless it is kept.
struct Copied {
    copies: Copies,
    news: merge::News,
    places: HashMap<VideoId, PathBuf>,
    missing: usize,
}

/// Reads a copy of the other library's database, so that the other one is not touched.
fn read(folder: &Path) -> Result<merge::Other, Error> {
    if !folder.join(DATABASE).is_file() {
        return Err(no_library(folder));
    }
    let _held = hold(folder)?;
    let bench = tempfile::tempdir().map_err(|e| not_usable(&std::env::temp_dir(), &e))?;
    let copy = copy_database(folder, bench.path()).map_err(|e| unreadable(folder, &e))?;
    let copy = copy.ok_or_else(|| no_library(folder))?;
    merge::read(&copy, folder).map_err(|error| match error.code {
        ErrorCode::LibraryDamaged => {
            let folder = folder.display();
            let words = format!(
                "The library in {folder} is damaged. Repair it first, with `animato-cli --library {folder} library repair`; nothing was brought in."
            );
            Error::new(ErrorCode::LibraryDamaged, words)
        }
        _ => error,
    })
}

/// Holds the other library meanwhile, unless it lies where nothing can be written and so nobody works with it.
fn hold(folder: &Path) -> Result<Option<fs::File>, Error> {
    match library::lock(folder) {
        Ok(held) => Ok(Some(held)),
        Err(error) if error.code == ErrorCode::LibraryBusy => {
            let folder = folder.display();
            let words = format!(
                "Animato is running with the library in {folder}. Close it there first; nothing was brought in."
            );
            Err(Error::new(ErrorCode::LibraryBusy, words))
        }
        Err(_) => Ok(None),
    }
}

fn copy_files(library: &Library, other: &Path, videos: &Path, news: merge::News) -> Result<Copied, Error> {
    let mut copied = Copied { copies: Copies::default(), news, places: HashMap::new(), missing: 0 };
    let Copied { copies, news, places, missing } = &mut copied;
    let mut copy = |part: &str, name: String| {
        match copies.add(&other.join(part).join(&name), &library.folder().join(part).join(&name)) {
            // Left over from a photo that was removed here: the same id is the same file.
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(e) => Err(not_usable(other, &e)),
            Ok(_) => Ok(()),
        }
    };
    for (row, _) in &news.other.photos {
        copy("photos", format!("{}.{}", row.view.id, row.extension))?;
        copy("thumbnails", format!("{}.jpg", row.view.id))?;
    }
    for sound in &news.other.sounds {
        copy("sounds", format!("{}.{}", sound.id, sound.extension))?;
    }
    for video in news.other.requests.iter().flat_map(|(_, videos)| videos) {
        for size in Size::ALL {
            copy("posters", format!("{}{}", video.row.id, size.ending()))?;
        }
    }
    for video in news.other.requests.iter().flat_map(|(_, videos)| videos) {
        let Some(file) = &video.row.file else { continue };
        match copies.add_beside(&file.path, videos).map_err(|e| not_usable(videos, &e))? {
            Some(place) => drop(places.insert(video.row.id.clone(), place)),
            None => *missing += 1,
        }
    }
    Ok(copied)
}

fn unreadable(folder: &Path, why: &io::Error) -> Error {
    let folder = folder.display();
    let words = format!("The library in {folder} cannot be read: {why}. Nothing was brought in.");
    Error::new(ErrorCode::Unreadable, words)
}
