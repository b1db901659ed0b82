//! The house rules that a machine can check. Each rule is a function from the sources to its findings, and each has a
//! test that shows it can find something.

mod architecture;
mod interface;
mod layers;
mod markup;
mod reliability;
mod rust;
mod source;
mod text;

use crate::{Failure, Outcome, terminal};
use source::{Finding, Source};

/// A rule, by what it says.
type Rule = (&'static str, fn(&[Source]) -> Vec<Finding>);

const RULES: &[Rule] = &[
    ("no source file is longer than 400 lines", text::length),
    ("no line ends in white space", text::trailing_space),
    ("every text file ends with one line end", text::last_line),
    ("no path of one machine", text::machine_paths),
    ("every crate keeps the workspace's lints, unsafe code above all", rust::lints),
    ("every Rust file says in its first lines what it is for", rust::module_comment),
    ("only ui/src/ipc.ts speaks to Tauri", interface::one_door),
    ("no raw HTML in a component", interface::no_raw_html),
    ("no literal words in a component", interface::no_literal_words),
    ("every message is there in every language, and used", interface::messages),
    ("colours come from tokens.css", interface::colours),
    ("deciding and doing are apart", architecture::pure),
    ("the time comes in from outside", architecture::time),
    ("there is no demo branch", architecture::no_demo_branch),
    ("no path and no key crosses to the window", architecture::no_path_crosses),
    ("the window never polls", architecture::no_polling),
    ("every numbered fault has its tests in docs/reliability.md", reliability::every_fault_has_its_tests),
    ("each layer knows only the layers below it", layers::layers),
];

/// Checks them all and lists what they find.
///
/// # Errors
/// A rule is broken.
pub(crate) fn tidy() -> Outcome {
    let sources = source::read_all();
    let mut found = 0;
    for (rule, check) in RULES {
        let findings = check(&sources);
        if findings.is_empty() {
            continue;
        }
        terminal::say(format!("Broken: {rule}"));
        findings.iter().for_each(|finding| terminal::say(format!("  {finding}")));
        found += findings.len();
    }
    match found {
        0 => {
            terminal::say(format!("{} rules hold in {} files.", RULES.len(), sources.len()));
            Ok(())
        }
        found => Err(Failure::new(format!("the house rules are broken in {found} places"))),
    }
}
