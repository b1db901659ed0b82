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
    current: Mutex<Option<Current>>,
}

#[derive(Clone)]
struct Current {
    connection: Connection,
    key: KeyStorage,
}

impl Accounts {
    /// Nothing is connected yet.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, demo: OnceCell::new(), current: Mutex::new(None) }
    }

    /// Connects what the environment names, and the demo when it names nothing. Asks nobody.
    ///
    /// # Errors
    /// When the environment names half an account, or the demo cannot start.
    pub(crate) async fn begin(&self, studio: &Studio, host: Option<HostConfig>) -> Result<AccountView, Error> {
        let mut current = self.current.lock().await;
        let next = match environment::connection(host)? {
            Some(connection) => Current { connection, key: KeyStorage::Environment },
            None => self.demo().await?,
        };
        switch(studio, &mut current, next).await
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
        let mut current = self.current.lock().await;
        let former = current.clone();
        switch(studio, &mut current, Current { connection, key: KeyStorage::Session }).await?;
        match tried(studio).await {
            Ok(account) => Ok(account),
            Err(error) => {
                match former {
                    Some(former) => drop(switch(studio, &mut current, former).await?),
                    None => drop(studio.connect(None).await?),
                }
                Err(error)
            }
        }
    }

    /// Forgets the key and goes back to the demo.
    ///
    /// # Errors
    /// When the demo cannot start.
    pub(crate) async fn to_demo(&self, studio: &Studio) -> Result<AccountView, Error> {
        let mut current = self.current.lock().await;
        let demo = self.demo().await?;
        switch(studio, &mut current, demo).await
    }

    /// Where the key of the account in use is kept.
    pub(crate) async fn key_storage(&self) -> KeyStorage {
        self.current.lock().await.as_ref().map_or(KeyStorage::None, |current| current.key)
    }

    async fn demo(&self) -> Result<Current, Error> {
        let demo = self.demo.get_or_try_init(|| Demo::start(&self.folder)).await?;
        Ok(Current { connection: demo.connection()?, key: KeyStorage::None })
    }
}

async fn switch(studio: &Studio, current: &mut Option<Current>, next: Current) -> Result<AccountView, Error> {
    let account = studio.connect(Some(next.connection.clone())).await?;
    tracing::info!(service = %account.service, demo = account.is_demo, "connected");
    *current = Some(next);
    Ok(account)
}

/// Asks for the balance; what holds the account up counts as a refusal.
async fn tried(studio: &Studio) -> Result<AccountView, Error> {
    let account = studio.refresh().await?;
    match &account.held {
        Some(held) if held.code != ErrorCode::NoCredits => Err(held.clone()),
        _ => Ok(account),
    }
}
