//! An independent implementation of the Akool Image-to-Video API on 127.0.0.1: the oracle of the tests, and the demo.
//!
//! It answers with the service's envelopes, codes and quirks, counts and charges credits, and renders real MP4s from the
//! photos it is given. Faults are made on request. It never leaves the machine except to fetch a picture that a
//! request names, and it knows nothing of the clients that talk to it.

#![forbid(unsafe_code)]

pub use clock::Clock;
pub use error::Error;
pub use faults::{Endpoint, Fault, Faults, Reply, RetryAfter, Rule, When};
pub use jobs::Ledger;
pub use options::Options;
pub use sandbox::Sandbox;

mod api;
mod catalogue;
mod clock;
mod error;
mod faults;
mod http;
mod jobs;
mod number;
mod options;
mod random;
mod sandbox;
mod shared;
mod store;
mod webhook;
mod worker;
