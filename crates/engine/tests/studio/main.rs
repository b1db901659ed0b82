//! The engine through its door, against the sandbox: real photos, real HTTP, real files.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod accounts;
mod bucket;
mod creating;
mod deleting;
mod effects;
mod finding;
mod frames;
mod house;
mod importing;
mod limits;
mod looking;
mod mending;
mod moving;
mod offers;
mod prompts;
mod proxy;
mod recording;
mod restarting;
mod saving;
mod sounds;
mod spending;
mod store;
mod the_whole_way;
mod travelling;
mod tray;
mod uploader;
mod waiting;
mod web;
