//! Brings the bytes of a source here, whatever it is.

use bytes::Bytes;

use super::Source;
use super::fetch::Web;
use crate::error::Error;
use crate::photo::{Limits, Refusal, read_file};
use crate::proxy::Proxy;

/// Reads files and fetches links. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Reader {
    web: Web,
}

impl Reader {
    /// Ready to read, through this proxy where a link leads beyond this machine.
    ///
    /// # Errors
    /// When the system gives no certificates or no sockets.
    pub fn new(proxy: &Proxy) -> Result<Self, Error> {
        Ok(Self { web: Web::new(proxy)? })
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
