//! Who may ask the media server for anything. Decides on the request's head alone, before any file is looked for.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, HOST, ORIGIN, REFERRER_POLICY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use subtle::ConstantTimeEq as _;

use super::WINDOW_ORIGIN;

/// What a request must show.
pub(super) struct Guard {
    /// The first part of every path.
    pub(super) token: String,
    /// The only `Host`: address and port. A page that made a name of its own point to loopback cannot send it.
    pub(super) host: String,
}

/// Lets the window through and nobody else.
pub(super) async fn check(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let for_window = request.headers().contains_key(ORIGIN);
    let mut response = match refusal(&guard, request.method(), request.uri().path(), request.headers()) {
        Some(status) => return status.into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if for_window {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static(WINDOW_ORIGIN));
    }
    response
}

/// The window's pages have another origin than this server, hence `cross-origin`; the token keeps others out.
const ALWAYS: [(HeaderName, &str); 5] = [
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (VARY, "Origin"),
    (ACCESS_CONTROL_EXPOSE_HEADERS, "Content-Length, Content-Range"),
];

/// Why a request is turned away; `None`: it may pass.
fn refusal(guard: &Guard, method: &Method, path: &str, headers: &HeaderMap) -> Option<StatusCode> {
    let mut hosts = headers.get_all(HOST).iter();
    let host_is_ours =
        hosts.next().is_some_and(|host| host.as_bytes() == guard.host.as_bytes()) && hosts.next().is_none();
    let origin_is_ours = headers.get_all(ORIGIN).iter().all(|origin| origin.as_bytes() == WINDOW_ORIGIN.as_bytes());
    let token = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    if !host_is_ours || !origin_is_ours {
        Some(StatusCode::FORBIDDEN)
    } else if !bool::from(token.as_bytes().ct_eq(guard.token.as_bytes())) {
        // As if there were nothing here at all.
        Some(StatusCode::NOT_FOUND)
    } else if method != Method::GET && method != Method::HEAD {
        Some(StatusCode::METHOD_NOT_ALLOWED)
    } else {
        None
    }
}
