//! Places that make a photo reachable for the service for a while.
//!
//! The error of a host is never the error of the service, and nothing is paid for a photo whose link does not give
//! back the photo. What a host keeps for us is taken down again where the host can do that.

pub mod bucket;
pub mod desk;
mod fault;
pub mod form;
pub mod presets;
mod proof;
pub mod secret;
pub mod sxcu;
mod trial;

use std::sync::OnceLock;
use std::time::Duration;

use bytes::Bytes;
use reqwest::redirect;
use sha2::{Digest as _, Sha256};
use url::{Host, Url};

use crate::error::{Error, ErrorCode};
use crate::http::LazyClient;
use crate::proxy::Proxy;
use bucket::Bucket;
use form::DeleteMethod;

pub use bucket::{BucketHost, BucketKind};
pub use form::FormHost;
pub use trial::{Deleted, Trial, trial};

/// A place for photos, as set.
#[derive(Clone, Debug)]
pub enum HostConfig {
    /// An HTTP uploader.
    Form(FormHost),
    /// A bucket of an object store.
    Bucket(BucketHost),
    /// None: only photos that came from a link can be used, and their own link is passed on.
    Link,
}

impl HostConfig {
    /// The name for people: where the photos go.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Form(form) => form.domain().to_owned(),
            Self::Bucket(bucket) => format!("{} ({})", bucket.bucket, bucket.domain()),
            Self::Link => "The photos' own links".to_owned(),
        }
    }

    /// What keeps it from being used, in a sentence; `None`: nothing that can be seen from here.
    #[must_use]
    pub fn objection(&self) -> Option<String> {
        match self {
            Self::Form(form) => form.objection(),
            Self::Bucket(bucket) => bucket.objection(),
            Self::Link => None,
        }
    }

    /// Tells one place from another; without secrets, so that it may be stored.
    pub(crate) fn fingerprint(&self) -> String {
        let described = match self {
            Self::Form(form) => serde_json::to_string(form),
            Self::Bucket(bucket) => serde_json::to_string(&bucket.place()),
            Self::Link => return "link".to_owned(),
        };
        let digest = Sha256::digest(described.unwrap_or_default().as_bytes());
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Whether it is on this very machine, where no proxy leads.
    fn is_here(&self) -> bool {
        match self {
            Self::Form(form) => is_loopback(&form.url),
            Self::Bucket(bucket) => Url::parse(&bucket.endpoint).is_ok_and(|url| is_loopback(&url)),
            Self::Link => false,
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
    /// From where the photo itself came, if it came from a link.
    pub(crate) link: Option<String>,
}

/// A file that a host keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    /// From where it can be fetched.
    pub(crate) link: Url,
    /// What takes it down again, when its name is not enough.
    pub(crate) deletion: Option<Deletion>,
}

/// A link that takes a file down, and how it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deletion {
    pub(crate) method: DeleteMethod,
    pub(crate) link: Url,
}

/// Makes files reachable.
pub(crate) struct Uploader {
    config: HostConfig,
    /// For the place itself, which is told secrets: it leads nobody elsewhere.
    place: LazyClient,
    /// For links, as anybody may ask for them.
    links: LazyClient,
    /// Made once, because some stores hand out a token that is good for many uploads.
    bucket: OnceLock<Bucket>,
}

/// No upload or check of a photo takes longer.
const TIMEOUT: Duration = Duration::from_secs(120);

/// How many redirects within a place are followed.
const REDIRECTS: usize = 5;

impl Uploader {
    pub(crate) fn new(config: HostConfig, proxy: &Proxy) -> Result<Self, Error> {
        let client = |redirects: fn() -> redirect::Policy| {
            let (is_here, proxy) = (config.is_here(), proxy.clone());
            LazyClient::new(move || {
                let http = reqwest::Client::builder()
                    .timeout(TIMEOUT)
                    .connect_timeout(Duration::from_secs(15))
                    .redirect(redirects());
                if is_here { Ok(http.no_proxy()) } else { proxy.apply_beyond(http) }
            })
        };
        let (place, links) = (client(within_a_place)?, client(redirect::Policy::default)?);
        Ok(Self { config, place, links, bucket: OnceLock::new() })
    }

    /// The place, as set.
    pub(crate) fn config(&self) -> &HostConfig {
        &self.config
    }

    /// How long its links can be relied on; `None`: as long as the photo is where it came from.
    pub(crate) fn life(&self) -> Option<Duration> {
        match &self.config {
            HostConfig::Form(form) => Some(form.life()),
            HostConfig::Bucket(bucket) => Some(bucket.life()),
            HostConfig::Link => None,
        }
    }

