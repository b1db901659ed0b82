//! The model list.

use serde_json::Value;

use super::auth::Caller;
use super::envelope::{Answer, Success};
use super::fields::wrong;
use super::query::Query;
use crate::catalogue::{MODELS, Model};

/// The type of models that make a video from an image.
const IMAGE_TO_VIDEO: &str = "1501";

/// The models of the types asked for; only image to video has any.
pub(crate) async fn list(_: Caller, query: Query) -> Answer {
    let types = query.list("types");
    if types.is_empty() {
        return Err(wrong("types", "cannot be empty"));
    }
    let asked = types.contains(&IMAGE_TO_VIDEO);
    Ok(Success(if asked { MODELS.iter().map(Model::listed).collect() } else { Value::Array(Vec::new()) }))
}
