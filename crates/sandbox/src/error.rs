//! Why a sandbox could not be started.

use std::io;
use std::path::PathBuf;

/// Why a sandbox could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The port is taken, or loopback is not available.
    #[error("port {port} of 127.0.0.1 cannot be used: {source}")]
    Port {
        /// The port that was asked for; 0 for any.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The folder for jobs and photos cannot be used.
    #[error("the folder {} cannot be used: {source}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// An option that makes no sense.
    #[error("{0}")]
    Option(&'static str),
    /// The system gave no random bytes.
    #[error("the sandbox cannot be set up: {0}")]
    System(String),
}
