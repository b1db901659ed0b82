//! HTTP clients that are made when they are first needed.

use std::error::Error as _;
use std::fmt;
use std::sync::{Arc, OnceLock};

use reqwest::{Client, ClientBuilder};

use crate::error::Error;

/// A client that is made when it is first used: reading the certificates that the system trusts takes longer than opening
/// the library, and in most starts nothing is fetched. One that could not be made is tried again with the next use.
#[derive(Clone)]
pub(crate) struct LazyClient(Arc<Lazy>);

struct Lazy {
    client: OnceLock<Client>,
    builder: Box<dyn Fn() -> Result<ClientBuilder, Error> + Send + Sync>,
}

impl LazyClient {
    /// As the builder says.
    ///
    /// # Errors
    /// What the builder says, which is asked at once and again when the client is made.
    pub(crate) fn new(
        builder: impl Fn() -> Result<ClientBuilder, Error> + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        drop(builder()?);
        Ok(Self(Arc::new(Lazy { client: OnceLock::new(), builder: Box::new(builder) })))
    }

    /// The client; the same one every time.
    ///
    /// # Errors
    /// Why it cannot be made now, most often that the system's certificates cannot be read. Nothing was sent.
    pub(crate) fn get(&self) -> Result<&Client, String> {
        let Lazy { client, builder } = self.0.as_ref();
        if let Some(client) = client.get() {
            return Ok(client);
        }
        let made = builder().map_err(|e| e.message)?.build().map_err(|e| cause(&e))?;
        Ok(client.get_or_init(|| made))
    }
}

impl fmt::Debug for LazyClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LazyClient")
    }
}

/// The innermost cause is the one that says something.
fn cause(error: &reqwest::Error) -> String {
    let innermost = std::iter::successors(error.source(), |cause| (*cause).source()).last();
    innermost.map_or_else(|| error.to_string(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn a_client_that_could_not_be_made_is_tried_again_and_one_that_was_made_is_kept() {
        static FAILS: AtomicBool = AtomicBool::new(false);
        let client = LazyClient::new(|| {
            // A header that cannot be sent is a fault of the builder, as certificates that cannot be read are.
            let name = if FAILS.load(Ordering::SeqCst) { "a\nb" } else { "animato" };
            Ok(Client::builder().tls_certs_only([]).user_agent(name))
        })
        .unwrap();
        FAILS.store(true, Ordering::SeqCst);
        assert!(client.get().is_err());
        FAILS.store(false, Ordering::SeqCst);
        let made: *const Client = client.get().unwrap();
        FAILS.store(true, Ordering::SeqCst);
        assert!(std::ptr::eq(made, client.get().unwrap()));
    }
}
