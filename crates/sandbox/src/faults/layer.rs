//! The faults that befall a request as a whole: waiting, resets, other replies, and bodies that do not arrive as they should.

use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::{Stream, stream};
use serde_json::json;

use super::plan::Plan;
use super::rule::{Endpoint, Fault, Reply, RetryAfter};
use crate::http::{LARGEST_BODY, Sever};
use crate::shared::Shared;

/// Counts the call, and lets it suffer what the rules say. What concerns the call's own work is left to it, as an extension.
pub(crate) async fn strike(
    State((shared, endpoint)): State<(Arc<Shared>, Endpoint)>,
    ConnectInfo(sever): ConnectInfo<Sever>,
    request: Request,
    next: Next,
) -> Response {
    shared.count_call(endpoint);
    let plan = Arc::new(shared.faults.take(endpoint));
    let (mut head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else { return canned(&not_whole()) };
    head.extensions.insert(plan.clone());
    let request = Request::from_parts(head, Body::from(body));
    // By itself: what has arrived as a whole is carried out, whether or not the client waits for the reply.
    let call = shared.tasks.spawn(carry_out(shared.clone(), plan.clone(), request, next));
    let Ok(Some(mut response)) = call.await else { return sever.now() };
    if let Some(when) = plan.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, retry_after(when));
    }
    spoil_body(response, &plan).await
}

/// Waits, does the call's work, and returns the reply; `None` when there is none, and the connection is to be severed.
async fn carry_out(shared: Arc<Shared>, plan: Arc<Plan>, request: Request, next: Next) -> Option<Response> {
    let delay = Duration::from_millis(plan.delay());
    if !delay.is_zero() {
        // A sandbox that stops does not wait for the end of a delay: it was never there to carry the call out.
        shared.stopping.run_until_cancelled(tokio::time::sleep(delay)).await?;
    }
    if plan.resets(false) {
        return None;
    }
    let response = match plan.reply(false) {
        Some(reply) => canned(reply),
        None => next.run(request).await,
    };
    if plan.resets(true) {
        return None;
    }
    Some(plan.reply(true).map_or(response, canned))
}

/// The refusal of a body that is too large, or that ended before its time.
fn not_whole() -> Reply {
    let msg = "Parameter error: the body is too large, or ended too early".to_owned();
    Reply { code: Some(1003), msg: Some(msg), ..Reply::default() }
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
