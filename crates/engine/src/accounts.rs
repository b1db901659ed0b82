//! The accounts that a person connected: from what they typed to what is kept and to what is connected.
//!
//! Shared by the window and the terminal, so that both mean the same account. A key comes in here and goes to the service
//! and to [`Secrets`]; nothing else ever has it.

use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use crate::connection::{Connection, Credentials};
use crate::environment::{self, SERVICE};
use crate::error::{Error, ErrorCode};
use crate::host::HostConfig;
use crate::secrets::{SecretName, Secrets};
use crate::settings::{AccountKind, SavedAccount, Settings, is_same_name, unknown_account};

/// What a person gives to connect an account.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The API key, or the secret of a client id.
    pub secret: SecretString,
    /// The client id of a pair.
    pub client_id: Option<String>,
    /// The person's name for it; `None`: one is made.
    pub name: Option<String>,
    /// The service's address; `None`: the one of the environment, or Akool's own.
    pub address: Option<String>,
    /// The id of the account whose key this replaces.
    pub replaces: Option<String>,
}

/// An account with its key, ready to be tried and kept.
pub struct Candidate {
    account: SavedAccount,
    secret: SecretString,
    connection: Connection,
}

impl Offer {
    /// Looks at what was given, without asking anybody.
    ///
    /// # Errors
    /// `NotConnected` when something is missing, `WrongKey` for what cannot be a key, `BadSpec` for an impossible
    /// address, `NotFound` when the account whose key this replaces is gone.
    pub fn candidate(self, settings: &Settings, host: Option<HostConfig>) -> Result<Candidate, Error> {
        let secret = SecretString::from(self.secret.expose_secret().trim().to_owned());
        let client_id = self.client_id.map(|id| id.trim().to_owned());
        check(client_id.as_deref(), &secret)?;
        let former = match &self.replaces {
            Some(id) => Some(settings.account(id).ok_or_else(unknown_account)?),
            None => None,
        };
        let address = match (self.address, former) {
            (Some(address), _) => Some(address),
            (None, Some(former)) => former.address.clone(),
            (None, None) => environment::address(),
        };
        let address = address.filter(|address| address.trim() != SERVICE);
        let first = environment::first_label(address.as_deref())?;
        let id = former.map_or_else(|| identity(&first, &secret), |former| former.id.clone());
        let former = settings.account(&id);
        let wanted = self.name.filter(|name| !name.trim().is_empty()).or_else(|| former.map(|f| f.name.clone()));
        let account = SavedAccount {
            name: free_name(settings, &id, wanted.as_deref().unwrap_or("Akool")),
            id,
            kind: if client_id.is_some() { AccountKind::Pair } else { AccountKind::Key },
            client_id,
            address,
        };
        let connection = connection(settings, &account, secret.clone(), host)?;
        Ok(Candidate { account, secret, connection })
    }
}

impl Candidate {
    /// The account as it would be kept.
    #[must_use]
    pub fn account(&self) -> &SavedAccount {
        &self.account
    }

    /// The connection, to be tried and used.
    #[must_use]
    pub fn connection(&self) -> Connection {
        self.connection.clone()
    }

    /// Keeps the key with the secrets. The account itself is kept with [`Settings::keep_account`] afterwards: an account
    /// without its key would be of no use.
    ///
    /// # Errors
    /// `Keychain` when the keychain does not take it.
    pub async fn keep_secret(&self, secrets: &Secrets) -> Result<(), Error> {
        secrets.set(&SecretName::account(&self.account.id), self.secret.clone()).await
    }
}

/// The connection of an account that is kept; `None` when its key is not there any more.
///
/// # Errors
/// `Keychain` when the keychain does not tell the key; `BadSpec` for an impossible address in the settings.
pub async fn open(
    settings: &Settings,
    account: &SavedAccount,
    secrets: &Secrets,
    host: Option<HostConfig>,
) -> Result<Option<Connection>, Error> {
    match secrets.get(&SecretName::account(&account.id)).await? {
        Some(secret) => connection(settings, account, secret, host).map(Some),
        None => Ok(None),
    }
}

