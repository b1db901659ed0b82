//! Which crate may know which: the layers of ARCHITECTURE.md.

use super::source::{Finding, Source};
use crate::command::{cargo, output};

/// A package, and the names that nothing it depends on may have; `tauri` stands for its plugins as well.
const LAYERS: &[(&str, &[&str])] = &[
    ("akool", &["tauri", "animato", "animato-engine", "animato-sandbox", "animato-cli"]),
    ("animato-sandbox", &["tauri", "animato", "akool", "animato-engine", "animato-cli"]),
    ("animato-engine", &["tauri", "animato", "animato-sandbox", "animato-cli"]),
    ("animato-cli", &["tauri", "animato"]),
    ("xtask", &["tauri", "animato", "akool", "animato-engine", "animato-sandbox", "animato-cli"]),
];

/// Asks cargo what each package depends on, in whatever way and on whatever system. What only its tests use may come from
/// any layer below the shell.
pub(crate) fn layers(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (package, forbidden) in LAYERS {
        let manifest = manifest(sources, package);
        let Some(product) = tree(package, "normal,build") else {
            findings.push(finding(manifest, format!("cargo does not say what {package} depends on")));
            continue;
        };
        let tests = tree(package, "all").unwrap_or_default();
        let shell: Vec<&str> = forbidden.iter().copied().filter(|name| matches!(*name, "tauri" | "animato")).collect();
        let mut found = offenders(&product, forbidden);
        found.extend(offenders(&tests, &shell));
        found.sort_unstable();
        found.dedup();
        findings.extend(found.into_iter().map(|name| finding(manifest, format!("{package} depends on {name}"))));
    }
    findings
}

/// The names of all dependencies, or `None` when cargo fails.
fn tree(package: &str, edges: &str) -> Option<Vec<String>> {
    let mut tree = cargo();
    tree.args([
        "tree",
        "--package",
        package,
        "--edges",
        edges,
        "--target",
        "all",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    let lines = output(&mut tree)?;
    // The first is the package itself.
    let names: Vec<String> = lines
        .lines()
        .skip(1)
        .filter_map(|line| line.split(' ').next())
        .filter(|name| *name != package)
        .map(str::to_owned)
        .collect();
    lines.starts_with(package).then_some(names)
}

fn offenders(names: &[String], forbidden: &[&str]) -> Vec<String> {
    let offends = |name: &str| forbidden.iter().any(|f| name == *f || (*f == "tauri" && name.starts_with("tauri-")));
    names.iter().filter(|name| offends(name)).cloned().collect()
}

fn manifest<'a>(sources: &'a [Source], package: &str) -> Option<&'a Source> {
    let name = format!("name = \"{package}\"");
    sources.iter().find(|source| source.ends_with(&["Cargo.toml"]) && source.text.contains(&name))
}

fn finding(manifest: Option<&Source>, what: String) -> Finding {
    Finding { path: manifest.map_or_else(|| "Cargo.toml".to_owned(), |source| source.path.clone()), line: 1, what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_on_a_higher_layer_is_found() {
        let names = ["serde", "tauri-utils", "akool", "animato-engine"].map(str::to_owned);
        assert_eq!(offenders(&names, &["tauri", "akool"]), ["tauri-utils", "akool"]);
        assert!(offenders(&names, &["animato"]).is_empty(), "the shell's name begins like that of other crates");
    }

    #[test]
    fn cargo_knows_what_the_engine_depends_on() {
        let names = tree("animato-engine", "normal").unwrap();
        assert!(names.iter().any(|name| name == "akool"), "{names:?}");
    }

    #[test]
    fn a_package_that_does_not_exist_has_no_tree() {
        assert_eq!(tree("animato-no-such-package", "normal"), None);
    }
}
