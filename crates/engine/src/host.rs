//! Places that make a photo reachable for the service for a while.
//!
//! The error of a host is never the error of the service, and nothing is paid for a photo whose link does not give
//! back the photo.

pub mod form;
mod trial;

use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt as _;
use url::{Host, Url};

use crate::error::{Error, ErrorCode};
use crate::proxy::Proxy;

pub use form::FormHost;
pub use trial::trial;

/// A place for photos, as set.
#[derive(Clone, Debug)]
pub enum HostConfig {
    /// An HTTP uploader.
    Form(FormHost),
}

impl HostConfig {
    /// The name for people: where the photos go.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Form(form) => form.url.host_str().unwrap_or("upload").to_owned(),
        }
    }

    /// Where uploads go.
    fn address(&self) -> &Url {
        match self {
            Self::Form(form) => &form.url,
        }
    }
}

/// A file on its way to a host.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    /// Unguessable, ending in the right extension.
    pub(crate) name: String,
    pub(crate) mime: &'static str,
    pub(crate) bytes: Bytes,
}

/// Makes files reachable.
pub(crate) struct Uploader {
    config: HostConfig,
    http: reqwest::Client,
}

/// No upload or check of a photo takes longer.
const TIMEOUT: Duration = Duration::from_secs(120);

impl Uploader {
    pub(crate) fn new(config: HostConfig, proxy: &Proxy) -> Result<Self, Error> {
        let http = reqwest::Client::builder().timeout(TIMEOUT).connect_timeout(Duration::from_secs(15));
        let http = proxy.apply(http, config.address())?.build().map_err(|e| Error::internal("upload client", e))?;
        Ok(Self { config, http })
    }

    /// Uploads a file and returns the link from which it can be fetched, after it was fetched from there and gave
    /// back the same bytes.
    pub(crate) async fn put(&self, upload: &Upload) -> Result<Url, Error> {
        let link = match &self.config {
            HostConfig::Form(form) => form::put(form, &self.http, upload).await?,
        };
        self.check(&link, &upload.bytes).await?;
        Ok(link)
    }

    async fn check(&self, link: &Url, expected: &Bytes) -> Result<(), Error> {
        let wrong = |what: &str| {
            Error::new(
                ErrorCode::HostLinkWrong,
                format!("The place for photos gave a link that {what}. Nothing was sent to Akool; check its settings."),
            )
        };
        let reply = self.http.get(link.clone()).send().await.map_err(|e| {
            tracing::warn!(error = %e.without_url(), "the link of the place for photos cannot be fetched");
            wrong("cannot be fetched")
        })?;
        if !reply.status().is_success() {
            return Err(wrong(&format!("answers with status {}", reply.status().as_u16())));
        }
        let mut rest: &[u8] = expected;
        let mut body = reply.bytes_stream();
        while let Some(chunk) = body.next().await {
            let chunk = chunk.map_err(|_| wrong("breaks off"))?;
            rest = rest.strip_prefix(chunk.as_ref()).ok_or_else(|| wrong("does not give back the photo"))?;
        }
        if rest.is_empty() { Ok(()) } else { Err(wrong("does not give back the whole photo")) }
    }
}

/// Whether an address is on this very machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// Photos travel encrypted, or not off this machine.
fn is_private(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url))
}

#[cfg(test)]
mod tests;
