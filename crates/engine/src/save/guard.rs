//! Which addresses a video may come from: https on the public internet, or loopback when the API itself is there.
//!
//! Names are checked when they are resolved, on the very addresses that the connection then uses, so that a name
//! cannot change its mind in between.

use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::error::SaveError;

/// Which client an address belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// Guarded, through the proxy if there is one.
    Internet,
    /// Direct, on this machine.
    Loopback,
}

/// Decides by the address as it is written whether it may be fetched.
///
/// # Errors
/// [`SaveError::UnsafeLink`] with the reason.
pub(super) fn admit(url: &Url, allow_loopback: bool) -> Result<Route, SaveError> {
    let unsafe_link = |why| Err(SaveError::UnsafeLink { why });
    if !matches!(url.scheme(), "https" | "http") {
        return unsafe_link("it is not a web address");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return unsafe_link("it contains a password");
    }
    let loopback = match url.host() {
        None => return unsafe_link("it names no server"),
        Some(Host::Domain(name)) => is_localhost(name),
        Some(Host::Ipv4(ip)) => is_loopback(ip.into()),
        Some(Host::Ipv6(ip)) => is_loopback(ip.into()),
    };
    match (loopback, allow_loopback) {
        (true, true) => return Ok(Route::Loopback),
        (true, false) => return unsafe_link("it leads to this machine"),
        (false, _) => {}
    }
    let public = match url.host() {
        Some(Host::Ipv4(ip)) => is_public(ip.into()),
        Some(Host::Ipv6(ip)) => is_public(ip.into()),
        _ => true,
    };
    match (public, url.scheme()) {
        (false, _) => unsafe_link(PRIVATE),
        (true, "https") => Ok(Route::Internet),
        (true, _) => unsafe_link("it is not encrypted"),
    }
}

/// A resolver that hides the addresses no video may come from.
///
/// The name of a proxy is resolved through here too and may well be on the own network. It is let through, because
/// only names that were asked for as a video's server are watched.
#[derive(Clone)]
pub(super) struct Guard {
    watched: Arc<Mutex<HashSet<String>>>,
    lookup: Lookup,
}

type Lookup = fn(&str) -> std::io::Result<Vec<SocketAddr>>;

/// A name led to where no video may come from.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Refused(pub(super) &'static str);

const PRIVATE: &str = "it leads into a private network";

impl Guard {
    /// Holds this server's name to the rules from now on.
    pub(super) fn watch(&self, url: &Url) {
        if let Some(Host::Domain(name)) = url.host() {
            self.watched.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        }
    }

    fn filter(&self, name: &str, mut found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Refused> {
        if is_localhost(name) {
            found.retain(|address| is_loopback(address.ip()));
        } else if self.watched.lock().unwrap_or_else(PoisonError::into_inner).contains(name) {
            found.retain(|address| is_public(address.ip()));
        }
        if found.is_empty() { Err(Refused(PRIVATE)) } else { Ok(found) }
    }
}

impl Default for Guard {
    fn default() -> Self {
        fn system(name: &str) -> std::io::Result<Vec<SocketAddr>> {
            std::net::ToSocketAddrs::to_socket_addrs(&(name, 0)).map(Iterator::collect)
        }
        Self { watched: Arc::default(), lookup: system }
    }
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Guard")
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let name = name.as_str().to_owned();
            let (lookup, asked) = (guard.lookup, name.clone());
            let found = tokio::task::spawn_blocking(move || lookup(&asked)).await??;
            if found.is_empty() {
                return Err("the name has no address".into());
            }
            let found: Addrs = Box::new(guard.filter(&name, found)?.into_iter());
            Ok(found)
        })
    }
}

