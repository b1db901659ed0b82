//! The two undocumented look-ups with which a job is found whose reply never arrived.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::Caller;
use super::envelope::{Answer, Refusal, Success};
use super::results::row;
use crate::faults::Plan;
use crate::jobs::Job;
use crate::shared::Shared;

#[derive(Deserialize)]
pub(crate) struct Page {
    page: Option<String>,
    size: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Id {
    video_model_id: Option<String>,
}

/// Jobs, newest first; pages count from 1.
pub(crate) async fn list(
    State(shared): State<Arc<Shared>>,
    _: Caller,
    Extension(plan): Extension<Arc<Plan>>,
    Query(page): Query<Page>,
) -> Answer {
    let number = |text: Option<String>, otherwise: usize| {
        text.map_or(Some(otherwise), |text| text.parse().ok().filter(|n| *n > 0))
    };
    let (Some(page), Some(size)) = (number(page.page, 1), number(page.size, 10)) else {
        return Err(Refusal::parameter("Parameter error: page and size must be positive integers"));
    };
    let size = size.min(100);
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
    Query(id): Query<Id>,
) -> Answer {
    let id = id
        .video_model_id
        .filter(|id| !id.is_empty())
        .ok_or_else(|| Refusal::parameter("Parameter error: video_model_id cannot be empty"))?;
    let job = shared
        .book
        .job(&id)
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
