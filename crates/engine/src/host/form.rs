//! An HTTP uploader, described well enough to use it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use url::Url;

/// How to upload to it, and where the link is in its reply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormHost {
    /// Where to send the picture.
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

fn default_file_field() -> String {
    "file".to_owned()
}

fn default_link() -> String {
    "body".to_owned()
}
