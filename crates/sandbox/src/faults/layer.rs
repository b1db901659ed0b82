//! The faults that befall a request as a whole: waiting, resets, other replies, and bodies that do not arrive as they should.

use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::{Stream, stream};
use serde_json::json;

use super::plan::Plan;
use super::rule::{Fault, Reply, RetryAfter};
use crate::http::{Endpoints, Sever};
use crate::shared::Shared;

/// Counts the call, and lets it suffer what the rules say. What concerns the call's own work is left to it, as an extension.
pub(crate) async fn strike(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(sever): ConnectInfo<Sever>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let Some(endpoint) = Endpoints::of(&path) else { return next.run(request).await };
    shared.count_call(endpoint);
    let plan = Arc::new(shared.faults.take(endpoint));
    request.extensions_mut().insert(plan.clone());
    tokio::time::sleep(Duration::from_millis(plan.delay())).await;
    if plan.resets(false) {
        return sever.now();
    }
    let mut response = match plan.reply(false) {
        Some(reply) => canned(reply),
        None => next.run(request).await,
    };
    if let Some(reply) = plan.reply(true) {
        response = canned(reply);
    }
    if plan.resets(true) {
        return sever.now();
    }
    if let Some(when) = plan.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, retry_after(when));
    }
    spoil_body(response, &plan).await
}

/// A reply as the rule describes it.
fn canned(reply: &Reply) -> Response {
    let status = reply.status.and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or(StatusCode::OK);
    let (body, kind) = match (&reply.body, reply.code) {
        (Some(body), _) => (body.clone(), "application/json"),
        (None, Some(code)) => {
            (json!({ "code": code, "msg": reply.msg.as_deref().unwrap_or_default() }).to_string(), "application/json")
        }
        (None, None) => {
            (format!("<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"), "text/html")
        }
    };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    let kind = reply.content_type.as_deref().unwrap_or(kind);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(kind).unwrap_or(HeaderValue::from_static("text/plain")));
    for (name, value) in &reply.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    }
    response
}

fn retry_after(when: RetryAfter) -> HeaderValue {
    let text = match when {
        RetryAfter::Seconds(seconds) => seconds.to_string(),
        RetryAfter::Date(seconds) => httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(seconds.into())),
    };
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("1"))
}

/// Lets the body arrive slowly, in part, or without its length.
async fn spoil_body(response: Response, plan: &Plan) -> Response {
    let spoils = |fault: &Fault| matches!(fault, Fault::CutBody { .. } | Fault::Slow { .. } | Fault::NoLength);
    if !plan.faults().any(spoils) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let Ok(whole) = to_bytes(body, usize::MAX).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    if plan.has(&Fault::NoLength) {
        head.headers.remove(header::CONTENT_LENGTH);
    } else {
        head.headers.insert(header::CONTENT_LENGTH, whole.len().into());
    }
    let keep = plan.cut(whole.len());
    let sent = whole.slice(..keep.unwrap_or(whole.len()));
    Response::from_parts(head, Body::from_stream(pieces(sent, plan.bytes_per_second(), keep.is_some())))
}

/// The bytes in ten pieces a second, or at once; then an error, which ends the connection, when the body is to be cut.
fn pieces(bytes: Bytes, per_second: Option<u32>, cut: bool) -> impl Stream<Item = io::Result<Bytes>> {
    let (size, pause) = match per_second {
        // Fewer than 10 bytes a second: one byte at a time.
        Some(rate) if rate < 10 => (1, Duration::from_secs(1) / rate),
        Some(rate) => (rate as usize / 10, Duration::from_millis(100)),
        None => (bytes.len().max(1), Duration::ZERO),
    };
    stream::unfold((bytes, cut, false), move |(mut rest, cut, started)| async move {
        if rest.is_empty() {
            if !cut {
                return None;
            }
            // What was sent so far must be on its way before the connection goes.
            tokio::time::sleep(Duration::from_millis(50)).await;
            return Some((Err(io::Error::from(io::ErrorKind::ConnectionReset)), (rest, false, true)));
        }
        if started {
            tokio::time::sleep(pause).await;
        }
        let piece = rest.split_to(size.min(rest.len()));
        Some((Ok(piece), (rest, cut, true)))
    })
}
