//! Where the camera looks at each moment. Pure geometry; a view never leaves the photo by more than a shake of the hand.

use std::f64::consts::{PI, TAU};

use crate::seeded::Seeded;

/// What the camera does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Closer.
    PushIn,
    /// Farther away.
    PullOut,
    /// To the left.
    PanLeft,
    /// To the right.
    PanRight,
    /// Upwards.
    TiltUp,
    /// Downwards.
    TiltDown,
    /// Around the middle.
    Orbit,
    /// Held by an unsteady hand.
    Shake,
    /// In and out, as a heart beats.
    Heartbeat,
}

/// What of the photo fills the frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct View {
    /// The middle, from the photo's middle, in parts of its width and height.
    pub x: f64,
    pub y: f64,
    /// The part of the photo's width and height that is seen.
    pub zoom: f64,
    /// Radians, clockwise.
    pub roll: f64,
    /// How much taller the right edge is than the left.
    pub yaw: f64,
}

/// Words of a prompt, and the move that they ask for.
const WORDS: &[(&str, Move)] = &[
    ("push in", Move::PushIn),
    ("push-in", Move::PushIn),
    ("zoom in", Move::PushIn),
    ("dolly in", Move::PushIn),
    ("move closer", Move::PushIn),
    ("pull out", Move::PullOut),
    ("pull back", Move::PullOut),
    ("pull-out", Move::PullOut),
    ("zoom out", Move::PullOut),
    ("dolly out", Move::PullOut),
    ("pan left", Move::PanLeft),
    ("pans left", Move::PanLeft),
    ("to the left", Move::PanLeft),
    ("pan right", Move::PanRight),
    ("pans right", Move::PanRight),
    ("to the right", Move::PanRight),
    ("tilt up", Move::TiltUp),
    ("tilts up", Move::TiltUp),
    ("tilt down", Move::TiltDown),
    ("tilts down", Move::TiltDown),
    ("orbit", Move::Orbit),
    ("circle around", Move::Orbit),
    ("rotate", Move::Orbit),
    ("shake", Move::Shake),
    ("handheld", Move::Shake),
    ("earthquake", Move::Shake),
];

impl Move {
    /// The move that the prompt names first; a push in when it names none.
    #[must_use]
    pub fn of_prompt(prompt: &str) -> Self {
        let prompt = prompt.to_lowercase();
        let named = WORDS.iter().filter_map(|(words, camera)| Some((prompt.find(words)?, *camera)));
        named.min_by_key(|(at, _)| *at).map_or(Self::PushIn, |(_, camera)| camera)
    }

    /// How much of it the prompt asks for: 1.0 for a plain move, less for a gentle one, and for a prompt that names none.
    #[must_use]
    pub fn strength_of_prompt(prompt: &str) -> f64 {
        let prompt = prompt.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| prompt.contains(word));
        if says(&["fast", "dramatic", "quick", "strong", "wild"]) {
            1.4
        } else if says(&["slow", "gentle", "gently", "subtle", "soft"])
            || !WORDS.iter().any(|(words, _)| prompt.contains(words))
        {
            0.65
        } else {
            1.0
        }
    }
}

/// One camera on its way through one video.
pub(crate) struct Camera {
    camera: Move,
    strength: f64,
    seconds: f64,
    /// Where it leans, and how its hand trembles: what differs between two videos of one request.
    lean: (f64, f64),
    phases: [f64; 4],
}

impl Camera {
    pub(crate) fn new(camera: Move, strength: f64, seed: &str, seconds: u32) -> Self {
        let mut seeded = Seeded::new(seed);
        let strength = strength.clamp(0.2, 1.5) * seeded.between(0.85, 1.1);
        let lean = (seeded.between(-0.7, 0.7), seeded.between(-0.7, 0.7));
        let phases = std::array::from_fn(|_| seeded.between(0.0, TAU));
        Self { camera, strength, seconds: f64::from(seconds), lean, phases }
    }

    /// What is seen at this part of the way, from 0 to 1.
    pub(crate) fn view(&self, at: f64) -> View {
        let (eased, s) = (ease(at), self.strength);
        match self.camera {
            Move::PushIn => self.leaning(1.0 - 0.2 * s * eased),
            Move::PullOut => self.leaning(1.0 - 0.2 * s * (1.0 - eased)),
            Move::PanLeft => self.gliding(1.0 - 2.0 * eased, 0.0),
            Move::PanRight => self.gliding(2.0 * eased - 1.0, 0.0),
            Move::TiltUp => self.gliding(0.0, 1.0 - 2.0 * eased),
            Move::TiltDown => self.gliding(0.0, 2.0 * eased - 1.0),
            Move::Orbit => {
                let angle = (eased - 0.5) * PI;
                View {
                    x: 0.06 * s * angle.sin(),
                    y: 0.0,
                    zoom: 0.8 + 0.04 * angle.cos(),
                    roll: 0.01 * s * angle.sin(),
                    yaw: 0.14 * s * angle.sin(),
                }
            }
            Move::Shake => self.trembling(at, 0.9 - 0.02 * eased),
            Move::Heartbeat => {
                let beat = (self.seconds * at * 1.2).fract();
                let pulse = (-12.0 * beat).exp() + 0.6 * (-12.0 * (beat - 0.25).rem_euclid(1.0)).exp();
                self.leaning(1.0 - 0.02 * eased - 0.07 * s * pulse.min(1.2))
            }
        }
    }

