//! Sound added to a finished video: a new job.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use bytes::Bytes;

use super::auth::Caller;
use super::create::item;
use super::envelope::{Answer, Refusal, Success};
use super::fields::{Fields, wrong};
use super::order;
use crate::faults::Plan;
use crate::jobs::{Order, Status};
use crate::shared::Shared;
use crate::worker;

/// Adds sound to a finished video, at one credit a second.
pub(crate) async fn add(
    State(shared): State<Arc<Shared>>,
    _: Caller,
    Extension(plan): Extension<Arc<Plan>>,
    body: Bytes,
) -> Answer {
    let fields = Fields::of(&body)?;
    let id = fields.required_text("pre_video_id")?;
    let (audio_type, audio_url) = order::audio(&fields)?;
    if audio_type == 3 {
        return Err(wrong("audio_type", "must be 1 or 2"));
    }
    let now = shared.clock.now();
    let before = shared.book.job(&id).ok_or_else(|| Refusal::missing("The video does not exist"))?;
    if before.status(now) != Status::Done {
        return Err(Refusal { code: 1010, msg: "The video cannot be operated on: it is not finished".to_owned() });
    }
    let order = Order {
        audio_type,
        audio_url,
        webhook_url: fields.address("webhookurl")?,
        credits: f64::from(before.order.seconds),
        pre_video_id: Some(id),
        pre_video_seed: Some(before.seed),
        ..before.order
    };
    let admitted = shared.book.admit(&order, 1, plan.failure().as_ref(), now, shared.speed);
    let job = admitted.jobs.into_iter().next().ok_or_else(Refusal::credits)?;
    let item = item(&job);
    worker::start(&shared, job);
    Ok(Success(item))
}
