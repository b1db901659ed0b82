//! What lives as long as the program: the engine, the account in use, the settings, and the address of the media server.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use animato_engine::environment::{self, Folders};
use animato_engine::host::{HostConfig, desk};
use animato_engine::settings::Settings;
use animato_engine::view::HostView;
use animato_engine::{Error, Options, Proxy, Studio};
use tauri::{AppHandle, Manager as _, State};
use tokio::sync::watch;

use crate::connecting::Accounts;
use crate::media;

/// How far the opening of the engine is. The window is there before it, and what it asks waits.
#[derive(Debug, Default)]
pub(crate) struct Opening(watch::Sender<Stage>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    UnderWay,
    Open,
    Failed,
}

impl Opening {
    /// It is open: [`Shell`] can be asked from now on.
    pub(crate) fn succeed(&self) {
        self.0.send_replace(Stage::Open);
    }

    /// It will not be: the person is to be told, and the window is not to be seen again. Whether that is news.
    pub(crate) fn fail(&self) -> bool {
        self.0.send_replace(Stage::Failed) != Stage::Failed
    }

    /// Whether that is so.
    pub(crate) fn has_failed(&self) -> bool {
        *self.0.borrow() == Stage::Failed
    }

    async fn wait(&self) {
        // The sender is here: it cannot be gone.
        let _ = self.0.subscribe().wait_for(|stage| *stage == Stage::Open).await;
    }
}

/// The shell, as soon as the engine is open; never, where opening it failed.
pub(crate) async fn opened(app: &AppHandle) -> State<'_, Shell> {
    app.state::<Opening>().wait().await;
    app.state::<Shell>()
}

/// One run of the program.
pub(crate) struct Shell {
    studio: Studio,
    accounts: Accounts,
    media: String,
    settings: Mutex<Settings>,
    folders: Folders,
}

impl Shell {
    /// Opens the library, connects the account of the environment, the one in use, or the demo, and starts the media
    /// server.
    ///
    /// # Errors
    /// When what the settings say, the library or the account's address cannot be used.
    pub(crate) async fn open(folders: Folders, settings: Settings) -> Result<Self, Error> {
        let accounts = Accounts::new(folders.library.join("demo"), environment::secrets().await);
        let studio = Studio::open(Options {
            videos: settings.videos_folder().map(ToOwned::to_owned),
            proxy: Proxy::of(&settings, accounts.secrets()).await?,
            limits: settings.limits()?,
            names: settings.file_names()?,
            ..Options::new(&folders.library)
        })
        .await?;
        accounts.begin(&studio, &settings).await?;
        let media = media::serve(studio.clone()).await?;
        Ok(Self { studio, accounts, media, settings: Mutex::new(settings), folders })
    }

    /// The door to the engine.
    pub(crate) fn studio(&self) -> &Studio {
        &self.studio
    }

    /// The account in use.
    pub(crate) fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Where pictures and videos are served for this run.
    pub(crate) fn media(&self) -> &str {
        &self.media
    }

    /// The settings as they stand.
    pub(crate) fn settings(&self) -> Settings {
        self.held().clone()
    }

    /// Changes the settings as the file has them now: the terminal, or the person, may have written there meanwhile.
    /// When it fails, everything stays as it was.
    ///
    /// # Errors
    /// What the change says; most often that the file cannot be read or written.
    pub(crate) fn change_settings(&self, change: impl FnOnce(&mut Settings) -> Result<(), Error>) -> Result<(), Error> {
        let mut held = self.held();
        let mut settings = Settings::load(&self.folders.config)?;
        change(&mut settings)?;
        *held = settings;
        Ok(())
    }

    /// The place for photos that the settings name, if it can be used; the settings say what keeps it from that.
    pub(crate) async fn host(&self) -> Option<HostConfig> {
        self.accounts.host(&self.settings()).await
    }

    /// The place for photos as the settings show it.
    pub(crate) async fn host_view(&self) -> HostView {
        desk::view(&self.settings(), self.accounts.secrets(), environment::host_secret()).await
    }

    /// Uses another place for photos from now on. An account that brings a place of its own keeps it.
    ///
    /// # Errors
    /// When its secrets cannot be kept or the settings cannot be written.
    pub(crate) async fn use_host(&self, config: Option<HostConfig>) -> Result<(), Error> {
        if let Some(config) = &config {
            config.keep_secrets(self.accounts.secrets()).await?;
        }
        self.change_settings(|settings| settings.set_host(config.as_ref()))?;
        if self.accounts.uses_our_host().await {
            self.studio.use_host(self.host().await).await?;
        }
        Ok(())
    }

    /// Where finished videos go.
    pub(crate) fn videos_folder(&self) -> PathBuf {
        self.settings().videos_folder().map_or_else(|| self.folders.library.join("videos"), ToOwned::to_owned)
    }

    /// Saves finished videos in this folder from now on.
    ///
    /// # Errors
    /// When the folder cannot be used, or the settings cannot be written.
    pub(crate) async fn use_videos_folder(&self, folder: &Path) -> Result<(), Error> {
        self.studio.use_videos_folder(folder).await?;
        self.change_settings(|settings| settings.set_videos_folder(folder))
    }

    fn held(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
