//! The effects. Each is one that the renderer really makes.

use animato_film::{Look, Move};

/// One effect: what the camera does, and what happens to the picture.
pub(crate) struct Effect {
    pub id: &'static str,
    pub code: &'static str,
    pub name: &'static str,
    pub camera: Move,
    pub look: Look,
}

/// In the order of the service's list: newest first.
pub(crate) const EFFECTS: &[Effect] = &[
    effect("66f0000000000000000000a8", "hero_push_70418", "Hero Push", Move::PushIn, Look::Plain),
    effect("66f0000000000000000000a7", "colour_awakens_70417", "Colour Awakens", Move::PushIn, Look::ColourAwakens),
    effect("66f0000000000000000000a6", "old_film_70416", "Old Film", Move::Shake, Look::OldFilm),
    effect("66f0000000000000000000a5", "heartbeat_70415", "Heartbeat", Move::Heartbeat, Look::Plain),
    effect("66f0000000000000000000a4", "golden_hour_70414", "Golden Hour", Move::Orbit, Look::GoldenHour),
    effect("66f0000000000000000000a3", "moonlight_70413", "Moonlight", Move::PanRight, Look::Moonlight),
    effect("66f0000000000000000000a2", "earthquake_70412", "Earthquake", Move::Shake, Look::Plain),
    effect("66f0000000000000000000a1", "reveal_70411", "Reveal", Move::PullOut, Look::FadeIn),
];

const fn effect(id: &'static str, code: &'static str, name: &'static str, camera: Move, look: Look) -> Effect {
    Effect { id, code, name, camera, look }
}
