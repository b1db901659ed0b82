//! `[host]` in the settings: which place for photos is used, how each kind is described, and what a person agreed to.
//!
//! Each kind keeps its description while another one is in use. A secret written there is refused and never used.

use serde::{Deserialize, Serialize};
use toml_edit::{Item, Table, TableLike};

use super::{Settings, unreadable};
use crate::error::{Error, ErrorCode};
use crate::host::{BucketHost, FormHost, HostConfig};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Values {
    r#use: Option<String>,
    consent: Option<String>,
    form: Option<FormHost>,
    bucket: Option<BucketHost>,
}

/// Names under which people write the secret of a bucket.
const BUCKET_SECRETS: [&str; 7] =
    ["secret", "secret_access_key", "secret_key", "account_key", "credential", "service_account", "private_key"];

impl Settings {
    /// The place for photos, if one is set. Its secrets are not in it yet.
    ///
    /// # Errors
    /// `SettingsUnreadable` when `host.use` names a place that is not described or not known, or when a secret stands among
    /// the settings.
    pub fn host(&self) -> Result<Option<HostConfig>, Error> {
        let host = &self.values.host;
        let missing =
            |kind: &str| unreadable(&self.file, &format!("host.use is \"{kind}\", but there is no [host.{kind}]"));
        match host.r#use.as_deref() {
            None | Some("") => Ok(None),
            Some("form") => {
                self.refuse_open_secrets(None)?;
                let form = self.form_host().ok_or_else(|| missing("form"))?;
                Ok(Some(HostConfig::Form(form)))
            }
            Some("bucket") => {
                self.refuse_open_secrets(None)?;
                let bucket = host.bucket.clone().ok_or_else(|| missing("bucket"))?;
                Ok(Some(HostConfig::Bucket(bucket)))
            }
            Some("link") => Ok(Some(HostConfig::Link)),
            Some(other) => Err(unreadable(
                &self.file,
                &format!("host.use = \"{other}\" is not known; it can be \"form\", \"bucket\" or \"link\""),
            )),
        }
    }

    /// The uploader that is described, whether it is in use or not.
    #[must_use]
    pub fn form_host(&self) -> Option<FormHost> {
        let host = &self.values.host;
        host.form.clone().map(|form| FormHost { consent: host.consent.clone(), ..form })
    }

    /// The bucket that is described, whether it is in use or not.
    #[must_use]
    pub fn bucket_host(&self) -> Option<BucketHost> {
        self.values.host.bucket.clone()
    }

    /// Uses another place for photos, or none, and writes the file. Secrets are not written.
    ///
    /// # Errors
    /// When a secret stands among the settings, which is left there for the person to move; when the file cannot be written.
    pub fn set_host(&mut self, config: Option<&HostConfig>) -> Result<(), Error> {
        self.refuse_open_secrets(config)?;
        let mut document = self.document.clone();
        let host = table(document.as_table_mut(), "host")?;
        let name = match config {
            None => "",
            Some(HostConfig::Form(_)) => "form",
            Some(HostConfig::Bucket(_)) => "bucket",
            Some(HostConfig::Link) => "link",
        };
        host.insert("use", toml_edit::value(name));
        match config {
            Some(HostConfig::Form(form)) => {
                if let Some(name) = form.secret_in_the_open() {
                    return Err(Error::new(
                        ErrorCode::BadSpec,
                        format!("\"{name}\" is a secret and does not belong among the settings. Nothing was changed."),
                    ));
                }
                describe(host, "form", form)?;
                match &form.consent {
                    Some(domain) => drop(host.insert("consent", toml_edit::value(domain.as_str()))),
                    None => drop(host.remove("consent")),
                }
            }
            Some(HostConfig::Bucket(bucket)) => describe(host, "bucket", bucket)?,
            Some(HostConfig::Link) | None => {}
        }
        let values = toml_edit::de::from_document(document.clone()).map_err(|e| Error::internal("settings", e))?;
        (self.document, self.values) = (document, values);
        self.write()
    }

    /// A secret in the file is not used and not written over: the person says where it goes. Only an address with a key in it
    /// is left behind when another uploader takes its place.
    fn refuse_open_secrets(&self, next: Option<&HostConfig>) -> Result<(), Error> {
        let host = self.document.get("host");
        let bucket = host.and_then(|host| host.get("bucket")).and_then(Item::as_table_like);
        let in_bucket = bucket.and_then(|bucket| BUCKET_SECRETS.iter().find(|name| says_something(bucket, name)));
        let is_replaced = |name: &str| name == "url" && matches!(next, Some(HostConfig::Form(_)));
        let in_form = self.values.host.form.as_ref().and_then(FormHost::secret_in_the_open);
        let in_form = in_form.filter(|name| !is_replaced(name));
        let found =
            in_bucket.map(|name| format!("host.bucket.{name}")).or(in_form.map(|name| format!("host.form, {name}")));
        match found {
            None => Ok(()),
            Some(name) => {
                let file = self.file.display();
                Err(Error::new(
                    ErrorCode::SettingsUnreadable,
                    format!(
                        "There is a secret in {file} ({name}). It was not used: enter it in the program's settings, or set ANIMATO_HOST_SECRET, and remove it from the file. For an uploader, name it in secret_fields or secret_headers instead."
                    ),
                ))
            }
        }
    }
}

fn says_something(table: &dyn TableLike, name: &str) -> bool {
    table.get(name).is_some_and(|item| item.as_str().is_none_or(|text| !text.trim().is_empty()))
}

/// Writes a description key by key, so that what we do not know and what a person noted stay.
fn describe(host: &mut dyn TableLike, kind: &str, config: &impl Serialize) -> Result<(), Error> {
    let fresh = toml_edit::ser::to_document(config).map_err(|e| Error::internal("settings", e))?;
    let described = table(host, kind)?;
    // Left out when they are as usual: a former value must not stay.
    for name in
        ["binary", "link_replace", "secret_fields", "secret_headers", "delete", "delete_method", "expires_hours"]
    {
        if !fresh.contains_key(name) {
            described.remove(name);
        }
    }
    for (name, item) in fresh.iter() {
        let value = item.clone().into_value().map_err(|_| Error::internal("settings", "a value that is none"))?;
        described.insert(name, Item::Value(value));
    }
    Ok(())
}

/// The table of that name, made when it is missing.
fn table<'a>(parent: &'a mut dyn TableLike, name: &str) -> Result<&'a mut dyn TableLike, Error> {
    let item = parent.entry(name).or_insert(Item::Table(Table::new()));
    item.as_table_like_mut().ok_or_else(|| Error::internal("settings", "a table that is none"))
}

#[cfg(test)]
#[path = "host_tests.rs"]
mod tests;
