//! A connection made ready: a client for the service and a way to make photos reachable for it.

use crate::connection::{Connection, Credentials};
use crate::error::{Error, ErrorCode};
use crate::host::{HostConfig, Uploader, is_loopback};

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
}

impl Session {
    pub(crate) fn new(connection: Connection) -> Result<Self, Error> {
        let auth = match connection.credentials {
            Credentials::Key(key) => akool::Auth::Key(key),
            Credentials::Pair { client_id, client_secret } => akool::Auth::Pair { client_id, client_secret },
        };
        let base_url = connection.base_url;
        let client = akool::Client::new(akool::Config::new(base_url.clone(), auth)).map_err(|e| {
            Error::new(
                ErrorCode::UnsafeLink,
                format!("This address cannot be used for the service: {e}. Nothing was sent."),
            )
        })?;
        let port = base_url.port().map(|p| format!(":{p}")).unwrap_or_default();
        Ok(Self {
            name: connection.name,
            account: connection.account,
            service: format!("{}{port}", base_url.host_str().unwrap_or_default()),
            is_demo: connection.is_demo,
            client,
            uploader: connection.host.map(Uploader::new).transpose()?,
            is_local: is_loopback(&base_url),
        })
    }

    /// The same service and account with another place for photos.
    pub(crate) fn with_host(&self, host: Option<HostConfig>) -> Result<Self, Error> {
        Ok(Self {
            name: self.name.clone(),
            account: self.account.clone(),
            service: self.service.clone(),
            is_demo: self.is_demo,
            client: self.client.clone(),
            uploader: host.map(Uploader::new).transpose()?,
            is_local: self.is_local,
        })
    }

    /// What keeps the place for photos from being used, in a sentence.
    pub(crate) fn host_objection(&self) -> Option<String> {
        self.uploader.as_ref().and_then(|uploader| uploader.config().objection())
    }
}