    /// The same for the end frame, which comes to rest as a whole picture.
    pub(crate) fn view_of_end(&self, at: f64) -> View {
        let rest = ease(at);
        let view = self.view(at);
        let toward = |from: f64, to: f64| from + (to - from) * rest;
        View {
            x: toward(view.x, 0.0),
            y: toward(view.y, 0.0),
            zoom: toward(view.zoom, 1.0),
            roll: toward(view.roll, 0.0),
            yaw: toward(view.yaw, 0.0),
        }
    }

    /// Zoomed, with the middle a little to the side that this video leans to.
    fn leaning(&self, zoom: f64) -> View {
        let room = (1.0 - zoom) / 2.0;
        View { x: self.lean.0 * room, y: self.lean.1 * room, zoom, roll: 0.0, yaw: 0.0 }
    }

    /// A steady zoom, moved within its room: -1 and 1 are the edges.
    fn gliding(&self, x: f64, y: f64) -> View {
        let zoom = 1.0 - 0.2 * self.strength;
        let room = (1.0 - zoom) / 2.0;
        let (aside_x, aside_y) = if x == 0.0 { (0.3 * self.lean.0, y) } else { (x, 0.3 * self.lean.1) };
        View { x: room * aside_x, y: room * aside_y, zoom, roll: 0.0, yaw: 0.0 }
    }

    fn trembling(&self, at: f64, zoom: f64) -> View {
        let time = at * self.seconds * TAU;
        let [a, b, c, d] = self.phases;
        let size = 0.008 * self.strength;
        View {
            x: size * ((2.1 * time + a).sin() + 0.6 * (5.3 * time + b).sin()),
            y: size * ((2.7 * time + c).sin() + 0.6 * (4.9 * time + d).sin()),
            zoom,
            roll: 0.35 * size * (1.7 * time + b).sin(),
            yaw: 0.0,
        }
    }
}

/// Starts and ends at rest: smoothstep.
pub(crate) fn ease(at: f64) -> f64 {
    at * at * (3.0 - 2.0 * at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_prompt_choose_the_move() {
        for (prompt, camera) in [
            ("Slow push in on the face", Move::PushIn),
            ("the camera pulls, zoom OUT then pan left", Move::PullOut),
            ("pan left, then pan right", Move::PanLeft),
            ("camera pans right", Move::PanRight),
            ("tilt up to the sky", Move::TiltUp),
            ("tilt down", Move::TiltDown),
            ("orbit around her", Move::Orbit),
            ("an earthquake", Move::Shake),
            ("she smiles", Move::PushIn),
            ("", Move::PushIn),
        ] {
            assert_eq!(Move::of_prompt(prompt), camera, "{prompt}");
        }
        assert!(Move::strength_of_prompt("fast zoom in") > Move::strength_of_prompt("zoom in"));
        assert!(Move::strength_of_prompt("she smiles") < Move::strength_of_prompt("zoom in"));
    }

    #[test]
    fn a_steady_camera_never_leaves_the_photo() {
        for camera in
            [Move::PushIn, Move::PullOut, Move::PanLeft, Move::PanRight, Move::TiltUp, Move::TiltDown, Move::Heartbeat]
        {
            for seed in 0..50 {
                let moving = Camera::new(camera, 1.5, &seed.to_string(), 5);
                for step in 0..=20 {
                    let view = moving.view(f64::from(step) / 20.0);
                    let inside = |middle: f64| middle.abs() + view.zoom / 2.0 <= 0.5 + 1e-9;
                    assert!(inside(view.x) && inside(view.y) && view.zoom > 0.4, "{camera:?} {view:?}");
                }
            }
        }
    }

    #[test]
    fn a_pan_to_the_left_moves_the_view_to_the_left_and_a_push_in_narrows_it() {
        let way = |camera| {
            let moving = Camera::new(camera, 1.0, "a", 5);
            (moving.view(0.0), moving.view(1.0))
        };
        let (from, to) = way(Move::PanLeft);
        assert!(to.x < from.x);
        let (from, to) = way(Move::TiltUp);
        assert!(to.y < from.y);
        let (from, to) = way(Move::PushIn);
        assert!(to.zoom < from.zoom && from.zoom == 1.0);
    }

    #[test]
    fn two_videos_of_one_request_differ() {
        let view = |seed| Camera::new(Move::PushIn, 1.0, seed, 5).view(1.0);
        assert_ne!(view("a"), view("b"));
        assert_eq!(view("a"), view("a"));
    }
}
