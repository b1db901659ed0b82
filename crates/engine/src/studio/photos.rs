//! Photos, sounds and the tray, through the door.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::batch::Batch;
use super::{Source, Studio};
use crate::core::Core;
use crate::error::{Error, ErrorCode};
use crate::files::write_whole;
use crate::ids::{PhotoId, SoundId};
use crate::library::photo::{self, PhotoRow};
use crate::library::sound::{self as sound_table, SoundRow};
use crate::photo::{Crop, Limits, Prepared, prepare, read_file, safe_name};
use crate::samples;
use crate::sound;
use crate::view::{Event, Imported, PhotoView, Picture, RefusedPhoto};

/// Pictures decoded at the same time; each may need a few hundred megabytes.
const AT_ONCE: usize = 2;

impl Studio {
    /// Takes pictures into the library; `to_tray` puts them into the tray as well. The same photo twice is one photo.
    /// One bad picture is one refusal and never stops the others.
    ///
    /// # Errors
    /// Only when the library cannot be written.
    pub async fn import(&self, sources: Vec<Source>, to_tray: bool) -> Result<Imported, Error> {
        let total = u32::try_from(sources.len()).unwrap_or(u32::MAX);
        let mut batch = to_tray.then(|| Batch::begin(self.core.clone(), total));
        let mut imported = Imported::default();
        let mut seen = HashSet::new();
        for group in sources.chunks(AT_ONCE) {
            let prepared = futures::future::join_all(group.iter().cloned().map(prepare_source)).await;
            for (name, result) in prepared {
                let mut refused = Vec::new();
                match result {
                    Ok(prepared) => {
                        let view = self.store(name, prepared, to_tray).await?;
                        if seen.insert(view.id.clone()) {
                            imported.photos.push(view);
                        }
                    }
                    Err(error) => {
                        tracing::info!(code = ?error.code, "a picture was refused");
                        refused.push(RefusedPhoto { name, error });
                    }
                }
                imported.refused.extend(refused.iter().cloned());
                if let Some(batch) = &mut batch {
                    tell_tray(&self.core).await?;
                    batch.looked_at(refused);
                }
            }
        }
        Ok(imported)
    }

    /// Puts the three sample photos into the tray.
    ///
    /// # Errors
    /// Only when the library cannot be written.
    pub async fn import_samples(&self) -> Result<Imported, Error> {
        let samples = tokio::task::spawn_blocking(samples::all).await.map_err(|e| Error::internal("samples", e))?;
        let source = |s: &samples::Sample| Source::Bytes { name: s.name.to_owned(), bytes: s.jpeg.clone() };
        self.import(samples.iter().map(source).collect(), true).await
    }

    /// Puts photos that are in the library into the tray again, after those that are there; ids of none are passed over.
    ///
    /// # Errors
    /// Only when the library cannot be written.
    pub async fn add_to_tray(&self, photos: Vec<PhotoId>) -> Result<Vec<PhotoView>, Error> {
        self.core.library.write(move |db| photos.iter().try_for_each(|id| photo::add_to_tray(db, id))).await?;
        tell_tray(&self.core).await
    }

    /// Takes photos out of the tray. They stay in the library.
    ///
    /// # Errors
    /// Only when the library cannot be written.
    pub async fn remove_from_tray(&self, photos: Vec<PhotoId>) -> Result<Vec<PhotoView>, Error> {
        self.core.library.write(move |db| photos.iter().try_for_each(|id| photo::remove_from_tray(db, id))).await?;
        tell_tray(&self.core).await
    }

    /// Takes a sound file into the library.
    ///
    /// # Errors
    /// `Unreadable` when it is too large, cannot be read, or is not a sound.
    pub async fn import_sound(&self, path: &Path) -> Result<SoundId, Error> {
        let file = path.display();
        let unreadable = |e: &dyn std::fmt::Display| {
            Error::new(ErrorCode::Unreadable, format!("The sound {file} cannot be read: {e}. Nothing was sent."))
        };
        let facts = tokio::fs::metadata(path).await.map_err(|e| unreadable(&e))?;
        if !facts.is_file() || facts.len() > sound::MOST_BYTES {
            return Err(unreadable(&"it is not a file of at most 64 MB"));
        }
        let bytes = tokio::fs::read(path).await.map_err(|e| unreadable(&e))?;
        let row = SoundRow {
            id: SoundId::fresh()?,
            digest: hex(&Sha256::digest(&bytes)),
            extension: sound::extension(&bytes)?,
            name: path.file_name().map(|n| safe_name(&n.to_string_lossy())).unwrap_or_default(),
        };
        let target = self.core.library.sound_path(&row.id, row.extension);
        write_whole(&target, &bytes).map_err(|e| not_written(&e))?;
        let now = self.core.clock.now();
        self.core
            .library
            .write(move |db| match sound_table::by_digest(db, &row.digest)? {
                Some(known) => Ok(known),
                None => sound_table::insert(db, &row, now).map(|()| row.id),
            })
            .await
    }

