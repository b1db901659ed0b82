//! What the surroundings say: the folders, and the account named by environment variables.
//!
//! Shared by the window and the terminal, so that both mean the same folders and the same account.

use std::env;
use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

use crate::connection::{Connection, Credentials};
use crate::error::{Error, ErrorCode};
use crate::host::HostConfig;
use crate::secrets::Secrets;

/// The service's own address.
pub const SERVICE: &str = "https://openapi.akool.com";

/// The folders of the program.
#[derive(Clone, Debug)]
pub struct Folders {
    /// Holds `settings.toml`. `ANIMATO_CONFIG_DIR` overrides.
    pub config: PathBuf,
    /// Holds the database, photos, posters and videos. `ANIMATO_LIBRARY` overrides.
    pub library: PathBuf,
    /// Holds logs.
    pub logs: PathBuf,
}

/// The folders, by the environment or by the habits of the system.
///
/// # Errors
/// When the system does not say where a person's files go.
pub fn folders() -> Result<Folders, Error> {
    let system = directories::ProjectDirs::from("app", "animato", "animato");
    let find = |name: &str, habit: Option<PathBuf>| {
        env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from).or(habit).ok_or_else(|| {
            Error::new(
                ErrorCode::FolderUnusable,
                format!("No home folder was found. Set {name} to a folder and start again."),
            )
        })
    };
    let library = find("ANIMATO_LIBRARY", system.as_ref().map(|s| s.data_dir().join("library")))?;
    let config = find("ANIMATO_CONFIG_DIR", system.as_ref().map(|s| s.config_dir().to_owned()))?;
    let logs = system.map_or_else(|| library.join("logs"), |s| s.data_local_dir().join("logs"));
    Ok(Folders { config, library, logs })
}

/// The secret of the place for photos that the environment gives in `ANIMATO_HOST_SECRET`.
#[must_use]
pub fn host_secret() -> Option<SecretString> {
    let secret = env::var("ANIMATO_HOST_SECRET").ok()?;
    Some(secret.trim().to_owned()).filter(|secret| !secret.is_empty()).map(SecretString::from)
}

/// The account that the environment names, as the first one of its address; `None` when it names none.
///
/// # Errors
/// `BadSpec` when `AKOOL_API_HOST` is not an address; `NotConnected` when only one half of a client id and secret is given.
pub(crate) fn connection(host: Option<HostConfig>) -> Result<Option<Connection>, Error> {
    let set = |name: &str| env::var(name).ok().map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
    let credentials = match (set("AKOOL_API_KEY"), set("AKOOL_CLIENT_ID"), set("AKOOL_CLIENT_SECRET")) {
        (Some(key), _, _) => Credentials::Key(key.into()),
        (None, Some(client_id), Some(secret)) => Credentials::Pair { client_id, client_secret: secret.into() },
        // The key is the client secret.
        (None, None, Some(secret)) => Credentials::Key(secret.into()),
        (None, Some(_), None) => {
            return Err(Error::new(
                ErrorCode::NotConnected,
                "AKOOL_CLIENT_ID is set, but AKOOL_CLIENT_SECRET is not. Set both, or set AKOOL_API_KEY.",
            ));
        }
        (None, None, None) => return Ok(None),
    };
    Ok(Some(service(base_url(address().as_deref())?, credentials, host)))
}

/// The service's address that the environment names.
#[must_use]
pub fn address() -> Option<String> {
    env::var("AKOOL_API_HOST").ok().map(|v| v.trim().to_owned()).filter(|v| !v.is_empty())
}

/// Where secrets are kept: the system's keychain, unless `ANIMATO_KEYCHAIN` is `off`; then in memory, for this run only.
pub async fn secrets() -> Secrets {
    if env::var_os("ANIMATO_KEYCHAIN").is_some_and(|v| v == "off") {
        return Secrets::in_memory();
    }
    Secrets::system().await
}

/// A connection to the service at this address, as its first account.
pub(crate) fn service(base_url: Url, credentials: Credentials, host: Option<HostConfig>) -> Connection {
    Connection { name: "Akool".to_owned(), account: label_of(&base_url), is_demo: false, base_url, credentials, host }
}

/// The label of the first account of an address; of Akool's own, when there is none.
pub(crate) fn first_label(address: Option<&str>) -> Result<String, Error> {
    base_url(address).map(|url| label_of(&url))
}

/// One label for Akool itself and one for each other server, so that none is asked for another's videos. Without the
/// port: a server on this machine may come back on another one.
fn label_of(base_url: &Url) -> String {
    match base_url.host_str() {
        Some(host) if !SERVICE.ends_with(host) => format!("akool@{host}"),
        _ => "akool".to_owned(),
    }
}

/// Reads an address, Akool's own when there is none; a bare host name means https.
pub(crate) fn base_url(address: Option<&str>) -> Result<Url, Error> {
    let text = address.unwrap_or(SERVICE).trim();
    let full = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    Url::parse(&full).ok().filter(|url| url.has_host()).ok_or_else(|| {
        Error::new(
            ErrorCode::BadSpec,
            "The address of the service is not an address. Example: https://openapi.akool.com",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_server_is_another_account() {
        let name = |address| first_label(Some(address)).unwrap();
        assert_eq!(name("openapi.akool.com"), "akool");
        assert_eq!(name("http://127.0.0.1:8787"), name("http://127.0.0.1:9999"));
        assert_ne!(name("http://127.0.0.1:8787"), "akool");
    }

    #[test]
    fn a_bare_host_name_means_https() {
        assert_eq!(base_url(Some("openapi.akool.com")).unwrap().as_str(), "https://openapi.akool.com/");
        assert_eq!(base_url(Some("http://127.0.0.1:8787")).unwrap().port(), Some(8787));
        assert!(base_url(Some("http://")).is_err());
    }
}
