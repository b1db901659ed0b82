//! Why a call failed, and what that says about money.
//!
//! The one rule that must never be bent: `maybe_processed` is false only where it is certain that the service did
//! nothing. Every doubt counts as "may have been processed".

use std::fmt;
use std::time::Duration;

use crate::reply::RawReply;
use crate::service_code::ServiceCode;

/// What went wrong. Closed: a match needs no wildcard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// No connection came about (name look-up, refused, TLS, proxy): certainly nothing was sent.
    Connect,
    /// Given up waiting.
    Timeout,
    /// The connection broke while sending or in the middle of the reply.
    Interrupted,
    /// A reply that is not what the service sends: HTML of a captive portal, JSON of another shape, far too long.
    Unreadable,
    /// An HTTP status outside 200 to 299 with nothing readable from the service itself.
    Http,
    /// The service answered with a code other than 1000.
    Service(ServiceCode),
    /// The base address would carry the key in the clear, or is no web address.
    UnsafeUrl,
    /// What the caller gave cannot be used; nothing was sent.
    Config,
}

/// Why a call failed.
///
/// `Display` is a sentence for a log; it contains the service's own words where there are any, and never a secret.
#[derive(Clone, PartialEq)]
pub struct Error {
    /// What went wrong.
    pub kind: ErrorKind,
    /// The HTTP status, if one arrived.
    pub status: Option<u16>,
    /// The `code` of the service's envelope, if one was read.
    pub service_code: Option<i32>,
    /// The service's own words. Text from outside: show it as text.
    pub service_message: Option<String>,
    /// What arrived of the reply's body, also when it was cut in the middle.
    pub body: Option<Vec<u8>>,
    /// The same call may succeed later. Whether it is *safe* to repeat is another question: see
    /// [`is_safe_to_repeat`](Error::is_safe_to_repeat).
    pub retryable: bool,
    /// How long the service asked to wait, at most a day.
    pub retry_after: Option<Duration>,
    /// The service may have done what was asked, and charged for it. Always false for calls that change nothing.
    pub maybe_processed: bool,
    /// The call itself was never sent: what failed is the fetching of its token.
    pub before_sending: bool,
    detail: Option<Box<str>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        let retryable = match kind {
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Interrupted | ErrorKind::Unreadable => true,
            ErrorKind::Service(code) => code.is_retryable(),
            ErrorKind::Http | ErrorKind::UnsafeUrl | ErrorKind::Config => false,
        };
        Self {
            kind,
            status: None,
            service_code: None,
            service_message: None,
            body: None,
            retryable,
            retry_after: None,
            maybe_processed: false,
            before_sending: false,
            detail: None,
        }
    }

    /// What the caller gave cannot be used.
    pub(crate) fn config(why: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Config).because(why)
    }

    pub(crate) fn because(mut self, why: impl fmt::Display) -> Self {
        self.detail = Some(why.to_string().into_boxed_str());
        self
    }

    /// A program may repeat the call by itself: it can help, and certainly nothing was done or charged.
    ///
    /// 1015 and 1205 ("error creating the video, try later") are left to a person.
    pub fn is_safe_to_repeat(&self) -> bool {
        self.retryable && !self.maybe_processed && self.kind != ErrorKind::Service(ServiceCode::CreateFailed)
    }

    /// The key or token must be given anew: codes 1101, 1102, 1109, or HTTP 401.
    pub fn is_auth(&self) -> bool {
        matches!(self.kind, ErrorKind::Service(code) if code.is_auth()) || self.status == Some(401)
    }

    /// The credits do not suffice: codes 1006, 1104.
    pub fn is_no_credits(&self) -> bool {
        matches!(self.kind, ErrorKind::Service(code) if code.is_no_credits())
    }

    /// Too many calls: code 1005, or HTTP 429. See `retry_after`.
    pub fn is_rate_limited(&self) -> bool {
        matches!(self.kind, ErrorKind::Service(code) if code.is_rate_limited()) || self.status == Some(429)
    }

    /// A paid plan is needed: codes 1103, 1213, 1221.
    pub fn needs_plan(&self) -> bool {
        matches!(self.kind, ErrorKind::Service(code) if code.needs_plan())
    }

    /// The service was not reached, or something in between answered in its place.
    pub fn is_offline(&self) -> bool {
        use ErrorKind::{Connect, Interrupted, Timeout, Unreadable};
        matches!(self.kind, Connect | Timeout | Interrupted | Unreadable)
    }

    /// What arrived, to be stored and read later like any other reply.
    pub fn raw_reply(&self) -> Option<RawReply> {
        Some(RawReply { status: self.status?, body: self.body.clone()?, retry_after: self.retry_after })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ErrorKind::Connect => f.write_str("could not connect to the service")?,
            ErrorKind::Timeout => f.write_str("the service did not answer in time")?,
            ErrorKind::Interrupted => f.write_str("the connection broke before the reply was complete")?,
            ErrorKind::Unreadable => f.write_str("the reply is not one of the service")?,
            ErrorKind::Http => write!(f, "HTTP status {}", self.status.unwrap_or_default())?,
            ErrorKind::Service(code) => {
                write!(f, "{code}")?;
                if let (Some(number), false) = (self.service_code, matches!(code, ServiceCode::Other(_))) {
                    write!(f, " (code {number})")?;
                }
            }
            ErrorKind::UnsafeUrl => f.write_str("the service's address is not safe")?,
            ErrorKind::Config => f.write_str("the request cannot be made")?,
        }
        if let Some(detail) = &self.detail {
            write!(f, ": {detail}")?;
        }
        if let Some(words) = &self.service_message {
            write!(f, ": {words:?}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind)
            .field("status", &self.status)
            .field("service_code", &self.service_code)
            .field("service_message", &self.service_message)
            .field("body_bytes", &self.body.as_ref().map(Vec::len))
            .field("retryable", &self.retryable)
            .field("retry_after", &self.retry_after)
            .field("maybe_processed", &self.maybe_processed)
            .field("before_sending", &self.before_sending)
            .field("detail", &self.detail)
            .finish()
    }
}

impl std::error::Error for Error {}