    /// Whether it takes down what it keeps when it is told to.
    pub(crate) fn can_delete(&self) -> bool {
        match &self.config {
            HostConfig::Form(form) => form.delete_place().is_some(),
            HostConfig::Bucket(_) => true,
            HostConfig::Link => false,
        }
    }

    /// Whether the name of a file is enough to take it down.
    pub(crate) fn deletes_by_name(&self) -> bool {
        matches!(self.config, HostConfig::Bucket(_))
    }

    /// The name under which it would keep this file.
    pub(crate) fn key(&self, upload: &Upload) -> String {
        match &self.config {
            HostConfig::Bucket(bucket) => format!("{}{}", bucket.prefix, upload.name),
            HostConfig::Form(_) | HostConfig::Link => upload.name.clone(),
        }
    }

    /// Uploads a file. Its link is not proved yet: [`Self::check`] does that.
    pub(crate) async fn store(&self, upload: &Upload) -> Result<Placed, Error> {
        self.refuse_if_unusable()?;
        match &self.config {
            HostConfig::Form(form) => form::store(form, made(&self.place)?, upload).await,
            HostConfig::Bucket(config) => {
                let link = self.bucket(config)?.store(config, &self.key(upload), upload).await?;
                Ok(Placed { link, deletion: None })
            }
            HostConfig::Link => {
                let link = upload.link.as_deref().and_then(|link| Url::parse(link).ok()).ok_or_else(no_link)?;
                Ok(Placed { link, deletion: None })
            }
        }
    }

    /// Fetches a link as the service would, and compares.
    pub(crate) async fn check(&self, link: &Url, upload: &Upload) -> Result<(), Error> {
        match &self.config {
            HostConfig::Link => proof::same_photo(made(&self.links)?, link, &upload.bytes).await,
            HostConfig::Form(_) | HostConfig::Bucket(_) => {
                proof::same_bytes(made(&self.links)?, link, &upload.bytes).await
            }
        }
    }

    /// Uploads a file and returns the link from which it can be fetched, after it was fetched from there and gave
    /// back the same bytes.
    #[cfg(test)]
    pub(crate) async fn put(&self, upload: &Upload) -> Result<Url, Error> {
        let placed = self.store(upload).await?;
        self.check(&placed.link, upload).await?;
        Ok(placed.link)
    }

    /// Takes down what lies here under this name. What is gone already is gone.
    pub(crate) async fn remove(&self, key: &str) -> Result<(), Error> {
        self.refuse_if_unusable()?;
        match &self.config {
            HostConfig::Bucket(config) => self.bucket(config)?.remove(config, key).await,
            HostConfig::Form(_) | HostConfig::Link => Ok(()),
        }
    }

    /// Takes down what this link names, wherever it is.
    pub(crate) async fn follow(&self, deletion: &Deletion) -> Result<(), Error> {
        let (http, secrets_for) = match &self.config {
            // Secrets are for the uploader's own machine, wherever its deletion link leads.
            HostConfig::Form(form) if form.url.origin() == deletion.link.origin() => (&self.place, Some(form)),
            _ => (&self.links, None),
        };
        form::follow(made(http)?, deletion, secrets_for).await
    }

    fn refuse_if_unusable(&self) -> Result<(), Error> {
        match self.config.objection() {
            Some(objection) => Err(Error::new(ErrorCode::NoHost, format!("{objection} Nothing was sent."))),
            None => Ok(()),
        }
    }

    fn bucket(&self, config: &BucketHost) -> Result<&Bucket, Error> {
        if let Some(bucket) = self.bucket.get() {
            return Ok(bucket);
        }
        let bucket = Bucket::new(config, made(&self.place)?)?;
        Ok(self.bucket.get_or_init(|| bucket))
    }
}

fn made(http: &LazyClient) -> Result<&reqwest::Client, Error> {
    http.get().map_err(|why| {
        tracing::warn!(why, "no client for the place for photos");
        fault::failed("could not be asked from this computer")
    })
}

/// A place may redirect to another address of its own. The HTTP library takes only the usual headers for secrets, and would
/// carry all others along to whatever machine a redirect names.
fn within_a_place() -> redirect::Policy {
    redirect::Policy::custom(|attempt| {
        let from = attempt.previous().last().map(Url::origin);
        if attempt.previous().len() <= REDIRECTS && from == Some(attempt.url().origin()) {
            attempt.follow()
        } else {
            attempt.stop()
        }
    })
}

fn no_link() -> Error {
    Error::new(
        ErrorCode::NoHost,
        "This photo did not come from a link, so there is none to pass on. Add it by its link, or choose a place for photos in the settings; nothing was sent.",
    )
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
