//! Words that several replies share.

use serde_json::Value;

use crate::read;

/// How far a video is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// 1: waiting for its turn.
    Queued,
    /// 2: being made.
    Processing,
    /// 3: made; its address may follow a moment later.
    Done,
    /// 4: not made.
    Failed,
    /// A number nobody documented; 0 where there was none or it could not be read. Not an end: ask again.
    Other(i64),
}

impl From<i64> for Status {
    fn from(number: i64) -> Self {
        match number {
            1 => Self::Queued,
            2 => Self::Processing,
            3 => Self::Done,
            4 => Self::Failed,
            other => Self::Other(other),
        }
    }
}

impl Status {
    pub(crate) fn read(value: &Value, field: &str) -> Self {
        read::integer(value, field).map_or(Self::Other(0), Self::from)
    }
}

/// An entry of a list that could not be used. The others are not hidden by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its place in the reply, from 0.
    pub index: usize,
    /// What it calls itself, if anything.
    pub name: Option<String>,
    /// What it lacks, for a log or a note.
    pub reason: String,
}
