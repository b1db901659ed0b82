//! What the sandbox answers, endpoint by endpoint, seen with nothing but HTTP.

#![allow(clippy::unwrap_used)] // Helpers stand outside the test functions, for which clippy.toml allows it.

mod access;
mod creating;
mod deleting;
mod effects;
mod faults;
mod house;
mod lookups;
mod misdirected;
mod models;
mod photos;
mod restart;
mod results;
mod sound;
mod videos;
mod webhook;
