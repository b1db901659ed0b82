//! How to get out to the internet: as the system says, directly, or through a proxy that the person named.
//!
//! The same for the service, the place for photos and the videos. What is on this machine is always reached directly.

use std::fmt;

use reqwest::{ClientBuilder, NoProxy};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::error::{Error, ErrorCode};
use crate::secrets::{SecretName, Secrets};
use crate::settings::Settings;

/// How to get out.
#[derive(Clone, Default)]
pub enum Proxy {
    /// As the environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) or the operating system says.
    #[default]
    System,
    /// Directly.
    None,
    /// Through this one.
    Address(Address),
}

/// A proxy's address: `http`, `https` or `socks5`, a host, perhaps a port and a user name.
#[derive(Clone)]
pub struct Address {
    /// Without a password.
    url: Url,
    password: Option<SecretString>,
}

impl Proxy {
    /// Reads `system`, `none` or an address. A password within the address is handed out beside it, because it must not
    /// stand where the address is written.
    ///
    /// # Errors
    /// `BadSpec` when it is none of these.
    pub fn parse(text: &str) -> Result<(Self, Option<SecretString>), Error> {
        match text.trim() {
            "" | "system" => Ok((Self::System, None)),
            "none" => Ok((Self::None, None)),
            address => {
                let (url, password) = address_of(address)?;
                Ok((Self::Address(Address { url, password: None }), password))
            }
        }
    }

    /// The proxy of the settings, with the password that is kept for it. One that the keychain does not tell now is left
    /// out: the proxy then refuses in a sentence of its own, and nothing is lost.
    ///
    /// # Errors
    /// `SettingsUnreadable` as [`Settings::proxy`].
    pub async fn of(settings: &Settings, secrets: &Secrets) -> Result<Self, Error> {
        let proxy = settings.proxy()?;
        if !proxy.takes_password() {
            return Ok(proxy);
        }
        let password = secrets.get(&SecretName::proxy()).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the proxy is used without its password");
            None
        });
        Ok(proxy.with_password(password))
    }

    /// Whether there is a user name for a password to go with.
    #[must_use]
    pub fn takes_password(&self) -> bool {
        self.address().is_some_and(|url| !url.username().is_empty())
    }

    /// The same, with this password for the user name in its address.
    #[must_use]
    pub fn with_password(self, password: Option<SecretString>) -> Self {
        match self {
            Self::Address(Address { url, .. }) => Self::Address(Address { url, password }),
            other => other,
        }
    }

    /// Whether a password goes with it.
    #[must_use]
    pub fn has_password(&self) -> bool {
        self.takes_password() && matches!(self, Self::Address(Address { password: Some(_), .. }))
    }

    /// The address, where there is one.
    #[must_use]
    pub fn address(&self) -> Option<&Url> {
        match self {
            Self::Address(Address { url, .. }) => Some(url),
            Self::System | Self::None => None,
        }
    }

    /// As the settings write it: without the password.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::System => "system".to_owned(),
            Self::None => "none".to_owned(),
            Self::Address(Address { url, .. }) => url.as_str().trim_end_matches('/').to_owned(),
        }
    }

    /// For a client that speaks to the internet alone.
    pub(crate) fn apply_beyond(&self, builder: ClientBuilder) -> Result<ClientBuilder, Error> {
        match self {
            Self::System => Ok(builder),
            Self::None => Ok(builder.no_proxy()),
            Self::Address(address) => {
                // The library's own words could repeat the password.
                let proxy = reqwest::Proxy::all(address.full()).map_err(|_| not_an_address())?;
                let here = NoProxy::from_string("localhost,127.0.0.0/8,::1");
                Ok(builder.no_proxy().proxy(proxy.no_proxy(here)))
            }
        }
    }

    /// For the service's client.
    pub(crate) fn to_akool(&self) -> akool::Proxy {
        match self {
            Self::System => akool::Proxy::System,
            Self::None => akool::Proxy::None,
            Self::Address(address) => akool::Proxy::Url(address.full()),
        }
    }
}

impl Address {
    /// With the password, and with names left to the proxy, as every other kind of proxy does it.
    fn full(&self) -> Url {
        let mut url = match self.url.as_str().strip_prefix("socks5:") {
            Some(rest) => Url::parse(&format!("socks5h:{rest}")).unwrap_or_else(|_| self.url.clone()),
            None => self.url.clone(),
        };
        if let Some(password) = self.password.as_ref().filter(|_| !url.username().is_empty()) {
            // Fails only for an address without a host, which is not taken.
            let _ = url.set_password(Some(password.expose_secret()));
        }
        url
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => f.write_str("System"),
            Self::None => f.write_str("None"),
            Self::Address(Address { url, .. }) => {
                write!(f, "Address({}://{})", url.scheme(), url.host_str().unwrap_or_default())
            }
        }
    }
}

/// An address without its password, and the password.
fn address_of(text: &str) -> Result<(Url, Option<SecretString>), Error> {
    let full = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let mut url = Url::parse(&full).map_err(|_| not_an_address())?;
    let is_known = matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h");
    let is_bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    if !is_known || !is_bare || url.host_str().is_none_or(str::is_empty) {
        return Err(not_an_address());
    }
    let password = url.password().filter(|p| !p.is_empty()).map(decoded);
    // Fails only for an address without a host.
    url.set_password(None).map_err(|()| not_an_address())?;
    Ok((url, password))
}

fn decoded(text: &str) -> SecretString {
    let bytes: Vec<u8> = percent_encoding::percent_decode_str(text).collect();
    SecretString::from(String::from_utf8_lossy(&bytes).into_owned())
}

fn not_an_address() -> Error {
    Error::new(
        ErrorCode::BadSpec,
        "This is not the address of a proxy. Examples: http://proxy.example.com:8080, socks5://127.0.0.1:1080",
    )
}

#[cfg(test)]
#[path = "proxy_tests.rs"]
mod tests;
