//! The small file beside a part: where the part came from and how much of it is surely on the disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use url::Url;

/// What proves that the server's file is still the one that the part came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::save) enum Validator {
    /// A strong `ETag`, quotes included.
    ETag(String),
    /// A `Last-Modified`, letter by letter.
    LastModified(String),
}

/// What the file beside the part holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Sidecar {
    /// The link without its query, which may hold a signature.
    pub(super) source: String,
    pub(super) validator: Option<Validator>,
    /// Bytes that there will be, where known.
    pub(super) total: Option<u64>,
    /// This many bytes of the part are known to be on the disk.
    pub(super) synced: u64,
}

impl Sidecar {
    /// Reads what stands beside this part, if it can be used for this link and the `here` bytes of the part.
    pub(super) fn read(part: &Path, url: &Url, here: u64) -> Option<Self> {
        let found: Self = serde_json::from_slice(&fs::read(path(part)).ok()?).ok()?;
        // A date proves something only about the same link; an ETag about any link to the same video.
        let same = found.source == source(url) || matches!(found.validator, Some(Validator::ETag(_)));
        (same && found.synced <= here).then_some(found)
    }

    /// Replaces the file in one step. It is not synced: an older one only means that more is fetched again.
    pub(super) fn write(&self, part: &Path) -> io::Result<()> {
        let path = path(part);
        let fresh = path.with_extension("json.new");
        fs::write(&fresh, serde_json::to_vec(self)?).and_then(|()| fs::rename(&fresh, &path)).inspect_err(|_| {
            let _ = fs::remove_file(&fresh);
        })
    }

    /// Removes the file beside this part.
    pub(super) fn remove(part: &Path) -> io::Result<()> {
        remove_if_there(&path(part))
    }
}

/// The link without what may be secret in it.
pub(super) fn source(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.into()
}

/// Removes a file; that there is none is as good.
pub(super) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn path(part: &Path) -> PathBuf {
    let mut name = part.as_os_str().to_owned();
    name.push(".json");
    name.into()
}
