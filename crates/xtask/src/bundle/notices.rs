//! What is to be said of the works of others that we ship: their names, their licences, and the texts of these.
//!
//! cargo and npm say what is shipped, and the texts lie beside the sources on this machine. So this needs no tool of its
//! own and covers both halves of the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::write;
use crate::command::{cargo, output};
use crate::{Failure, Outcome, ui, workspace};

/// The file's name, also in packages.
const FILE: &str = "THIRD-PARTY-NOTICES.txt";

/// How it begins.
const HEAD: &str = "\
Animato is made with the works of others, and thanks them. They are named here with their licences; the texts follow.

";

/// The message compiler writes its own code into the page, and is no dependency of it.
const IN_THE_PAGE: &str = "@inlang/paraglide-js";

/// How the names of files with a licence, or with what it asks to be shown, begin; in lower case.
const BEGINNINGS: &[&str] = &["licen", "copying", "copyright", "notice", "unlicense"];

/// What a file of such a name may be besides: source code about licences, or about copying.
const OTHER: &[&str] = &["rs", "js", "ts", "svelte", "c", "h", "go", "py", "json", "html", "map"];

/// A work of somebody else.
#[derive(Debug, PartialEq, Eq)]
struct Work {
    /// Its name and version.
    title: String,
    licence: String,
    /// The texts that came with it.
    texts: Vec<String>,
}

/// Writes the notices into this folder, and gives their path.
///
/// # Errors
/// cargo or npm does not say what is shipped, or a work is not on this machine.
pub(super) fn write_into(folder: &Path) -> Outcome<PathBuf> {
    let mut works = crates()?;
    works.extend(modules()?);
    let path = folder.join(FILE);
    write(&path, notices(&works))?;
    Ok(path)
}

/// The crates in the window's program and in the command line.
fn crates() -> Outcome<Vec<Work>> {
    let mut tree = cargo();
    tree.args(["tree", "--package", "animato", "--package", "animato-cli", "--edges", "normal", "--prefix", "none"]);
    let lines = output(tree.args(["--format", "{l}|{p}"])).filter(|lines| !lines.is_empty());
    let lines = lines.ok_or_else(|| Failure::new("cargo does not say what is shipped"))?;
    let shipped: BTreeSet<Crate<'_>> = lines.lines().filter_map(parse).collect();
    let registries = registries();
    let work = |Crate { name, version, licence }: Crate<'_>| -> Outcome<Work> {
        let folder = format!("{name}-{version}");
        let folder = registries.iter().map(|registry| registry.join(&folder)).find(|folder| folder.is_dir());
        let folder = folder.ok_or_else(|| Failure::new(format!("the source of {name} {version} is not here")))?;
        Ok(Work { title: format!("{name} {version}"), licence: licence.to_owned(), texts: texts(&folder) })
    };
    shipped.into_iter().map(work).collect()
}

/// A crate, as cargo lists it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Crate<'a> {
    name: &'a str,
    version: &'a str,
    licence: &'a str,
}

/// Reads `MIT|serde v1.0.0`, perhaps with `(proc-macro)` or `(*)` behind it. With a folder behind it, it is ours.
fn parse(line: &str) -> Option<Crate<'_>> {
    let (licence, package) = line.split_once('|')?;
    let mut words = package.splitn(3, ' ');
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    let is_ours = words.next().is_some_and(|rest| rest.contains(['/', '\\']));
    (!is_ours).then_some(Crate { name, version, licence })
}

/// The folders in which cargo keeps sources, one for each registry.
fn registries() -> Vec<PathBuf> {
    let home = ["HOME", "USERPROFILE"].iter().find_map(std::env::var_os).map(|home| PathBuf::from(home).join(".cargo"));
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from).or(home).unwrap_or_default();
    let entries = fs::read_dir(cargo.join("registry").join("src")).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

/// The npm packages in the page.
fn modules() -> Outcome<Vec<Work>> {
    let list = output(ui::npm().args(["ls", "--omit=dev", "--all", "--parseable"])).unwrap_or_default();
    // The first is the page itself.
    let mut folders: Vec<PathBuf> = list.lines().skip(1).map(|line| PathBuf::from(line.trim_end())).collect();
    if folders.is_empty() {
        return Err(Failure::new("npm does not say what is in the page"));
    }
    folders.push(workspace::ui().join("node_modules").join(IN_THE_PAGE));
    let work = |folder: PathBuf| -> Outcome<Work> {
        let about = super::read(&folder.join("package.json"))?;
        let [version, licence] = ["version", "license"].map(|key| field(&about, key).unwrap_or("unknown").to_owned());
        let folder_name = folder.to_string_lossy().replace('\\', "/");
        let name = folder_name.rsplit("node_modules/").next().unwrap_or_default();
        Ok(Work { title: format!("{name} {version}"), licence, texts: texts(&folder) })
    };
    folders.into_iter().map(work).collect()
}

