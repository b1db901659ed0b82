//! A sandbox from its start to its end.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha1::{Digest, Sha1};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::error::Error;
use crate::faults::Faults;
use crate::http::{Fetcher, Port, Sever};
use crate::jobs::{Book, Ledger};
use crate::options::Options;
use crate::shared::Shared;
use crate::store::Store;
use crate::{api, worker};

/// A running sandbox. Dropping it stops it without waiting; [`stop`](Self::stop) waits.
pub struct Sandbox {
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Starts serving on 127.0.0.1, and goes on with jobs that an earlier run left unfinished in the same folder.
    ///
    /// # Errors
    /// When the port is taken, the folder cannot be used, or an option makes no sense.
    pub async fn start(options: Options) -> Result<Self, Error> {
        options.check()?;
        let failed = |source| Error::Port { port: options.port, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await.map_err(failed)?;
        let port = listener.local_addr().map_err(failed)?.port();
        let store = Arc::new(Store::open(options.state.as_deref())?);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let shared = Arc::new(Shared {
            base_url: format!("http://127.0.0.1:{port}"),
            token: token(&options.client_id, &options.key),
            key: options.key,
            client_id: options.client_id,
            speed: options.speed,
            book: Book::open(store.clone(), options.credits, options.clock.clone()),
            clock: options.clock,
            store,
            faults: Faults::default(),
            fetcher: Fetcher::new(),
            renderers: Semaphore::new(cores.min(4)),
            webhook_pauses: options.webhook_pauses,
            film: options.film,
            stopping: CancellationToken::new(),
            tasks: TaskTracker::new(),
        });
        worker::resume(&shared);
        let service = api::router(shared.clone()).into_make_service_with_connect_info::<Sever>();
        let stopping = shared.stopping.clone();
        let server = tokio::spawn(async move {
            let served = axum::serve(Port(listener), service).with_graceful_shutdown(stopping.cancelled_owned());
            if let Err(error) = served.await {
                tracing::error!(%error, "the sandbox stopped serving");
            }
        });
        Ok(Self { shared, server })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    /// The API key, which is also the client secret. It is worth nothing elsewhere.
    pub fn key(&self) -> &str {
        &self.shared.key
    }

    /// The client id that goes with the key.
    pub fn client_id(&self) -> &str {
        &self.shared.client_id
    }

    /// Where photos are uploaded: `POST` of a multipart form with the field `file`; the link is at `/data/url` of the reply.
    pub fn upload_url(&self) -> String {
        self.shared.upload_url()
    }

    /// The faults, to add and to clear.
    pub fn faults(&self) -> &Faults {
        &self.shared.faults
    }

    /// What happened so far.
    pub fn ledger(&self) -> Ledger {
        self.shared.book.ledger()
    }

    /// The credits left.
    pub fn credits(&self) -> f64 {
        self.shared.book.credits()
    }

    /// Tops the account up, or empties it.
    pub fn set_credits(&self, credits: f64) {
        self.shared.book.set_credits(credits);
    }

    /// The bytes of a video as they are served, once it is made.
    #[must_use]
    pub fn film(&self, id: &str) -> Option<Vec<u8>> {
        std::fs::read(self.shared.store.video(id)).ok()
    }

    /// Ends the life of a video now, as seven days would.
    pub fn expire(&self, id: &str) {
        self.shared.book.expire(id);
    }

    /// Stops serving and rendering, and waits for both. Replies under way have a second to finish.
    pub async fn stop(mut self) {
        self.shared.stopping.cancel();
        self.shared.tasks.close();
        self.shared.tasks.wait().await;
        if tokio::time::timeout(Duration::from_secs(1), &mut self.server).await.is_err() {
            self.server.abort();
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.shared.stopping.cancel();
    }
}

/// A token that only this account has.
fn token(client_id: &str, key: &str) -> String {
    let mut hash = Sha1::new();
    hash.update(format!("token\n{client_id}\n{key}"));
    URL_SAFE_NO_PAD.encode(hash.finalize())
}
