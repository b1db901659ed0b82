//! A connection made ready: a client for the service and a way to make photos reachable for it.

use crate::connection::{Connection, Credentials};
use crate::error::{Error, ErrorCode};
use crate::host::{HostConfig, Uploader, is_loopback};
use crate::proxy::Proxy;

/// The service in use.
pub(crate) struct Session {
    pub(crate) name: String,
    pub(crate) account: String,
    /// Host name and port, for people.
    pub(crate) service: String,
    pub(crate) is_demo: bool,
    pub(crate) client: akool::Client,
    pub(crate) uploader: Option<Uploader>,
    /// The service is on this machine: so may its videos be.
    pub(crate) is_local: bool,
    /// What it was made from, so that it can be made anew when the way out changes.
    pub(crate) connection: Connection,
}

impl Session {
    pub(crate) fn new(connection: Connection, proxy: &Proxy) -> Result<Self, Error> {
        let auth = match connection.credentials.clone() {
            Credentials::Key(key) => akool::Auth::Key(key),
            Credentials::Pair { client_id, client_secret } => akool::Auth::Pair { client_id, client_secret },
        };
        let base_url = &connection.base_url;
        let config = akool::Config { proxy: proxy.to_akool(), ..akool::Config::new(base_url.clone(), auth) };
        let client = akool::Client::new(config).map_err(|e| {
            Error::new(
                ErrorCode::UnsafeLink,
                format!("This address cannot be used for the service: {e}. Nothing was sent."),
            )
        })?;
        let port = base_url.port().map(|p| format!(":{p}")).unwrap_or_default();
        Ok(Self {
            name: connection.name.clone(),
            account: connection.account.clone(),
            service: format!("{}{port}", base_url.host_str().unwrap_or_default()),
            is_demo: connection.is_demo,
            client,
            uploader: connection.host.clone().map(|host| Uploader::new(host, proxy)).transpose()?,
            is_local: is_loopback(base_url),
            connection,
        })
    }

    /// The same service and account with another place for photos.
    pub(crate) fn with_host(&self, host: Option<HostConfig>, proxy: &Proxy) -> Result<Self, Error> {
        Self::new(Connection { host, ..self.connection.clone() }, proxy)
    }

    /// What keeps the place for photos from being used, in a sentence.
    pub(crate) fn host_objection(&self) -> Option<String> {
        self.uploader.as_ref().and_then(|uploader| uploader.config().objection())
    }
}
