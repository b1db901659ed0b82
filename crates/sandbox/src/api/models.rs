//! The model list.

use axum::extract::RawQuery;
use serde_json::Value;

use super::auth::Caller;
use super::envelope::{Answer, Success};
use crate::catalogue::{MODELS, Model};

/// The models of the types asked for; only 1501, image to video, has any. Without a type, all.
pub(crate) async fn list(_: Caller, RawQuery(query): RawQuery) -> Answer {
    let query = query.unwrap_or_default();
    let types: Vec<_> = url::form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| matches!(&**name, "types[]" | "types"))
        .collect();
    let asked = types.is_empty() || types.iter().any(|(_, value)| value.split(',').any(|one| one == "1501"));
    Ok(Success(if asked { MODELS.iter().map(Model::listed).collect() } else { Value::Array(Vec::new()) }))
}
