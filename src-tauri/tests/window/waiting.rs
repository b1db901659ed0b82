//! Waiting for a condition, never for a while.

use std::time::Duration;

/// Long enough for a slow machine; only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(90);

/// How often a condition is looked at.
pub(crate) const GLANCE: Duration = Duration::from_millis(50);

/// Waits until this holds, and fails the test when it does not come.
pub(crate) async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !holds().await {
            tokio::time::sleep(GLANCE).await;
        }
    };
    in_time(what, waiting).await;
}

/// The outcome of this, and a failed test when there is none.
pub(crate) async fn in_time<T>(what: &str, work: impl Future<Output = T>) -> T {
    let done = tokio::time::timeout(PATIENCE, work).await;
    done.unwrap_or_else(|_| panic!("{what} did not come within {PATIENCE:?}"))
}
