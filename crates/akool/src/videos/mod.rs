//! Videos: making them, asking how far they are, giving them sound, deleting them.

mod audio;
mod create;
mod create_reply;
mod delete;
mod results;

use serde_json::Value;

use crate::client::Client;
use crate::error::Error;

pub use audio::{AudioJob, AudioUpdate};
pub use create::{AudioType, CreateBatch, CreateSingle};
pub use create_reply::{AcceptedVideo, CreateReply, Refusal};
pub use delete::{Deleted, NotDeleted};
pub use results::{Outcome, ResultItem};

/// The videos. From [`Client::videos`].
#[derive(Clone, Copy, Debug)]
pub struct Videos<'a> {
    client: &'a Client,
}

impl<'a> Videos<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }
}

/// Several ids travel as one string with commas; an array is answered with "Failed to get results".
fn joined(ids: &[&str]) -> Result<Value, Error> {
    match ids.iter().find(|id| id.trim().is_empty() || id.contains(',')) {
        Some(id) => Err(Error::config(format!("{id:?} is not an id"))),
        None => Ok(serde_json::json!({ "_ids": ids.join(",") })),
    }
}
