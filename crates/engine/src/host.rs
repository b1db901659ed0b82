//! Places that make a photo reachable for the service for a while.

pub mod form;

pub use form::FormHost;

/// A place for photos, as set.
#[derive(Clone, Debug)]
pub enum HostConfig {
    /// An HTTP uploader.
    Form(FormHost),
}
