//! Deleting finished videos. There is no cancel: what is being made stays.

use std::sync::Arc;

use axum::extract::State;
use serde_json::json;

use super::auth::Caller;
use super::envelope::{Answer, Success};
use super::fields::Fields;
use crate::jobs::Status;
use crate::shared::Shared;

/// Deletes those that have ended, and says why it left the others.
pub(crate) async fn by_ids(State(shared): State<Arc<Shared>>, _: Caller, fields: Fields) -> Answer {
    let ids = fields.ids("_ids", "Parameter error: _ids must be a string")?;
    let (mut deleted, mut left) = (Vec::new(), Vec::new());
    for id in ids {
        let status = shared.book.job(&id).map(|job| job.status(shared.clock.now()));
        match status {
            Some(Status::Done | Status::Failed) => {
                shared.book.delete(&id);
                deleted.push(id);
            }
            Some(_) => left.push(json!({ "_id": id, "msg": "video resource is processing, please try again later" })),
            None => left.push(json!({ "_id": id, "msg": "video resource does not exist" })),
        }
    }
    Ok(Success(json!({ "successIds": deleted, "noPermissionItems": left })))
}
