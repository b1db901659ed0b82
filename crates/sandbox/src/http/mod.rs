//! The parts of HTTP that are not the API's: connections that can be severed, files in ranges, pictures that are fetched.

pub(crate) use endpoints::Endpoints;
pub(crate) use fetch::{Fetcher, NotFetched, web_address};
pub(crate) use ranges::serve_file;
pub(crate) use wire::{Port, Sever};

/// The largest body of a request in bytes: that of an upload.
pub(crate) const LARGEST_BODY: usize = 64 << 20;

mod endpoints;
mod fetch;
mod ranges;
mod wire;
