//! An HTTP uploader, described well enough to use it.

use std::collections::BTreeMap;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::multipart::{Form, Part};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::Upload;
use crate::error::{Error, ErrorCode};

/// How to upload to it, and where the link is in its reply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormHost {
    /// Where to send the picture: https, or http on this machine.
    pub url: Url,
    /// `POST` sends a form (multipart/form-data), `PUT` the bytes as they are.
    #[serde(default)]
    pub method: FormMethod,
    /// The form field of the file.
    #[serde(default = "default_file_field")]
    pub file_field: String,
    /// A JSON pointer into the reply, or `body` for the whole of it.
    #[serde(default = "default_link")]
    pub link: String,
    /// Further form fields.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// Headers.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
}

/// The HTTP method of an upload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormMethod {
    /// A form.
    #[default]
    #[serde(rename = "POST")]
    Post,
    /// The bytes as they are.
    #[serde(rename = "PUT")]
    Put,
}

/// Replies of uploaders are short; more is not read.
const LONGEST_REPLY: usize = 1 << 20;

/// Uploads a file and returns the link that the uploader gives.
pub(super) async fn put(host: &FormHost, http: &reqwest::Client, upload: &Upload) -> Result<Url, Error> {
    if !super::is_private(&host.url) {
        return Err(failed("must be reached by https"));
    }
    let mut request = match host.method {
        FormMethod::Post => http.post(host.url.clone()).multipart(form(host, upload)?),
        FormMethod::Put => {
            http.put(host.url.clone()).header(reqwest::header::CONTENT_TYPE, upload.mime).body(upload.bytes.clone())
        }
    };
    request = request.headers(headers(host)?);
    let reply = request.send().await.map_err(|e| {
        let what = if e.is_connect() { "cannot be reached" } else { "did not answer" };
        tracing::warn!(error = %e.without_url(), "upload failed");
        failed(what)
    })?;
    let status = reply.status();
    let body = reply.bytes().await.map_err(|_| failed("broke off its answer"))?;
    if !status.is_success() {
        return Err(failed(&format!("refused the photo (status {})", status.as_u16())));
    }
    if body.len() > LONGEST_REPLY {
        return Err(failed("answers with something that is not a link"));
    }
    let link = find_link(&body, &host.link)
        .ok_or_else(|| failed(&format!("answered, but there is no link at \"{}\" in its answer", host.link)))?;
    // Some uploaders answer with a path of their own.
    let link = host.url.join(&link).map_err(|_| failed("gave a link that is not an address"))?;
    if super::is_private(&link) { Ok(link) } else { Err(failed("gave a link that is not https")) }
}

fn form(host: &FormHost, upload: &Upload) -> Result<Form, Error> {
    let part = Part::stream_with_length(upload.bytes.clone(), upload.bytes.len() as u64)
        .file_name(upload.name.clone())
        .mime_str(upload.mime)
        .map_err(|e| Error::internal("upload", e))?;
    let form = host.fields.iter().fold(Form::new(), |form, (name, value)| form.text(name.clone(), value.clone()));
    Ok(form.part(host.file_field.clone(), part))
}

fn headers(host: &FormHost) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    for (name, value) in &host.headers {
        let wrong = || failed(&format!("has a header that cannot be sent: {name}"));
        let mut value = HeaderValue::from_str(value).map_err(|_| wrong())?;
        value.set_sensitive(true);
        headers.insert(HeaderName::try_from(name.as_str()).map_err(|_| wrong())?, value);
    }
    Ok(headers)
}

/// The link in a reply: the whole body, or what a JSON pointer names.
fn find_link(body: &[u8], place: &str) -> Option<String> {
    let link = if place == "body" {
        std::str::from_utf8(body).ok()?.trim().to_owned()
    } else {
        serde_json::from_slice::<Value>(body).ok()?.pointer(place)?.as_str()?.trim().to_owned()
    };
    (!link.is_empty() && !link.contains(char::is_whitespace)).then_some(link)
}

fn failed(what: &str) -> Error {
    Error::new(
        ErrorCode::HostFailed,
        format!("The place for photos {what}. Nothing was sent to Akool, nothing was charged; it is tried again."),
    )
}

fn default_file_field() -> String {
    "file".to_owned()
}

fn default_link() -> String {
    "body".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_is_the_body_or_where_a_pointer_says() {
        assert_eq!(find_link(b" https://x/y.jpg\n", "body").as_deref(), Some("https://x/y.jpg"));
        assert_eq!(find_link(br#"{"data":{"url":"https://x"}}"#, "/data/url").as_deref(), Some("https://x"));
        assert_eq!(find_link(br#"{"files":[{"url":"https://x"}]}"#, "/files/0/url").as_deref(), Some("https://x"));
    }

    #[test]
    fn what_is_not_a_link_is_not_taken_for_one() {
        assert_eq!(find_link(b"<html>not here</html> sorry", "body"), None);
        assert_eq!(find_link(br#"{"data":{}}"#, "/data/url"), None);
        assert_eq!(find_link(b"", "body"), None);
    }
}
