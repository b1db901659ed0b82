//! The engine through its door, against the sandbox: real photos, real HTTP, real files.

mod creating;
mod house;
mod restarting;
mod saving;
mod the_whole_way;
mod waiting;
