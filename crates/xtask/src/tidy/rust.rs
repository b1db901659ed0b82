//! Rules for the Rust code.

use super::source::{Finding, Source};

/// Every package takes over the workspace's lints, and the workspace forbids unsafe code.
pub(crate) fn lints(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for manifest in sources.iter().filter(|source| source.ends_with(&["Cargo.toml"])) {
        if section(&manifest.text, "[package]").is_some()
            && !section(&manifest.text, "[lints]").is_some_and(|lints| lints.contains(&"workspace = true"))
        {
            findings.push(manifest.at(1, "[lints] should say `workspace = true`"));
        }
        if let Some(lints) = section(&manifest.text, "[workspace.lints.rust]")
            && !lints.contains(&"unsafe_code = \"forbid\"")
        {
            findings.push(manifest.at(1, "[workspace.lints.rust] should forbid unsafe_code"));
        }
    }
    findings
}

/// Every file starts with a module comment, or with the crate's README as one.
pub(crate) fn module_comment(sources: &[Source]) -> Vec<Finding> {
    let rust = sources.iter().filter(|source| source.ends_with(&[".rs"]));
    let speaks = |text: &str| text.starts_with("//! ") || text.starts_with("#![doc = include_str!(");
    let silent = rust.filter(|source| !speaks(&source.text));
    silent.map(|source| source.at(1, "should start with a module comment (`//! ...`)")).collect()
}

/// The lines of one section of a TOML file, without its heading.
fn section<'a>(toml: &'a str, heading: &str) -> Option<Vec<&'a str>> {
    let mut lines = toml.lines().map(str::trim).skip_while(|line| *line != heading);
    lines.next()?;
    Some(lines.take_while(|line| !line.starts_with('[')).collect())
}

#[cfg(test)]
mod tests {
    use super::super::source::source;
    use super::*;

    #[test]
    fn a_crate_that_makes_its_own_lints_is_found() {
        let good = source("a/Cargo.toml", "[package]\nname = \"a\"\n\n[lints]\nworkspace = true\n\n[dependencies]\n");
        let bad = source("b/Cargo.toml", "[package]\nname = \"b\"\n\n[lints]\n\n[dependencies]\nworkspace = true\n");
        let none = source("c/Cargo.toml", "[package]\nname = \"c\"\n");
        assert!(lints(&[good]).is_empty());
        assert_eq!(lints(&[bad, none]).len(), 2);
    }

    #[test]
    fn a_workspace_that_allows_unsafe_code_is_found() {
        let text = "[workspace]\n\n[workspace.lints.rust]\nmissing_docs = \"warn\"\n";
        assert_eq!(lints(&[source("Cargo.toml", text)]).len(), 1);
    }

    #[test]
    fn a_file_without_a_module_comment_is_found() {
        let found = module_comment(&[source("a.rs", "//! Why.\n"), source("b.rs", "use std::fmt;\n")]);
        assert_eq!(found.iter().map(|finding| finding.path.as_str()).collect::<Vec<_>>(), ["b.rs"]);
    }
}
