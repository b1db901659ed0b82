//! Settings that came with a video.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{PhotoId, RecipeId};
use crate::spec::Spec;

/// How a video that was dropped on the window was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, rename = "Recipe")]
pub struct RecipeView {
    /// For asking for its last frame, until the program ends.
    pub id: RecipeId,
    /// The video's file name.
    pub name: String,
    /// Everything that was chosen; without an end frame and a sound that this library does not have.
    pub spec: Spec,
    /// The photo it was made from, where this library has it.
    pub photo: Option<PhotoId>,
    /// The photo's name.
    pub photo_name: String,
    /// The model's name for people.
    pub model_label: String,
    /// When Create was pressed.
    #[ts(type = "number")]
    pub created_at: i64,
}
