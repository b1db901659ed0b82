//! Reads an uploader that ShareX describes (a `.sxcu` file) as one of ours. Pure: text in, uploader out.
//!
//! What cannot be said in our words is refused in a sentence that names it, so that nothing is left out in silence. Secrets
//! are taken out of it, to be kept where secrets are.

mod syntax;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::form::{DeleteMethod, FormMethod};
use super::secret::HostSecrets;
use super::{FormHost, is_private};
use crate::error::{Error, ErrorCode};
use syntax::{place, plain};

/// What of such a file we know, by ShareX's names of today and of old.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Sxcu {
    #[serde(alias = "RequestType")]
    request_method: String,
    #[serde(rename = "RequestURL")]
    request_url: String,
    body: Option<String>,
    #[serde(deserialize_with = "texts")]
    parameters: BTreeMap<String, String>,
    #[serde(deserialize_with = "texts")]
    headers: BTreeMap<String, String>,
    #[serde(deserialize_with = "texts")]
    arguments: BTreeMap<String, String>,
    file_form_name: String,
    #[serde(rename = "URL")]
    url: String,
    #[serde(rename = "DeletionURL")]
    deletion_url: String,
}

impl Default for Sxcu {
    fn default() -> Self {
        Self {
            request_method: "POST".to_owned(),
            request_url: String::new(),
            body: None,
            parameters: BTreeMap::new(),
            headers: BTreeMap::new(),
            arguments: BTreeMap::new(),
            file_form_name: String::new(),
            url: String::new(),
            deletion_url: String::new(),
        }
    }
}

/// Parts of names that tell of a secret.
const SECRETIVE: [&str; 7] = ["auth", "key", "token", "secret", "pass", "cookie", "credential"];

/// Reads a file. The secrets in it are in [`FormHost::secrets`] and nowhere else.
///
/// # Errors
/// `BadSpec`, naming what cannot be read or cannot be expressed.
pub fn read(text: &str) -> Result<FormHost, Error> {
    let sxcu: Sxcu = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|e| refuse(&format!("it is not the JSON of a ShareX uploader ({e})")))?;
    let mut form = FormHost::new(address(&sxcu)?);
    (form.method, form.binary) = way(&sxcu)?;
    if !form.binary && form.method == FormMethod::Post && sxcu.file_form_name.is_empty() {
        return Err(refuse("it does not name the form field of the file (FileFormName)"));
    }
    if !sxcu.file_form_name.is_empty() {
        form.file_field = sxcu.file_form_name.clone();
    }
    form.link = if sxcu.url.trim().is_empty() { "body".to_owned() } else { place("URL", &sxcu.url)? };
    if !sxcu.deletion_url.trim().is_empty() {
        form.delete = Some(place("DeletionURL", &sxcu.deletion_url)?);
        // ShareX opens it in a browser.
        form.delete_method = DeleteMethod::Get;
    }
    let mut secrets = HostSecrets::default();
    for (name, value) in sxcu.arguments {
        plain("Arguments", &value)?;
        if is_secretive(&name) {
            secrets.insert(format!("field/{name}"), value.into());
            form.secret_fields.push(name);
        } else {
            form.fields.insert(name, value);
        }
    }
    for (name, value) in sxcu.headers {
        plain("Headers", &value)?;
        if is_secretive(&name) {
            secrets.insert(format!("header/{name}"), value.into());
            form.secret_headers.push(name);
        } else {
            form.headers.insert(name, value);
        }
    }
    form.secrets = secrets;
    Ok(form)
}

fn way(sxcu: &Sxcu) -> Result<(FormMethod, bool), Error> {
    let method = sxcu.request_method.trim().to_uppercase();
    let body = sxcu.body.as_deref().unwrap_or("MultipartFormData");
    match (method.as_str(), body) {
        ("POST" | "", "MultipartFormData") => Ok((FormMethod::Post, false)),
        ("POST" | "", "Binary") => Ok((FormMethod::Post, true)),
        ("PUT", "Binary") => Ok((FormMethod::Put, false)),
        ("POST" | "" | "PUT", other) => {
            Err(refuse(&format!("it sends the file with {method} as {other}, which is not possible here")))
        }
        (other, _) => Err(refuse(&format!("it sends the file with {other}, which is not possible here"))),
    }
}

fn address(sxcu: &Sxcu) -> Result<Url, Error> {
    plain("RequestURL", &sxcu.request_url)?;
    let mut url = Url::parse(sxcu.request_url.trim())
        .map_err(|_| refuse("it has no address to send the file to (RequestURL)"))?;
    if !is_private(&url) {
        return Err(refuse("its address (RequestURL) does not begin with https"));
    }
    for (name, value) in &sxcu.parameters {
        plain("Parameters", value)?;
        url.query_pairs_mut().append_pair(name, value);
    }
    let carries_secret = url.query_pairs().any(|(name, value)| is_secretive(&name) && !value.is_empty());
    if carries_secret || url.password().is_some() {
        return Err(refuse("it carries a key in its address, where it would stand in the settings for all to read"));
    }
    Ok(url)
}

/// Whether a name of a field, header or parameter says that its value is a secret.
pub(super) fn is_secretive(name: &str) -> bool {
    let name = name.to_lowercase();
    SECRETIVE.iter().any(|part| name.contains(part))
}

fn refuse(why: &str) -> Error {
    Error::new(ErrorCode::BadSpec, format!("This uploader file cannot be used: {why}. Nothing was changed."))
}

/// Values are texts, and now and then a number or a yes.
fn texts<'de, D: serde::Deserializer<'de>>(from: D) -> Result<BTreeMap<String, String>, D::Error> {
    let map = Option::<BTreeMap<String, Value>>::deserialize(from)?.unwrap_or_default();
    let text = |value| match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    };
    Ok(map.into_iter().map(|(name, value)| (name, text(value))).collect())
}

#[cfg(test)]
mod tests;
