//! Secrets: API keys, the secrets of places for photos, the proxy's password. Kept in the system's keychain, or in memory
//! for this session where there is none. Never in a file of ours, a log, an argument or an event.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use secrecy::{ExposeSecret as _, SecretString};

use crate::error::Error;

/// Where secrets are kept. Cloning is cheap and gives another handle to the same place.
#[derive(Clone)]
pub struct Secrets {
    place: Arc<Mutex<HashMap<String, SecretString>>>,
}

/// Which secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SecretName(String);

impl SecretName {
    /// The key of an account, by the account's id.
    #[must_use]
    pub fn account(id: &str) -> Self {
        Self(format!("account/{id}"))
    }

    /// A secret of the place for photos, by what it is: `bucket`, `field/NAME`, `header/NAME`.
    #[must_use]
    pub fn host(part: &str) -> Self {
        Self(format!("host/{part}"))
    }

    /// The password of the proxy.
    #[must_use]
    pub fn proxy() -> Self {
        Self("proxy".to_owned())
    }

    /// The name in the keychain.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Secrets {
    /// Keeps secrets in memory, until the last handle is dropped.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { place: Arc::default() }
    }

    /// Whether they outlive this run.
    #[must_use]
    pub fn are_lasting(&self) -> bool {
        false
    }

    /// A secret, if it is kept.
    ///
    /// # Errors
    /// When the keychain does not answer.
    pub async fn get(&self, name: &SecretName) -> Result<Option<SecretString>, Error> {
        Ok(self.place.lock().unwrap_or_else(PoisonError::into_inner).get(name.as_str()).cloned())
    }

    /// Keeps a secret in place of a former one.
    ///
    /// # Errors
    /// When the keychain does not take it.
    pub async fn set(&self, name: &SecretName, secret: SecretString) -> Result<(), Error> {
        let secret = SecretString::from(secret.expose_secret().trim().to_owned());
        self.place.lock().unwrap_or_else(PoisonError::into_inner).insert(name.0.clone(), secret);
        Ok(())
    }

    /// Forgets a secret; one that is not there is forgotten already.
    ///
    /// # Errors
    /// When the keychain does not answer.
    pub async fn remove(&self, name: &SecretName) -> Result<(), Error> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner).remove(name.as_str());
        Ok(())
    }
}
