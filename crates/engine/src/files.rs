//! Writing small files so that a crash leaves the old one or the new one, never half of one.

use std::io::{self, Write as _};
use std::path::Path;

/// Writes a whole file beside its place, syncs it, and renames it into its place.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A name alone is a file of the folder where the program is.
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    new.persist(path).map_err(|e| e.error)?;
    sync_folder(folder)
}

/// Copies a whole file to a place where there is none yet, and syncs it.
pub(crate) fn copy_new(from: &Path, to: &Path) -> io::Result<()> {
    let folder = to.parent().unwrap_or(Path::new("."));
    let mut source = std::fs::File::open(from)?;
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    io::copy(&mut source, new.as_file_mut())?;
    new.as_file().sync_all()?;
    new.persist_noclobber(to).map_err(|e| e.error)?;
    sync_folder(folder)
}

/// Makes a rename last; there is no such call on Windows, where the file system does it.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { std::fs::File::open(folder)?.sync_all() } else { Ok(()) }
}
