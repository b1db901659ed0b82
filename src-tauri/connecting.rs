//! Which account the engine speaks to: the environment's, one whose key was given for this session, or the demo.
//!
//! A key lives in memory alone. It is never written, logged, or told back to the window.

use std::path::PathBuf;

use animato_engine::host::HostConfig;
use animato_engine::view::AccountView;
use animato_engine::{Connection, Credentials, Error, ErrorCode, Studio, environment};
use tokio::sync::{Mutex, OnceCell};

use crate::demo::Demo;
use crate::views::KeyStorage;

/// The account in use, and the ways to another.
pub(crate) struct Accounts {
    /// The demo's folder; nothing is in it until the demo is used.
    folder: PathBuf,
    demo: OnceCell<Demo>,
    /// Held while the account changes, so that two changes do not mix.
    key: Mutex<KeyStorage>,
}

impl Accounts {
    /// Nothing is connected yet.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, demo: OnceCell::new(), key: Mutex::new(KeyStorage::None) }
    }

    /// Connects what the environment names, and the demo when it names nothing. Asks nobody.
    ///
    /// # Errors
    /// When the environment names half an account, or the demo cannot start.
    pub(crate) async fn begin(&self, studio: &Studio, host: Option<HostConfig>) -> Result<AccountView, Error> {
        match environment::connection(host)? {
            Some(connection) => self.switch(studio, connection, KeyStorage::Environment).await,
            None => self.to_demo(studio).await,
        }
    }

    /// Connects this key for the session, if the service takes it; otherwise everything stays as it was.
    ///
    /// # Errors
    /// What speaks against the key, or against reaching the service.
    pub(crate) async fn with_key(
        &self,
        studio: &Studio,
        key: String,
        host: Option<HostConfig>,
    ) -> Result<AccountView, Error> {
        let key = key.trim();
        if key.is_empty() {
            return Err(Error::new(ErrorCode::NotConnected, "Paste the API key of your Akool account."));
        }
        let connection = environment::account(Credentials::Key(key.into()), host)?;
        Studio::try_connection(connection.clone()).await?;
        let account = self.switch(studio, connection, KeyStorage::Session).await?;
        // The key was good a moment ago; should the balance not come now, the queue asks for it again.
        Ok(studio.refresh().await.unwrap_or(account))
    }

    /// Forgets the key and goes back to the demo.
    ///
    /// # Errors
    /// When the demo cannot start.
    pub(crate) async fn to_demo(&self, studio: &Studio) -> Result<AccountView, Error> {
        let demo = self.demo.get_or_try_init(|| Demo::start(&self.folder)).await?;
        self.switch(studio, demo.connection()?, KeyStorage::None).await
    }

    /// Where the key of the account in use is kept.
    pub(crate) async fn key_storage(&self) -> KeyStorage {
        *self.key.lock().await
    }

    /// Whether the account uses the place for photos of the settings: the demo brings its own.
    pub(crate) async fn uses_our_host(&self) -> bool {
        *self.key.lock().await != KeyStorage::None
    }

    async fn switch(&self, studio: &Studio, connection: Connection, key: KeyStorage) -> Result<AccountView, Error> {
        let mut current = self.key.lock().await;
        let account = studio.connect(Some(connection)).await?;
        tracing::info!(service = %account.service, demo = account.is_demo, "connected");
        *current = key;
        Ok(account)
    }
}
