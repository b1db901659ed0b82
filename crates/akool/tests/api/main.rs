//! The client against a server that fails loudly on whatever it was not told to expect. One file per endpoint.

// Clippy's exception for tests does not reach the functions that they share.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod address;
mod audio;
mod auth;
mod balance;
mod corpus;
mod create;
mod create_faults;
mod create_reply;
mod delete;
mod effects;
mod models;
mod proxy;
mod reading;
mod recovery;
mod results;
mod server;
mod webhook;
