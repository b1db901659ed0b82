//! The real program, run as a person or a script would run it, against nothing but this machine.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot be set up fails")]

#[cfg(target_os = "linux")]
mod accounts;
mod bench;
mod beside;
mod budget;
mod demo;
mod hosts;
#[cfg(target_os = "linux")]
mod keyring;
mod library;
mod pictures;
mod refusals;
mod restart;
mod spending;
#[path = "../../../engine/tests/studio/store.rs"]
mod store;
