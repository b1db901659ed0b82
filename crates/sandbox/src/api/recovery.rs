//! The two undocumented look-ups with which a job is found whose reply never arrived.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use serde_json::{Value, json};

use super::auth::Caller;
use super::envelope::{Answer, Refusal, Success};
use super::fields::wrong;
use super::query::Query;
use super::results::row;
use crate::faults::Plan;
use crate::jobs::Job;
use crate::shared::Shared;

/// Jobs, newest first; pages count from 1.
pub(crate) async fn list(
    State(shared): State<Arc<Shared>>,
    _: Caller,
    Extension(plan): Extension<Arc<Plan>>,
    query: Query,
) -> Answer {
    let (page, size) = (query.number("page", 1)?, query.number("size", 10)?.min(100));
    let jobs = shared.book.jobs();
    let rows: Vec<Value> = jobs
        .iter()
        .skip((page - 1).saturating_mul(size))
        .take(size)
        .filter(|job| !plan.hides(&job.id))
        .map(|job| listed(&shared, job, &plan))
        .collect();
    Ok(Success(json!({ "count": jobs.len(), "result": rows })))
}

/// One job.
pub(crate) async fn info(
    State(shared): State<Arc<Shared>>,
    _: Caller,
    Extension(plan): Extension<Arc<Plan>>,
    query: Query,
) -> Answer {
    let id = query.text("video_model_id")?.ok_or_else(|| wrong("video_model_id", "cannot be empty"))?;
    let job = shared
        .book
        .job(id)
        .filter(|job| !plan.hides(&job.id))
        .ok_or_else(|| Refusal::missing("The video does not exist"))?;
    Ok(Success(listed(&shared, &job, &plan)))
}

/// A job as these look-ups show it: the result's fields, and some under names of their own.
fn listed(shared: &Shared, job: &Job, plan: &Plan) -> Value {
    let mut row = row(shared, job);
    row["type"] = 15.into();
    row["video_status"] = row["status"].clone();
    let address = row.get("video_url").cloned().unwrap_or_else(|| "".into());
    row["video"] = address.clone();
    row["external_video"] = address;
    plan.set_fields(&job.id, &mut row);
    row
}
