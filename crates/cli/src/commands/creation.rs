//! What `quote` and `animate` share: photos into the library, choices into a spec, a price said before anything else.

use std::ffi::OsStr;

use animato_engine::ids::PhotoId;
use animato_engine::view::{Imported, ModelView, Quote};
use animato_engine::{Error, ErrorCode, Sound, Source, Spec, Studio};

use crate::args::{self, Images, SoundArg, SpecArgs};
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
        images: &Images,
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
        if let Some(word) = &typed.end_frame {
            spec.end_frame = Some(end_frame(studio, word, images.crop).await?);
        }
        let imported = import(studio, images.sources(), images.crop).await?;
        for refused in &imported.refused {
            out.error(Some(&refused.name), &refused.error);
        }
        if imported.others > 0 {
            out.remark(format!("{} no pictures and left out.", are(imported.others)));
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

async fn import(studio: &Studio, sources: Vec<Source>, crop: bool) -> Result<Imported, Error> {
    if crop { studio.import_cropped(sources).await } else { studio.import(sources, false).await }
}

fn are(files: u32) -> String {
    if files == 1 { "1 file in the folders is".to_owned() } else { format!("{files} files in the folders are") }
}

async fn end_frame(studio: &Studio, word: &OsStr, crop: bool) -> Result<PhotoId, Error> {
    let imported = import(studio, vec![args::source(word)], crop).await?;
    if let Some(refused) = imported.refused.into_iter().next() {
        let message = format!("{} (the end frame): {}", refused.name, refused.error.message);
        return Err(Error { message, ..refused.error });
    }
    let photo = imported.photos.into_iter().next().map(|photo| photo.id);
    let nothing = || format!("{}: There is no picture in it.", word.to_string_lossy());
    photo.ok_or_else(|| Error::new(ErrorCode::Unreadable, nothing()))
}
