//! Waiting for a condition, never for a while.

use std::time::{Duration, Instant};

/// Long enough for a slow machine; only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(90);

/// How often a condition is looked at.
pub(crate) const GLANCE: Duration = Duration::from_millis(50);

/// Waits until this holds, and fails the test when it does not come.
pub(crate) async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !holds().await {
        assert!(start.elapsed() < PATIENCE, "{what} did not come within {PATIENCE:?}");
        tokio::time::sleep(GLANCE).await;
    }
}
