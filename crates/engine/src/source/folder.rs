//! The files in the folders that somebody pointed at. Looks at names and kinds alone; no file is opened here.
//!
//! Hidden files are left out, links are followed but never in a circle, and a folder of millions ends at a limit.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::Source;
use crate::photo::Refusal;

/// Most files that are taken from one folder and everything below it.
pub const MOST_FILES: usize = 10_000;

/// One thing to look at.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where it is.
    pub source: Source,
    /// It was found in a folder, so nobody named it: when it is no picture, that needs no words of its own.
    pub in_folder: bool,
}

/// What some sources come to when every folder among them is its files.
#[derive(Debug, Default)]
pub struct Spread {
    /// To look at, folders in the order of their names.
    pub found: Vec<Found>,
    /// Sources of which nothing or not all can be looked at.
    pub refused: Vec<(Source, Refusal)>,
}

/// Puts the files of each folder in the folder's place. Stops early when `stop` says so. Blocks on the disk.
#[must_use]
pub fn spread(sources: Vec<Source>, stop: impl Fn() -> bool) -> Spread {
    let mut spread = Spread::default();
    for source in sources {
        match &source {
            Source::Path(path) if path.is_dir() => {
                let before = spread.found.len();
                spread.walk(path, &stop);
                if spread.found.len() == before && !stop() {
                    spread.refused.push((source, Refusal::EmptyFolder));
                }
            }
            _ => spread.found.push(Found { source, in_folder: false }),
        }
    }
    spread
}

impl Spread {
    fn walk(&mut self, folder: &Path, stop: &impl Fn() -> bool) {
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
        let mut files = 0;
        for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
            if stop() {
                return;
            }
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                // A pipe or a device is told apart when it is read; nobody wants to hear of those in a folder.
                Ok(entry) if !entry.file_type().is_file() => {}
                Ok(_) if files == MOST_FILES => {
                    let refusal = Refusal::TooManyFiles { most: MOST_FILES };
                    self.refused.push((Source::Path(folder.to_owned()), refusal));
                    return;
                }
                Ok(entry) => {
                    files += 1;
                    self.found.push(Found { source: Source::Path(entry.into_path()), in_folder: true });
                }
                // A link in a circle leads to what is being looked at already.
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => {
                    let reason = error.io_error().map_or_else(|| "unknown".to_owned(), |e| e.kind().to_string());
                    let place = error.path().unwrap_or(folder).to_owned();
                    self.refused.push((Source::Path(place), Refusal::Unreadable { reason }));
                }
            }
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(spread: &Spread) -> Vec<String> {
        spread.found.iter().map(|found| found.source.name()).collect()
    }

    fn of(path: &Path) -> Spread {
        spread(vec![Source::Path(path.to_owned())], || false)
    }

    #[test]
    fn folders_are_walked_by_name_and_hidden_files_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.jpg", "a.jpg", ".hidden.jpg", "c/d.jpg", ".git/e.jpg"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, b"x").unwrap();
        }
        let spread = of(folder.path());
        assert_eq!(names(&spread), ["a.jpg", "b.jpg", "d.jpg"]);
        assert!(spread.found.iter().all(|found| found.in_folder) && spread.refused.is_empty());
        let named = of(&folder.path().join(".hidden.jpg"));
        assert_eq!(names(&named), [".hidden.jpg"], "what is named is meant");
        assert!(!named.found[0].in_folder);
    }

    #[test]
    #[cfg(unix)]
    fn a_link_in_a_circle_ends_and_a_link_to_elsewhere_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        fs::write(other.path().join("far.jpg"), b"x").unwrap();
        fs::write(folder.path().join("near.jpg"), b"x").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("round")).unwrap();
        std::os::unix::fs::symlink(other.path(), folder.path().join("away")).unwrap();
        let spread = of(folder.path());
        assert_eq!(names(&spread), ["far.jpg", "near.jpg"]);
        assert!(spread.refused.is_empty());
    }

    #[test]
    fn an_empty_folder_and_a_missing_one_are_said() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(of(folder.path()).refused[0].1, Refusal::EmptyFolder);
        assert_eq!(names(&of(&folder.path().join("none"))), ["none"], "what is missing is told when it is read");
    }

    #[test]
    fn a_folder_of_too_many_files_ends_at_the_limit_and_says_so() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..=MOST_FILES {
            fs::File::create(folder.path().join(number.to_string())).unwrap();
        }
        let spread = of(folder.path());
        assert_eq!(spread.found.len(), MOST_FILES);
        assert_eq!(spread.refused[0].1, Refusal::TooManyFiles { most: MOST_FILES });
    }

    #[test]
    fn walking_stops_when_it_is_told_to() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.jpg"), b"x").unwrap();
        let spread = spread(vec![Source::Path(folder.path().to_owned())], || true);
        assert!(spread.found.is_empty() && spread.refused.is_empty());
    }
}
