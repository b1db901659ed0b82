//! When the process is killed.

use animato_engine::crash::Moment;

/// A kill of the process at work.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kill {
    /// By itself, at this moment of its way, after it was passed so many times.
    At(Moment, u32),
    /// From outside, while the service works on a create call that it has and has not answered.
    DuringCreate,
    /// From outside, so many milliseconds after it told of so many events.
    After { events: u64, milliseconds: u64 },
}

/// Events that a whole batch tells of, roughly. A kill after the last one finds nobody, which is fine.
const EVENTS: u64 = 110;

impl Kill {
    /// One to three kills in a row: the process that is to go on may be killed, too.
    pub(crate) fn random(seed: u64, trial: u64) -> Vec<Self> {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (trial + 1).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mut below = |limit: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % limit
        };
        let kills = [1, 1, 2, 3][below(4) as usize];
        (0..kills).map(|_| Self::After { events: below(EVENTS), milliseconds: below(12) }).collect()
    }
}
