//! The program without a window: photos, quotes, requests, hosting, waiting, saving, library.
//!
//! There is one door, [`Studio`]. It knows nothing of Tauri and nothing of the sandbox: which service it speaks to
//! is a [`Connection`] that whoever opens it hands in.

pub mod accounts;
pub mod clock;
pub mod connection;
mod core;
pub mod crash;
pub mod environment;
pub mod error;
mod files;
pub mod host;
mod http;
pub mod ids;
mod intake;
mod library;
pub mod photo;
mod present;
pub mod proxy;
mod queue;
mod quote;
mod recipe;
mod record;
pub mod samples;
pub mod save;
pub mod secrets;
mod session;
pub mod settings;
mod sound;
pub mod source;
pub mod spec;
mod state;
pub mod studio;
mod turns;
pub mod upkeep;
pub mod view;

pub use connection::{Connection, Credentials};
pub use error::{Error, ErrorCode};
pub use proxy::Proxy;
pub use sound::sound_type;
pub use source::Source;
pub use spec::{Prompts, Sound, Spec};
pub use studio::{Create, Delete, Found, Options, Role, Studio};
