//! Which package may know which: the layers of ARCHITECTURE.md.

use super::source::{Finding, Source};
use crate::command::{cargo, output};

/// The packages of this workspace, and which of the others each may depend on, directly or not.
const LAYERS: &[(&str, &[&str])] = &[
    ("akool", &[]),
    ("animato-pixels", &[]),
    ("animato-film", &["animato-pixels"]),
    ("animato-sandbox", &["animato-film", "animato-pixels"]),
    ("animato-engine", &["akool", "animato-pixels"]),
    ("animato-cli", &["akool", "animato-engine", "animato-film", "animato-pixels", "animato-sandbox"]),
    (SHELL, &["akool", "animato-engine", "animato-film", "animato-pixels", "animato-sandbox"]),
    ("xtask", &[]),
];

/// The only package that knows Tauri, and that nothing depends on, not even a test.
const SHELL: &str = "animato";

/// Asks cargo what each package depends on, on every system. Tests may use any package but the shell.
pub(crate) fn layers(sources: &[Source]) -> Vec<Finding> {
    let manifests = sources.iter().filter_map(|source| Some((source, package(source)?)));
    let judge = |(manifest, package): (&Source, &str)| {
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == package) else {
            return vec![manifest.at(1, format!("{package} has no place among the layers"))];
        };
        let (Some(product), Some(tests)) = (tree(package, "normal,build"), tree(package, "all")) else {
            return vec![manifest.at(1, format!("cargo does not say what {package} depends on"))];
        };
        let mut found = offenders(&product, |name| allowed.contains(&name), package == SHELL);
        found.extend(offenders(&tests, |name| name != SHELL, package == SHELL));
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|name| manifest.at(1, format!("{package} depends on {name}"))).collect()
    };
    manifests.flat_map(judge).collect()
}

/// A dependency.
#[derive(Debug, PartialEq, Eq)]
struct Dependency {
    name: String,
    /// Of this workspace.
    is_ours: bool,
}

fn offenders(tree: &[Dependency], may_know: impl Fn(&str) -> bool, may_know_tauri: bool) -> Vec<String> {
    let offends = |dependency: &&Dependency| {
        let name = dependency.name.as_str();
        let is_tauri = name == "tauri" || name.starts_with("tauri-");
        (dependency.is_ours && !may_know(name)) || (is_tauri && !may_know_tauri)
    };
    tree.iter().filter(offends).map(|dependency| dependency.name.clone()).collect()
}

/// All dependencies, or `None` when cargo fails.
fn tree(package: &str, edges: &str) -> Option<Vec<Dependency>> {
    let words = format!("tree --package {package} --edges {edges} --target all --prefix none --format {{p}}");
    let lines = output(cargo().args(words.split(' ')))?;
    let dependencies: Vec<Dependency> = lines.lines().filter_map(dependency).collect();
    // The first is the package itself.
    (dependencies.first()?.name == package).then(|| dependencies.into_iter().filter(|d| d.name != package).collect())
}

/// Reads `serde v1.0.0`, or, with a folder or a mark in brackets, `akool v0.1.0 (/a/folder)` and `serde_derive v1.0.0 (proc-macro)`.
fn dependency(line: &str) -> Option<Dependency> {
    let mut words = line.splitn(3, ' ');
    let (name, _) = (words.next()?, words.next()?);
    let is_ours = words.next().is_some_and(|rest| rest.contains(['/', '\\']));
    Some(Dependency { name: name.to_owned(), is_ours })
}

/// The name of the package of which this is the manifest.
fn package(source: &Source) -> Option<&str> {
    let manifest = source.path == "Cargo.toml" || source.path.ends_with("/Cargo.toml");
    let lines = source.text.lines().skip_while(|line| *line != "[package]").filter(|_| manifest);
    lines.into_iter().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    use super::super::source::source;
    use super::*;

    fn names(lines: &[&str]) -> Vec<Dependency> {
        lines.iter().filter_map(|line| dependency(line)).collect()
    }

    #[test]
    fn a_dependency_on_a_higher_layer_or_on_tauri_is_found() {
        let tree = names(&["serde v1.0.0", "tauri-utils v2.0.0", "akool v0.1.0 (/a/akool)", "animato v0.1.0 (/a)"]);
        assert_eq!(offenders(&tree, |name| name == "akool", false), ["tauri-utils", "animato"]);
        assert_eq!(offenders(&tree, |name| name != "akool", true), ["akool"]);
    }

    #[test]
    fn a_macro_of_somebody_else_is_not_ours() {
        assert!(!dependency("serde_derive v1.0.0 (proc-macro)").unwrap().is_ours);
        assert_eq!(dependency(""), None);
    }

    #[test]
    fn a_package_without_a_place_among_the_layers_is_found() {
        let manifest = source("crates/new/Cargo.toml", "[package]\nname = \"new\"\n");
        assert_eq!(layers(&[manifest])[0].what, "new has no place among the layers");
    }

    #[test]
    fn cargo_knows_what_the_engine_depends_on() {
        let tree = tree("animato-engine", "normal").unwrap();
        assert!(tree.iter().any(|dependency| dependency.name == "akool" && dependency.is_ours), "{tree:?}");
        assert!(tree.iter().any(|dependency| dependency.name == "serde" && !dependency.is_ours));
    }

    #[test]
    fn a_package_that_does_not_exist_has_no_tree() {
        assert_eq!(tree("animato-no-such-package", "normal"), None);
    }
}
