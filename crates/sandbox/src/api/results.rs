//! What became of jobs.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use serde_json::{Value, json};

use super::auth::Caller;
use super::create::item;
use super::envelope::{Answer, Refusal, Success};
use super::fields::Fields;
use crate::catalogue::EFFECTS;
use crate::faults::{Fault, Plan};
use crate::jobs::{Job, Outcome, Status};
use crate::shared::Shared;

/// By how many seconds `video_duration` says more than was asked for: the service's own sample says 5.063 for 5.
const FRACTION: f64 = 0.063;

/// Jobs by their ids, in the order of the ids. Those that do not exist are left out.
pub(crate) async fn by_ids(
    State(shared): State<Arc<Shared>>,
    _: Caller,
    Extension(plan): Extension<Arc<Plan>>,
    fields: Fields,
) -> Answer {
    let ids = fields.ids("_ids", "Failed to get results")?;
    shared.book.count(|ledger| {
        ledger.result_polls += 1;
        ledger.largest_poll = ledger.largest_poll.max(ids.len());
    });
    if ids.iter().any(|id| plan.refuses(id)) {
        return Err(Refusal::missing("The content you are looking for does not exist"));
    }
    if plan.has(&Fault::Expire) {
        ids.iter().for_each(|id| shared.book.expire(id));
    }
    let jobs = ids.iter().filter(|id| !plan.hides(id)).filter_map(|id| shared.book.job(id));
    let rows: Vec<Value> = jobs
        .map(|job| {
            let mut row = row(&shared, &job);
            plan.set_fields(&job.id, &mut row);
            row
        })
        .collect();
    Ok(Success(json!({ "result": rows })))
}

/// A job as results show it. The address of an expired video is still told; it leads nowhere.
pub(crate) fn row(shared: &Shared, job: &Job) -> Value {
    let now = shared.clock.now();
    let status = job.status(now);
    let mut row = item(job);
    row["status"] = (status as u8).into();
    row["update_time"] = job.update_ms(now).into();
    let effect = job.order.effect_code.as_ref().and_then(|code| EFFECTS.iter().find(|effect| effect.code == code));
    row["effect_name"] = effect.map_or("", |effect| effect.name).into();
    row["effect_code"] = effect.map_or("", |effect| effect.code).into();
    match (status, &job.outcome) {
        (Status::Done, _) => {
            row["video_url"] = shared.video_url(&job.id).into();
            row["video_duration"] = (f64::from(job.order.seconds) + FRACTION).into();
        }
        (Status::Failed, Outcome::Failed(failure)) => {
            if let Some(field) = &failure.field {
                row[field.as_str()] = failure.words.as_str().into();
            }
        }
        _ => {}
    }
    row
}
