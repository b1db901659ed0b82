//! The sandbox's own controls over HTTP: faults, the ledger, credits. They need the key as every other call.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use bytes::Bytes;
use serde_json::{Value, json};

use super::auth::Caller;
use super::envelope::{Answer, Refusal, Success};
use super::fields::{Fields, whole};
use crate::faults::Rule;
use crate::jobs::Ledger;
use crate::number::number;
use crate::shared::Shared;

/// The rules that still have something to do.
pub(crate) async fn faults(State(shared): State<Arc<Shared>>, _: Caller) -> Answer {
    let rules = shared.faults.rules();
    Ok(Success(serde_json::to_value(rules).unwrap_or(Value::Null)))
}

/// Puts one rule in force, or an array of them; all or none.
pub(crate) async fn add(State(shared): State<Arc<Shared>>, _: Caller, body: Result<Bytes, BytesRejection>) -> Answer {
    let wrong = |e: serde_json::Error| Refusal::parameter(format!("Parameter error: {e}"));
    let value: Value = serde_json::from_slice(&whole(body)?).map_err(wrong)?;
    let values = if let Value::Array(values) = value { values } else { vec![value] };
    let rules: Vec<Rule> = values.into_iter().map(serde_json::from_value).collect::<Result<_, _>>().map_err(wrong)?;
    let count = rules.len();
    rules.into_iter().for_each(|rule| shared.faults.add(rule));
    Ok(Success(json!({ "added": count })))
}

/// Ends all rules.
pub(crate) async fn clear(State(shared): State<Arc<Shared>>, _: Caller) -> Answer {
    shared.faults.clear();
    Ok(Success(Value::Null))
}

/// What happened so far.
pub(crate) async fn ledger(State(shared): State<Arc<Shared>>, _: Caller) -> Json<Ledger> {
    Json(shared.book.ledger())
}

/// Sets the credits: `{"credit": 500}`.
pub(crate) async fn credits(State(shared): State<Arc<Shared>>, _: Caller, fields: Fields) -> Answer {
    let credit = fields.get("credit").and_then(Value::as_f64).filter(|credit| *credit >= 0.0);
    let credit = credit.ok_or_else(|| Refusal::parameter("Parameter error: credit must be 0 or more"))?;
    shared.book.set_credits(credit);
    Ok(Success(json!({ "credit": number(credit) })))
}

/// Ends the life of videos now: `{"_ids": "id1,id2"}`.
pub(crate) async fn expire(State(shared): State<Arc<Shared>>, _: Caller, fields: Fields) -> Answer {
    let ids = fields.ids("_ids", "Parameter error: _ids must be a string")?;
    ids.iter().for_each(|id| shared.book.expire(id));
    Ok(Success(Value::Null))
}
