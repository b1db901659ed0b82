//! What the service's own codes mean to a client.
//!
//! Numbers and meanings come from the published overview and the general error page of docs.akool.com.

use std::fmt;

/// The meaning of a `code` other than 1000. Several numbers share one meaning; the number itself is in
/// [`Error::service_code`](crate::Error::service_code).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ServiceCode {
    /// 1003: a parameter is missing or wrong. The same call will never succeed.
    BadParameter,
    /// 1004: the account must be verified first.
    NeedsVerification,
    /// 1005: too many calls; nothing was charged; wait.
    TooFrequent,
    /// 1006, 1104: the credits do not suffice.
    NoCredits,
    /// 1008, 1014: what was asked for does not exist (any more).
    NotFound,
    /// 1009, 1010: not allowed for this account.
    NotPermitted,
    /// 1015, 1205: the video could not be made this time.
    CreateFailed,
    /// 1101, 1102: the token or key is invalid, expired or missing.
    BadToken,
    /// 1103, 1213, 1221: a paid plan is needed.
    NeedsPlan,
    /// 1108: the image could not be used.
    BadImage,
    /// 1109: no such account. Seen when a client id was given as the API key.
    NoSuchAccount,
    /// 1110, 1201: the sound could not be used.
    BadAudio,
    /// 1200: the account is banned.
    Banned,
    /// A number that is not in the published tables.
    Other(i32),
}

impl From<i32> for ServiceCode {
    fn from(code: i32) -> Self {
        match code {
            1003 => Self::BadParameter,
            1004 => Self::NeedsVerification,
            1005 => Self::TooFrequent,
            1006 | 1104 => Self::NoCredits,
            1008 | 1014 => Self::NotFound,
            1009 | 1010 => Self::NotPermitted,
            1015 | 1205 => Self::CreateFailed,
            1101 | 1102 => Self::BadToken,
            1103 | 1213 | 1221 => Self::NeedsPlan,
            1108 => Self::BadImage,
            1109 => Self::NoSuchAccount,
            1110 | 1201 => Self::BadAudio,
            1200 => Self::Banned,
            other => Self::Other(other),
        }
    }
}

impl ServiceCode {
    /// The key or token must be given anew.
    pub fn is_auth(self) -> bool {
        matches!(self, Self::BadToken | Self::NoSuchAccount)
    }

    /// The credits do not suffice.
    pub fn is_no_credits(self) -> bool {
        self == Self::NoCredits
    }

    /// Too many calls: wait, then the same call.
    pub fn is_rate_limited(self) -> bool {
        self == Self::TooFrequent
    }

    /// A paid plan is needed.
    pub fn needs_plan(self) -> bool {
        self == Self::NeedsPlan
    }

    /// What was asked for does not exist (any more).
    pub fn is_not_found(self) -> bool {
        self == Self::NotFound
    }

    /// The same call may succeed later.
    pub fn is_retryable(self) -> bool {
        matches!(self, Self::TooFrequent | Self::CreateFailed)
    }
}

impl fmt::Display for ServiceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BadParameter => "a parameter is missing or wrong",
            Self::NeedsVerification => "the account must be verified first",
            Self::TooFrequent => "too many requests",
            Self::NoCredits => "not enough credits",
            Self::NotFound => "not found",
            Self::NotPermitted => "not permitted for this account",
            Self::CreateFailed => "the video could not be made",
            Self::BadToken => "the key or token is invalid, expired or missing",
            Self::NeedsPlan => "a paid plan is needed",
            Self::BadImage => "the image could not be used",
            Self::NoSuchAccount => "no such account (a client id is not an API key)",
            Self::BadAudio => "the sound could not be used",
            Self::Banned => "the account is banned",
            Self::Other(code) => return write!(f, "the service answered with code {code}"),
        })
    }
}
