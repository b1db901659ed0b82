//! The system's keychain: Secret Service, macOS Keychain, Windows Credential Manager.
//!
//! Each of them may ask the person for a password, or never answer at all. So one thread of its own speaks to it, in the
//! order of asking, and nobody waits for that thread longer than a time-out: neither a caller nor the program's end.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use keyring::Entry;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::error::{Error, ErrorCode};
use crate::ids::token;

/// Under this name the keychain shows our secrets to the person.
const SERVICE: &str = "animato";
/// Reaching it and the probe: nobody waits longer for the program to start because of it.
const OPENING: Duration = Duration::from_secs(4);
/// A call. Long, because a person may have to type the keychain's password meanwhile.
const ANSWER: Duration = Duration::from_secs(30);

/// A Secret Service without a place to keep things says so in these words, and under the same error as a locked one.
const NO_COLLECTION: &str = "result not returned";

type Job = Box<dyn FnOnce() + Send>;

/// A handle to the thread that speaks to the keychain.
#[derive(Clone)]
pub(super) struct Keychain {
    jobs: Sender<Job>,
}

/// Why a call came to nothing.
enum Trouble {
    /// No answer in time.
    Silent,
    /// It answered, and not as was asked.
    Said(keyring::Error),
}

impl Keychain {
    /// The keychain, after a probe was written, read and removed; `None` when there is none, or none that keeps things.
    pub(super) async fn open() -> Option<Self> {
        let (jobs, inbox) = channel();
        std::thread::Builder::new().name("keychain".to_owned()).spawn(move || work(&inbox)).ok()?;
        let keychain = Self { jobs };
        if let Err(trouble) = keychain.ask(OPENING, reach).await {
            tracing::info!(why = %trouble.why(), "there is no keychain");
            return None;
        }
        match keychain.ask(OPENING, probe).await {
            Ok(true) => Some(keychain),
            Ok(false) => {
                tracing::warn!("the keychain does not give back what it was given");
                None
            }
            // It is there, and waits for its password: what is kept in it must not seem lost.
            Err(trouble) if trouble.is_lock() => {
                tracing::warn!(why = %trouble.why(), "the keychain is locked");
                Some(keychain)
            }
            Err(trouble) => {
                tracing::warn!(why = %trouble.why(), "the keychain cannot be used");
                None
            }
        }
    }

    pub(super) async fn get(&self, name: &str) -> Result<Option<SecretString>, Error> {
        let name = name.to_owned();
        let read = move || match entry(&name)?.get_password() {
            Ok(secret) => Ok(Some(SecretString::from(secret))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        };
        self.ask(ANSWER, read).await.map_err(|trouble| trouble.told("Nothing in it was lost."))
    }

    pub(super) async fn set(&self, name: &str, secret: SecretString) -> Result<(), Error> {
        let name = name.to_owned();
        let write = move || entry(&name)?.set_password(secret.expose_secret());
        self.ask(ANSWER, write).await.map_err(|trouble| trouble.told("The secret was not kept."))
    }

    pub(super) async fn remove(&self, name: &str) -> Result<(), Error> {
        let name = name.to_owned();
        let remove = move || match entry(&name)?.delete_credential() {
            Err(keyring::Error::NoEntry) => Ok(()),
            done => done,
        };
        self.ask(ANSWER, remove).await.map_err(|trouble| trouble.told("The secret is still in it."))
    }

    /// Lets the thread do this, after what was asked before. What nobody waits for any more is not begun.
    async fn ask<T: Send + 'static>(
        &self,
        patience: Duration,
        work: impl FnOnce() -> keyring::Result<T> + Send + 'static,
    ) -> Result<T, Trouble> {
        let (answer, answered) = oneshot::channel();
        let job = move || {
            if !answer.is_closed() {
                // Nobody waits any more: nothing to tell.
                let _ = answer.send(work());
            }
        };
        // A thread that ended answers no more, which the closed channel tells.
        let _ = self.jobs.send(Box::new(job));
        match timeout(patience, answered).await {
            Ok(Ok(done)) => done.map_err(Trouble::Said),
            Ok(Err(_)) | Err(_) => Err(Trouble::Silent),
        }
    }
}

impl Trouble {
    /// Whether a password could help.
    fn is_lock(&self) -> bool {
        match self {
            Self::Silent => true,
            Self::Said(keyring::Error::NoStorageAccess(why)) => !why.to_string().contains(NO_COLLECTION),
            Self::Said(_) => false,
        }
    }

    /// For the log: what the system said holds no secret.
    fn why(&self) -> String {
        match self {
            Self::Silent => "no answer in time".to_owned(),
            Self::Said(error) => error.to_string(),
        }
    }

    /// The sentence for a person, and what it means for the secret.
    fn told(&self, consequence: &str) -> Error {
        let (what, remedy) = match self {
            Self::Silent => ("did not answer".to_owned(), "If it asks for its password, give it, and try again."),
            Self::Said(keyring::Error::NoStorageAccess(_)) => {
                ("is locked or refused".to_owned(), "Unlock it and try again.")
            }
            Self::Said(keyring::Error::TooLong(_, most)) => {
                (format!("takes no secrets longer than {most}"), "Use a shorter one.")
            }
            Self::Said(error) => (format!("failed ({error})"), "Try again."),
        };
        tracing::warn!(why = %self.why(), "the keychain failed");
        Error::new(ErrorCode::Keychain, format!("The system's keychain {what}. {consequence} {remedy}"))
    }
}

fn work(inbox: &Receiver<Job>) {
    while let Ok(job) = inbox.recv() {
        job();
    }
}

fn entry(name: &str) -> keyring::Result<Entry> {
    Entry::new(SERVICE, name)
}

/// Connects to it. Without a session bus this may take for ever.
fn reach() -> keyring::Result<()> {
    match Entry::store_status() {
        Ok(()) => Ok(()),
        Err(error) => Err(keyring::Error::BadStoreFormat(error.to_string())),
    }
}

/// Writes, reads and removes something, under a name of its own: another program of ours may be probing, too.
fn probe() -> keyring::Result<bool> {
    let word = token().map_err(|e| keyring::Error::BadStoreFormat(e.message))?;
    let entry = entry(&format!("probe/{word}"))?;
    entry.set_password(&word)?;
    let same = entry.get_password().is_ok_and(|read| read == word);
    entry.delete_credential()?;
    Ok(same)
}
