//! The folder for finished videos, through the door.

use std::path::Path;
use std::sync::PoisonError;

use super::Studio;
use crate::error::{Error, ErrorCode};
use crate::settings::FileNames;

impl Studio {
    /// Names what is saved from now on in this way.
    pub fn use_file_names(&self, names: FileNames) {
        self.core.set_names(names);
    }

    /// Saves finished videos in this folder from now on; those that are saved stay where they are.
    ///
    /// # Errors
    /// `FolderUnusable` when nothing can be written there. Everything then stays as it was.
    pub async fn use_videos_folder(&self, folder: &Path) -> Result<(), Error> {
        let wanted = folder.to_owned();
        let tried = tokio::task::spawn_blocking(move || {
            std::fs::create_dir_all(&wanted)?;
            // Asks the disk and not the permissions: those do not tell about a full or a read-only one.
            tempfile::NamedTempFile::new_in(&wanted).map(drop)
        });
        tried.await.map_err(|e| Error::internal("videos folder", e))?.map_err(|e| {
            let folder = folder.display();
            Error::new(
                ErrorCode::FolderUnusable,
                format!("Videos cannot be saved in {folder}: {e}. Please choose another folder."),
            )
        })?;
        *self.core.videos.write().unwrap_or_else(PoisonError::into_inner) = folder.to_owned();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::{ErrorCode, Options, Studio};

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_changes_nothing() {
        let library = tempfile::tempdir().unwrap();
        let studio = Studio::open(Options::new(library.path())).await.unwrap();
        let before = studio.core.videos_folder();
        let file = library.path().join("a file");
        std::fs::write(&file, "").unwrap();
        assert_eq!(studio.use_videos_folder(&file).await.unwrap_err().code, ErrorCode::FolderUnusable);
        assert_eq!(studio.core.videos_folder(), before);

        let other = library.path().join("other").join("place");
        studio.use_videos_folder(&other).await.unwrap();
        assert_eq!(studio.core.videos_folder(), other);
        assert!(other.is_dir());
        studio.close().await;
    }
}
