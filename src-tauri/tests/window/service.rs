//! The service of a test: a sandbox that stands outside the program and outlives its restarts.

use animato_sandbox::{Faults, Options, Sandbox};

use crate::surroundings::Surroundings;

/// The key of its account. Long and odd, so that it can be looked for wherever it must not be.
pub(crate) const KEY: &str = "k3y-0f-the-w1ndow-test-x7";

/// A model that can end on a picture, one that can make sound, and one that can do neither.
pub(crate) const ENDS: &str = "seedance-1-0-lite-i2v-250428";
pub(crate) const SOUNDS: &str = "alibaba/wan2.5-i2v-preview";
pub(crate) const PLAIN: &str = "AkoolImage2VideoFastV1";

/// A sandbox with an account.
pub(crate) struct Service(Sandbox);

impl Service {
    /// Starts one that works so many times as fast as the real service, with so many credits.
    pub(crate) async fn start(speed: f64, credits: f64) -> Self {
        let options = Options { speed, credits, key: KEY.to_owned(), ..Options::default() };
        Self(Sandbox::start(options).await.unwrap())
    }

    /// Surroundings in which the program uses this account and this uploader.
    pub(crate) fn surroundings(&self) -> Surroundings {
        self.surroundings_without_key().with("AKOOL_API_KEY", KEY)
    }

    /// The same, with the window in this language.
    pub(crate) fn surroundings_in(&self, language: &str) -> Surroundings {
        self.surroundings().with_settings(&format!("language = \"{language}\"\n{}", self.host()))
    }

    /// Surroundings in which the program knows the address of this service, but has no key.
    pub(crate) fn surroundings_without_key(&self) -> Surroundings {
        Surroundings::new().with("AKOOL_API_HOST", self.0.base_url()).with_settings(&self.host())
    }

    /// What goes wrong at it.
    pub(crate) fn faults(&self) -> &Faults {
        self.0.faults()
    }

    /// Create calls that arrived, whatever became of them.
    pub(crate) fn creates(&self) -> u64 {
        self.0.ledger().create_hits
    }

    /// The uploader as settings.toml describes it.
    fn host(&self) -> String {
        format!(
            "[host]\nuse = \"form\"\n[host.form]\nurl = \"{}\"\nfile_field = \"file\"\nlink = \"/data/url\"\n",
            self.0.upload_url()
        )
    }
}
