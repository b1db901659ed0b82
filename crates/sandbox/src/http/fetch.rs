//! Fetching what a request names by URL, within limits of time and size.

use std::sync::LazyLock;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use url::{Host, Url};

/// The largest picture or sound.
const LARGEST: usize = 32 << 20;
const PATIENCE: Duration = Duration::from_secs(20);

/// Fetches by URL.
pub(crate) struct Fetcher {
    web: LazyClient,
    /// For this machine, where no proxy reaches.
    near: LazyClient,
}

/// Made when it is first used: reading the certificates that the system trusts takes longer than the rest of a start.
type LazyClient = LazyLock<reqwest::Result<reqwest::Client>, fn() -> reqwest::Result<reqwest::Client>>;

/// Why nothing was fetched. Never names the URL: it may hold somebody's signature.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotFetched {
    #[error("the address must begin with http:// or https://")]
    Address,
    #[error("the server answered with HTTP {0}")]
    Status(u16),
    #[error("it is larger than {} MB", LARGEST >> 20)]
    TooLarge,
    #[error("it could not be fetched")]
    Failed,
}

impl Fetcher {
    pub(crate) fn new() -> Self {
        Self { web: LazyLock::new(|| builder().build()), near: LazyLock::new(|| builder().no_proxy().build()) }
    }

    /// The bytes behind an address.
    pub(crate) async fn get(&self, address: &str) -> Result<Bytes, NotFetched> {
        let url = web_address(address).ok_or(NotFetched::Address)?;
        let client = self.client(&url).ok_or(NotFetched::Failed)?;
        let mut reply = client.get(url).send().await.map_err(|_| NotFetched::Failed)?;
        if !reply.status().is_success() {
            return Err(NotFetched::Status(reply.status().as_u16()));
        }
        let mut bytes = BytesMut::new();
        while let Some(chunk) = reply.chunk().await.map_err(|_| NotFetched::Failed)? {
            if bytes.len() + chunk.len() > LARGEST {
                return Err(NotFetched::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.freeze())
    }

    /// Posts JSON and returns the status of the answer.
    pub(crate) async fn post(&self, address: &str, body: String) -> Option<u16> {
        let url = web_address(address)?;
        let request = self.client(&url)?.post(url).header("content-type", "application/json").body(body);
        Some(request.send().await.ok()?.status().as_u16())
    }

    fn client(&self, url: &Url) -> Option<&reqwest::Client> {
        let is_near = match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        };
        let client = if is_near { &self.near } else { &self.web };
        client.as_ref().ok()
    }
}

fn builder() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .user_agent(concat!("animato-sandbox/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(Duration::from_secs(5))
        .timeout(PATIENCE)
        .redirect(reqwest::redirect::Policy::limited(5))
}

/// An address of the web, or `None`.
pub(crate) fn web_address(address: &str) -> Option<Url> {
    Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}
