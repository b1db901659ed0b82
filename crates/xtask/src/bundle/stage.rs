//! What a package of Linux has beside the program, laid out below target/package as it will lie on a person's machine:
//! the command line with its pages and completions, and what software centres and lawyers read.

use std::fs;
use std::path::{Path, PathBuf};

use super::{read, write};
use crate::command::{command, finish, output};
use crate::{Failure, Outcome, workspace};

/// Where each shell looks for the completions of a program that came in a package.
const COMPLETIONS: &[(&str, &str)] = &[
    ("bash", "usr/share/bash-completion/completions/animato-cli"),
    ("fish", "usr/share/fish/vendor_completions.d/animato-cli.fish"),
    ("zsh", "usr/share/zsh/vendor-completions/_animato-cli"),
];

/// The description of the program for software centres.
const METAINFO: &str = "app.animato.Animato.metainfo.xml";

/// Where the project is at home, for pages that name it: `ANIMATO_HOME`, which the release workflow sets.
fn home() -> String {
    // It has no address yet. This one is reserved for examples, so that it is nobody's.
    std::env::var("ANIMATO_HOME").unwrap_or_else(|_| "https://animato.example".to_owned())
}

/// Lays everything out, and names each file by where it will be, with where it is now.
///
/// # Errors
/// The programs are not built, or a file cannot be written.
pub(super) fn stage(root: &Path) -> Outcome<Vec<(String, PathBuf)>> {
    let cli = workspace::target().join("release").join("animato-cli");
    let place = root.join("usr").join("bin").join("animato-cli");
    write(&place, "")?;
    fs::copy(&cli, &place).map_err(|e| Failure::new(format!("cannot copy {}: {e}", cli.display())))?;

    let pages = root.join("usr/share/man/man1");
    finish(command(&cli).args(["man", "--out"]).arg(&pages))?;
    finish(command("gzip").args(["--best", "--no-name"]).args(workspace::files(&pages, |_| false)))?;

    for (shell, path) in COMPLETIONS.iter().copied() {
        let script = output(command(&cli).args(["completions", shell])).filter(|script| !script.is_empty());
        let script = script.ok_or_else(|| Failure::new(format!("animato-cli has no completions for {shell}")))?;
        write(&root.join(path), script)?;
    }

    let packaging = workspace::root().join("packaging");
    let metainfo = read(&packaging.join(METAINFO))?.replace("@HOME@", &home());
    write(&root.join("usr/share/metainfo").join(METAINFO), metainfo)?;
    write(&root.join("usr/share/doc/animato/copyright"), read(&packaging.join("copyright"))?)?;
    write(&root.join("usr/share/doc/animato/CHANGELOG.md"), read(&workspace::root().join("CHANGELOG.md"))?)?;
    Ok(placed(root, workspace::files(&root.join("usr"), |_| false)))
}

/// Each file by its path from `root` on.
fn placed(root: &Path, files: Vec<PathBuf>) -> Vec<(String, PathBuf)> {
    let place = |file: PathBuf| {
        let path = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().into_owned();
        (format!("/{path}"), file)
    };
    files.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_where_it_will_be() {
        let file = PathBuf::from("/t/package/usr/bin/x");
        assert_eq!(placed(Path::new("/t/package"), vec![file.clone()]), [("/usr/bin/x".to_owned(), file)]);
    }

    #[test]
    fn software_centres_are_told_of_this_version_and_of_every_kind_of_picture_that_the_program_opens() {
        let metainfo = read(&workspace::root().join("packaging").join(METAINFO)).unwrap();
        let newest = metainfo.split_once("<release version=\"").unwrap().1;
        assert!(newest.starts_with(concat!(env!("CARGO_PKG_VERSION"), "\"")), "the newest release has another number");
        let config = read(&workspace::root().join("tauri.conf.json")).unwrap();
        let kinds: Vec<&str> =
            config.split("\"mimeType\": \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(kinds.contains(&"image/jpeg"));
        for kind in kinds {
            assert!(metainfo.contains(&format!("<mediatype>{kind}</mediatype>")), "{kind} is missing");
        }
    }
}
