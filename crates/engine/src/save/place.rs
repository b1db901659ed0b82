//! The last step of saving: a name in the folder that nobody had, and the folder synced. Never overwrites anything.

use std::fmt::Debug;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::SaveError;
use crate::crash::{self, Moment};

/// How many names are tried: `name.mp4`, `name (2).mp4` and so on.
const MAX_NAMES: u32 = 10_000;

/// What can run out of room. A test hands in a disk that does.
pub(super) trait Disk: Debug + Send + Sync {
    /// Writes some of the bytes where the file stands.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<usize>;
    /// Returns when the file's content is on the disk.
    fn sync(&self, file: &File) -> io::Result<()>;
    /// Moves a file to a name that is free, or fails with `AlreadyExists`.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Returns when the names in this folder are on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Bytes that may still be written in this folder; `None` when the system does not say.
    fn free_space(&self, folder: &Path) -> Option<u64>;
}

/// The disk as it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct RealDisk;

impl Disk for RealDisk {
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        file.write(bytes)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut part = tempfile::TempPath::try_from_path(from)?;
        part.disable_cleanup(true);
        match part.persist_noclobber(to).map_err(|error| error.error) {
            // No such rename and no hard links: exFAT and FAT on some systems.
            Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied) => {
                rename_reserved(from, to)
            }
            other => other,
        }
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder)?.sync_all() {
            // Some network file systems know no such thing.
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            other => other,
        }
    }

    /// Elsewhere a folder cannot be opened for this; the system writes its changes in order.
    #[cfg(not(unix))]
    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn free_space(&self, folder: &Path) -> Option<u64> {
        fs4::available_space(folder).ok()
    }
}

/// Whether this is a folder at all. Whether it can be written shows by writing.
pub(super) fn usable(folder: &Path) -> Result<(), SaveError> {
    let metadata = fs::metadata(folder).map_err(|error| SaveError::of_disk(error, folder))?;
    if metadata.is_dir() { Ok(()) } else { Err(SaveError::of_disk(io::ErrorKind::NotADirectory.into(), folder)) }
}

/// Moves `part` into the folder as `stem.mp4`, or with a number when that name is taken, and syncs the folder.
pub(super) fn put(disk: &dyn Disk, part: &Path, folder: &Path, stem: &str) -> io::Result<PathBuf> {
    let placed = match put_by_rename(disk, part, folder, stem) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => put_by_copy(disk, part, folder, stem)?,
        other => other?,
    };
    crash::at(Moment::Renamed);
    settle(disk, folder);
    Ok(placed)
}

/// Makes the name of a video last.
pub(super) fn settle(disk: &dyn Disk, folder: &Path) {
    if let Err(error) = disk.sync_folder(folder) {
        // The file has its name and its content is synced; moving it back would help nobody.
        tracing::warn!(%error, "the folder of a saved video could not be synced");
    }
}

fn put_by_rename(disk: &dyn Disk, part: &Path, folder: &Path, stem: &str) -> io::Result<PathBuf> {
    for n in 1..=MAX_NAMES {
        let name = if n == 1 { format!("{stem}.mp4") } else { format!("{stem} ({n}).mp4") };
        let target = folder.join(name);
        match disk.rename_new(part, &target) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => return other.map(|()| target),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The part lies on another file system, as after a change of the folder: it goes over under a hidden name first.
fn put_by_copy(disk: &dyn Disk, part: &Path, folder: &Path, stem: &str) -> io::Result<PathBuf> {
    let mut copy = tempfile::Builder::new().prefix(".animato-").suffix(".part").tempfile_in(folder)?;
    io::copy(&mut File::open(part)?, copy.as_file_mut())?;
    // A temporary file is for its owner alone; the video gets the rights that the part had.
    fs::set_permissions(copy.path(), fs::metadata(part)?.permissions())?;
    disk.sync(copy.as_file())?;
    let copy = copy.into_temp_path();
    let placed = put_by_rename(disk, &copy, folder, stem)?;
    if let Err(error) = fs::remove_file(part) {
        tracing::warn!(%error, "a part that was copied could not be removed");
    }
    Ok(placed)
}

/// Takes the name with an empty file first; only then may a rename replace something, namely that.
fn rename_reserved(from: &Path, to: &Path) -> io::Result<()> {
    drop(OpenOptions::new().write(true).create_new(true).open(to)?);
    fs::rename(from, to).inspect_err(|_| {
        let _ = fs::remove_file(to);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fault_37_a_target_that_exists_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::write(path.join("cat.mp4"), "mine").unwrap();
        for (n, expected) in ["cat (2).mp4", "cat (3).mp4"].iter().enumerate() {
            let part = path.join("cat.part");
            fs::write(&part, format!("new {n}")).unwrap();
            assert_eq!(put(&RealDisk, &part, path, "cat").unwrap(), path.join(expected));
            assert!(!part.exists());
        }
        assert_eq!(fs::read_to_string(path.join("cat.mp4")).unwrap(), "mine");
        assert_eq!(fs::read_to_string(path.join("cat (2).mp4")).unwrap(), "new 0");
    }

    #[test]
    fn fault_33_without_hard_links_and_exclusive_renames_nothing_is_overwritten_either() {
        let folder = tempfile::tempdir().unwrap();
        let (part, taken, free) =
            (folder.path().join("a.part"), folder.path().join("a.mp4"), folder.path().join("b.mp4"));
        fs::write(&part, "new").unwrap();
        fs::write(&taken, "mine").unwrap();
        assert_eq!(rename_reserved(&part, &taken).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&taken).unwrap(), "mine");
        rename_reserved(&part, &free).unwrap();
        assert_eq!(fs::read_to_string(&free).unwrap(), "new");
        assert!(!part.exists());
    }

    #[test]
    fn fault_33_a_part_on_another_file_system_is_copied_over_and_only_then_removed() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let part = here.path().join("a.part");
        fs::write(&part, "video").unwrap();
        let placed = put(&OtherFileSystem(part.clone()), &part, there.path(), "a").unwrap();
        assert_eq!(fs::read_to_string(placed).unwrap(), "video");
        assert!(!part.exists());
        assert_eq!(fs::read_dir(there.path()).unwrap().count(), 1);
    }

    #[test]
    fn fault_33_a_missing_folder_and_a_file_in_its_place_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        for unusable in [folder.path().join("gone"), file] {
            let error = usable(&unusable).unwrap_err();
            assert!(matches!(&error, SaveError::FolderUnusable { folder, .. } if *folder == unusable), "{error}");
        }
    }

    /// Says what the system says when a rename would leave the file system of this one file.
    #[derive(Debug)]
    struct OtherFileSystem(PathBuf);

    impl Disk for OtherFileSystem {
        fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
            RealDisk.write(file, bytes)
        }
        fn sync(&self, file: &File) -> io::Result<()> {
            RealDisk.sync(file)
        }
        fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
            if from == self.0 { Err(io::ErrorKind::CrossesDevices.into()) } else { RealDisk.rename_new(from, to) }
        }
        fn sync_folder(&self, folder: &Path) -> io::Result<()> {
            RealDisk.sync_folder(folder)
        }
        fn free_space(&self, folder: &Path) -> Option<u64> {
            RealDisk.free_space(folder)
        }
    }
}
