//! What the sandbox answers, endpoint by endpoint, seen with nothing but HTTP.

mod access;
mod creating;
mod deleting;
mod effects;
mod faults;
mod house;
mod lookups;
mod models;
mod photos;
mod restart;
mod results;
mod sound;
mod videos;
mod webhook;
