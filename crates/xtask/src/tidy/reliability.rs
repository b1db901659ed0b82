//! `docs/reliability.md` says for each numbered fault what happens and which test shows it: no number without a test, no
//! test that is not there, no numbered test that the table forgets.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Finding, Source};

const TABLE: &str = "docs/reliability.md";

/// The faults are numbered from 1 to this.
const LAST: u32 = 55;

/// A row of the table: its line, and the tests that it names.
type Row<'a> = (usize, BTreeSet<&'a str>);

pub(crate) fn every_fault_has_its_tests(sources: &[Source]) -> Vec<Finding> {
    let Some(table) = sources.iter().find(|source| source.path == TABLE) else { return Vec::new() };
    let rows: BTreeMap<u32, Row<'_>> = table.lines().filter_map(|(line, text)| row(line, text)).collect();
    let tests: BTreeSet<&str> = sources.iter().filter(|source| source.ends_with(&[".rs"])).flat_map(tests).collect();
    let mut findings = Vec::new();
    for number in 1..=LAST {
        match rows.get(&number) {
            Some((line, named)) if named.is_empty() => findings.push(table.at(*line, "names no test")),
            Some(_) => {}
            None => findings.push(table.at(1, format!("has no row for fault {number}"))),
        }
    }
    for (line, named) in rows.values() {
        let missing = named.iter().filter(|name| !tests.contains(*name));
        findings.extend(missing.map(|name| table.at(*line, format!("there is no test {name}"))));
    }
    for test in &tests {
        let forgets = |number: &u32| rows.get(number).is_some_and(|(_, named)| !named.contains(test));
        let forgotten = numbers(test).into_iter().filter(forgets);
        findings.extend(forgotten.map(|number| table.at(rows[&number].0, format!("does not name {test}"))));
    }
    findings
}

fn row(line: usize, text: &str) -> Option<(u32, Row<'_>)> {
    let cells: Vec<_> = text.strip_prefix('|')?.split('|').map(str::trim).collect();
    let number = cells.first()?.parse().ok()?;
    let named = cells.get(3)?.split('`').skip(1).step_by(2).collect();
    Some((number, (line, named)))
}

/// The names of the functions in a file: the tests are among them.
fn tests(source: &Source) -> impl Iterator<Item = &str> {
    let name = |line: &'_ str| -> Option<usize> { line.find("fn ").map(|at| at + 3) };
    source.text.lines().filter_map(move |line| {
        let rest = &line[name(line)?..];
        Some(&rest[..rest.find('(')?])
    })
}

/// The numbers of the faults that a test is about: `fault_1_2_what_happens` is about two.
fn numbers(test: &str) -> Vec<u32> {
    let Some(rest) = test.strip_prefix("fault_") else { return Vec::new() };
    rest.split('_').map_while(|word| word.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::source::source;
    use super::*;

    #[test]
    fn a_missing_row_a_missing_test_and_a_forgotten_one_are_each_found() {
        let rows: String = (3..=LAST).map(|number| format!("| {number} | f | w | `fault_3_x` |\n")).collect();
        let table = format!("| # | fault | what happens | shown by |\n| 1 | f | w | |\n{rows}");
        // In two parts, so that this file has no such tests itself.
        let function = |name: &str| format!("fn {name}() {{}}\n");
        let code = source("a.rs", &[function("fault_3_x"), function("fault_3_4_forgotten")].concat());
        let found = every_fault_has_its_tests(&[source(TABLE, &table), code]);
        let found: Vec<_> = found.iter().map(|finding| finding.what.as_str()).collect();
        assert_eq!(
            found,
            [
                "names no test",
                "has no row for fault 2",
                "does not name fault_3_4_forgotten",
                "does not name fault_3_4_forgotten"
            ]
        );
        let gone = every_fault_has_its_tests(&[source(TABLE, "| 3 | f | w | `fault_3_x` |\n")]);
        assert!(gone.iter().any(|finding| finding.what == "there is no test fault_3_x"));
    }
}
