#![doc = include_str!("../README.md")]

pub mod account;
pub mod effects;
pub mod models;
pub mod recovery;
pub mod videos;
pub mod webhook;

mod client;
mod config;
mod error;
mod json;
mod read;
mod reply;
mod service_code;
mod status;
mod token;
mod transport;
mod wait;

pub use client::Client;
pub use config::{Auth, BASE_URL, Config, Proxy, Timeouts};
pub use effects::{Effect, EffectList};
pub use error::{Error, ErrorKind};
pub use models::{Model, ModelList, Resolution, Sound};
pub use recovery::RecentVideo;
pub use reply::RawReply;
pub use service_code::ServiceCode;
pub use status::{Skipped, Status};
pub use videos::{
    AcceptedVideo, AudioJob, AudioType, AudioUpdate, CreateBatch, CreateReply, CreateSingle, Deleted, NotDeleted,
    Outcome, Refusal, ResultItem,
};

// The types of other crates that a caller needs to speak to this one.
pub use secrecy::SecretString;
pub use url::Url;
