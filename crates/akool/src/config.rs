//! Where the service is, what to show it, and how long to wait for it.
//!
//! A base address that could carry the key in the clear to another machine is refused here, before anything is sent.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use secrecy::SecretString;
use url::{Host, Url};

use crate::error::{Error, ErrorKind};

/// The service's published address.
pub const BASE_URL: &str = "https://openapi.akool.com";

/// Everything a [`Client`](crate::Client) is made from.
#[derive(Clone, Debug)]
pub struct Config {
    /// Usually [`BASE_URL`]. https, or http when the host is this machine. A path is kept as a prefix.
    pub base_url: Url,
    /// What to show the service.
    pub auth: Auth,
    /// How long to wait.
    pub timeouts: Timeouts,
    /// How to get out. An address on this machine is always reached directly.
    pub proxy: Proxy,
}

impl Config {
    /// A configuration with the usual time-outs and the system's proxy.
    pub fn new(base_url: Url, auth: Auth) -> Self {
        Self { base_url, auth, timeouts: Timeouts::default(), proxy: Proxy::default() }
    }
}

/// What to show the service: exactly one of the two is sent, because the service ignores the key when both are.
#[derive(Clone, Debug)]
pub enum Auth {
    /// An API key, sent as `x-api-key`.
    Key(SecretString),
    /// A client id and its secret. They are exchanged for a token on first use, sent as `Authorization: Bearer`.
    Pair {
        /// Not a secret by itself.
        client_id: String,
        /// The same string that the vendor calls the API key.
        client_secret: SecretString,
    },
}

/// How long to wait before a call counts as failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Name look-up, connection and TLS together.
    pub connect: Duration,
    /// A whole call that changes nothing, from the start to the last byte of its reply.
    pub call: Duration,
    /// A whole call that costs money or deletes. Generous, because nobody knows what became of one that was given up.
    pub create: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(15), call: Duration::from_secs(30), create: Duration::from_secs(120) }
    }
}

/// How to get out to the service.
#[derive(Clone, Default)]
pub enum Proxy {
    /// As the environment or the operating system says.
    #[default]
    System,
    /// Directly.
    None,
    /// Through this one (`http`, `https`, `socks5`, `socks5h`); may carry a user name and a password.
    Url(Url),
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => f.write_str("System"),
            Self::None => f.write_str("None"),
            // The password of a proxy is nobody's business.
            Self::Url(url) => write!(f, "Url({}://{})", url.scheme(), url.host_str().unwrap_or_default()),
        }
    }
}

/// Whether the address is on this machine: 127.0.0.0/8, ::1 or `localhost`.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

/// Checks the base address and makes it end in a slash, so that paths can be joined to it.
pub(crate) fn checked_base(url: &Url) -> Result<Url, Error> {
    let refused = |why: &str| Error::new(ErrorKind::UnsafeUrl).because(why);
    match url.scheme() {
        "https" if url.host().is_some() => {}
        "http" if is_loopback(url) => {}
        "http" => return Err(refused("plain http is only allowed for an address on this machine")),
        _ => return Err(refused("the address must begin with https://")),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("the address must not contain a user name or a password"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refused("the address must not contain ? or #"));
    }
    let mut base = url.clone();
    if !base.path().ends_with('/') {
        base.set_path(&format!("{}/", url.path()));
    }
    Ok(base)
}
