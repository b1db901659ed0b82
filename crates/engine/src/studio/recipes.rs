//! Settings that travel with a video, coming back in.

use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use rusqlite::{Connection, OptionalExtension as _};

use super::Studio;
use super::importing::blocking;
use crate::error::{Error, ErrorCode};
use crate::ids::RecipeId;
use crate::library::{photo, sound};
use crate::recipe::Recipe;
use crate::source::Source;
use crate::spec::Sound;
use crate::view::{Event, PhotoView, RecipeView};

impl Studio {
    /// Tells of the videos among these whose settings travel with them, and gives back the others.
    pub(super) async fn take_recipes(&self, sources: Vec<Source>) -> Result<Vec<Source>, Error> {
        if sources.iter().all(|source| video_file(source).is_none()) {
            return Ok(sources);
        }
        let looked_at = blocking(move || {
            let look = |source| {
                let recipe = video_file(&source).and_then(Recipe::of_file);
                (source, recipe)
            };
            sources.into_iter().map(look).collect::<Vec<_>>()
        })
        .await?;
        let mut others = Vec::new();
        for (source, recipe) in looked_at {
            match (source, recipe) {
                (Source::Path(path), Some(recipe)) => self.tell_recipe(path, recipe).await?,
                (source, _) => others.push(source),
            }
        }
        Ok(others)
    }

    /// The last picture of a video whose settings were told, as a photo of the library that is not in the tray.
    ///
    /// # Errors
    /// `NotFound` when the video is not where it was; as [`Studio::frame_photo`] otherwise.
    pub async fn recipe_frame(&self, id: &RecipeId) -> Result<PhotoView, Error> {
        self.core.library.must_be_ours()?;
        let known = self.core.recipes.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned();
        let gone =
            || Error::new(ErrorCode::NotFound, "The video is not where it was. Drop it again; nothing was sent.");
        let film = known.filter(|film| film.is_file()).ok_or_else(gone)?;
        let read = film.clone();
        let recipe = blocking(move || Recipe::of_file(&read)).await?.ok_or_else(gone)?;
        self.film_photo(film, &recipe.photo.name, None).await
    }

    async fn tell_recipe(&self, path: PathBuf, recipe: Recipe) -> Result<(), Error> {
        let id = RecipeId::fresh()?;
        let name = Source::Path(path.clone()).name();
        let recipe = self.core.library.read(move |db| as_known_here(db, recipe)).await?;
        self.core.recipes.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), path);
        let Recipe { created_at, photo, model_label, spec, .. } = recipe.1;
        let recipe = RecipeView { id, name, spec, photo: recipe.0, photo_name: photo.name, model_label, created_at };
        self.core.tell(Event::Recipe { recipe });
        Ok(())
    }
}

/// A file that says of itself that it is an MP4. Pictures are not looked at twice.
fn video_file(source: &Source) -> Option<&Path> {
    let Source::Path(path) = source else { return None };
    path.extension().filter(|ending| ending.eq_ignore_ascii_case("mp4")).map(|_| path.as_path())
}

/// A recipe without what another library has, and the photo where this one has it.
fn as_known_here(db: &Connection, mut recipe: Recipe) -> rusqlite::Result<(Option<crate::ids::PhotoId>, Recipe)> {
    let has = |id: &crate::ids::PhotoId| photo::by_id(db, id).optional().map(|row| row.is_some());
    if let Some(end) = &recipe.spec.end_frame
        && !has(end)?
    {
        recipe.spec.end_frame = None;
    }
    if let Sound::File { id } = &recipe.spec.sound
        && sound::extension(db, id).optional()?.is_none()
    {
        recipe.spec.sound = Sound::None;
    }
    let photo = if has(&recipe.photo.id)? { Some(recipe.photo.id.clone()) } else { None };
    Ok((photo, recipe))
}
