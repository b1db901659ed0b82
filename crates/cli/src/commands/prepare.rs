//! `prepare`: writes the bytes that would leave the machine, for whoever wants to see them.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use animato_engine::photo::Prepared;
use animato_engine::{Error, ErrorCode};

use crate::args::Images;
use crate::commands::pictures::{PictureLine, each};
use crate::exit::Exit;
use crate::output::Output;

/// Prepares each picture and writes it into the folder, under its own name with the new extension.
pub(crate) async fn run(images: &Images, folder: &Path, out: Output) -> Result<Exit, Error> {
    make_folder(folder)?;
    each(images, out, |label, source, prepared| {
        let written = write(folder, &source.name(), prepared)?;
        out.line(&PictureLine::accepted(label, prepared, Some(&written)));
        Ok(())
    })
    .await
}

fn write(folder: &Path, name: &str, prepared: &Prepared) -> Result<PathBuf, Error> {
    let stem = Path::new(name).file_stem().map_or_else(|| "photo".into(), |stem| stem.to_string_lossy());
    write_new(folder, &stem, prepared.format.extension(), &prepared.bytes)
}

/// Makes the folder for files.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|e| unusable(folder, &e))
}

/// Writes a file that was not there before, counting up where the name is taken.
pub(crate) fn write_new(folder: &Path, stem: &str, extension: &str, bytes: &[u8]) -> Result<PathBuf, Error> {
    for number in 1..=10_000_u32 {
        let name = if number == 1 { format!("{stem}.{extension}") } else { format!("{stem} ({number}).{extension}") };
        let path = folder.join(name);
        match fs::File::create_new(&path) {
            Ok(mut file) => return file.write_all(bytes).map(|()| path).map_err(|e| unusable(folder, &e)),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(unusable(folder, &e)),
        }
    }
    Err(Error::new(ErrorCode::FolderUnusable, format!("{} is full of files named {stem}.", folder.display())))
}

/// The error for a folder in which nothing can be written.
pub(crate) fn unusable(folder: &Path, why: &io::Error) -> Error {
    let folder = folder.display();
    Error::new(
        ErrorCode::FolderUnusable,
        format!("Nothing can be written to {folder}: {why}. Please choose another folder."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let first = write_new(folder.path(), "a", "jpg", b"one").unwrap();
        let second = write_new(folder.path(), "a", "jpg", b"two").unwrap();
        assert_ne!(first, second);
        assert_eq!(fs::read(first).unwrap(), b"one");
        assert_eq!(fs::read(second).unwrap(), b"two");
    }
}
