//! An HTTP uploader, described well enough to use it.

mod reply;
mod send;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use url::Url;

use super::presets::{self, Place, Preset};
use super::secret::HostSecrets;
use super::sxcu::is_secretive;

pub(super) use send::{follow, store};

/// How to upload to it, and where the link is in its reply.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormHost {
    /// Where to send the picture: https, or http on this machine.
    #[ts(type = "string")]
    pub url: Url,
    /// `POST` sends a form (multipart/form-data), `PUT` the bytes as they are.
    #[serde(default)]
    pub method: FormMethod,
    /// Send the bytes as they are, with `POST` too.
    #[serde(default, skip_serializing_if = "is_no")]
    #[ts(as = "Option<bool>", optional)]
    pub binary: bool,
    /// The form field of the file.
    #[serde(default = "default_file_field")]
    pub file_field: String,
    /// Where the link is in the reply: a JSON pointer, `body` for the whole of it, or a link with either in braces,
    /// as in `https://example.com/{/data/id}.jpg`.
    #[serde(default = "default_link")]
    pub link: String,
    /// What to replace in the link, in this order: for uploaders that answer with the link of a page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<[String; 2]>>", optional)]
    pub link_replace: Vec<[String; 2]>,
    /// Further form fields.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// Headers.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Form fields whose values are secrets, and are kept where secrets are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub secret_fields: Vec<String>,
    /// Headers whose values are secrets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub secret_headers: Vec<String>,
    /// Where the reply says how to delete the file, as in `link`; without it nothing can be deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub delete: Option<String>,
    /// How that address is asked to delete.
    #[serde(default, skip_serializing_if = "DeleteMethod::is_usual")]
    #[ts(as = "Option<DeleteMethod>", optional)]
    pub delete_method: DeleteMethod,
    /// How many hours a link lasts there; 24 when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub expires_hours: Option<u32>,
    /// The public place that the person agreed to use.
    #[serde(skip)]
    #[ts(skip)]
    pub consent: Option<String>,
    /// The values of `secret_fields` and `secret_headers`.
    #[serde(skip)]
    #[ts(skip)]
    pub secrets: HostSecrets,
}

/// The HTTP method of an upload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum FormMethod {
    /// A form.
    #[default]
    #[serde(rename = "POST")]
    Post,
    /// The bytes as they are.
    #[serde(rename = "PUT")]
    Put,
}

/// The HTTP method of a deletion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub enum DeleteMethod {
    /// As it should be.
    #[default]
    #[serde(rename = "DELETE")]
    Delete,
    /// As many uploaders want it.
    #[serde(rename = "GET")]
    Get,
}

impl DeleteMethod {
    fn is_usual(&self) -> bool {
        *self == Self::Delete
    }

    /// As in HTTP.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "DELETE",
            Self::Get => "GET",
        }
    }

    /// By its name in HTTP.
    pub(crate) fn by_name(name: &str) -> Self {
        if name == "GET" { Self::Get } else { Self::Delete }
    }
}

/// Hours that a link is taken to last where nobody says.
const USUAL_HOURS: u32 = 24;

impl FormHost {
    /// An uploader at this address, with everything else as usual.
    #[must_use]
    pub fn new(url: Url) -> Self {
        Self {
            url,
            method: FormMethod::Post,
            binary: false,
            file_field: default_file_field(),
            link: default_link(),
            link_replace: Vec::new(),
            fields: BTreeMap::new(),
            headers: BTreeMap::new(),
            secret_fields: Vec::new(),
            secret_headers: Vec::new(),
            delete: None,
            delete_method: DeleteMethod::Delete,
            expires_hours: None,
            consent: None,
            secrets: HostSecrets::default(),
        }
    }

    /// The host name of the uploader.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.url.host_str().unwrap_or("upload")
    }

    /// The public place that this is, if it is one of those that are known.
    #[must_use]
    pub fn public_place(&self) -> Option<&'static Preset> {
        presets::by_domain(self.domain())
    }

    /// A word in the address of a preset that a person must replace.
    fn placeholder(&self) -> Option<&'static str> {
        let words = self.public_place()?.needs.iter().filter_map(|need| match need.place {
            Place::Url(word) => Some(word),
            Place::Field(_) | Place::SecretField(_) => None,
        });
        words.into_iter().find(|word| self.url.as_str().contains(word))
    }

    /// Where the reply says how to delete, if it does.
    pub(super) fn delete_place(&self) -> Option<&str> {
        self.delete.as_deref().map(str::trim).filter(|place| !place.is_empty())
    }

    /// How long a link lasts.
    pub(super) fn life(&self) -> Duration {
        Duration::from_secs(u64::from(self.expires_hours.unwrap_or(USUAL_HOURS).max(1)) * 3600)
    }

    pub(super) fn objection(&self) -> Option<String> {
        if !super::is_private(&self.url) {
            return Some(
                "The place for photos must be reached by https: change its address in the settings.".to_owned(),
            );
        }
        if let Some(place) = self.public_place()
            && self.consent.as_deref() != Some(place.domain)
        {
            return Some(format!("{} Agree to that in the settings first.", place.notice));
        }
        if let Some(word) = self.placeholder() {
            return Some(format!(
                "The address of the place for photos still says {word}: put your own there, in the settings."
            ));
        }
        let fields = self.secret_fields.iter().map(|name| ("field", name));
        let headers = self.secret_headers.iter().map(|name| ("header", name));
        let missing = fields.chain(headers).find(|(kind, name)| self.secrets.get(&format!("{kind}/{name}")).is_none());
        if let Some((_, name)) = missing {
            return Some(format!(
                "The place for photos needs \"{name}\", which is a secret: enter it in the settings, or set ANIMATO_HOST_SECRET."
            ));
        }
        let empty = self.fields.iter().find(|(name, value)| value.is_empty() && !self.secret_fields.contains(name));
        empty.map(|(name, _)| format!("The place for photos needs \"{name}\": fill it in, in the settings."))
    }

    /// A secret that stands among the settings, by the name of its field or header, or as `url`.
    pub(crate) fn secret_in_the_open(&self) -> Option<&str> {
        let needs = self.public_place().map_or(&[][..], |place| place.needs).iter();
        let of_place = needs.filter_map(|need| match need.place {
            Place::SecretField(name) => Some(name),
            Place::Field(_) | Place::Url(_) => None,
        });
        let mut secrets = self.secret_fields.iter().map(String::as_str).chain(of_place);
        let field = secrets.find(|name| self.fields.get(*name).is_some_and(|v| !v.is_empty()));
        let header = self.headers.iter().find(|(name, value)| {
            let is_secret =
                is_secretive(name) || self.secret_headers.iter().any(|secret| secret.eq_ignore_ascii_case(name));
            is_secret && !value.is_empty()
        });
        field.or(header.map(|(name, _)| name.as_str())).or(self.has_secret_in_address().then_some("url"))
    }

    /// Whether the address carries a password, or a key in its query.
    pub(super) fn has_secret_in_address(&self) -> bool {
        let is_key = |(name, value): (Cow<'_, str>, Cow<'_, str>)| is_secretive(&name) && !value.is_empty();
        self.url.password().is_some() || self.url.query_pairs().any(is_key)
    }
}

fn is_no(yes: &bool) -> bool {
    !yes
}

fn default_file_field() -> String {
    "file".to_owned()
}

fn default_link() -> String {
    "body".to_owned()
}
