//! The files that the house rules look at.

use std::fmt;

use crate::workspace;

/// A text file of the checkout.
#[derive(Debug)]
pub(crate) struct Source {
    /// Relative to the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// The lines with their numbers, from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    pub(crate) fn ends_with(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    /// Something found on this line.
    pub(crate) fn at(&self, line: usize, what: impl Into<String>) -> Finding {
        Finding { path: self.path.clone(), line, what: what.into() }
    }

    /// Written by a tool, or brought as it is for a test to read: not for people to keep tidy.
    pub(crate) fn is_generated(&self) -> bool {
        let data = self.path.contains("/tests/") && self.ends_with(&[".json", ".html", ".svg", ".xml"]);
        data || self.path.starts_with("ui/src/bindings/") || self.ends_with(&["package-lock.json"])
    }
}

/// A place where a rule is broken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Files in which people write.
const ENDINGS: &[&str] = &[
    ".rs", ".ts", ".js", ".svelte", ".css", ".html", ".toml", ".json", ".md", ".sql", ".svg", ".py", ".sh", ".yml",
    ".xml", ".desktop", ".ci/run",
];

/// Reads all of them, except what tools make and git ignores.
pub(crate) fn read_all() -> Vec<Source> {
    let root = workspace::root();
    let skip = |name: &str| {
        matches!(name, ".git" | "target" | "gen" | "node_modules" | "dist" | "paraglide" | "project.inlang")
    };
    let paths = workspace::files(&root, skip).into_iter();
    let read = |path: std::path::PathBuf| {
        let relative = path.strip_prefix(&root).ok()?.to_string_lossy().replace('\\', "/");
        let wanted = ENDINGS.iter().any(|ending| relative.ends_with(ending));
        // A file that is not UTF-8 is a picture or a sound with an unusual name.
        wanted.then(|| std::fs::read_to_string(&path).ok()).flatten().map(|text| Source { path: relative, text })
    };
    paths.filter_map(read).collect()
}

#[cfg(test)]
pub(crate) fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checkout_is_read_without_what_tools_make() {
        let all = read_all();
        assert!(all.iter().any(|source| source.path == "Cargo.toml"));
        assert!(all.iter().any(|source| source.path == "crates/xtask/src/tidy/source.rs"));
        assert!(!all.iter().any(|source| source.path.contains("node_modules/") || source.path.starts_with("target/")));
    }
}
