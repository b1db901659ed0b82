//! A look at a library that changes nothing, also while an engine works with it.

use std::path::Path;

use super::{Checked, no_library};
use crate::error::Error;
use crate::library::{DATABASE, rebuild, records};

/// Checks every page and every reference of the database, and reads the records.
///
/// # Errors
/// `NotFound` where there is no library, `LibraryNewer`.
pub async fn check(folder: &Path) -> Result<Checked, Error> {
    let folder = folder.to_owned();
    let look = move || {
        if !folder.join(DATABASE).is_file() && !folder.join("photos").is_dir() {
            return Err(no_library(&folder));
        }
        let (known, records_unreadable) = records::all(&folder);
        let faults = match folder.join(DATABASE).is_file() {
            true => rebuild::faults(&folder)?,
            false => vec!["the database is missing".to_owned()],
        };
        Ok(Checked { faults, records: known.len(), records_unreadable })
    };
    tokio::task::spawn_blocking(look).await.map_err(|e| Error::internal("check", e))?
}
