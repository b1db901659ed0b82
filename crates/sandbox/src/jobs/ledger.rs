//! What happened so far, counted for tests and for the curious.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::faults::Endpoint;

/// What happened since the sandbox started.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// Create requests that arrived, on either endpoint, whatever became of them.
    pub create_hits: u64,
    /// Create requests for which at least one video was accepted.
    pub accepted_requests: u64,
    /// The ids of all accepted videos, oldest first; those of added sound as well.
    pub accepted: Vec<String>,
    /// The `image_url` of each accepted request.
    pub accepted_images: Vec<String>,
    /// Credits charged, before refunds.
    pub credits_charged: f64,
    /// Credits given back for videos that failed.
    pub credits_refunded: f64,
    /// Calls of `resultsByIds`.
    pub result_polls: u64,
    /// The number of ids of the largest of those calls.
    pub largest_poll: usize,
    /// Videos that finished rendering.
    pub rendered: u64,
    /// Photos and sounds uploaded.
    pub uploads: u64,
    /// Requests by endpoint, whatever became of them.
    pub calls: BTreeMap<Endpoint, u64>,
}
