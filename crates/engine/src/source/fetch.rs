//! Fetches a picture from a link that a person gave: a few hops, a limit of bytes, a limit of time.
//!
//! Nothing of the person goes with it: no cookie, no referrer, no password. A link is never logged, because it may be
//! presigned. A server of the internet may not lead into this machine or its network.

use std::net::IpAddr;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{self, HeaderMap};
use reqwest::{Client, Response, redirect};
use url::{Host, Url};

use crate::error::Error;
use crate::http::LazyClient;
use crate::photo::{Limits, Refusal};
use crate::proxy::Proxy;
use crate::save::guard::{is_localhost, is_loopback, is_public};

/// How long a connection may take to stand.
const CONNECT: Duration = Duration::from_secs(15);
/// How long a server may say nothing.
const IDLE: Duration = Duration::from_secs(30);
/// How long the whole of it may take.
const WHOLE: Duration = Duration::from_secs(180);
/// Redirects that are followed.
const HOPS: usize = 5;
/// So many bytes show what a file is.
const HEAD: usize = 4096;

/// The two clients: one for the internet and one for this machine, which never goes through a proxy.
#[derive(Clone, Debug)]
pub(super) struct Web {
    internet: LazyClient,
    loopback: LazyClient,
}

impl Web {
    pub(super) fn new(proxy: &Proxy) -> Result<Self, Error> {
        let base = || {
            Client::builder()
                .redirect(redirect::Policy::none())
                .referer(false)
                .connect_timeout(CONNECT)
                .read_timeout(IDLE)
                .user_agent(concat!("animato/", env!("CARGO_PKG_VERSION")))
        };
        let proxy = proxy.clone();
        let internet = LazyClient::new(move || proxy.apply_beyond(base()))?;
        Ok(Self { internet, loopback: LazyClient::new(move || Ok(base().no_proxy()))? })
    }

    /// The bytes behind a link.
    ///
    /// # Errors
    /// [`Refusal::BadLink`], [`Refusal::NotFetched`], [`Refusal::WebPage`], [`Refusal::TooManyBytes`], and whatever the first
    /// bytes of something that is no picture deserve.
    pub(super) async fn get(&self, url: &Url, limits: &Limits) -> Result<Bytes, Refusal> {
        let whole = async { receive(self.follow(url).await?, limits).await };
        tokio::time::timeout(WHOLE, whole).await.unwrap_or(Err(Refusal::NotFetched { why: "it takes too long" }))
    }

    async fn follow(&self, url: &Url) -> Result<Response, Refusal> {
        let mut url = url.clone();
        let begins_outside = place(&url)? == Place::Internet;
        for _ in 0..=HOPS {
            let client = match place(&url)? {
                Place::Internet => &self.internet,
                _ if begins_outside => return Err(bad("it leads from the internet into your own network")),
                Place::Network => &self.internet,
                Place::Machine => &self.loopback,
            };
            let client =
                client.get().map_err(|_| Refusal::NotFetched { why: "the system's certificates cannot be read" })?;
            let request = client.get(url.clone()).header(header::ACCEPT, "image/*,*/*;q=0.5");
            let response = request.send().await.map_err(|error| unsent(&error))?;
            match response.status().as_u16() {
                200 => return Ok(response),
                301 | 302 | 303 | 307 | 308 => url = next(&url, response.headers())?,
                404 | 410 => return Err(bad("there is nothing at it")),
                401 | 403 => return Err(bad("the server does not give it to everybody")),
                status => return Err(Refusal::BadLink { why: format!("the server answers with status {status}") }),
            }
        }
        Err(bad("it leads from one address to the next without an end"))
    }
}

/// Where an address leads, as far as it says so itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Machine,
    Network,
    Internet,
}

fn place(url: &Url) -> Result<Place, Refusal> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(bad("it is not a web address"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(bad("it contains a user name or a password"));
    }
    let of = |ip: IpAddr| match () {
        () if is_loopback(ip) => Place::Machine,
        () if is_public(ip) => Place::Internet,
        () => Place::Network,
    };
    match url.host() {
        None => Err(bad("it names no server")),
        Some(Host::Domain(name)) if is_localhost(name) => Ok(Place::Machine),
        Some(Host::Domain(_)) => Ok(Place::Internet),
        Some(Host::Ipv4(ip)) => Ok(of(ip.into())),
        Some(Host::Ipv6(ip)) => Ok(of(ip.into())),
    }
}

fn next(from: &Url, headers: &HeaderMap) -> Result<Url, Refusal> {
    let location = headers.get(header::LOCATION).and_then(|location| location.to_str().ok());
    location.and_then(|location| from.join(location).ok()).ok_or_else(|| bad("it leads to nowhere"))
}

/// Reads the body, and no more of it than the limit, or than shows that it is no picture.
async fn receive(mut response: Response, limits: &Limits) -> Result<Bytes, Refusal> {
    let too_large = || Refusal::TooManyBytes { max_bytes: limits.max_bytes_in };
    let is_page = is_page(response.headers());
    let refused = |refusal| if is_page && refusal == Refusal::NotAPicture { Refusal::WebPage } else { refusal };
    if response.content_length().is_some_and(|length| length > limits.max_bytes_in) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let mut is_checked = false;
    while let Some(chunk) = response.chunk().await.map_err(|error| unsent(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > limits.max_bytes_in {
            return Err(too_large());
        }
        if !is_checked && bytes.len() >= HEAD {
            crate::photo::recognise(&bytes).map_err(refused)?;
            is_checked = true;
        }
    }
    crate::photo::recognise(&bytes).map_err(refused)?;
    Ok(bytes.into())
}

fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with("text/html")
}

fn unsent(error: &reqwest::Error) -> Refusal {
    Refusal::NotFetched {
        why: match () {
            () if error.is_timeout() => "no answer came in time",
            () if error.is_connect() => "the server cannot be reached",
            () => "the connection broke",
        },
    }
}

fn bad(why: &str) -> Refusal {
    Refusal::BadLink { why: why.to_owned() }
}

#[cfg(test)]
#[path = "fetch_tests.rs"]
mod tests;
