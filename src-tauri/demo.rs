//! The demo account: the sandbox, started on loopback inside this program. To the engine it is an account like any other.

use std::path::Path;

use animato_engine::host::{FormHost, HostConfig};
use animato_engine::{Connection, Credentials, Error, ErrorCode};
use animato_sandbox::{Options, Sandbox};

/// Times as fast as the service: quick enough to be a pleasure, slow enough to see what happens meanwhile.
const SPEED: f64 = 4.0;

/// The sandbox, running until it is dropped.
pub(crate) struct Demo(Sandbox);

impl Demo {
    /// Starts it. What it made and charged is kept in this folder.
    ///
    /// # Errors
    /// When the folder cannot be used or loopback gives no port.
    pub(crate) async fn start(folder: &Path) -> Result<Self, Error> {
        let options = Options { speed: SPEED, state: Some(folder.to_owned()), ..Options::default() };
        Sandbox::start(options).await.map(Self).map_err(|e| failed(&e))
    }

    /// The account.
    ///
    /// # Errors
    /// Never, as long as the sandbox's addresses are addresses.
    pub(crate) fn connection(&self) -> Result<Connection, Error> {
        let Self(sandbox) = self;
        Ok(Connection {
            name: "Demo".to_owned(),
            account: "demo".to_owned(),
            is_demo: true,
            base_url: sandbox.base_url().parse().map_err(|e| failed(&e))?,
            credentials: Credentials::Key(sandbox.key().into()),
            host: Some(HostConfig::Form(FormHost {
                link: "/data/url".to_owned(),
                ..FormHost::new(sandbox.upload_url().parse().map_err(|e| failed(&e))?)
            })),
        })
    }
}

fn failed(why: &dyn std::fmt::Display) -> Error {
    Error::new(ErrorCode::Internal, format!("The demo could not be started: {why}. Nothing was charged."))
}
