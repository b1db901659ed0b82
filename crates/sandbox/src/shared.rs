//! What all parts of a running sandbox share.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::faults::{Endpoint, Faults};
use crate::http::Fetcher;
use crate::jobs::Book;
use crate::store::Store;

/// What all parts of a running sandbox share.
pub(crate) struct Shared {
    /// `http://127.0.0.1:PORT`
    pub base_url: String,
    pub key: String,
    pub client_id: String,
    /// What `getToken` gives: the same for the same account, so that it outlives a restart.
    pub token: String,
    pub speed: f64,
    pub clock: Clock,
    pub store: Arc<Store>,
    pub book: Book,
    pub faults: Faults,
    pub fetcher: Fetcher,
    /// How many videos are rendered at the same time.
    pub renderers: Semaphore,
    /// Before each further try to tell a webhook.
    pub webhook_pauses: Vec<Duration>,
    /// What every job gets in place of a rendered film.
    pub film: Option<Bytes>,
    pub stopping: CancellationToken,
    pub tasks: TaskTracker,
}

impl Shared {
    pub(crate) fn count_call(&self, endpoint: Endpoint) {
        self.book.count(|ledger| {
            *ledger.calls.entry(endpoint).or_default() += 1;
            if matches!(endpoint, Endpoint::Create | Endpoint::CreateSingle) {
                ledger.create_hits += 1;
            }
        });
    }

    pub(crate) fn upload_url(&self) -> String {
        format!("{}{}", self.base_url, crate::http::Endpoints::UPLOAD)
    }

    pub(crate) fn video_url(&self, id: &str) -> String {
        format!("{}/videos/{id}.mp4", self.base_url)
    }
}
