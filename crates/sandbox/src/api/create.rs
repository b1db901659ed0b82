//! Creating videos: the batch endpoint, and the single one with its price.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use serde_json::{Value, json};

use super::auth::Caller;
use super::envelope::{Answer, Refusal, Success};
use super::fields::Fields;
use super::order::{self, Wanted};
use crate::faults::{Fault, Plan};
use crate::jobs::{Job, Order};
use crate::number::number;
use crate::shared::Shared;
use crate::worker;

/// Accepts as many videos as the credits suffice for. There is no idempotency key: the same request twice is charged twice.
pub(crate) async fn batch(
    State(shared): State<Arc<Shared>>,
    _: Caller,
    Extension(plan): Extension<Arc<Plan>>,
    fields: Fields,
) -> Answer {
    let Wanted { order, count } = order::batch(&fields)?;
    let count = plan.accept_count().unwrap_or(count);
    let admitted = shared.book.admit(&order, count, plan.failure().as_ref(), shared.speed);
    if admitted.jobs.is_empty() && admitted.unpaid > 0 {
        return Err(Refusal::credits());
    }
    let mut accepted: Vec<Value> = admitted.jobs.iter().map(item).collect();
    if plan.has(&Fault::RepeatItem) {
        accepted.extend(accepted.first().cloned());
    }
    let refused = Refusal::credits();
    let refused: Vec<Value> = (0..admitted.unpaid)
        .map(|_| json!({ "code": refused.code, "msg": refused.msg, "image_url": order.image_url }))
        .collect();
    admitted.jobs.into_iter().for_each(|job| worker::start(&shared, job));
    Ok(Success(json!({ "successList": accepted, "errorList": refused })))
}

/// Accepts one video of a premium model.
pub(crate) async fn single(
    State(shared): State<Arc<Shared>>,
    _: Caller,
    Extension(plan): Extension<Arc<Plan>>,
    fields: Fields,
) -> Answer {
    take_on(&shared, &plan, &order::single(&fields)?)
}

/// Accepts one job and answers with it alone, where the reply has no list. With a fault more are accepted, and the first is
/// shown; or none, and the data is null.
pub(crate) fn take_on(shared: &Arc<Shared>, plan: &Plan, order: &Order) -> Answer {
    let count = plan.accept_count().unwrap_or(1);
    let admitted = shared.book.admit(order, count, plan.failure().as_ref(), shared.speed);
    if admitted.jobs.is_empty() && admitted.unpaid > 0 {
        return Err(Refusal::credits());
    }
    let shown = admitted.jobs.first().map_or(Value::Null, item);
    admitted.jobs.into_iter().for_each(|job| worker::start(shared, job));
    Ok(Success(shown))
}

/// A job as the reply to its creation shows it.
pub(crate) fn item(job: &Job) -> Value {
    let order = &job.order;
    let mut item = json!({
        "_id": job.id, "create_time": job.created_ms, "uid": 101_400, "team_id": "6805fb69e92d9edc7ca0b409", "status": 1,
        "webhookUrl": order.webhook_url.as_deref().unwrap_or_default(), "resolution": order.resolution, "file_name": job.file_name(),
        "image_url": order.image_url, "prompt": order.prompt, "negative_prompt": order.negative_prompt,
        "extend_prompt": order.extend_prompt, "last_image_url": order.last_image_url.as_deref().unwrap_or_default(),
        "deduction_credit": number(order.credits), "model_name": order.model_name, "video_length": order.seconds,
        "batch_id": job.batch_id, "batch_count": job.batch_count, "only_add_audio": order.pre_video_id.is_some(),
        "audio_type": order.audio_type, "audio_url": order.audio_url.as_deref().unwrap_or_default(),
    });
    if let Some(code) = &order.effect_code {
        item["effect_code"] = code.as_str().into();
    }
    if let Some(id) = &order.pre_video_id {
        item["pre_video_id"] = id.as_str().into();
    }
    item
}
