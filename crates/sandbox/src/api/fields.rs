//! Reading the fields of a JSON body, with the service's words for what is wrong with them.

use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use serde_json::{Map, Value};

use super::envelope::Refusal;
use super::surrogates::mended;
use crate::http::web_address;

/// The fields of a body.
pub(crate) struct Fields(Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        Self::of(&whole(Bytes::from_request(request, state).await)?)
    }
}

impl Fields {
    pub(crate) fn of(body: &[u8]) -> Result<Self, Refusal> {
        match serde_json::from_slice(&mended(body)) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            _ => Err(Refusal::parameter("Parameter error: the body must be a JSON object")),
        }
    }

    /// The field, unless it is missing or null.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// Text; `None` when it is missing or empty.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, Refusal> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(wrong(name, "must be a string")),
        }
    }

    /// Text that may be empty, but not missing.
    pub(crate) fn present_text(&self, name: &str) -> Result<String, Refusal> {
        let text = self.text(name)?.unwrap_or_default();
        if self.get(name).is_some() { Ok(text) } else { Err(wrong(name, "cannot be missing")) }
    }

    pub(crate) fn required_text(&self, name: &str) -> Result<String, Refusal> {
        self.text(name)?.ok_or_else(|| wrong(name, "cannot be empty"))
    }

    /// The address of a picture or a sound.
    pub(crate) fn address(&self, name: &str) -> Result<Option<String>, Refusal> {
        match self.text(name)? {
            Some(address) if web_address(&address).is_none() => Err(wrong(name, "must be a public URL")),
            address => Ok(address),
        }
    }

    /// A whole number; `None` when it is missing.
    pub(crate) fn number(&self, name: &str) -> Result<Option<u32>, Refusal> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        number.map(Some).ok_or_else(|| wrong(name, "must be a positive integer"))
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        match self.get(name) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(wrong(name, "must be a boolean")),
        }
    }

    /// Ids as one string with commas, the only form that the service takes.
    pub(crate) fn ids(&self, name: &str, otherwise: &str) -> Result<Vec<String>, Refusal> {
        let Some(Value::String(ids)) = self.get(name) else { return Err(Refusal::parameter(otherwise)) };
        let ids: Vec<String> = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect();
        if ids.is_empty() { Err(wrong(name, "cannot be empty")) } else { Ok(ids) }
    }
}

/// A body that arrived as a whole.
pub(crate) fn whole(body: Result<Bytes, BytesRejection>) -> Result<Bytes, Refusal> {
    body.map_err(|_| Refusal::parameter("Parameter error: the body is too large, or ended too early"))
}

/// 1003 for one field.
pub(crate) fn wrong(name: &str, what: &str) -> Refusal {
    Refusal::parameter(format!("Parameter error: {name} {what}"))
}
