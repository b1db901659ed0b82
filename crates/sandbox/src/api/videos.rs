//! Finished videos, for seven days, as a CDN serves them: without a key, with ranges.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::faults::{Fault, Plan};
use crate::http::serve_file;
use crate::jobs::Outcome;
use crate::random;
use crate::shared::Shared;

/// `ID.mp4`.
pub(crate) async fn video(
    State(shared): State<Arc<Shared>>,
    Extension(plan): Extension<Arc<Plan>>,
    Path(name): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let gone = || (StatusCode::NOT_FOUND, "Not Found").into_response();
    let Some(id) = name.strip_suffix(".mp4") else { return gone() };
    if plan.has(&Fault::Expire) {
        shared.book.expire(id);
    }
    let Some(job) = shared.book.job(id).filter(|job| job.is_alive(shared.clock.now())) else { return gone() };
    let Outcome::Made { etag, .. } = &job.outcome else { return gone() };
    let etag = if plan.has(&Fault::NewEtag) { format!("\"{}\"", random::hex(10)) } else { etag.clone() };
    serve_file(&method, &headers, &shared.store.video(&job.id), "video/mp4", &etag, plan.has(&Fault::IgnoreRange)).await
}
