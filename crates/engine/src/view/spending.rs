//! What was spent, by day and model.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What an account was charged, as far as this library knows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SpendingView {
    /// Credits since midnight, local time, without those that came back.
    pub today: f64,
    /// Credits since the first of the month, local time, without those that came back.
    pub month: f64,
    /// Credits for videos that could not be made, which have not come back.
    pub due: f64,
    /// By day and model, the newest day first.
    pub rows: Vec<SpendingRow>,
}

/// A day's charges for one model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SpendingRow {
    /// The day, local time, as `YYYY-MM-DD`.
    pub day: String,
    /// The model's `value`.
    pub model: String,
    /// Its name for people.
    pub model_label: String,
    /// Videos that the service took.
    pub videos: u32,
    /// Credits charged for them.
    pub credits: f64,
    /// Of these, credits that came back because a video could not be made.
    pub back: f64,
    /// Videos of which the service did not say what they cost.
    pub unpriced: u32,
}

/// What became of the charge for a video that could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Refund {
    /// It has not come back, as far as the balance tells.
    Due,
    /// The balance rose by as much, so that it seems to have come back.
    Seen,
    /// It came back, as the service says of the job.
    Back,
}
