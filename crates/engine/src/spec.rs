//! What a person chose for a creation, in the shape in which the window, the terminal and the database hold it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{PhotoId, SoundId};

/// Everything chosen for a creation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct Spec {
    /// The model's `value`; empty: none chosen yet.
    pub model: String,
    /// A resolution's `value`, exactly as the service lists it.
    pub resolution: String,
    /// Length in seconds.
    pub seconds: u32,
    /// Videos per photo, 1 to 10.
    pub count: u32,
    /// What should happen. The service ignores it when an effect is chosen.
    pub prompt: String,
    /// What should not happen; may be empty.
    pub negative_prompt: String,
    /// Let the service lengthen the prompt.
    pub extend_prompt: bool,
    /// An effect's code.
    pub effect: Option<String>,
    /// The picture on which the video should end.
    pub end_frame: Option<PhotoId>,
    /// Sound of the video.
    pub sound: Sound,
}

/// Prompts of single photos, each in place of the one for all. A blank one is none.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Prompts(HashMap<PhotoId, String>);

impl Prompts {
    /// The prompt that this photo has of its own.
    pub(crate) fn of(&self, photo: &PhotoId) -> Option<&str> {
        self.0.get(photo).map(String::as_str).filter(|prompt| !prompt.trim().is_empty())
    }
}

impl FromIterator<(PhotoId, String)> for Prompts {
    fn from_iter<T: IntoIterator<Item = (PhotoId, String)>>(prompts: T) -> Self {
        Self(prompts.into_iter().collect())
    }
}

/// Where a video's sound comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "kind")]
#[ts(export)]
pub enum Sound {
    /// Silent.
    #[default]
    None,
    /// Made by the model.
    Ai,
    /// A file of the person's, in the library.
    File {
        /// Its row.
        id: SoundId,
    },
    /// A sound that is already reachable for the service.
    Link {
        /// An http(s) address.
        url: String,
    },
}

impl Default for Spec {
    fn default() -> Self {
        Self {
            model: String::new(),
            resolution: String::new(),
            seconds: 5,
            count: 1,
            prompt: String::new(),
            negative_prompt: String::new(),
            extend_prompt: false,
            effect: None,
            end_frame: None,
            sound: Sound::None,
        }
    }
}
