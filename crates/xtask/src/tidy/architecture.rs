//! The invariants of ARCHITECTURE.md that can be seen in the text of the sources.

use super::source::{Finding, Source};

/// Parts of the engine that decide and do nothing: facts in, decision out.
const PURE: &[&str] = &[
    "crates/engine/src/quote.rs",
    "crates/engine/src/quote/",
    "crates/engine/src/queue/accept.rs",
    "crates/engine/src/queue/service.rs",
    "crates/engine/src/save/answer.rs",
    "crates/engine/src/state.rs",
    "crates/engine/src/state/",
];

/// What deciding never needs: the network, the disk, the database, the time, waiting.
const DOING: &[&str] = &["async ", "reqwest", "rusqlite", "std::fs", "tokio::", "SystemTime", "Instant"];

/// Deciding and doing are apart.
pub(crate) fn pure(sources: &[Source]) -> Vec<Finding> {
    let pure = sources.iter().filter(|source| PURE.iter().any(|place| source.path.starts_with(place)));
    pure.flat_map(|source| words(source, DOING)).collect()
}

/// The time comes in from outside: the wall clock is read in one file, which a test can replace.
pub(crate) fn time(sources: &[Source]) -> Vec<Finding> {
    let others = below(sources, "crates/engine/src/").filter(|source| source.path != "crates/engine/src/clock.rs");
    others.flat_map(|source| words(source, &["SystemTime::now"])).collect()
}

/// There is no demo branch: the engine may say that it speaks to a demo, and must not act on it.
pub(crate) fn no_demo_branch(sources: &[Source]) -> Vec<Finding> {
    let branches =
        |line: &str| line.contains("is_demo") && ["if ", "match ", "&&", "||", "!"].iter().any(|w| line.contains(w));
    let mut findings = Vec::new();
    for source in below(sources, "crates/engine/src/").chain(below(sources, "crates/akool/src/")) {
        let lines = code(source).filter(|(_, line)| branches(line) || line.to_lowercase().contains("sandbox"));
        findings.extend(lines.map(|(number, line)| source.at(number, line.trim())));
    }
    findings
}

/// No path and no key crosses to the window: it holds ids and view models.
pub(crate) fn no_path_crosses(sources: &[Source]) -> Vec<Finding> {
    let is_secret = |name: &str| ["path", "key", "secret", "token"].contains(&name.to_lowercase().as_str());
    let mut findings = Vec::new();
    for source in below(sources, "ui/src/bindings/") {
        let fields = code(source).filter_map(|(number, line)| Some((number, line.split_once(':')?.0.trim())));
        let found = fields.filter(|(_, name)| is_secret(name) || name.ends_with("Path"));
        findings.extend(found.map(|(number, name)| source.at(number, format!("`{name}`"))));
    }
    findings
}

/// The window is told, and never asks again and again.
pub(crate) fn no_polling(sources: &[Source]) -> Vec<Finding> {
    let asks =
        below(sources, "ui/src/").filter(|source| source.text.contains("$ipc") || source.text.contains("/ipc\""));
    asks.flat_map(|source| words(source, &["setInterval"])).collect()
}

fn below<'a>(sources: &'a [Source], folder: &'a str) -> impl Iterator<Item = &'a Source> {
    sources.iter().filter(move |source| source.path.starts_with(folder))
}

/// The lines that are no comments.
fn code(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    source.lines().filter(|(_, line)| !["//", "*", "/*"].iter().any(|mark| line.trim_start().starts_with(mark)))
}

fn words(source: &Source, words: &[&str]) -> Vec<Finding> {
    let found = |line: &str| words.iter().find(|word| line.contains(**word)).map(|word| format!("`{}`", word.trim()));
    code(source).filter_map(|(number, line)| Some(source.at(number, found(line)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::source::source;
    use super::*;

    #[test]
    fn a_rule_of_the_trade_that_does_something_is_found() {
        let text = "//! Pure: no tokio::time here.\npub(crate) async fn next() {}\n";
        assert_eq!(pure(&[source("crates/engine/src/state/video.rs", text)]).len(), 1);
        assert!(pure(&[source("crates/engine/src/queue/polling.rs", text)]).is_empty());
    }

    #[test]
    fn the_wall_clock_read_outside_the_clock_is_found() {
        let text = "let now = SystemTime::now();\n";
        assert_eq!(time(&[source("crates/engine/src/save.rs", text)]).len(), 1);
        assert!(time(&[source("crates/engine/src/clock.rs", text)]).is_empty());
    }

    #[test]
    fn a_demo_branch_is_found_and_saying_so_is_not() {
        let branch = source("crates/engine/src/core.rs", "if session.is_demo {\n");
        let name = source("crates/engine/src/core.rs", "use animato_sandbox::Sandbox;\n");
        let said = source("crates/engine/src/core.rs", "// as the sandbox does\nis_demo: session.is_demo,\n");
        assert_eq!(no_demo_branch(&[branch, name]).len(), 2);
        assert!(no_demo_branch(&[said]).is_empty());
    }

    #[test]
    fn a_path_or_a_key_in_a_view_model_is_found() {
        let text =
            "export type A = {\n/**\n * path: not this one\n */\nfilePath: string,\nkey: string,\nid: string, };\n";
        assert_eq!(no_path_crosses(&[source("ui/src/bindings/A.ts", text)]).len(), 2);
    }

    #[test]
    fn asking_the_engine_by_the_clock_is_found() {
        let polls =
            source("ui/src/store/a.ts", "import { listVideos } from \"$ipc\";\nsetInterval(listVideos, 500);\n");
        let ticks = source("ui/src/store/clock.ts", "setInterval(() => (now = Date.now()), 500);\n");
        assert_eq!(no_polling(&[polls]).len(), 1);
        assert!(no_polling(&[ticks]).is_empty());
    }
}
