//! Sounds as the composer shows them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::SoundId;

/// A sound file of the library.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SoundView {
    /// Its row.
    pub id: SoundId,
    /// The name it came with, without a folder.
    pub name: String,
    /// How long it is; `None`: it could not be decoded, and can be sent nevertheless.
    pub seconds: Option<f64>,
    /// How loud it is from its beginning to its end, at most 240 values from 0 to 1; empty: it could not be decoded.
    pub peaks: Vec<f32>,
}
