//! Time comes in from outside, so that a test can hold it.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Tells the time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    /// A clock that asks this function for milliseconds since 1970 UTC.
    pub fn new(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Milliseconds since 1970 UTC.
    #[must_use]
    pub fn now(&self) -> i64 {
        (self.0)()
    }
}

impl Default for Clock {
    /// The system's clock.
    fn default() -> Self {
        Self::new(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
        })
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// How long the engine waits between things. The defaults are for the service; tests hand in shorter ones.
#[derive(Clone, Debug)]
pub struct Pace {
    /// Between two create calls. Others who run the service wait 1 s.
    pub create_gap: Duration,
    /// Between two questions for results, whatever is running.
    pub poll_gap: Duration,
    /// The first wait after something could not be reached; doubles up to `backoff_max`.
    pub backoff: Duration,
    /// The longest wait after something could not be reached.
    pub backoff_max: Duration,
    /// How often something is tried in vain before the person is told that it waits for them; it is tried on.
    pub patience: u32,
    /// How long to wait before each look for an unknown outcome; the last one is repeated until the answer is final.
    pub looks: Vec<Duration>,
    /// How long after it was sent a request that the service does not list counts as never taken. The service has two
    /// minutes to answer a create call.
    pub absent_after: Duration,
    /// How often the balance is looked at while credits are missing.
    pub top_up: Duration,
    /// How long after a refusal for missing credits one create call is tried again: the balance may not tell of a top-up.
    pub credits_again: Duration,
    /// How long after a create call the balance surely shows what it cost.
    pub charge_shows: Duration,
    /// How long a video may be missing from the results before it counts as gone.
    pub gone_after: Duration,
    /// How long deleting a video can be undone.
    pub undo: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            create_gap: Duration::from_secs(1),
            poll_gap: Duration::from_secs(2),
            backoff: Duration::from_secs(1),
            backoff_max: Duration::from_secs(60),
            patience: 5,
            looks: [2, 10, 40, 120].map(Duration::from_secs).to_vec(),
            absent_after: Duration::from_secs(120),
            top_up: Duration::from_secs(30),
            credits_again: Duration::from_secs(300),
            charge_shows: Duration::from_secs(60),
            gone_after: Duration::from_secs(24 * 3600),
            undo: Duration::from_secs(15),
        }
    }
}
