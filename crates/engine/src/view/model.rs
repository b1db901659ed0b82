//! Models and effects, and what they can do.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::spec::Sound;

/// A model and what it can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ModelView {
    /// The service's name for it; what a [`Spec`] holds.
    pub value: String,
    /// The name for people.
    pub label: String,
    /// Who makes it; the list is grouped by this.
    pub provider: String,
    /// A sentence of the service's about it; may be empty.
    pub description: String,
    /// In the service's order.
    pub resolutions: Vec<ResolutionView>,
    /// Most videos in one request.
    pub max_count: u32,
    /// Takes a last picture.
    pub end_frame: bool,
    /// Can lengthen a prompt.
    pub extend_prompt: bool,
    /// Sound, where the model can make it.
    pub sound: Option<ModelSound>,
    /// The service says that it needs a paid plan.
    pub needs_plan: bool,
}

/// One resolution of a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ResolutionView {
    /// The service's name; what a [`Spec`] holds.
    pub value: String,
    /// The name for people.
    pub label: String,
    /// Lengths that can be chosen with it, in seconds, rising.
    pub seconds: Vec<u32>,
    /// Credits per second by the service's list; `None` where it names none.
    pub unit_credit: Option<f64>,
}

/// A model's own sound.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ModelSound {
    /// It cannot be turned off.
    pub required: bool,
    /// On unless turned off.
    pub default_on: bool,
    /// What it multiplies the price by.
    pub multiplier: f64,
}

impl ModelSound {
    /// Whether the model makes it: because it is wanted, or because it always does, also where a file takes its place.
    pub(crate) fn is_made(self, wanted: &Sound) -> bool {
        self.required || *wanted == Sound::Ai
    }
}

/// An effect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EffectView {
    /// The service's name; what a [`Spec`] holds.
    pub code: String,
    /// The name for people. The service's text, never markup.
    pub name: String,
    /// There is a picture of it.
    pub has_poster: bool,
    /// There is a sample video of it.
    pub has_preview: bool,
    /// Marked by the person.
    pub favourite: bool,
    /// When it was last chosen for a creation.
    #[ts(type = "number | null")]
    pub used_at: Option<i64>,
}