/// The first string of this name in a JSON object.
fn field<'a>(json: &'a str, key: &str) -> Option<&'a str> {
    let rest = json.split_once(&format!("\"{key}\""))?.1.trim_start().strip_prefix(':')?;
    rest.trim_start().strip_prefix('"')?.split('"').next()
}

/// The texts about the licence in a work's folder, each once.
fn texts(folder: &Path) -> Vec<String> {
    // What lies in `vendor` is for those who do not take the library from the system, as we do.
    let skip = |name: &str| matches!(name, "node_modules" | "target" | "tests" | "test" | "vendor");
    let files = workspace::files(folder, skip).into_iter().filter(|file| is_legal(file));
    let texts: BTreeSet<String> = files
        .filter_map(|file| fs::read(file).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).replace("\r\n", "\n").trim().to_owned())
        .collect();
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

fn is_legal(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_other = file.extension().is_some_and(|extension| OTHER.iter().any(|other| extension == *other));
    !is_other && BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

/// Everything that is to be said. A text that several works share, but for its line breaks, is there once.
fn notices(works: &[Work]) -> String {
    let mut said = HEAD.to_owned();
    let mut shared: BTreeMap<String, (&str, Vec<&str>)> = BTreeMap::new();
    for work in works {
        let without = if work.texts.is_empty() { "; it brings no text, see https://spdx.org/licenses/" } else { "" };
        let _ = writeln!(said, "{}: {}{without}", work.title, work.licence);
        for text in &work.texts {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            shared.entry(words).or_insert((text.as_str(), vec![])).1.push(&work.title);
        }
    }
    for (text, titles) in shared.values() {
        let line = "-".repeat(80);
        let _ = write!(said, "\n{line}\n{}\n{line}\n\n{text}\n", titles.join(", "));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_read_with_its_licence_and_one_of_ours_is_left_out() {
        let serde = Crate { name: "serde", version: "1.0.0", licence: "MIT OR Apache-2.0" };
        assert_eq!(parse("MIT OR Apache-2.0|serde v1.0.0 (*)"), Some(serde));
        assert_eq!(parse("MIT|akool v0.1.0 (/a/folder)"), None);
        assert_eq!(parse(""), None);
    }

    #[test]
    fn a_text_that_two_works_share_is_there_once_and_a_work_without_one_says_so() {
        let work = |title: &str, texts: &[&str]| Work {
            title: title.to_owned(),
            licence: "MIT".to_owned(),
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
        };
        let said = notices(&[work("a 1", &["may be\nused"]), work("b 2", &["may be used"]), work("c 3", &[])]);
        assert!(said.contains("\na 1, b 2\n"), "{said}");
        assert_eq!(said.matches("may be").count(), 1);
        assert!(said.contains("c 3: MIT; it brings no text"));
    }

    #[test]
    fn a_licence_is_told_from_code_about_copying() {
        assert!(
            is_legal(Path::new("x/LICENSE-MIT"))
                && is_legal(Path::new("x/COPYING"))
                && is_legal(Path::new("notice.md"))
        );
        assert!(!is_legal(Path::new("x/copying.rs")) && !is_legal(Path::new("x/README.md")));
    }

    #[test]
    fn the_licence_of_a_package_is_read_from_its_description() {
        let about = "{\n\t\"name\": \"svelte\",\n\t\"version\" : \"5.0.0\",\"license\":\"MIT\" }";
        assert_eq!((field(about, "version"), field(about, "license")), (Some("5.0.0"), Some("MIT")));
        assert_eq!(field("{ \"license\": { \"type\": \"MIT\" } }", "license"), None);
    }

    #[test]
    fn what_is_shipped_is_known_and_has_its_licence() {
        let works = crates().unwrap();
        let serde = works.iter().find(|work| work.title.starts_with("serde 1.")).unwrap();
        assert!(serde.licence.contains("MIT") && !serde.texts.is_empty());
        assert!(!works.iter().any(|work| work.title.starts_with("animato")));
        assert_eq!(works.iter().find(|work| work.licence.is_empty()), None);
    }
}
