//! The place for photos as the settings show it, and as a person changes it. Secrets go inwards only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::host::{BucketHost, FormHost};

/// Which kind of place is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum HostKind {
    /// None: nothing can be created with photos from the disk.
    #[default]
    None,
    /// An HTTP uploader.
    Form,
    /// A bucket of an object store.
    Bucket,
    /// The links from which photos came.
    Link,
}

/// The place for photos as it is set.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct HostView {
    /// The kind in use.
    pub kind: HostKind,
    /// Its name for people; `None`: none is used.
    pub name: Option<String>,
    /// The uploader that is described, in use or not.
    pub form: Option<FormHost>,
    /// The bucket that is described, in use or not.
    pub bucket: Option<BucketHost>,
    /// The secrets that the described places need, and whether they are there.
    pub secrets: Vec<HostSecretView>,
    /// Secrets are kept when the program ends.
    pub keeps_secrets: bool,
    /// The public place that the person agreed to.
    pub consent: Option<String>,
    /// What keeps it from being used.
    pub problem: Option<String>,
    /// Uploaders to begin with.
    pub presets: Vec<PresetView>,
}

/// A secret of a place for photos, without its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct HostSecretView {
    /// Where it belongs: `bucket`, `field/NAME`, `header/NAME`.
    pub part: String,
    /// It is kept, or the environment gives it.
    pub is_set: bool,
}

/// A well-known public uploader.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PresetView {
    /// A short name for programs.
    pub id: String,
    /// Its own name.
    pub name: String,
    /// Its domain, to which a person agrees.
    pub domain: String,
    /// What a person should know first.
    pub notice: String,
    /// The uploader, with what a person must fill in still empty.
    pub form: FormHost,
    /// What a person must fill in.
    pub needs: Vec<NeedView>,
}

/// Something that a person must fill in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct NeedView {
    /// The form field, or the word in the address that is replaced.
    pub name: String,
    /// Where it belongs.
    pub place: NeedPlace,
    /// What it is.
    pub label: String,
    /// Where to get it.
    pub hint: String,
}

/// Where something belongs that a person fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum NeedPlace {
    /// A form field.
    Field,
    /// A form field whose value is a secret.
    SecretField,
    /// The address.
    Url,
}

/// The place for photos as a person wants it. Not to be printed: it may carry secrets inwards.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct HostDraft {
    /// The kind to use.
    pub kind: HostKind,
    /// The uploader, for that kind.
    pub form: Option<FormHost>,
    /// The bucket, for that kind.
    pub bucket: Option<BucketHost>,
    /// The person agrees to what happens at a public place.
    pub consent: bool,
    /// New secrets by the part where they belong; one that is not here stays as it is.
    pub secrets: BTreeMap<String, String>,
}
