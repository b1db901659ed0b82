//! The service's envelope: HTTP 200 with a code, words and data, whatever happened.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// A refusal in the service's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub code: u16,
    pub msg: String,
}

/// What every endpoint answers.
pub(crate) type Answer = Result<Success, Refusal>;

/// Code 1000 with data.
#[derive(Debug)]
pub(crate) struct Success(pub Value);

impl Refusal {
    /// 1003: a parameter is wrong or missing.
    pub(crate) fn parameter(msg: impl Into<String>) -> Self {
        Self { code: 1003, msg: msg.into() }
    }

    /// 1008: what was asked for does not exist.
    pub(crate) fn missing(msg: impl Into<String>) -> Self {
        Self { code: 1008, msg: msg.into() }
    }

    /// 1104: the credits do not suffice.
    pub(crate) fn credits() -> Self {
        Self { code: 1104, msg: "Insufficient credits, please top up".to_owned() }
    }
}

impl IntoResponse for Success {
    fn into_response(self) -> Response {
        Json(json!({ "code": 1000, "msg": "OK", "data": self.0 })).into_response()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        Json(json!({ "code": self.code, "msg": self.msg })).into_response()
    }
}
