//! Asks a video server for a file, one hop at a time. Its clients never carry an API key, a cookie or a referrer.

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{self, HeaderMap};
use reqwest::{Client, Response, redirect};
use tokio::time::timeout;
use url::Url;

use super::answer::Head;
use super::error::SaveError;
use super::guard::{self, Guard, Refused, Route};
use super::part::{ResumePoint, Validator};
use crate::http::LazyClient;
use crate::proxy::Proxy;

/// How many redirects are followed.
const MAX_REDIRECTS: usize = 5;
/// How long a connection may take to stand.
const CONNECT: Duration = Duration::from_secs(20);

/// The two clients: one for the internet, guarded, and one for loopback, which never goes through a proxy.
#[derive(Clone, Debug)]
pub(super) struct Web {
    internet: LazyClient,
    loopback: LazyClient,
    guard: Guard,
}

/// An answer whose body has not been read yet.
pub(super) struct Reply {
    pub(super) head: Head,
    response: Response,
}

impl Web {
    pub(super) fn new(proxy: &Proxy) -> Result<Self, SaveError> {
        Self::with_guard(proxy, Guard::default())
    }

    pub(super) fn with_guard(proxy: &Proxy, guard: Guard) -> Result<Self, SaveError> {
        let base = |guard: &Guard| {
            Client::builder()
                .dns_resolver(guard.clone())
                .redirect(redirect::Policy::none())
                .referer(false)
                .connect_timeout(CONNECT)
                .user_agent(concat!("animato/", env!("CARGO_PKG_VERSION")))
        };
        let (proxy, resolver) = (proxy.clone(), guard.clone());
        let internet = LazyClient::new(move || proxy.apply_beyond(base(&resolver).https_only(true)));
        let resolver = guard.clone();
        let loopback = LazyClient::new(move || Ok(base(&resolver).no_proxy()));
        let failed = |e| SaveError::Io(std::io::Error::other(e));
        Ok(Self { internet: internet.map_err(failed)?, loopback: loopback.map_err(failed)?, guard })
    }

    /// Asks for the whole file, or for what is behind `from`, following at most five redirects, each of them checked.
    pub(super) async fn get(
        &self,
        url: &Url,
        from: Option<&ResumePoint>,
        allow_loopback: bool,
        idle: Duration,
    ) -> Result<Reply, SaveError> {
        let mut url = url.clone();
        for _ in 0..=MAX_REDIRECTS {
            let client = match guard::admit(&url, allow_loopback)? {
                Route::Internet => &self.internet,
                Route::Loopback => &self.loopback,
            };
            self.guard.watch(&url);
            // Any compression would make lengths and ranges mean something else.
            let client = client.get().map_err(|why| SaveError::Offline { why })?;
            let mut request = client.get(url.clone()).header(header::ACCEPT_ENCODING, "identity");
            if let Some(from) = from {
                let validator = match &from.validator {
                    Validator::ETag(value) | Validator::LastModified(value) => value,
                };
                request = request
                    .header(header::RANGE, format!("bytes={}-", from.offset))
                    .header(header::IF_RANGE, validator);
            }
            let response = match timeout(idle, request.send()).await {
                Ok(response) => response.map_err(unsent)?,
                Err(_) => return Err(SaveError::Idle { have: 0 }),
            };
            if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
                return Ok(Reply { head: head(&response), response });
            }
            url = next_hop(&url, response.headers())?;
        }
        Err(SaveError::UnsafeLink { why: "it redirects too often" })
    }
}

impl Reply {
    /// The next bytes of the body; `None` at its proper end.
    ///
    /// # Errors
    /// [`SaveError::Idle`] and [`SaveError::Incomplete`], both without knowing how many bytes are here.
    pub(super) async fn chunk(&mut self, idle: Duration) -> Result<Option<Bytes>, SaveError> {
        match timeout(idle, self.response.chunk()).await {
            Err(_) => Err(SaveError::Idle { have: 0 }),
            Ok(Err(_)) => Err(SaveError::Incomplete { have: 0, expected: None }),
            Ok(Ok(chunk)) => Ok(chunk),
        }
    }
}

fn next_hop(from: &Url, headers: &HeaderMap) -> Result<Url, SaveError> {
    headers
        .get(header::LOCATION)
        .and_then(|location| location.to_str().ok())
        .and_then(|location| from.join(location).ok())
        .ok_or(SaveError::UnsafeLink { why: "it redirects to nowhere" })
}

fn head(response: &Response) -> Head {
    let text = |name: header::HeaderName| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    Head {
        status: response.status().as_u16(),
        etag: text(header::ETAG),
        last_modified: text(header::LAST_MODIFIED),
        date: text(header::DATE),
        content_range: text(header::CONTENT_RANGE),
        content_length: text(header::CONTENT_LENGTH).and_then(|length| length.trim().parse().ok()),
        content_type: text(header::CONTENT_TYPE),
    }
}

/// Tells a refused address from a network that is not there. The link is taken out: it may be presigned.
fn unsent(error: reqwest::Error) -> SaveError {
    let mut source: Option<&(dyn std::error::Error + 'static)> = std::error::Error::source(&error);
    while let Some(cause) = source {
        if let Some(Refused(why)) = cause.downcast_ref::<Refused>() {
            return SaveError::UnsafeLink { why };
        }
        source = cause.source();
    }
    let why = match () {
        () if error.is_connect() => "no connection",
        () if error.is_timeout() => "no answer in time",
        () => "the connection broke",
    };
    SaveError::Offline { why: why.to_owned() }
}
