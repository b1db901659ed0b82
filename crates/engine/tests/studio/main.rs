//! The engine through its door, against the sandbox: real photos, real HTTP, real files.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod accounts;
mod creating;
mod house;
mod limits;
mod proxy;
mod restarting;
mod saving;
mod the_whole_way;
mod waiting;
