//! Which service the engine speaks to, with what, and from where that service fetches photos.
//!
//! There is no demo in the engine: the demo is a connection like any other, given by whoever opens the studio.

use secrecy::SecretString;
use url::Url;

use crate::host::HostConfig;

/// A service, an account of it, and a place for photos.
#[derive(Clone, Debug)]
pub struct Connection {
    /// The name for people: "Akool", "Demo".
    pub name: String,
    /// A stable name written beside every request, so that one account is never asked for another's videos.
    pub account: String,
    /// Nobody is charged.
    pub is_demo: bool,
    /// The service's base address; https, or http on loopback.
    pub base_url: Url,
    /// What to show the service.
    pub credentials: Credentials,
    /// From where the service fetches photos; `None`: nothing can be created.
    pub host: Option<HostConfig>,
}

/// What to show the service. Never written, printed or logged.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// An API key.
    Key(SecretString),
    /// A client id and its secret, exchanged for a token.
    Pair {
        /// Not a secret by itself.
        client_id: String,
        /// The same string as the API key.
        client_secret: SecretString,
    },
}
