//! Which account the engine speaks to: the environment's, one that is kept, or the demo.
//!
//! A key comes in here and goes on to the keychain. It is never written, logged, or told back to the window.

use std::path::PathBuf;

use animato_engine::accounts::{self, Offer};
use animato_engine::host::{HostConfig, desk};
use animato_engine::secrets::{SecretName, Secrets};
use animato_engine::settings::{DEMO, Settings};
use animato_engine::view::AccountView;
use animato_engine::{Connection, Error, ErrorCode, Studio, environment};
use tokio::sync::{Mutex, MutexGuard, OnceCell};

use crate::demo::Demo;
use crate::shell::Shell;
use crate::views::KeyStorage;

/// The account in use, and the ways to another.
pub(crate) struct Accounts {
    /// The demo's folder; nothing is in it until the demo is used.
    folder: PathBuf,
    demo: OnceCell<Demo>,
    secrets: Secrets,
    /// Held while the account changes, so that two changes do not mix.
    current: Mutex<Current>,
}

/// The account in use.
#[derive(Clone, Debug)]
pub(crate) struct Current {
    /// Its id; `None` for the demo and for the environment's.
    pub(crate) id: Option<String>,
    /// Where its key is kept.
    pub(crate) key: KeyStorage,
    /// The keychain did not tell its key: nothing is connected until it does.
    is_locked: bool,
}

impl Current {
    fn is_environment(&self) -> bool {
        self.key == KeyStorage::Environment
    }
}

impl Accounts {
    /// Nothing is connected yet.
    pub(crate) fn new(folder: PathBuf, secrets: Secrets) -> Self {
        let current = Mutex::new(Current { id: None, key: KeyStorage::None, is_locked: false });
        Self { folder, demo: OnceCell::new(), secrets, current }
    }

    /// Where keys and other secrets are kept.
    pub(crate) fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// The account in use.
    pub(crate) async fn current(&self) -> Current {
        self.current.lock().await.clone()
    }

    /// Connects what the environment names, otherwise the account in use, otherwise the demo. Asks no service.
    ///
    /// # Errors
    /// When the environment names half an account, or the demo cannot start.
    pub(crate) async fn begin(&self, studio: &Studio, settings: &Settings) -> Result<(), Error> {
        let mut current = self.current.lock().await;
        match accounts::of_environment(settings, &self.secrets, self.host(settings).await).await? {
            Some(connection) => self.switch(&mut current, studio, connection, None, KeyStorage::Environment).await?,
            None => self.open(&mut current, studio, settings).await?,
        };
        Ok(())
    }

    /// Connects an account, if the service takes its key; otherwise everything stays as it was. It is kept, and in use
    /// from now on.
    ///
    /// # Errors
    /// What speaks against the key, against reaching the service, or against keeping the key.
    pub(crate) async fn connect(&self, shell: &Shell, offer: Offer) -> Result<AccountView, Error> {
        let mut current = self.changeable().await?;
        let settings = shell.settings();
        let candidate = offer.candidate(&settings, self.host(&settings).await)?;
        let studio = shell.studio();
        Studio::try_connection(candidate.connection(), &studio.proxy()).await?;
        candidate.keep_secret(&self.secrets).await?;
        shell.change_settings(|settings| settings.keep_account(candidate.account().clone()))?;
        // The settings know its label now.
        let account = self.open(&mut current, studio, &shell.settings()).await?;
        drop(current);
        // The key was good a moment ago; should the balance not come now, the queue asks for it again.
        Ok(studio.refresh().await.unwrap_or(account))
    }

    /// Uses another account, or the demo, from now on.
    ///
    /// # Errors
    /// `NotConnected` when its key is not kept here any more, `Keychain` when the keychain does not tell it. The former
    /// account is then still in use.
    pub(crate) async fn choose(&self, shell: &Shell, id: &str) -> Result<AccountView, Error> {
        let mut current = self.changeable().await?;
        let settings = shell.settings();
        if id != DEMO {
            let account = settings.account(id).ok_or_else(gone)?;
            if self.secrets.get(&SecretName::account(id)).await?.is_none() {
                let name = &account.name;
                return Err(Error::new(
                    ErrorCode::NotConnected,
                    format!("The key of {name} is not kept here any more. Give it once more with New key."),
                ));
            }
        }
        shell.change_settings(|settings| settings.choose_account(id))?;
        self.open(&mut current, shell.studio(), &shell.settings()).await
    }

