//! What the service offers: models and effects.

pub(crate) use effects::{EFFECTS, Effect};
pub(crate) use models::{MODELS, Model, PREMIUM_CREDITS, Sound};

mod effects;
mod models;
