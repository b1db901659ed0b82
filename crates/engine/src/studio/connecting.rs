//! Which service the engine speaks to, on which way, and how much may be spent there, through the door.

use std::sync::Arc;

use super::{Studio, load_balance};
use crate::connection::Connection;
use crate::core::{Standing, Way};
use crate::error::Error;
use crate::proxy::Proxy;
use crate::queue::{Command, to_error};
use crate::session::Session;
use crate::settings::Limits;
use crate::source::Reader;
use crate::view::AccountView;

impl Studio {
    /// Speaks to another service from now on. Work for the former one rests until it is connected again.
    ///
    /// # Errors
    /// `UnsafeLink` for an address that is neither https nor this machine.
    pub async fn connect(&self, connection: Option<Connection>) -> Result<AccountView, Error> {
        let session = connection.map(|c| Session::new(c, &self.core.way().proxy)).transpose()?.map(Arc::new);
        self.switch(session, Standing::default()).await
    }

    /// Speaks to nobody, because of this. What is under way rests until an account is connected.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub async fn disconnect(&self, why: Error) -> Result<AccountView, Error> {
        self.switch(None, Standing { balance: None, held: Some(why) }).await
    }

    /// Tries a connection without using it: asks for its balance, in credits.
    ///
    /// # Errors
    /// `WrongKey`, `ClientIdAsKey`, `Offline` and whatever else the service answers.
    pub async fn try_connection(connection: Connection, proxy: &Proxy) -> Result<f64, Error> {
        let session = Session::new(connection, proxy)?;
        session.client.account().balance().await.map_err(|e| to_error(&e))
    }

    /// How the program gets out now.
    #[must_use]
    pub fn proxy(&self) -> Proxy {
        self.core.way().proxy
    }

    /// Gets out on another way from now on: to the service, to the place for photos, and for the videos.
    ///
    /// # Errors
    /// `BadSpec` when nothing can be reached by such an address. Everything then stays as it was.
    pub async fn use_proxy(&self, proxy: Proxy) -> Result<AccountView, Error> {
        let saver = self.core.way().saver.through(&proxy).map_err(|e| Error::internal("download client", e))?;
        let session = match self.core.session() {
            Some(session) => Some(Arc::new(Session::new(session.connection.clone(), &proxy)?)),
            None => None,
        };
        let reader = Reader::new(&proxy)?;
        self.core.set_way(Way { proxy, saver: Arc::new(saver), reader });
        // Without an account, what is said of that stays true.
        let standing = if session.is_some() { Standing::default() } else { self.core.standing() };
        self.switch(session, standing).await
    }

    /// Holds everything that is created from now on to these limits.
    pub fn use_limits(&self, limits: Limits) {
        self.core.set_limits(limits);
    }

    async fn switch(&self, session: Option<Arc<Session>>, standing: Standing) -> Result<AccountView, Error> {
        self.core.session.send_replace(session);
        self.core.set_standing(|s| *s = standing);
        load_balance(&self.core).await?;
        self.queue.ask(Command::Switched);
        self.core.tell_account().await;
        self.core.account().await
    }
}
