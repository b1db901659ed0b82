//! Rules for the interface in ui/.

use std::collections::BTreeSet;

use super::markup;
use super::source::{Finding, Source};

/// Only one file knows that there is a Tauri.
pub(crate) fn one_door(sources: &[Source]) -> Vec<Finding> {
    let others = code(sources).filter(|source| source.path != "ui/src/ipc.ts");
    others.flat_map(|source| holding(source, "@tauri-apps")).collect()
}

/// Text from elsewhere is shown as text.
pub(crate) fn no_raw_html(sources: &[Source]) -> Vec<Finding> {
    let markers = [concat!("{@", "html"), ".innerHTML", ".outerHTML", "insertAdjacentHTML"];
    code(sources).flat_map(|source| markers.map(|marker| holding(source, marker)).into_iter().flatten()).collect()
}

/// Every word that a person reads comes from messages/.
pub(crate) fn no_literal_words(sources: &[Source]) -> Vec<Finding> {
    let components = code(sources).filter(|source| source.ends_with(&[".svelte"]));
    let words = |source: &Source| {
        markup::literal_words(&source.text).into_iter().map(|(line, words)| source.at(line, words)).collect::<Vec<_>>()
    };
    components.flat_map(words).collect()
}

/// Every language has the keys of English, and each key is used.
pub(crate) fn messages(sources: &[Source]) -> Vec<Finding> {
    let languages: Vec<&Source> =
        sources.iter().filter(|s| s.path.starts_with("ui/messages/") && s.ends_with(&[".json"])).collect();
    let Some(english) = languages.iter().find(|source| source.ends_with(&["/en.json"])) else { return Vec::new() };
    let wanted = keys(english);
    let mut findings = Vec::new();
    for language in &languages {
        let there = keys(language);
        findings.extend(wanted.difference(&there).map(|key| language.at(1, format!("`{key}` is missing"))));
        findings.extend(there.difference(&wanted).map(|key| language.at(1, format!("`{key}` is not in English"))));
    }
    let words: BTreeSet<&str> =
        code(sources).flat_map(|source| source.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')).collect();
    findings.extend(
        wanted.iter().filter(|key| !words.contains(*key)).map(|key| english.at(1, format!("`{key}` is not used"))),
    );
    findings
}

/// Components and styles name a colour by what it is for.
pub(crate) fn colours(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in code(sources).filter(|s| s.ends_with(&[".svelte", ".css"]) && !s.path.ends_with("/tokens.css")) {
        findings.extend(source.lines().filter_map(|(number, line)| Some(source.at(number, raw_colour(line)?))));
    }
    findings
}

/// What people write for the interface, without its tests.
fn code(sources: &[Source]) -> impl Iterator<Item = &Source> {
    let written = |source: &&Source| source.path.starts_with("ui/src/") && !source.is_generated();
    let kind = |source: &&Source| source.ends_with(&[".ts", ".svelte", ".css"]) && !source.ends_with(&[".test.ts"]);
    sources.iter().filter(written).filter(kind)
}

fn holding(source: &Source, marker: &str) -> Vec<Finding> {
    let lines = source.lines().filter(|(_, line)| line.contains(marker));
    lines.map(|(number, _)| source.at(number, format!("`{marker}`"))).collect()
}

/// The keys of a message file: those of the outermost object, one a line.
fn keys(language: &Source) -> BTreeSet<&str> {
    let lines = language.text.lines().filter_map(|line| line.strip_prefix("  \"")?.split_once("\":"));
    lines.map(|(key, _)| key).filter(|key| *key != "$schema").collect()
}

/// A colour by its value: `#` with 3, 4, 6 or 8 hexadecimal digits, or a colour function.
fn raw_colour(line: &str) -> Option<String> {
    for (at, _) in line.match_indices('#') {
        let word: String = line[at + 1..].chars().take_while(|c| c.is_alphanumeric() || "-_".contains(*c)).collect();
        if matches!(word.len(), 3 | 4 | 6 | 8) && word.chars().all(|c| c.is_ascii_hexdigit()) {
            return Some(format!("`#{word}`"));
        }
    }
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch("];
    let starts = |name: &&str| {
        let before = |at: usize| line[..at].chars().next_back();
        line.match_indices(*name).any(|(at, _)| !before(at).is_some_and(|c| c.is_alphanumeric() || c == '-'))
    };
    functions.iter().find(|name| starts(name)).map(|name| format!("`{name}...)`"))
}

#[cfg(test)]
mod tests {
    use super::super::source::source;
    use super::*;

    #[test]
    fn tauri_may_be_imported_in_one_file_only() {
        let line = "import { invoke } from \"@tauri-apps/api/core\";\n";
        assert!(one_door(&[source("ui/src/ipc.ts", line)]).is_empty());
        assert_eq!(one_door(&[source("ui/src/App.svelte", line)]).len(), 1);
    }

    #[test]
    fn raw_html_is_found() {
        let component = format!("<p>{}html name}}</p>\n", "{@");
        assert_eq!(no_raw_html(&[source("ui/src/A.svelte", &component)]).len(), 1);
        assert_eq!(no_raw_html(&[source("ui/src/a.ts", "node.innerHTML = name;\n")]).len(), 1);
    }

    #[test]
    fn literal_words_in_a_component_are_found() {
        let found =
            no_literal_words(&[source("ui/src/A.svelte", "<p>Create</p>\n"), source("ui/src/a.ts", "Create\n")]);
        assert_eq!(found, [source("ui/src/A.svelte", "").at(1, "Create")]);
    }

    #[test]
    fn a_message_that_a_language_lacks_or_nobody_uses_is_found() {
        let english = source("ui/messages/en.json", "{\n  \"close\": \"Close\",\n  \"save\": \"Save\"\n}\n");
        let german = source("ui/messages/de.json", "{\n  \"close\": \"Schließen\"\n}\n");
        let used = source("ui/src/a.ts", "m.close()\n");
        let found: Vec<String> =
            messages(&[english, german, used]).into_iter().map(|finding| finding.to_string()).collect();
        assert_eq!(found, ["ui/messages/de.json:1: `save` is missing", "ui/messages/en.json:1: `save` is not used"]);
    }

    #[test]
    fn colours_by_value_are_found_outside_the_tokens() {
        for line in ["color: #ff8562;", "fill=\"#fff\"", "background: rgba(0, 0, 0, 0.5);", "color: oklch(0.7 0.1 30);"]
        {
            assert_eq!(colours(&[source("ui/src/A.svelte", line)]).len(), 1, "{line}");
            assert!(colours(&[source("ui/src/tokens.css", line)]).is_empty());
        }
        for line in
            ["{#each a as b}", "{#if x}", "href=\"#player\"", "color: var(--accent);", "color-mix(in srgb, a, b)"]
        {
            assert!(colours(&[source("ui/src/A.svelte", line)]).is_empty(), "{line}");
        }
    }
}
