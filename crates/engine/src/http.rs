//! HTTP clients that are made when they are first needed.

use std::fmt;
use std::sync::{Arc, LazyLock};

use reqwest::{Client, ClientBuilder};

type Build = Box<dyn FnOnce() -> reqwest::Result<Client> + Send>;

/// A client that is made when it is first used: reading the certificates that the system trusts takes longer than opening
/// the library, and in most starts nothing is fetched.
#[derive(Clone)]
pub(crate) struct LazyClient(Arc<LazyLock<reqwest::Result<Client>, Build>>);

impl LazyClient {
    /// As the builder says.
    pub(crate) fn new(builder: ClientBuilder) -> Self {
        let build: Build = Box::new(|| builder.build());
        Self(Arc::new(LazyLock::new(build)))
    }

    /// The client; the same one every time.
    ///
    /// # Errors
    /// When the system's certificates or settings cannot be used.
    pub(crate) fn get(&self) -> Result<&Client, &reqwest::Error> {
        self.0.as_ref().as_ref()
    }
}

impl fmt::Debug for LazyClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LazyClient")
    }
}
