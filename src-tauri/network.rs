//! The proxy: its address in the settings, its password with the secrets, and the engine on the new way at once.

use animato_engine::secrets::SecretName;
use animato_engine::{Error, ErrorCode, Proxy};
use secrecy::{ExposeSecret as _, SecretString};

use crate::shell::Shell;

/// Gets out through this proxy from now on: `system`, `none` or an address. Without a new password the former one stays,
/// as long as the address stays the same.
///
/// # Errors
/// `BadSpec` for what is no address, `Keychain` when the password cannot be kept or forgotten; when the settings cannot
/// be written.
pub(crate) async fn use_proxy(shell: &Shell, text: &str, password: Option<SecretString>) -> Result<(), Error> {
    let (proxy, within) = Proxy::parse(text)?;
    let password = password.filter(|password| !password.expose_secret().is_empty()).or(within);
    if password.is_some() && !proxy.takes_password() {
        return Err(Error::new(
            ErrorCode::BadSpec,
            "A password goes with a user name. Write it into the address: http://name@proxy.example.com:8080",
        ));
    }
    let (studio, secrets, name) = (shell.studio(), shell.accounts().secrets(), SecretName::proxy());
    let former = studio.proxy();
    match password {
        Some(password) => secrets.set(&name, password).await?,
        // A password is for the proxy that it was given for, and for no other.
        None if former.takes_password() && former.to_text() != proxy.to_text() => secrets.remove(&name).await?,
        None => {}
    }
    shell.change_settings(|settings| settings.set_proxy(&proxy))?;
    studio.use_proxy(Proxy::of(&shell.settings(), secrets).await?).await?;
    Ok(())
}
