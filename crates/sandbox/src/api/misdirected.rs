//! Requests that no endpoint takes. They are answered in the service's envelope all the same, and count nowhere.

use axum::http::StatusCode;

use super::envelope::Refusal;

/// A path that is none of ours: the only refusal that is not HTTP 200.
pub(crate) async fn path() -> (StatusCode, Refusal) {
    (StatusCode::NOT_FOUND, Refusal::missing("The path does not exist"))
}

/// One of our paths with another method.
pub(crate) async fn method() -> Refusal {
    Refusal::parameter("Parameter error: this path does not take the method")
}
