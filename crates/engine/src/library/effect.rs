//! Effects: as the service last listed them, and what the person says of them.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::account;
use crate::photo::hexadecimal;
use crate::view::EffectView;

/// The table of the person's favourites.
pub(super) const TABLE: &str = "
CREATE TABLE favourite_effect (code TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
";

/// The name under which a listing keeps them.
pub(crate) const LISTING: &str = "effects";

/// An effect as the service lists it. The addresses are the service's words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct EffectRow {
    pub(crate) code: String,
    pub(crate) name: String,
    /// Address of a picture.
    pub(crate) poster: Option<String>,
    /// Address of a sample MP4.
    pub(crate) preview: Option<String>,
}

/// A file of an effect's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EffectFile {
    Poster,
    Preview,
}

impl EffectRow {
    /// Where the service has a file of this effect's.
    pub(crate) fn address(&self, file: EffectFile) -> Option<Url> {
        let address = match file {
            EffectFile::Poster => &self.poster,
            EffectFile::Preview => &self.preview,
        };
        address.as_ref()?.parse().ok()
    }

    /// The name under which that file is kept here: another one when the service has another file. What serves it does not
    /// count, as the demo's address changes from run to run.
    pub(crate) fn file_stem(&self, url: &Url) -> String {
        let digest = hexadecimal(&Sha256::digest(format!("{}\n{}", self.code, url.path())));
        digest.chars().take(32).collect()
    }
}

/// The effects that an account's service last listed; `None`: it was not asked.
pub(crate) fn listed(db: &Connection, account: &str) -> rusqlite::Result<Option<Vec<EffectRow>>> {
    account::listing(db, account, LISTING)
}

/// An effect's name, or its code where it is not listed any more.
pub(crate) fn name(db: &Connection, account: &str, code: &str) -> rusqlite::Result<String> {
    let listed = listed(db, account)?.unwrap_or_default();
    Ok(listed.into_iter().find(|effect| effect.code == code).map_or_else(|| code.to_owned(), |effect| effect.name))
}

/// The effects as last listed, with what the person says of them and when each was last used.
pub(crate) fn views(db: &Connection, account: &str) -> rusqlite::Result<Vec<EffectView>> {
    let mut is_favourite = db.prepare_cached("SELECT EXISTS (SELECT 1 FROM favourite_effect WHERE code = ?1)")?;
    let mut used = db.prepare_cached(
        "SELECT json_extract(spec, '$.effect') AS code, max(created_at) FROM request WHERE code IS NOT NULL GROUP BY code",
    )?;
    let used: std::collections::HashMap<String, i64> =
        used.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    listed(db, account)?
        .unwrap_or_default()
        .into_iter()
        .map(|effect| {
            Ok(EffectView {
                has_poster: effect.address(EffectFile::Poster).is_some(),
                has_preview: effect.address(EffectFile::Preview).is_some(),
                favourite: is_favourite.query_row([&effect.code], |row| row.get(0))?,
                used_at: used.get(&effect.code).copied(),
                code: effect.code,
                name: effect.name,
            })
        })
        .collect()
}

/// Marks an effect as a favourite, or not.
pub(crate) fn set_favourite(db: &Connection, code: &str, is_favourite: bool) -> rusqlite::Result<()> {
    let sql = if is_favourite {
        "INSERT OR IGNORE INTO favourite_effect (code) VALUES (?1)"
    } else {
        "DELETE FROM favourite_effect WHERE code = ?1"
    };
    db.prepare_cached(sql)?.execute(params![code])?;
    Ok(())
}