/// The connection that the environment names; `None` when it names none. A key that is kept, too, is the account that it is
/// kept as; another one is another account than the first of its address.
///
/// # Errors
/// As [`environment::connection`].
pub async fn of_environment(
    settings: &Settings,
    secrets: &Secrets,
    host: Option<HostConfig>,
) -> Result<Option<Connection>, Error> {
    let Some(connection) = environment::connection(host)? else { return Ok(None) };
    let (Credentials::Key(secret) | Credentials::Pair { client_secret: secret, .. }) = &connection.credentials;
    let account = label_of_key(settings, secrets, &connection.account, secret).await?;
    Ok(Some(Connection { account, ..connection }))
}

async fn label_of_key(
    settings: &Settings,
    secrets: &Secrets,
    first: &str,
    secret: &SecretString,
) -> Result<String, Error> {
    let id = identity(first, secret);
    for account in settings.accounts() {
        if environment::first_label(account.address.as_deref())? != first {
            continue;
        }
        if account.id == id {
            return label(settings, account);
        }
        // One whose key was replaced has the id of its first key. A keychain that is locked tells nothing.
        let kept = secrets.get(&SecretName::account(&account.id)).await.ok().flatten();
        if kept.is_some_and(|kept| kept.expose_secret() == secret.expose_secret()) {
            return label(settings, account);
        }
    }
    Ok(match settings.holder(first) {
        Some(holder) if holder != id => format!("{first}#{id}"),
        _ => first.to_owned(),
    })
}

/// The name that is written beside each request of this account.
///
/// The first account of an address has the address's own, as one named by the environment; every further one adds its id.
/// So no account is ever asked for another's videos, also when the first one is forgotten.
///
/// # Errors
/// `BadSpec` for an impossible address.
pub fn label(settings: &Settings, account: &SavedAccount) -> Result<String, Error> {
    let first = environment::first_label(account.address.as_deref())?;
    Ok(match settings.holder(&first) {
        Some(holder) if holder != account.id => format!("{first}#{}", account.id),
        _ => first,
    })
}

fn connection(
    settings: &Settings,
    account: &SavedAccount,
    secret: SecretString,
    host: Option<HostConfig>,
) -> Result<Connection, Error> {
    let credentials = match (account.kind, &account.client_id) {
        (AccountKind::Pair, Some(client_id)) => {
            Credentials::Pair { client_id: client_id.clone(), client_secret: secret }
        }
        _ => Credentials::Key(secret),
    };
    let base_url = environment::base_url(account.address.as_deref())?;
    Ok(Connection { account: label(settings, account)?, ..environment::service(base_url, credentials, host) })
}

/// What can be said without asking the service.
fn check(client_id: Option<&str>, secret: &SecretString) -> Result<(), Error> {
    let missing = |what: &str| Err(Error::new(ErrorCode::NotConnected, what));
    let secret = secret.expose_secret();
    match client_id {
        None if secret.is_empty() => return missing("Paste the API key of your Akool account."),
        Some("") => return missing("Paste the client id, too. It stands beside the secret at Akool."),
        Some(_) if secret.is_empty() => {
            return missing("Paste the client secret, too. It stands beside the client id at Akool.");
        }
        Some(id) if id == secret => {
            return Err(Error::new(
                ErrorCode::ClientIdAsKey,
                "The client id and the secret are the same text. Copy the secret from your Akool account. Nothing was sent.",
            ));
        }
        _ => {}
    }
    let is_sound = |text: &str| text.chars().all(|c| c.is_ascii_graphic());
    if is_sound(secret) && client_id.is_none_or(is_sound) {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::WrongKey,
        "This is not a key: it has spaces or special letters. Copy it again from your Akool account. Nothing was sent.",
    ))
}

/// The same key at the same address is the same account, whenever it is connected. 48 bits of a hash: enough to tell a
/// person's accounts apart, and nothing from which a key could be found.
fn identity(first_label: &str, secret: &SecretString) -> String {
    let mut hash = Sha256::new();
    hash.update(b"animato account\0");
    hash.update(first_label.as_bytes());
    hash.update(b"\0");
    hash.update(secret.expose_secret().as_bytes());
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// This name, or with a number where another account has it.
fn free_name(settings: &Settings, id: &str, wanted: &str) -> String {
    let wanted = wanted.trim();
    let is_taken = |name: &str| settings.accounts().iter().any(|a| a.id != id && is_same_name(&a.name, name));
    if !is_taken(wanted) {
        return wanted.to_owned();
    }
    (2_u32..).map(|n| format!("{wanted} {n}")).find(|name| !is_taken(name)).unwrap_or_else(|| wanted.to_owned())
}

#[cfg(test)]
#[path = "accounts_tests.rs"]
mod tests;