    /// Forgets an account and its key. What it made stays in the library; what is under way rests.
    ///
    /// # Errors
    /// `Keychain` when the keychain does not forget the key. The account is then still there.
    pub(crate) async fn forget(&self, shell: &Shell, id: &str) -> Result<(), Error> {
        let mut current = self.changeable().await?;
        shell.settings().account(id).ok_or_else(gone)?;
        self.secrets.remove(&SecretName::account(id)).await?;
        shell.change_settings(|settings| settings.forget_account(id))?;
        if current.id.as_deref() == Some(id) {
            self.open(&mut current, shell.studio(), &shell.settings()).await?;
        }
        Ok(())
    }

    /// Asks for the balance. Where the keychain was locked, it is asked for the key again.
    ///
    /// # Errors
    /// Why the service, or the keychain, did not tell.
    pub(crate) async fn refresh(&self, shell: &Shell) -> Result<AccountView, Error> {
        let mut current = self.current.lock().await;
        if current.is_locked {
            let account = self.open(&mut current, shell.studio(), &shell.settings()).await?;
            if let (true, Some(why)) = (current.is_locked, account.held) {
                return Err(why);
            }
        }
        drop(current);
        shell.studio().refresh().await
    }

    /// The account in use, held so that it can be changed.
    async fn changeable(&self) -> Result<MutexGuard<'_, Current>, Error> {
        let current = self.current.lock().await;
        if current.is_environment() {
            return Err(Error::new(
                ErrorCode::NotAllowed,
                "The account comes from the environment, so it is not changed here. Start Animato without AKOOL_API_KEY to choose another.",
            ));
        }
        Ok(current)
    }

    /// Connects the account that the settings call the one in use, or the demo.
    async fn open(&self, current: &mut Current, studio: &Studio, settings: &Settings) -> Result<AccountView, Error> {
        let Some(account) = settings.account_in_use() else { return self.to_demo(current, studio).await };
        match accounts::open(settings, account, &self.secrets, self.host(settings).await).await {
            Ok(Some(connection)) => {
                let key = if self.secrets.are_lasting() { KeyStorage::Keychain } else { KeyStorage::Session };
                self.switch(current, studio, connection, Some(account.id.clone()), key).await
            }
            // It was kept for one session, which is over.
            Ok(None) => self.to_demo(current, studio).await,
            // Not the demo: what the person makes now is meant for their account.
            Err(why) if why.code == ErrorCode::Keychain => {
                *current = Current { id: Some(account.id.clone()), key: KeyStorage::Keychain, is_locked: true };
                studio.disconnect(why).await
            }
            Err(error) => Err(error),
        }
    }

    async fn to_demo(&self, current: &mut Current, studio: &Studio) -> Result<AccountView, Error> {
        let demo = self.demo.get_or_try_init(|| Demo::start(&self.folder)).await?;
        self.switch(current, studio, demo.connection()?, None, KeyStorage::None).await
    }

    /// Whether the account uses the place for photos of the settings: the demo brings its own.
    pub(crate) async fn uses_our_host(&self) -> bool {
        self.current.lock().await.key != KeyStorage::None
    }

    /// The place for photos that the settings name. One that cannot be used is no reason not to connect: it is said in the
    /// settings and beside the price.
    pub(crate) async fn host(&self, settings: &Settings) -> Option<HostConfig> {
        desk::current(settings, &self.secrets, environment::host_secret()).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the place for photos cannot be used");
            None
        })
    }

    async fn switch(
        &self,
        current: &mut Current,
        studio: &Studio,
        connection: Connection,
        id: Option<String>,
        key: KeyStorage,
    ) -> Result<AccountView, Error> {
        let account = studio.connect(Some(connection)).await?;
        tracing::info!(service = %account.service, demo = account.is_demo, "connected");
        *current = Current { id, key, is_locked: false };
        Ok(account)
    }
}

fn gone() -> Error {
    Error::new(ErrorCode::NotFound, "This account is not kept here any more.")
}
