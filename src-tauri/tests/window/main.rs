//! The real program, driven from outside as a person would: on a screen of its own, with a window manager, photos
//! dragged from another program, a mouse and a keyboard. What it talks to is a sandbox that the test holds, or a service
//! and a store that are strangers to it.
//!
//! Nothing here reaches into the program; what is checked is what stands on the screen and on the disk.

#![cfg(target_os = "linux")]
#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test tells where its pictures are, a bench what it measured"
)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod bench;
mod choosing;
mod connecting;
mod desk;
mod drag;
mod enlarged;
mod everybody;
mod film;
mod finished;
mod journey;
mod listener;
mod making;
mod many;
mod page;
mod pictures;
mod player;
mod process;
mod program;
mod scrolling;
mod service;
mod shots;
mod starts;
// The store that the engine is tested with.
#[path = "../../../crates/engine/tests/studio/store.rs"]
mod store;
mod stranger;
mod studio;
mod surroundings;
mod troubles;
mod waiting;
mod ways_in;
