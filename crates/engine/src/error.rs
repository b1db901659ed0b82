//! The one error that crosses the door: a closed code for programs, a sentence for people, the service's words beside ours.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// Why something did not happen. A code is added only when some caller acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ErrorCode {
    /// No key is set.
    NotConnected,
    /// The service does not accept the key (1101, 1102, 401).
    WrongKey,
    /// The key is not a key: most often the client id was pasted (1109).
    ClientIdAsKey,
    /// The account was banned (1200).
    AccountBanned,
    /// A plan or a payment is needed (1103, 1213, 1221).
    NeedsPlan,
    /// The account must be verified first (1004).
    NeedsVerification,
    /// The account may not do this (1009, 1010).
    NotAllowed,
    /// Not enough credits (1006, 1104).
    NoCredits,
    /// A limit that the person set would be passed.
    OverBudget,
    /// A limit would be passed beyond which the person wants to be asked: the same once more, agreed to, is carried out.
    BeyondLimit,
    /// It costs something else by now than what the person was shown; nothing was sent.
    OtherPrice,
    /// The service asks to slow down (1005, 429).
    RateLimited,
    /// The service could not be reached; nothing was sent.
    Offline,
    /// The service is in trouble or answers what cannot be read.
    ServiceTrouble,
    /// The service refused the request as it stands (1003 and others).
    Refused,
    /// The service could not make the video.
    VideoFailed,
    /// The service accepted fewer videos than asked.
    NotAccepted,
    /// Whether the service took the request is not known.
    OutcomeUnknown,
    /// The video is no longer known to the service.
    Gone,
    /// The result was deleted after its 7 days.
    Expired,
    /// The picture cannot be used.
    PhotoUnusable,
    /// A picture or sound could not be read from the disk.
    Unreadable,
    /// No place is set from which the service can fetch photos.
    NoHost,
    /// The place for photos failed; never the service's fault.
    HostFailed,
    /// The place for photos refuses, and would again: its settings must be changed. Never the service's fault.
    HostRefused,
    /// The link of the place for photos does not give back the picture.
    HostLinkWrong,
    /// The disk is full.
    DiskFull,
    /// The folder for videos is missing or cannot be written.
    FolderUnusable,
    /// What was downloaded is not a whole video; it will be fetched again.
    DownloadBroken,
    /// A video address that must not be fetched.
    UnsafeLink,
    /// The library is used by another program.
    LibraryBusy,
    /// The library is damaged.
    LibraryDamaged,
    /// The library was written by a newer version.
    LibraryNewer,
    /// The system's keychain is locked, refuses, or does not answer.
    Keychain,
    /// The settings file cannot be read.
    SettingsUnreadable,
    /// The choices do not fit the model, or something is missing.
    BadSpec,
    /// There is no such row.
    NotFound,
    /// The person took it back.
    Cancelled,
    /// A fault in this program or its surroundings.
    Internal,
}

/// Whether money was spent when something went wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Spent {
    /// Nothing was charged.
    #[default]
    No,
    /// It was charged.
    Yes,
    /// It may have been charged.
    Maybe,
}

/// Something that went wrong, for programs and for people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Error {
    /// For programs.
    pub code: ErrorCode,
    /// For people: what happened, whether money was spent, what to do. One or two short sentences, English.
    pub message: String,
    /// Whether money was spent.
    pub spent: Spent,
    /// The service's code and words, as it sent them. Text, never markup.
    pub service: Option<ServiceWords>,
}

/// What the service said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ServiceWords {
    /// The envelope's code.
    pub code: Option<i32>,
    /// The envelope's message.
    pub message: String,
}

impl Error {
    /// An error that cost nothing.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), spent: Spent::No, service: None }
    }

    /// Says what it cost.
    #[must_use]
    pub fn spent(mut self, spent: Spent) -> Self {
        self.spent = spent;
        self
    }

    /// A fault in the program or its surroundings; `cause` goes to the log and, without secrets, into the sentence.
    pub(crate) fn internal(what: &str, cause: impl fmt::Display) -> Self {
        tracing::error!(what, %cause, "internal fault");
        Self::new(
            ErrorCode::Internal,
            format!("Something went wrong inside Animato ({what}: {cause}). Nothing was charged for this step."),
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
