//! Deleting videos at the service. There is no cancelling.

use serde_json::Value;

use super::{Videos, joined};
use crate::error::Error;
use crate::read;
use crate::reply::Effect;
use crate::transport::Call;

/// What was deleted and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deleted {
    /// Ids that are gone.
    pub deleted: Vec<String>,
    /// Ids that are still there.
    pub kept: Vec<NotDeleted>,
}

/// A video that was not deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotDeleted {
    /// Its id.
    pub id: String,
    /// Why, in the service's words ("video resource is processing, please try again later"); text from outside.
    pub message: Option<String>,
}

impl Videos<'_> {
    /// Deletes these videos at the service, for good. Deleting none sends nothing.
    ///
    /// # Errors
    /// As every call; [`Config`](crate::ErrorKind::Config) for an empty id or one with a comma.
    pub async fn delete(&self, ids: &[&str]) -> Result<Deleted, Error> {
        let body = joined(ids)?;
        if ids.is_empty() {
            return Ok(Deleted::default());
        }
        let reply = self.client.send(Call::change("api/open/v4/image2Video/delbyids", body)).await?;
        let envelope = reply.envelope(Effect::Changes)?;
        let data = envelope.get("data").unwrap_or(&Value::Null);
        let list = |field| data.get(field).and_then(Value::as_array);
        let (gone, kept) = (list("successIds"), list("noPermissionItems"));
        if gone.is_none() && kept.is_none() {
            return Err(reply.unreadable(Effect::Changes, "it does not say what was deleted"));
        }
        Ok(Deleted {
            deleted: gone.into_iter().flatten().filter_map(read::as_id).collect(),
            kept: kept.into_iter().flatten().filter_map(NotDeleted::read).collect(),
        })
    }
}

impl NotDeleted {
    fn read(item: &Value) -> Option<Self> {
        let id = read::as_id(item).or_else(|| read::id(item, &["_id"]))?;
        Some(Self { id, message: read::text(item, &["msg", "message"]) })
    }
}
