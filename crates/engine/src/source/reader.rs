//! Brings the bytes of a source here, whatever it is.

use bytes::Bytes;

use super::Source;
use super::fetch::Web;
use crate::error::Error;
use crate::photo::{Limits, Refusal, read_file};

/// Reads files and fetches links. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Reader {
    web: Web,
}

impl Reader {
    /// Ready to read.
    ///
    /// # Errors
    /// When the system gives no certificates or no sockets.
    pub fn new() -> Result<Self, Error> {
        Ok(Self { web: Web::new().map_err(|e| Error::internal("picture client", e))? })
    }

    /// The bytes, of what begins like a picture. A folder has none of its own.
    ///
    /// # Errors
    /// What the disk or the network says, files above [`Limits::max_bytes_in`], and whatever by its first bytes is no picture
    /// that is taken.
    pub async fn read(&self, source: Source, limits: &Limits) -> Result<Bytes, Refusal> {
        let limits = *limits;
        match source {
            Source::Bytes { bytes, .. } => Ok(bytes.into()),
            Source::Url(url) => self.web.get(&url, &limits).await,
            Source::Path(path) => match tokio::task::spawn_blocking(move || read_file(path, &limits)).await {
                Ok(read) => read.map(Bytes::from),
                Err(_) => Err(Refusal::Unreadable { reason: "the program is ending".to_owned() }),
            },
        }
    }
}
