//! `host test`: whether the place for photos does what it is for, before a photo or money depends on it.

use std::fmt;

use animato_engine::host::{self, HostConfig};
use animato_engine::{Error, ErrorCode};
use serde::Serialize;

use crate::args::{Global, HostCommand};
use crate::exit::Exit;
use crate::output::Output;
use crate::session;

/// Tries the place that the settings name.
pub(crate) async fn run(command: HostCommand, global: &Global, out: Output) -> Result<Exit, Error> {
    match command {
        HostCommand::Test => test(global, out).await,
    }
}

async fn test(global: &Global, out: Output) -> Result<Exit, Error> {
    let (config, proxy) = session::host(global).await?;
    let config: HostConfig = config.ok_or_else(|| {
        Error::new(
            ErrorCode::NoHost,
            "No place for photos is set. Describe one under [host] in settings.toml; nothing was sent.",
        )
    })?;
    let name = config.name();
    let link = host::trial(config, &proxy).await?;
    out.summary(&Tried { host: name, link: link.into(), exit_code: Exit::Saved.number() });
    Ok(Exit::Saved)
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary", rename_all = "camelCase")]
struct Tried {
    host: String,
    link: String,
    exit_code: u8,
}

impl fmt::Display for Tried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} works: a small picture was uploaded and came back the same.\nIts link: {}", self.host, self.link)
    }
}
