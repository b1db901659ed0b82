//! A bucket of one's own at an object store, through Apache OpenDAL: S3 and what speaks like it, Google Cloud Storage, Azure
//! Blob Storage.
//!
//! The object is private and its link signed for a while, unless the bucket has a public address. It is deleted when its
//! job is over.

mod fault;

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use opendal::services::{Azblob, Gcs, S3};
use opendal::{HttpTransporter, Operator};
use opendal_http_transport_reqwest::ReqwestTransport;
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use url::Url;

use super::secret::HostSecrets;
use super::{Upload, is_private};
use crate::error::Error;

/// Which bucket, and who may write to it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BucketHost {
    /// What kind of store it is.
    pub kind: BucketKind,
    /// Its address: https, or http on this machine. Empty: the usual one of Amazon, Google or the Azure account.
    #[serde(default)]
    pub endpoint: String,
    /// The region, for S3; `auto` where the store has none.
    #[serde(default = "auto")]
    pub region: String,
    /// The name of the bucket; of the container, at Azure.
    pub bucket: String,
    /// What the names of the objects begin with.
    #[serde(default = "usual_prefix")]
    pub prefix: String,
    /// The id of the access key; the name of the account, at Azure; nothing, at Google.
    #[serde(default)]
    pub access_key_id: String,
    /// How many hours a link can be used, from 1 to 168. A video that waits longer than that at the service cannot fetch
    /// its photo any more.
    #[serde(default = "usual_hours")]
    pub expires_hours: u32,
    /// Set: plain links below this address instead of signed ones. The bucket must then be readable by anybody.
    #[serde(default)]
    pub public_base_url: String,
    /// The secret access key; the account key, at Azure; the service account's JSON or its base64, at Google.
    #[serde(skip)]
    #[ts(skip)]
    pub secrets: HostSecrets,
}

/// Kinds of object stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum BucketKind {
    /// Amazon S3 and everything that speaks its language.
    S3,
    /// Google Cloud Storage.
    Gcs,
    /// Azure Blob Storage.
    Azblob,
}

impl BucketKind {
    /// As in the settings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::S3 => "s3",
            Self::Gcs => "gcs",
            Self::Azblob => "azblob",
        }
    }
}

/// Links are signed for a week at most: no store signs for longer.
const MOST_HOURS: u32 = 168;

impl BucketHost {
    /// The address, with the usual one where none is set.
    fn address(&self) -> String {
        let endpoint = self.endpoint.trim().trim_end_matches('/');
        match self.kind {
            _ if !endpoint.is_empty() => endpoint.to_owned(),
            BucketKind::S3 => "https://s3.amazonaws.com".to_owned(),
            BucketKind::Gcs => "https://storage.googleapis.com".to_owned(),
            BucketKind::Azblob => format!("https://{}.blob.core.windows.net", self.access_key_id.trim()),
        }
    }

    /// The host name of the store.
    pub(super) fn domain(&self) -> String {
        Url::parse(&self.address()).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
    }

    /// What makes it this place and no other.
    pub(super) fn place(&self) -> (&'static str, String, &str) {
        (self.kind.as_str(), self.address(), &self.bucket)
    }

    /// How long a link can be used.
    pub(super) fn life(&self) -> Duration {
        Duration::from_secs(u64::from(self.expires_hours.clamp(1, MOST_HOURS)) * 3600)
    }

    pub(super) fn objection(&self) -> Option<String> {
        let in_the_clear = |text: &str| !Url::parse(text).is_ok_and(|url| is_private(&url));
        let says = match self.kind {
            _ if self.bucket.trim().is_empty() => "The place for photos has no bucket yet: name it in the settings.",
            BucketKind::S3 if self.access_key_id.trim().is_empty() => {
                "The place for photos needs an access key id: put it into the settings."
            }
            BucketKind::Azblob if self.access_key_id.trim().is_empty() => {
                "The place for photos needs the name of the storage account: put it into the settings as the access key id."
            }
            _ if in_the_clear(&self.address()) => {
                "The address of the bucket must begin with https, or be on this machine: change it in the settings."
            }
            BucketKind::S3 if self.endpoint.trim().is_empty() && self.region.trim() == "auto" => {
                "Amazon's buckets have a region: put it into the settings."
            }
            _ if !self.public_base_url.trim().is_empty() && in_the_clear(self.public_base_url.trim()) => {
                "The public address of the bucket must begin with https: change it in the settings."
            }
            _ if self.secrets.get("bucket").is_none() => {
                "The secret of the bucket is missing: enter it in the settings, or set ANIMATO_HOST_SECRET."
            }
            BucketKind::Gcs if self.service_account().is_none() => {
                "The secret of the bucket is not the JSON of a service account: enter it again in the settings."
            }
            _ => return None,
        };
        Some(says.to_owned())
    }

