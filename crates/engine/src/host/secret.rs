//! The secrets of a place for photos: which it needs, and where they come from. They are never part of its settings.
//!
//! A secret is kept for one place, by the place's own name: another place that is set later never gets to see it.

use std::collections::BTreeMap;

use secrecy::SecretString;

use super::HostConfig;
use crate::error::Error;
use crate::secrets::{SecretName, Secrets};

/// Secrets by the part of the settings that they belong to: `bucket`, `field/NAME`, `header/NAME`.
#[derive(Clone, Debug, Default)]
pub struct HostSecrets(BTreeMap<String, SecretString>);

impl HostSecrets {
    /// A secret, if there is one.
    #[must_use]
    pub fn get(&self, part: &str) -> Option<&SecretString> {
        self.0.get(part)
    }

    /// Adds a secret or replaces it.
    pub fn insert(&mut self, part: impl Into<String>, secret: SecretString) {
        self.0.insert(part.into(), secret);
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SecretString)> {
        self.0.iter().map(|(part, secret)| (part.as_str(), secret))
    }
}

impl HostConfig {
    /// The secrets that it cannot do without.
    #[must_use]
    pub fn secret_parts(&self) -> Vec<String> {
        match self {
            Self::Bucket(_) => vec!["bucket".to_owned()],
            Self::Form(form) => {
                let fields = form.secret_fields.iter().map(|name| format!("field/{name}"));
                let headers = form.secret_headers.iter().map(|name| format!("header/{name}"));
                fields.chain(headers).collect()
            }
            Self::Link => Vec::new(),
        }
    }

    /// The name under which one of them is kept.
    #[must_use]
    pub fn secret_name(&self, part: &str) -> SecretName {
        let domain = match self {
            Self::Form(form) => form.domain().to_owned(),
            Self::Bucket(bucket) => bucket.domain(),
            Self::Link => String::new(),
        };
        SecretName::host(&format!("{part}@{domain}"))
    }

    /// The same place with its secrets. The environment's is the secret of a bucket, and of an uploader each that is not
    /// kept; one that is nowhere stays away, and [`HostConfig::objection`] then says so.
    ///
    /// # Errors
    /// When the keychain does not answer.
    pub async fn with_secrets(mut self, kept: &Secrets, environment: Option<SecretString>) -> Result<Self, Error> {
        let mut found = HostSecrets::default();
        for part in self.secret_parts() {
            let goes_first = part == "bucket";
            let secret = match environment.clone().filter(|_| goes_first) {
                Some(secret) => Some(secret),
                None => kept.get(&self.secret_name(&part)).await?.or_else(|| environment.clone()),
            };
            if let Some(secret) = secret {
                found.insert(part, secret);
            }
        }
        match &mut self {
            Self::Form(form) => form.secrets = found,
            Self::Bucket(bucket) => bucket.secrets = found,
            Self::Link => {}
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    fn form(url: &str) -> HostConfig {
        let form = serde_json::json!({ "url": url, "secret_fields": ["key"], "secret_headers": ["Authorization"] });
        HostConfig::Form(serde_json::from_value(form).unwrap())
    }

    fn given(config: &HostConfig, part: &str) -> Option<String> {
        let secrets = match config {
            HostConfig::Form(form) => &form.secrets,
            HostConfig::Bucket(bucket) => &bucket.secrets,
            HostConfig::Link => return None,
        };
        secrets.get(part).map(|secret| secret.expose_secret().to_owned())
    }

    #[tokio::test]
    async fn the_environment_fills_in_what_the_keychain_of_an_uploader_lacks() {
        let kept = Secrets::in_memory();
        let config = form("https://up.example.com/");
        kept.set(&config.secret_name("field/key"), "kept".into()).await.unwrap();
        let config = config.with_secrets(&kept, Some("from outside".into())).await.unwrap();
        assert_eq!(given(&config, "field/key").as_deref(), Some("kept"));
        assert_eq!(given(&config, "header/Authorization").as_deref(), Some("from outside"));
        assert_eq!(config.objection(), None);
    }

    #[tokio::test]
    async fn the_environments_secret_of_a_bucket_goes_first() {
        let kept = Secrets::in_memory();
        let bucket = serde_json::json!({ "kind": "s3", "endpoint": "https://s3.example.com", "bucket": "b", "access_key_id": "id" });
        let config = HostConfig::Bucket(serde_json::from_value(bucket).unwrap());
        kept.set(&config.secret_name("bucket"), "kept".into()).await.unwrap();
        let without = config.clone().with_secrets(&kept, None).await.unwrap();
        assert_eq!(given(&without, "bucket").as_deref(), Some("kept"));
        let with = config.with_secrets(&kept, Some("from outside".into())).await.unwrap();
        assert_eq!(given(&with, "bucket").as_deref(), Some("from outside"));
    }

    #[tokio::test]
    async fn a_secret_is_never_given_to_another_place() {
        let kept = Secrets::in_memory();
        kept.set(&form("https://up.example.com/").secret_name("field/key"), "kept".into()).await.unwrap();
        let other = form("https://elsewhere.example.com/").with_secrets(&kept, None).await.unwrap();
        assert_eq!(given(&other, "field/key"), None);
        assert!(other.objection().unwrap().contains("key"));
    }

    #[test]
    fn no_secret_is_printed_or_stored_with_the_settings() {
        let HostConfig::Form(mut form) = form("https://up.example.com/") else { panic!() };
        form.secrets.insert("field/key", "s3cret".into());
        assert!(!format!("{form:?}").contains("s3cret"));
        assert!(!serde_json::to_string(&form).unwrap().contains("s3cret"));
    }
}