/// Whether a name stands for this machine.
pub(crate) fn is_localhost(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

/// Whether an address is this machine's own.
pub(crate) fn is_loopback(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_loopback(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.to_ipv4_mapped().is_some_and(|ip| ip.is_loopback()),
    }
}

/// Whether an address is on the internet, and neither here nor in a private network.
pub(crate) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

/// 198.18.0.0/15 counts as public: many proxies hand it out for every name and translate it themselves.
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b)) // carrier-grade NAT, RFC 6598
        || (a == 192 && b == 0 && c == 0)) // protocol assignments, RFC 6890
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let s = ip.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match s {
        // Mapped, NAT64 and 6to4 carry an IPv4 address: that one counts.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            embedded(high, low)
        }
        [0x2001, 0 | 0xdb8, ..] => false, // Teredo, documentation
        // What is not global unicast (2000::/3) is loopback, unique local, link-local, multicast or unassigned.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::save::fetch::Web;
    use std::time::Duration;

    fn at(url: &str, allow_loopback: bool) -> Option<Route> {
        admit(&Url::parse(url).unwrap(), allow_loopback).ok()
    }

    #[test]
    fn fault_35_only_https_on_the_internet_is_admitted() {
        assert_eq!(at("https://cdn.example.com/a.mp4", false), Some(Route::Internet));
        assert_eq!(at("https://93.184.216.34/a.mp4", false), Some(Route::Internet));
        assert_eq!(at("https://[2606:4700::1111]/a.mp4", true), Some(Route::Internet));
        for refused in [
            "http://cdn.example.com/a.mp4",
            "file:///etc/passwd",
            "ftp://cdn.example.com/a.mp4",
            "data:video/mp4;base64,AAAA",
            "https://user:secret@cdn.example.com/a.mp4",
            "https://10.0.0.1/",
            "https://172.16.3.4/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "https://224.0.0.1/",
            "https://255.255.255.255/",
            "https://0x0a000001/",
            "https://167772161/",
            "https://[::]/",
            "https://[fe80::1]/",
            "https://[fd00::1]/",
            "https://[ff02::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[64:ff9b::a00:1]/",
            "https://[2002:a00:1::]/",
        ] {
            assert_eq!(at(refused, true), None, "{refused}");
        }
    }

    #[test]
    fn fault_35_loopback_is_admitted_only_when_the_api_is_there_too() {
        for loopback in ["http://127.0.0.1:8787/a.mp4", "http://localhost:1/", "http://[::1]:1/", "https://127.9.9.9/"]
        {
            assert_eq!(at(loopback, true), Some(Route::Loopback), "{loopback}");
            assert_eq!(at(loopback, false), None, "{loopback}");
        }
        assert_eq!(at("http://localhost.example.com/", true), None);
    }

    #[tokio::test]
    async fn fault_35_a_name_that_resolves_into_a_private_network_is_refused_before_any_connection() {
        let lookup: Lookup = |_| Ok(vec![([192, 168, 1, 1], 0).into(), ([127, 0, 0, 1], 0).into()]);
        let web = Web::with_guard(&crate::Proxy::None, Guard { lookup, ..Guard::default() }).unwrap();
        let url = Url::parse("https://cdn.example.com/a.mp4").unwrap();
        let error = web.get(&url, None, true, Duration::from_secs(10)).await.err().unwrap();
        assert!(matches!(error, SaveError::UnsafeLink { why: PRIVATE }), "{error}");
    }

    #[test]
    fn a_name_with_public_and_private_addresses_is_only_reached_at_the_public_ones() {
        let guard = Guard::default();
        guard.watch(&Url::parse("https://cdn.example.com/").unwrap());
        let public: SocketAddr = ([93, 184, 216, 34], 0).into();
        let found = guard.filter("cdn.example.com", vec![([10, 0, 0, 1], 0).into(), public]).unwrap();
        assert_eq!(found, [public]);
    }

    #[test]
    fn the_name_of_a_proxy_may_be_on_the_own_network() {
        let proxy: SocketAddr = ([10, 0, 0, 1], 0).into();
        assert_eq!(Guard::default().filter("proxy.corp", vec![proxy]).unwrap(), [proxy]);
    }
}
