//! Opens the engine as the command line and the surroundings say, and closes it cleanly.

use std::path::PathBuf;
use std::time::Duration;

use animato_engine::host::HostConfig;
use animato_engine::secrets::Secrets;
use animato_engine::settings::{SavedAccount, Settings};
use animato_engine::view::AccountView;
use animato_engine::{Connection, Error, ErrorCode, Options, Proxy, Role, Studio, accounts, environment};
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
    /// `NotConnected`, saying what to do, when there is none; whatever speaks against opening the library, `LibraryBusy`
    /// above all.
    pub(crate) async fn connected(global: &Global, role: Role) -> Result<Self, Error> {
        let (mut options, settings) = surroundings(global)?;
        options.role = role;
        if global.demo {
            return demo(options, global.speed).await;
        }
        let named = match &global.account {
            Some(_) => None,
            None => {
                // Which of the accounts that are kept it may be is not asked where there are none.
                let kept = match settings.accounts() {
                    [] => Secrets::in_memory(),
                    _ => environment::secrets().await,
                };
                accounts::of_environment(&settings, &kept, host_of(&settings).await?).await?
            }
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
    pub(crate) async fn unconnected(global: &Global, role: Role) -> Result<Self, Error> {
        let (mut options, _) = surroundings(global)?;
        options.role = role;
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

    async fn connect_demo(&self) -> Result<(), Error> {
        let connection = self.sandbox.as_ref().map(demo::connection).transpose()?;
        self.studio.connect(connection).await.map(|_| ())
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

/// The library first: only who holds it may start a sandbox on what the library's demo remembers. Beside another one it is
/// a sandbox that remembers nothing.
async fn demo(options: Options, speed: Option<f64>) -> Result<Session, Error> {
    let state = options.library.join("demo");
    let studio = Studio::open(options).await?;
    let sandbox = match demo::start(0, speed, (!studio.is_beside()).then_some(state)).await {
        Ok(sandbox) => sandbox,
        Err(error) => {
            studio.close().await;
            return Err(error);
        }
    };
    let session = Session { studio, sandbox: Some(sandbox) };
    match session.connect_demo().await {
        Ok(()) => Ok(session),
        Err(error) => {
            session.close().await;
            Err(error)
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

/// The folder of the library, opened or not.
///
/// # Errors
/// `FolderUnusable`.
pub(crate) fn library(global: &Global) -> Result<PathBuf, Error> {
    std::path::absolute(global.library.as_ref().unwrap_or(&environment::folders()?.library))
        .map_err(|e| Error::new(ErrorCode::FolderUnusable, format!("The folder of the library cannot be used: {e}.")))
}

fn surroundings(global: &Global) -> Result<(Options, Settings), Error> {
    let folders = environment::folders()?;
    let settings = Settings::load(&folders.config)?;
    let mut options = Options::new(library(global)?);
    options.videos = settings.videos_folder().map(ToOwned::to_owned);
    options.limits = settings.limits()?;
    options.names = settings.file_names()?;
    Ok((options, settings))
}

fn not_connected() -> Error {
    Error::new(
        ErrorCode::NotConnected,
        "No Akool account is set, so nothing was sent and nothing was charged. Run `animato-cli account add`, set AKOOL_API_KEY, or add --demo to try it without an account.",
    )
}
