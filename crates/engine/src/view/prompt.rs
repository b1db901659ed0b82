//! Prompts that were used, and texts that the person keeps.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::PresetId;

/// A prompt that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PromptUse {
    /// What should happen.
    pub prompt: String,
    /// What should not, as it was with the last use.
    pub negative_prompt: String,
    /// When it was last used.
    #[ts(type = "number")]
    pub used_at: i64,
    /// How often.
    pub uses: u32,
}

/// A text of the person's with a name, to be put into a field again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Preset {
    /// Its row.
    pub id: PresetId,
    /// Its field.
    pub kind: PresetKind,
    /// The person's name for it.
    pub name: String,
    /// What is put into the field.
    pub text: String,
}

/// For which field a preset is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum PresetKind {
    /// What should happen.
    Prompt,
    /// What should not.
    Negative,
}
