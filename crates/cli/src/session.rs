//! Opens the engine as the command line and the surroundings say, and closes it cleanly.

use std::path::PathBuf;
use std::time::Duration;

use animato_engine::host::{HostConfig, desk};
use animato_engine::secrets::Secrets;
use animato_engine::view::AccountView;
use animato_engine::{Connection, Error, ErrorCode, Options, Studio, environment, settings::Settings};
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
    /// Opens the library with an account: the sandbox's with `--demo`, otherwise the one that the environment names.
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
        let connection: Option<Connection> = environment::connection(host_of(&settings).await?)?;
        options.connection = Some(connection.ok_or_else(not_connected)?);
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

/// Where secrets are kept.
pub(crate) fn secrets() -> Secrets {
    Secrets::in_memory()
}

/// The place for photos that the settings name, with its secrets.
///
/// # Errors
/// `SettingsUnreadable`.
pub(crate) async fn host_of(settings: &Settings) -> Result<Option<HostConfig>, Error> {
    desk::current(settings, &secrets(), environment::host_secret()).await
}

fn surroundings(global: &Global) -> Result<(Options, Settings), Error> {
    let folders = environment::folders()?;
    let settings = Settings::load(&folders.config)?;
    let library: PathBuf = std::path::absolute(global.library.as_ref().unwrap_or(&folders.library)).map_err(|e| {
        Error::new(ErrorCode::FolderUnusable, format!("The folder of the library cannot be used: {e}."))
    })?;
    let mut options = Options::new(library);
    options.videos = settings.videos_folder().map(ToOwned::to_owned);
    Ok((options, settings))
}

fn not_connected() -> Error {
    Error::new(
        ErrorCode::NotConnected,
        "No Akool account is set, so nothing was sent and nothing was charged. Set AKOOL_API_KEY, or add --demo to try it without an account.",
    )
}
