//! A reply as it arrived, and the service's envelope around what it says.
//!
//! Reading is pure, so that a reply which was stored can be read again after a restart.

use std::time::Duration;

use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::json;
use crate::read;
use crate::service_code::ServiceCode;
use crate::wait;

/// Success is this code, and not the HTTP status.
const SUCCESS: i64 = 1000;

/// A complete reply as it arrived. All parts are public: store them before reading, build it again from what was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawReply {
    /// The HTTP status.
    pub status: u16,
    /// The body, byte for byte.
    pub body: Vec<u8>,
    /// What a `Retry-After` header asked for, counted from the moment of arrival.
    pub retry_after: Option<Duration>,
}

/// What a call does on the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing: repeating it is free.
    Reads,
    /// Something that costs or cannot be undone.
    Changes,
}

impl RawReply {
    /// The body as JSON, if it is JSON.
    pub(crate) fn json(&self) -> Option<Value> {
        json::read(&self.body)
    }

    /// The whole envelope of a success, or why it is none.
    pub(crate) fn envelope(&self, effect: Effect) -> Result<Value, Error> {
        let json = self.json();
        let code = json.as_ref().and_then(|json| read::integer(json, "code"));
        match (json, code) {
            (Some(json), Some(SUCCESS)) if self.is_2xx() => Ok(json),
            (Some(json), Some(code)) if code != SUCCESS => Err(self.refusal(code, &json, effect)),
            _ if self.is_2xx() => Err(self.unreadable(effect, "neither success nor a code")),
            _ => Err(self.gateway(effect)),
        }
    }

    /// A reply of the service that says something which this crate does not understand.
    pub(crate) fn unreadable(&self, effect: Effect, why: &str) -> Error {
        let mut error = self.error(ErrorKind::Unreadable).because(why);
        error.maybe_processed = effect == Effect::Changes;
        error
    }

    /// Whether the status says that whoever answered did not do what was asked. 408 says nothing of the kind: a
    /// gateway sends it when the service behind it was too slow.
    fn is_certain_refusal(&self) -> bool {
        (400..500).contains(&self.status) && self.status != 408
    }

    fn is_2xx(&self) -> bool {
        (200..300).contains(&self.status)
    }

    fn refusal(&self, code: i64, json: &Value, effect: Effect) -> Error {
        let code = i32::try_from(code).unwrap_or(i32::MAX);
        let mut error = self.error(ErrorKind::Service(ServiceCode::from(code)));
        error.service_code = Some(code);
        error.service_message = read::text(json, &["msg", "message", "error"]);
        if error.retry_after.is_none() {
            error.retry_after = error.service_message.as_deref().and_then(wait::from_sentence);
        }
        // What the service's own code says for good does not pass because of the status around it.
        let says_why = !matches!(ServiceCode::from(code), ServiceCode::Other(_));
        error.retryable |= is_passing(self.status) && !says_why;
        error.maybe_processed = effect == Effect::Changes && !self.is_2xx() && !self.is_certain_refusal();
        error
    }

    fn gateway(&self, effect: Effect) -> Error {
        let mut error = self.error(ErrorKind::Http);
        error.retryable = is_passing(self.status);
        if error.retry_after.is_none() && self.status == 429 {
            error.retry_after = wait::from_sentence(&String::from_utf8_lossy(&self.body));
        }
        error.maybe_processed = effect == Effect::Changes && !self.is_certain_refusal();
        error
    }

    fn error(&self, kind: ErrorKind) -> Error {
        let mut error = Error::new(kind);
        error.status = Some(self.status);
        error.body = Some(self.body.clone());
        error.retry_after = self.retry_after;
        error
    }
}

/// Statuses that pass by themselves.
fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500..=599)
}
