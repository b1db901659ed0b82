//! Rules for every text file.

use super::source::{Finding, Source};
use crate::workspace;

/// The longest a file may be: what is longer has more than one purpose.
const LONGEST: usize = 400;

/// Folders of somebody's machine, beside the checkout's own. In two parts, so that this file does not break its own rule.
const MACHINE: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/")];

pub(crate) fn length(sources: &[Source]) -> Vec<Finding> {
    let long =
        |source: &&Source| source.ends_with(&[".rs", ".ts", ".svelte", ".css", ".sql"]) && !source.is_generated();
    let count = |source: &Source| {
        let lines = source.text.lines().count();
        (lines > LONGEST).then(|| source.at(lines, format!("{lines} lines")))
    };
    sources.iter().filter(long).filter_map(count).collect()
}

pub(crate) fn trailing_space(sources: &[Source]) -> Vec<Finding> {
    lines(sources, |line| (line != line.trim_end()).then(|| "white space at the end".to_owned()))
}

pub(crate) fn last_line(sources: &[Source]) -> Vec<Finding> {
    let wrong = |source: &&Source| !source.is_generated() && !source.text.is_empty();
    let judge = |source: &Source| {
        let ends_well = source.text.ends_with('\n') && !source.text.ends_with("\n\n");
        (!ends_well).then(|| source.at(source.text.lines().count(), "should end with one line end"))
    };
    sources.iter().filter(wrong).filter_map(judge).collect()
}

pub(crate) fn machine_paths(sources: &[Source]) -> Vec<Finding> {
    let checkout = workspace::root().to_string_lossy().into_owned();
    lines(sources, |line| {
        // The same word inside a longer path, as in an address, is nobody's folder.
        let starts =
            |(at, _): (usize, &str)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-}".contains(c));
        let mut places = MACHINE.iter().copied().chain([checkout.as_str()]);
        let found = places.find(|place| line.match_indices(*place).any(starts));
        found.map(|place| format!("names {place}"))
    })
}

fn lines(sources: &[Source], judge: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| !source.is_generated()) {
        findings.extend(source.lines().filter_map(|(number, line)| Some(source.at(number, judge(line)?))));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::source::source;
    use super::*;

    #[test]
    fn a_file_of_401_lines_is_too_long_and_one_of_400_is_not() {
        assert_eq!(length(&[source("a.rs", &"x\n".repeat(401))]).len(), 1);
        assert!(length(&[source("a.rs", &"x\n".repeat(400))]).is_empty());
        assert!(length(&[source("ui/src/bindings/A.ts", &"x\n".repeat(999))]).is_empty());
    }

    #[test]
    fn space_at_the_end_of_a_line_is_found_where_it_is() {
        let found = trailing_space(&[source("a.md", "fine\nnot \n")]);
        assert_eq!(found, [source("a.md", "").at(2, "white space at the end")]);
    }

    #[test]
    fn a_file_ends_with_one_line_end() {
        assert_eq!(last_line(&[source("a.rs", "x"), source("b.rs", "x\n\n"), source("c.rs", "x\n")]).len(), 2);
    }

    #[test]
    fn a_folder_of_one_machine_is_found_and_an_address_is_not() {
        let mine = format!("let x = \"{}me\";\n", MACHINE[0]);
        assert_eq!(machine_paths(&[source("a.rs", &mine)]).len(), 1);
        let address = format!("https://example.com{}page\n", MACHINE[1]);
        assert!(machine_paths(&[source("a.rs", &address)]).is_empty());
    }
}
