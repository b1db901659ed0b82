//! Secrets: API keys, the secrets of places for photos, the proxy's password. Kept in the system's keychain, or in memory
//! for this session where there is none. Never in a file of ours, a log, an argument or an event.

mod keychain;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use secrecy::{ExposeSecret as _, SecretString};

use crate::error::Error;
use keychain::Keychain;

/// Where secrets are kept. Cloning is cheap and gives another handle to the same place.
#[derive(Clone)]
pub struct Secrets {
    place: Place,
}

#[derive(Clone)]
enum Place {
    Memory(Arc<Mutex<HashMap<String, SecretString>>>),
    Keychain(Keychain),
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
    /// The system's keychain, or memory where there is none that works. A keychain that is merely locked counts: it is
    /// never silently replaced by one that forgets. Takes at most a few seconds, whatever the system does.
    pub async fn system() -> Self {
        match Keychain::open().await {
            Some(keychain) => Self { place: Place::Keychain(keychain) },
            None => Self::in_memory(),
        }
    }

    /// Keeps secrets in memory, until the last handle is dropped.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { place: Place::Memory(Arc::default()) }
    }

    /// Whether they outlive this run.
    #[must_use]
    pub fn are_lasting(&self) -> bool {
        matches!(self.place, Place::Keychain(_))
    }

    /// A secret, if it is kept.
    ///
    /// # Errors
    /// `Keychain` when the keychain is locked, refuses, or does not answer in time.
    pub async fn get(&self, name: &SecretName) -> Result<Option<SecretString>, Error> {
        match &self.place {
            Place::Memory(kept) => Ok(kept.lock().unwrap_or_else(PoisonError::into_inner).get(name.as_str()).cloned()),
            Place::Keychain(keychain) => keychain.get(name.as_str()).await,
        }
    }

    /// Keeps a secret in place of a former one, without the white space around it.
    ///
    /// # Errors
    /// `Keychain` when the keychain does not take it. What was kept before is then still kept.
    pub async fn set(&self, name: &SecretName, secret: SecretString) -> Result<(), Error> {
        let secret = SecretString::from(secret.expose_secret().trim().to_owned());
        match &self.place {
            Place::Memory(kept) => {
                kept.lock().unwrap_or_else(PoisonError::into_inner).insert(name.0.clone(), secret);
                Ok(())
            }
            Place::Keychain(keychain) => keychain.set(name.as_str(), secret).await,
        }
    }

    /// Forgets a secret; one that is not there is forgotten already.
    ///
    /// # Errors
    /// `Keychain` when the keychain does not answer. The secret is then still kept.
    pub async fn remove(&self, name: &SecretName) -> Result<(), Error> {
        match &self.place {
            Place::Memory(kept) => {
                kept.lock().unwrap_or_else(PoisonError::into_inner).remove(name.as_str());
                Ok(())
            }
            Place::Keychain(keychain) => keychain.remove(name.as_str()).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_secret_in_memory_is_kept_trimmed_replaced_and_forgotten() {
        let (secrets, name) = (Secrets::in_memory(), SecretName::account("a"));
        assert!(!secrets.are_lasting());
        assert!(secrets.get(&name).await.unwrap().is_none());
        secrets.set(&name, " first\n".into()).await.unwrap();
        secrets.clone().set(&name, "second".into()).await.unwrap();
        assert_eq!(secrets.get(&name).await.unwrap().unwrap().expose_secret(), "second");
        assert!(secrets.get(&SecretName::account("b")).await.unwrap().is_none());
        secrets.remove(&name).await.unwrap();
        secrets.remove(&name).await.unwrap();
        assert!(secrets.get(&name).await.unwrap().is_none());
    }
}
