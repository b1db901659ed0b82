//! The real program, run as a person or a script would run it, against nothing but this machine.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot be set up fails")]

mod bench;
mod demo;
mod hosts;
mod pictures;
mod refusals;
mod restart;
#[path = "../../../engine/tests/studio/store.rs"]
mod store;
