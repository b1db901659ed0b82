//! Taking the library out: a folder that is a library of its own, whole and consistent, also while the engine works.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::files::{Copies, parts};
use super::{Exported, not_usable};
use crate::error::{Error, ErrorCode};
use crate::files::sync_folder;
use crate::library::{DATABASE, extract};
use crate::studio::Studio;

/// The folders of a library.
const FOLDERS: [&str; 6] = ["photos", "thumbnails", "posters", "sounds", "records", "videos"];

/// The database has its name only once everything is there.
const UNFINISHED: &str = ".library.part";

impl Studio {
    /// Copies photos, videos and everything that is known of them into a new or empty folder, which is then a library of its
    /// own. What was not sent yet stays here alone.
    ///
    /// # Errors
    /// `FolderUnusable` for a folder that is not empty or cannot be written, `DiskFull`. Then nothing is left there.
    pub async fn export_library(&self, target: &Path) -> Result<Exported, Error> {
        let unusable = |e: io::Error| not_usable(target, &e);
        let target = std::path::absolute(target).map_err(unusable)?;
        let was_there = target.is_dir();
        let is_empty = match fs::read_dir(&target) {
            Ok(mut entries) => entries.next().is_none(),
            Err(e) => e.kind() == io::ErrorKind::NotFound,
        };
        if !is_empty {
            let folder = target.display();
            return Err(Error::new(
                ErrorCode::FolderUnusable,
                format!("{folder} is not an empty folder. Choose an empty or a new one; nothing was written."),
            ));
        }
        let exported = self.export_into(&target).await;
        if exported.is_err() {
            // What stays takes room, and is no library.
            for part in FOLDERS {
                let _ = fs::remove_dir_all(target.join(part));
            }
            for part in parts(&target.join(UNFINISHED)) {
                let _ = fs::remove_file(part);
            }
            if !was_there {
                let _ = fs::remove_dir(&target);
            }
        }
        exported
    }

    async fn export_into(&self, target: &Path) -> Result<Exported, Error> {
        for part in FOLDERS {
            fs::create_dir_all(target.join(part)).map_err(|e| not_usable(target, &e))?;
        }
        let unfinished = target.join(UNFINISHED);
        let to = unfinished.clone();
        self.core.library.read(move |db| extract::copy(db, &to)).await.map_err(|error| match error.code {
            // It is the other disk that is full.
            ErrorCode::DiskFull => not_usable(target, &io::ErrorKind::StorageFull.into()),
            _ => error,
        })?;
        let (library, target) = (self.core.library.folder().to_owned(), target.to_owned());
        tokio::task::spawn_blocking(move || fill(&library, &target, &unfinished))
            .await
            .map_err(|e| Error::internal("export", e))?
    }
}

fn fill(library: &Path, target: &Path, unfinished: &Path) -> Result<Exported, Error> {
    let unusable = |e: io::Error| not_usable(target, &e);
    let extract = extract::set_free(unfinished, library)?;
    let mut copies = Copies::default();
    for file in &extract.files {
        copies.add(&library.join(file), &target.join(file)).map_err(unusable)?;
    }
    let mut exported = Exported {
        folder: target.to_owned(),
        photos: extract.photos,
        videos: extract.all,
        left_out: extract.left_out,
        ..Exported::default()
    };
    let mut places = Vec::with_capacity(extract.videos.len());
    for (id, from) in extract.videos {
        let copied = copies.add_beside(&from, &target.join("videos")).map_err(unusable)?;
        if copied.is_some() {
            exported.files += 1
        } else {
            exported.files_missing += 1
        }
        let name = copied.as_deref().unwrap_or(&from).file_name().unwrap_or_default().to_owned();
        places.push((id, PathBuf::from("videos").join(name)));
    }
    extract::settle(unfinished, target, &places)?;
    fs::rename(unfinished, target.join(DATABASE)).and_then(|()| sync_folder(target)).map_err(unusable)?;
    copies.keep();
    Ok(exported)
}
