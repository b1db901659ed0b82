//! The engine through its door, against the sandbox: real photos, real HTTP, real files.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod creating;
mod house;
mod importing;
mod offers;
mod restarting;
mod saving;
mod the_whole_way;
mod waiting;
mod web;
