//! The time that the service lives in, which a test can hold and move.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The time that the service lives in. Clones show the same time.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Milliseconds since 1970 at which it stands still; `None` follows the system.
    held: Option<u64>,
    /// Milliseconds added to it.
    moved: Arc<AtomicU64>,
}

impl Clock {
    /// Follows the system's time.
    pub fn system() -> Self {
        Self { held: None, moved: Arc::default() }
    }

    /// Stands still at this many milliseconds since 1970, and moves only by [`advance`](Self::advance).
    pub fn held_at(milliseconds: u64) -> Self {
        Self { held: Some(milliseconds), moved: Arc::default() }
    }

    /// Moves the time forward: seven days, for example, end the life of every video.
    pub fn advance(&self, by: Duration) {
        self.moved.fetch_add(u64::try_from(by.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Milliseconds since 1970.
    pub(crate) fn now(&self) -> u64 {
        let from = self.held.unwrap_or_else(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        });
        from.saturating_add(self.moved.load(Ordering::Relaxed))
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_clock_moves_only_when_told_and_its_clones_with_it() {
        let clock = Clock::held_at(1_000);
        let other = clock.clone();
        clock.advance(Duration::from_secs(2));
        assert_eq!((clock.now(), other.now()), (3_000, 3_000));
    }
}
