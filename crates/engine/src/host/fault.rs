//! What keeps a request from getting through, in words about the place for photos. Pure.

use std::error::Error as Cause;

use crate::error::{Error, ErrorCode};

/// It may work later: the queue tries again by itself.
pub(super) fn failed(what: &str) -> Error {
    Error::new(
        ErrorCode::HostFailed,
        format!("The place for photos {what}. Nothing was sent to Akool, nothing was charged; it is tried again."),
    )
}

/// The same would fail again: a person has to change something.
pub(super) fn refused(what: &str) -> Error {
    Error::new(
        ErrorCode::HostRefused,
        format!("The place for photos {what}. Nothing was sent to Akool, nothing was charged."),
    )
}

/// What a failed exchange says of the way to the host.
pub(super) fn on_the_way(error: &reqwest::Error) -> &'static str {
    let told = chain(error);
    if ["certificate", "tls", "handshake", "corrupt message"].iter().any(|word| told.contains(word)) {
        "has no secure connection to offer: its certificate or its https is not right"
    } else if told.contains("dns") || told.contains("lookup address") {
        "cannot be found: its name is wrong, or there is no network"
    } else if error.is_timeout() {
        "did not answer in time"
    } else if error.is_connect() {
        "cannot be reached: it is not there, or there is no network"
    } else {
        "did not answer"
    }
}

/// The same, of a request that a library made; `None` when it got through.
pub(super) fn below(error: &(dyn Cause + 'static)) -> Option<&'static str> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<reqwest::Error>() {
            return Some(on_the_way(error));
        }
        cause = error.source();
    }
    None
}

/// All that the error and its causes say, without the address, which may hold a signature.
fn chain(error: &reqwest::Error) -> String {
    let mut told = String::new();
    let mut cause: Option<&dyn Cause> = error.source();
    while let Some(error) = cause {
        told.push_str(&error.to_string().to_lowercase());
        told.push(' ');
        cause = error.source();
    }
    told
}
