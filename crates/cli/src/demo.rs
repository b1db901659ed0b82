//! The sandbox as an account like any other: a base address, a key, a place for photos.

use std::path::PathBuf;

use animato_engine::host::{FormHost, HostConfig};
use animato_engine::{Connection, Credentials, Error, ErrorCode};
use animato_sandbox::{Options, Sandbox};
use url::Url;

/// Starts it on 127.0.0.1; port 0 takes a free one. With a folder it remembers across runs.
///
/// # Errors
/// When the port is taken or the folder cannot be used.
pub(crate) async fn start(port: u16, speed: Option<f64>, state: Option<PathBuf>) -> Result<Sandbox, Error> {
    let options = Options { port, speed: speed.unwrap_or(1.0), state, ..Options::default() };
    Sandbox::start(options).await.map_err(|e| {
        Error::new(ErrorCode::Internal, format!("The sandbox could not be started: {e}. Nothing was charged."))
    })
}

/// An account of the sandbox, with its uploader as the place for photos.
pub(crate) fn connection(sandbox: &Sandbox) -> Result<Connection, Error> {
    Ok(Connection {
        name: "Demo".to_owned(),
        account: "demo".to_owned(),
        is_demo: true,
        base_url: address(sandbox.base_url())?,
        credentials: Credentials::Key(sandbox.key().to_owned().into()),
        host: Some(HostConfig::Form(uploader(sandbox)?)),
    })
}

/// The uploader, as `[host.form]` describes it.
pub(crate) fn uploader(sandbox: &Sandbox) -> Result<FormHost, Error> {
    Ok(FormHost { link: "/data/url".to_owned(), ..FormHost::new(address(&sandbox.upload_url())?) })
}

fn address(text: &str) -> Result<Url, Error> {
    Url::parse(text).map_err(|e| Error::new(ErrorCode::Internal, format!("The sandbox is at no address: {e}.")))
}