    /// The service account in base64, as the signer wants it; given as JSON or as base64 of it.
    fn service_account(&self) -> Option<String> {
        let given = self.secrets.get("bucket")?.expose_secret().trim();
        let json = if given.starts_with('{') { given.as_bytes().to_vec() } else { STANDARD.decode(given).ok()? };
        let account: serde_json::Value = serde_json::from_slice(&json).ok()?;
        ["client_email", "private_key"].iter().all(|name| account[name].is_string()).then(|| STANDARD.encode(json))
    }

    /// The address of an object in a bucket that anybody may read.
    fn public_link(&self, key: &str) -> Option<Url> {
        let mut link = Url::parse(self.public_base_url.trim()).ok()?;
        link.path_segments_mut().ok()?.pop_if_empty().extend(key.split('/'));
        Some(link)
    }
}

/// A bucket, ready to be used.
pub(super) struct Bucket(Operator);

impl Bucket {
    pub(super) fn new(config: &BucketHost, http: &reqwest::Client) -> Result<Self, Error> {
        let secret = config.secrets.get("bucket").map(|secret| secret.expose_secret().trim()).unwrap_or_default();
        let (address, name, id) = (config.address(), config.bucket.trim(), config.access_key_id.trim());
        // Only what is set here counts: nothing of the surroundings' own accounts at a store.
        let operator = match config.kind {
            BucketKind::S3 => Operator::new(
                S3::default()
                    .endpoint(&address)
                    .region(config.region.trim())
                    .bucket(name)
                    .access_key_id(id)
                    .secret_access_key(secret)
                    .disable_config_load()
                    .disable_ec2_metadata(),
            ),
            BucketKind::Gcs => Operator::new(
                Gcs::default()
                    .endpoint(&address)
                    .bucket(name)
                    .credential(&config.service_account().unwrap_or_default())
                    .disable_config_load()
                    .disable_vm_metadata(),
            ),
            BucketKind::Azblob => {
                Operator::new(Azblob::default().endpoint(&address).container(name).account_name(id).account_key(secret))
            }
        };
        let operator = operator.map_err(|e| fault::sentence(&e, config))?;
        let transport = HttpTransporter::new(ReqwestTransport::new(http.clone()));
        let context = operator.context().with_http_transport(transport);
        Ok(Self(operator.with_context(context)))
    }

    /// Uploads a file and gives the link to it.
    pub(super) async fn store(&self, config: &BucketHost, key: &str, upload: &Upload) -> Result<Url, Error> {
        let Self(operator) = self;
        let written = operator.write_with(key, upload.bytes.clone()).content_type(upload.mime).await;
        written.map_err(|e| fault::sentence(&e, config))?;
        if !config.public_base_url.trim().is_empty() {
            return config.public_link(key).ok_or_else(|| super::fault::refused("has a public address that is none"));
        }
        let signed = operator.presign_read(key, config.life()).await.map_err(|e| fault::sentence(&e, config))?;
        Url::parse(&signed.uri().to_string()).map_err(|e| Error::internal("signed link", e))
    }

    /// Deletes an object; one that is not there is deleted already.
    pub(super) async fn remove(&self, config: &BucketHost, key: &str) -> Result<(), Error> {
        let Self(operator) = self;
        match operator.delete(key).await {
            Err(error) if fault::is_gone(&error) => Ok(()),
            deleted => deleted.map_err(|e| fault::sentence(&e, config)),
        }
    }
}

fn auto() -> String {
    "auto".to_owned()
}

fn usual_prefix() -> String {
    "animato/".to_owned()
}

fn usual_hours() -> u32 {
    24
}

#[cfg(test)]
mod tests;
