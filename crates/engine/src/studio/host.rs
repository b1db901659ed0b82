//! The place for photos, through the door.

use std::sync::Arc;

use super::Studio;
use super::service::connected;
use crate::error::Error;
use crate::host::HostConfig;
use crate::queue::Command;
use crate::view::AccountView;

impl Studio {
    /// Uploads photos to another place from now on, or to none; the account stays. What waits for a place is tried at once.
    /// What lies at the former place is taken down when that place is in use again, unless it gave links for that.
    ///
    /// # Errors
    /// `NotConnected` without a service.
    pub async fn use_host(&self, host: Option<HostConfig>) -> Result<AccountView, Error> {
        let session = connected(&self.core)?.with_host(host, &self.core.way().proxy)?;
        self.core.session.send_replace(Some(Arc::new(session)));
        self.queue.ask(Command::TryAgain);
        self.core.tell_account().await;
        self.core.account().await
    }
}