    /// The file with the bytes that leave the machine.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn photo_file(&self, id: &PhotoId) -> Result<PathBuf, Error> {
        let key = id.clone();
        let extension = self.core.library.read(move |db| photo::by_id(db, &key)).await?.extension;
        Ok(self.core.library.photo_path(id, &extension))
    }

    /// A small JPEG of the photo, at most 512 pixels on its longer side.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn thumbnail_file(&self, id: &PhotoId) -> Result<PathBuf, Error> {
        let key = id.clone();
        self.core.library.read(move |db| photo::by_id(db, &key)).await?;
        Ok(self.core.library.thumbnail_path(id))
    }

    /// Keeps a prepared photo, or finds the same one. Its files are whole before its row is written.
    async fn store(&self, name: String, prepared: Prepared, to_tray: bool) -> Result<PhotoView, Error> {
        let digest = prepared.digest.clone();
        let known = self.core.library.read(move |db| photo::by_digest(db, &digest)).await?;
        let core = self.core.clone();
        let row = match known {
            Some(row) => row,
            None => {
                let (row, digest, now) = tokio::task::spawn_blocking(move || write_files(&core, name, &prepared))
                    .await
                    .map_err(|e| Error::internal("photo", e))??;
                let kept = row.clone();
                self.core.library.write(move |db| photo::insert(db, &kept, &digest, now)).await?;
                row
            }
        };
        if to_tray {
            let id = row.view.id.clone();
            self.core.library.write(move |db| photo::add_to_tray(db, &id)).await?;
        }
        Ok(row.view)
    }
}

async fn tell_tray(core: &Core) -> Result<Vec<PhotoView>, Error> {
    let photos = core.library.read(photo::tray).await?;
    core.tell(Event::Tray { photos: photos.clone() });
    Ok(photos)
}

async fn prepare_source(source: Source) -> (String, Result<Prepared, Error>) {
    let name = match &source {
        Source::Path(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        Source::Bytes { name, .. } => name.clone(),
    };
    let prepared = tokio::task::spawn_blocking(move || {
        let limits = Limits::default();
        let bytes = match source {
            Source::Path(path) => read_file(path, &limits)?,
            Source::Bytes { bytes, .. } => bytes,
        };
        prepare(&bytes, &limits, Crop::Refuse)
    });
    let prepared = match prepared.await {
        Ok(prepared) => prepared.map_err(Error::from),
        Err(e) => Err(Error::internal("photo", e)),
    };
    (safe_name(&name), prepared)
}

fn write_files(core: &Core, name: String, prepared: &Prepared) -> Result<(PhotoRow, String, i64), Error> {
    let id = PhotoId::fresh()?;
    let extension = prepared.format.extension().to_owned();
    write_whole(&core.library.photo_path(&id, &extension), &prepared.bytes).map_err(|e| not_written(&e))?;
    write_whole(&core.library.thumbnail_path(&id), &prepared.thumbnail).map_err(|e| not_written(&e))?;
    let view = PhotoView {
        id,
        name,
        original: prepared.original.clone(),
        prepared: Picture {
            format: prepared.format.name().to_owned(),
            width: prepared.width,
            height: prepared.height,
            bytes: prepared.bytes.len() as u64,
        },
        notices: prepared.notices.clone(),
    };
    Ok((PhotoRow { view, extension }, prepared.digest.clone(), core.clock.now()))
}

fn not_written(e: &std::io::Error) -> Error {
    let code = match e.kind() {
        std::io::ErrorKind::StorageFull => ErrorCode::DiskFull,
        _ => ErrorCode::FolderUnusable,
    };
    Error::new(code, format!("The library's folder cannot be written: {e}. Nothing was sent."))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
