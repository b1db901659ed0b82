//! What `quote` and `animate` share: photos into the library, choices into a spec, a price said before anything else.

use std::path::{Path, PathBuf};

use animato_engine::ids::PhotoId;
use animato_engine::view::{ModelView, Quote};
use animato_engine::{Error, ErrorCode, Sound, Source, Spec, Studio};

use crate::args::{SoundArg, SpecArgs};
use crate::choose;
use crate::lines::QuoteLine;
use crate::output::Output;

/// Photos and choices, ready to be quoted.
pub(crate) struct Creation {
    /// The photos that can be used.
    pub(crate) photos: Vec<PhotoId>,
    /// How many cannot.
    pub(crate) refused: usize,
    /// What was chosen.
    pub(crate) spec: Spec,
    models: Vec<ModelView>,
}

impl Creation {
    /// Takes the pictures in, telling each that cannot be used, and fills in what was not chosen.
    pub(crate) async fn prepare(
        studio: &Studio,
        images: &[PathBuf],
        typed: &SpecArgs,
        out: Output,
    ) -> Result<Self, Error> {
        let models = studio.models().await?;
        if typed.effect.is_some() {
            // The quote then knows whether the service has it.
            studio.effects().await?;
        }
        let sound = match &typed.sound {
            Some(sound) => Some(self::sound(studio, sound).await?),
            None => None,
        };
        // Checked before any picture is decoded: a mistyped model is told at once.
        let mut spec = choose::choose(typed, &models, None, sound)?;
        if let Some(path) = &typed.end_frame {
            spec.end_frame = Some(end_frame(studio, path).await?);
        }
        let sources = images.iter().cloned().map(Source::Path).collect();
        let imported = studio.import(sources, false).await?;
        for refused in &imported.refused {
            out.error(Some(&refused.name), &refused.error);
        }
        let photos = imported.photos.into_iter().map(|photo| photo.id).collect();
        Ok(Self { photos, refused: imported.refused.len(), spec, models })
    }

    /// Says the price and what speaks against it.
    pub(crate) fn tell(&self, quote: &Quote, out: Output) {
        out.line(&QuoteLine { choice: choose::in_words(&self.spec, &self.models), quote });
    }
}

/// The sound as the engine takes it; a file goes into the library.
pub(crate) async fn sound(studio: &Studio, typed: &SoundArg) -> Result<Sound, Error> {
    Ok(match typed {
        SoundArg::None => Sound::None,
        SoundArg::Ai => Sound::Ai,
        SoundArg::Link(url) => Sound::Link { url: url.clone() },
        SoundArg::File(path) => Sound::File { id: studio.import_sound(path).await? },
    })
}

async fn end_frame(studio: &Studio, path: &Path) -> Result<PhotoId, Error> {
    let imported = studio.import(vec![Source::Path(path.to_owned())], false).await?;
    if let Some(refused) = imported.refused.into_iter().next() {
        let message = format!("{} (the end frame): {}", refused.name, refused.error.message);
        return Err(Error { message, ..refused.error });
    }
    let photo = imported.photos.into_iter().next().map(|photo| photo.id);
    photo.ok_or_else(|| Error::new(ErrorCode::Unreadable, format!("{}: There is no picture in it.", path.display())))
}
