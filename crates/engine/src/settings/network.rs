//! `[network]` of the settings: the proxy, without its password, which is a secret and lives with the secrets.

use serde::Deserialize;

use super::{Settings, table, unreadable};
use crate::error::Error;
use crate::proxy::Proxy;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NetworkValues {
    proxy: Option<String>,
}

impl Settings {
    /// The proxy, without its password.
    ///
    /// # Errors
    /// `SettingsUnreadable` when it is not an address, or a password is written into it.
    pub fn proxy(&self) -> Result<Proxy, Error> {
        let Some(text) = &self.values.network.proxy else { return Ok(Proxy::System) };
        let (proxy, password) = Proxy::parse(text).map_err(|e| {
            unreadable(&self.file, &format!("network.proxy is neither \"system\" nor \"none\". {}", e.message))
        })?;
        match password {
            None => Ok(proxy),
            Some(_) => Err(unreadable(
                &self.file,
                "network.proxy holds a password, which has no place in a file; leave the user name, and give the password in the window's settings",
            )),
        }
    }

    /// Changes the proxy and writes the file. Its password is never written.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_proxy(&mut self, proxy: &Proxy) -> Result<(), Error> {
        let text = proxy.to_text();
        table(&mut self.document, "network")["proxy"] = toml_edit::value(text.as_str());
        self.values.network.proxy = Some(text);
        self.write()
    }
}

#[cfg(test)]
mod tests {
    use crate::error::ErrorCode;
    use crate::proxy::Proxy;
    use crate::settings::Settings;

    fn settings(text: &str) -> (tempfile::TempDir, Settings) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("settings.toml"), text).unwrap();
        let settings = Settings::load(folder.path()).unwrap();
        (folder, settings)
    }

    #[test]
    fn the_proxy_is_kept_without_its_password() {
        let (folder, mut settings) = settings("[network]\n# ours\nproxy = \"none\"\n");
        assert!(matches!(settings.proxy().unwrap(), Proxy::None));
        let (proxy, password) = Proxy::parse("http://ann:secret@127.0.0.1:3128").unwrap();
        settings.set_proxy(&proxy.with_password(password)).unwrap();
        let text = std::fs::read_to_string(folder.path().join("settings.toml")).unwrap();
        assert!(text.contains("http://ann@127.0.0.1:3128") && text.contains("# ours"), "{text}");
        assert!(!text.contains("secret"), "{text}");
        let again = Settings::load(folder.path()).unwrap();
        assert_eq!(again.proxy().unwrap().to_text(), "http://ann@127.0.0.1:3128");
    }

    #[test]
    fn a_password_written_by_hand_is_refused_and_not_repeated() {
        let (_folder, settings) = settings("[network]\nproxy = \"http://ann:hunter2@127.0.0.1:3128\"\n");
        let error = settings.proxy().unwrap_err();
        assert_eq!(error.code, ErrorCode::SettingsUnreadable);
        assert!(error.message.contains("password") && !error.message.contains("hunter2"), "{error}");
    }
}
