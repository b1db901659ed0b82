//! `getToken` and the balance.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::auth::Caller;
use super::envelope::{Answer, Refusal, Success};
use super::fields::Fields;
use crate::number::number;
use crate::shared::Shared;

/// A token for the client id and the key. It stands at the top level of the reply, not under `data`.
pub(crate) async fn token(State(shared): State<Arc<Shared>>, fields: Fields) -> Result<Response, Refusal> {
    let (client_id, secret) = (fields.required_text("clientId")?, fields.required_text("clientSecret")?);
    if client_id != shared.client_id {
        return Err(Refusal { code: 1109, msg: "account not exist".to_owned() });
    }
    if secret != shared.key {
        return Err(Refusal { code: 1101, msg: "Invalid clientId or clientSecret".to_owned() });
    }
    Ok(Json(json!({ "code": 1000, "token": shared.token })).into_response())
}

/// The credits left.
pub(crate) async fn balance(State(shared): State<Arc<Shared>>, _: Caller) -> Answer {
    Ok(Success(json!({ "credit": number(shared.book.credits()) })))
}
