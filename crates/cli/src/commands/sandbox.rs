//! `sandbox`: a local server that speaks the API, for anybody's client.

use std::fmt;

use animato_engine::Error;
use animato_engine::host::FormHost;
use serde::Serialize;

use crate::demo;
use crate::exit::Exit;
use crate::interrupt::interrupted;
use crate::lines::Count;
use crate::output::Output;

/// Serves until Ctrl+C.
pub(crate) async fn run(port: u16, speed: Option<f64>, out: Output) -> Result<Exit, Error> {
    let interrupted = interrupted();
    let sandbox = demo::start(port, speed, None).await?;
    out.line(&Serving { address: sandbox.base_url(), key: sandbox.key(), uploader: demo::uploader(&sandbox)? });
    interrupted.await;
    sandbox.stop().await;
    out.summary(&Count::told(0, "The sandbox has stopped.".to_owned()));
    Ok(Exit::Saved)
}

/// Where it is and how to use it. The key is the sandbox's own and worth nothing elsewhere.
#[derive(Serialize)]
#[serde(tag = "type", rename = "sandbox")]
struct Serving<'a> {
    address: &'a str,
    key: &'a str,
    uploader: FormHost,
}

impl fmt::Display for Serving<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, key, uploader } = self;
        writeln!(f, "The sandbox is serving until Ctrl+C. Nothing here costs anything.")?;
        writeln!(f, "Address   {address}")?;
        writeln!(f, "Key       {key}")?;
        writeln!(f, "Uploader  {}\n", uploader.url)?;
        writeln!(f, "In another terminal:  AKOOL_API_HOST={address} AKOOL_API_KEY={key} animato-cli credits")?;
        writeln!(f, "In settings.toml:\n\n[host]\nuse = \"form\"\n[host.form]\nurl = \"{}\"", uploader.url)?;
        write!(f, "file_field = \"{}\"\nlink = \"{}\"", uploader.file_field, uploader.link)
    }
}
