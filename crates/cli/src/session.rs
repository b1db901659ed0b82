//! Opens the engine as the command line and the surroundings say, and closes it cleanly.

use std::path::PathBuf;
use std::time::Duration;

use animato_engine::host::HostConfig;
use animato_engine::secrets::Secrets;
use animato_engine::settings::{SavedAccount, Settings};
use animato_engine::view::AccountView;
use animato_engine::{Connection, Error, ErrorCode, Options, Proxy, Studio, accounts, environment};
use animato_sandbox::Sandbox;

use crate::args::Global;
use crate::demo;

/// An open engine, and the sandbox that it speaks to in a demo.
pub(crate) struct Session {
    /// The door.
    pub(crate) studio: Studio,
    sandbox: Option<Sandbox>,
}

/// How long the queue may take to reach a safe place. It is safe to be cut short.
const CLOSING: Duration = Duration::from_secs(10);

impl Session {
    /// Opens the library with an account: the sandbox's with `--demo`, the one of `--account`, the one that the
    /// environment names, or the one in use.
    ///
    /// # Errors
    /// `NotConnected`, saying what to do, when there is none; whatever speaks against opening the library.
    pub(crate) async fn connected(global: &Global) -> Result<Self, Error> {
        Self::open(global, true).await
    }

    /// The same, for a command that only asks: nothing that waits in the library is sent, and so nothing is paid.
    ///
    /// # Errors
    /// As [`connected`](Self::connected).
    pub(crate) async fn asking(global: &Global) -> Result<Self, Error> {
        Self::open(global, false).await
    }

    async fn open(global: &Global, works: bool) -> Result<Self, Error> {
        let (mut options, settings) = surroundings(global)?;
        options.works = works;
        if global.demo {
            let sandbox = demo::start(0, global.speed, Some(options.library.join("demo"))).await?;
            options.connection = Some(demo::connection(&sandbox)?);
            return match Studio::open(options).await {
                Ok(studio) => Ok(Self { studio, sandbox: Some(sandbox) }),
                Err(error) => {
                    sandbox.stop().await;
                    Err(error)
                }
            };
        }
        let named = match &global.account {
            Some(_) => None,
            None => environment::connection(host_of(&settings).await?)?,
        };
        options.connection = Some(match named {
            Some(connection) => {
                options.proxy = proxy(&settings).await?;
                connection
            }
            None => {
                let account = chosen(&settings, global.account.as_deref())?;
                let secrets = environment::secrets().await;
                options.proxy = Proxy::of(&settings, &secrets).await?;
                kept(&settings, account, &secrets).await?
            }
        });
        Ok(Self { studio: Studio::open(options).await?, sandbox: None })
    }

    /// Opens the library alone: nothing under way goes on, nobody is asked.
    ///
    /// # Errors
    /// Whatever speaks against opening the library.
    pub(crate) async fn unconnected(global: &Global) -> Result<Self, Error> {
        let (options, _) = surroundings(global)?;
        Ok(Self { studio: Studio::open(options).await?, sandbox: None })
    }

    /// Asks for the account, which shows whether key and network are right.
    ///
    /// # Errors
    /// What keeps the account from being used.
    pub(crate) async fn account(&self) -> Result<AccountView, Error> {
        let account = self.studio.refresh().await?;
        match account.held {
            Some(held) => Err(held),
            None => Ok(account),
        }
    }

    /// Stops at a safe place.
    pub(crate) async fn close(self) {
        // A create call that hangs is looked for by the next run; whoever ended this one need not wait for it.
        let _ = tokio::time::timeout(CLOSING, self.studio.close()).await;
        if let Some(sandbox) = self.sandbox {
            sandbox.stop().await;
        }
    }
}

/// The settings.
///
/// # Errors
/// `SettingsUnreadable`.
pub(crate) fn settings() -> Result<Settings, Error> {
    Settings::load(&environment::folders()?.config)
}

/// The place for photos that the settings name, with its secrets. The keychain is asked only for what it may hold.
///
/// # Errors
/// `SettingsUnreadable`.
pub(crate) async fn host_of(settings: &Settings) -> Result<Option<HostConfig>, Error> {
    let Some(config) = settings.host()? else { return Ok(None) };
    let from_environment = environment::host_secret();
    let kept = if config.secret_parts().is_empty() || from_environment.is_some() {
        Secrets::in_memory()
    } else {
        environment::secrets().await
    };
    config.with_secrets(&kept, from_environment).await.map(Some)
}

/// The way out. The keychain is asked only when it has something to tell.
///
/// # Errors
/// `SettingsUnreadable`.
pub(crate) async fn proxy(settings: &Settings) -> Result<Proxy, Error> {
    let proxy = settings.proxy()?;
    if proxy.takes_password() { Proxy::of(settings, &environment::secrets().await).await } else { Ok(proxy) }
}

/// The account of this name or id.
///
/// # Errors
/// `NotFound`, saying which there are.
pub(crate) fn account<'a>(settings: &'a Settings, name: &str) -> Result<&'a SavedAccount, Error> {
    let fits = |account: &&SavedAccount| account.id == name || account.name.to_lowercase() == name.to_lowercase();
    settings.accounts().iter().find(fits).ok_or_else(|| {
        let names: Vec<_> = settings.accounts().iter().map(|account| account.name.as_str()).collect();
        let known = if names.is_empty() {
            "There is none yet.".to_owned()
        } else {
            format!("There are: {}.", names.join(", "))
        };
        Error::new(ErrorCode::NotFound, format!("There is no account of the name {name}. {known}"))
    })
}

fn chosen<'a>(settings: &'a Settings, name: Option<&str>) -> Result<&'a SavedAccount, Error> {
    match name {
        Some(name) => account(settings, name),
        None => settings.account_in_use().ok_or_else(not_connected),
    }
}

/// The connection of an account whose key must be in the keychain.
async fn kept(settings: &Settings, account: &SavedAccount, secrets: &Secrets) -> Result<Connection, Error> {
    accounts::open(settings, account, secrets, host_of(settings).await?).await?.ok_or_else(|| {
        let name = &account.name;
        Error::new(
            ErrorCode::NotConnected,
            format!(
                "The key of the account {name} is not in the keychain of this machine, so nothing was sent. Connect it again: animato-cli account add --replace \"{name}\""
            ),
        )
    })
}

fn surroundings(global: &Global) -> Result<(Options, Settings), Error> {
    let folders = environment::folders()?;
    let settings = Settings::load(&folders.config)?;
    let library: PathBuf = std::path::absolute(global.library.as_ref().unwrap_or(&folders.library)).map_err(|e| {
        Error::new(ErrorCode::FolderUnusable, format!("The folder of the library cannot be used: {e}."))
    })?;
    let mut options = Options::new(library);
    options.videos = settings.videos_folder().map(ToOwned::to_owned);
    options.limits = settings.limits()?;
    Ok((options, settings))
}

fn not_connected() -> Error {
    Error::new(
        ErrorCode::NotConnected,
        "No Akool account is set, so nothing was sent and nothing was charged. Run `animato-cli account add`, set AKOOL_API_KEY, or add --demo to try it without an account.",
    )
}
