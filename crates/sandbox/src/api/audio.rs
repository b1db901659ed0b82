//! Sound added to a finished video: a new job.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;

use super::auth::Caller;
use super::create::take_on;
use super::envelope::{Answer, Refusal};
use super::fields::{Fields, wrong};
use super::order;
use crate::faults::Plan;
use crate::jobs::{Order, Status};
use crate::shared::Shared;

/// Adds sound to a finished video, at one credit a second, for as long as the video can be had.
pub(crate) async fn add(
    State(shared): State<Arc<Shared>>,
    _: Caller,
    Extension(plan): Extension<Arc<Plan>>,
    fields: Fields,
) -> Answer {
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
    if !before.is_alive(now) {
        return Err(Refusal::missing("The video does not exist any more"));
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
    take_on(&shared, &plan, &order)
}
