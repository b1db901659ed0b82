//! The settings that travel with a video: behind it, in the MP4, and in a small file beside it. `docs/recipe.md` describes
//! the format. There is nothing in it of the account, the place for photos or this machine's folders.

use serde::{Deserialize, Serialize};

use crate::library::list::Entry;
use crate::spec::{Sound, Spec};

/// The version of the format that this program writes.
const VERSION: u32 = 1;

/// The program, as others know it.
pub(crate) const TOOL: &str = concat!("Animato ", env!("CARGO_PKG_VERSION"));

/// How a video was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Recipe {
    /// The format's version, under the name that tells whose file it is.
    pub(crate) animato: u32,
    /// The program that wrote it.
    pub(crate) tool: String,
    /// When Create was pressed, milliseconds since 1970 UTC.
    pub(crate) created_at: i64,
    /// Charged for it, where the service said so.
    pub(crate) credits: Option<f64>,
    /// The photo's name, and its row in the library that made the video.
    pub(crate) photo: RecipePhoto,
    /// The model's name for people.
    pub(crate) model_label: String,
    /// Everything that was chosen. Ids in it are rows of the library that made the video.
    pub(crate) spec: Spec,
}

/// The photo that a video was made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecipePhoto {
    pub(crate) id: crate::ids::PhotoId,
    pub(crate) name: String,
}

impl Recipe {
    /// The recipe of a video.
    pub(crate) fn of(entry: &Entry) -> Self {
        let Entry { video, request, photo_name, .. } = entry;
        let mut spec = Spec { count: 1, ..request.spec.clone() };
        // An address of the person's, perhaps with a signature in it.
        if matches!(spec.sound, Sound::Link { .. }) {
            spec.sound = Sound::None;
        }
        Self {
            animato: VERSION,
            tool: TOOL.to_owned(),
            created_at: request.created_at,
            credits: video.credits,
            photo: RecipePhoto { id: request.photo.clone(), name: photo_name.clone() },
            model_label: request.model_label.clone(),
            spec,
        }
    }

    /// The text of the file beside a video.
    pub(crate) fn text(&self) -> serde_json::Result<Vec<u8>> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        Ok(text)
    }

    /// What is put behind a video.
    pub(crate) fn tail(&self) -> serde_json::Result<Vec<u8>> {
        Ok(crate::save::xmp::tail(&serde_json::to_string(self)?, &self.spec.prompt, TOOL))
    }

    /// The file beside a video.
    pub(crate) fn beside(video: &std::path::Path) -> std::path::PathBuf {
        video.with_extension("json")
    }

    /// Reads one. `None`: it is no recipe, or of a version after ours.
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok().filter(|recipe: &Self| (1..=VERSION).contains(&recipe.animato))
    }

    /// The recipe that travels with this MP4: in it, or in the file beside it. `None`: it has none.
    pub(crate) fn of_file(path: &std::path::Path) -> Option<Self> {
        let within = || {
            let mut file = std::fs::File::open(path).ok()?;
            let len = file.metadata().ok()?.len();
            Self::read(crate::save::xmp::recipe(&mut file, len).ok()??.as_bytes())
        };
        let beside = || {
            let beside = Self::beside(path);
            let is_small = std::fs::metadata(&beside).is_ok_and(|facts| facts.len() <= MAX_BYTES);
            Self::read(&std::fs::read(beside).ok().filter(|_| is_small)?)
        };
        within().or_else(beside)
    }
}

/// A larger file is no recipe.
const MAX_BYTES: u64 = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe() -> Recipe {
        Recipe {
            animato: VERSION,
            tool: TOOL.to_owned(),
            created_at: 7,
            credits: Some(20.0),
            photo: RecipePhoto { id: "p".into(), name: "beach.jpg".to_owned() },
            model_label: "Akool Fast".to_owned(),
            spec: Spec { model: "m".to_owned(), prompt: "slow <push> & pull".to_owned(), ..Spec::default() },
        }
    }

    #[test]
    fn a_recipe_travels_in_the_video_and_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let video = folder.path().join("a.mp4");
        let film = b"\0\0\0\x0cftypisom".as_slice();
        std::fs::write(&video, [film, &recipe().tail().unwrap()].concat()).unwrap();
        assert_eq!(Recipe::of_file(&video), Some(recipe()));

        std::fs::write(&video, film).unwrap();
        assert_eq!(Recipe::of_file(&video), None);
        std::fs::write(folder.path().join("a.json"), recipe().text().unwrap()).unwrap();
        assert_eq!(Recipe::of_file(&video), Some(recipe()));
    }

    #[test]
    fn what_a_later_version_wrote_and_what_anybody_wrote_is_no_recipe() {
        for text in ["", "{}", "{\"animato\":1}", "[1]"] {
            assert_eq!(Recipe::read(text.as_bytes()), None, "{text}");
        }
        let later = Recipe { animato: VERSION + 1, ..recipe() };
        assert_eq!(Recipe::read(&later.text().unwrap()), None);
    }

    #[test]
    fn choices_that_a_recipe_does_not_name_are_as_usual() {
        let text = br#"{"animato":1,"tool":"x","createdAt":1,"credits":null,"photo":{"id":"p","name":"n"},"modelLabel":"m","spec":{"model":"m","later":7}}"#;
        assert_eq!(Recipe::read(text).unwrap().spec, Spec { model: "m".to_owned(), ..Spec::default() });
    }
}
