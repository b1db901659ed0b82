//! `cargo xtask test`: every check there is, each under its heading, and a table of what came of them.

mod install;
mod parts;
mod tally;
mod window;

use std::time::{Duration, Instant};

use crate::{Failure, Outcome, setup, terminal};
use install::INSTALL;
use parts::{PARTS, Part};
use tally::Tally;

pub(crate) use window::window_test;

/// Runs all parts, or those with these names, each after setting up what it needs. A part that fails does not keep the
/// others from running.
///
/// # Errors
/// A name is unknown, or a part fails.
pub(crate) fn test(names: &[String]) -> Outcome {
    if names.first().is_some_and(|name| name == "list") {
        known().for_each(|part| terminal::say(format!("{:10} {}", part.name, part.about)));
        return Ok(());
    }
    let chosen = choose(names)?;
    let done: Vec<Done> = chosen.into_iter().map(carry_out).collect();
    terminal::heading("What came of it");
    done.iter().for_each(|done| terminal::say(done.line()));
    let sum = done.iter().fold(Tally::default(), |sum, done| sum.plus(done.tally));
    terminal::say(format!("{} passed, {} failed", sum.passed, sum.failed));
    let failed: Vec<&str> = done.iter().filter(|done| done.tally.failed > 0).map(|done| done.name).collect();
    if failed.is_empty() { Ok(()) } else { Err(Failure::new(format!("failed: {}", failed.join(", ")))) }
}

/// A part that has run.
struct Done {
    name: &'static str,
    tally: Tally,
    took: Duration,
}

impl Done {
    fn line(&self) -> String {
        let word = if self.tally.failed > 0 { "FAILED" } else { "passed" };
        let Tally { passed, failed } = self.tally;
        format!("{:10} {word}  {passed:5} passed {failed:4} failed {:7.1} s", self.name, self.took.as_secs_f64())
    }
}

fn choose(names: &[String]) -> Outcome<Vec<&'static Part>> {
    if names.is_empty() {
        return Ok(PARTS.iter().filter(|part| part.here()).collect());
    }
    let find = |name: &String| {
        let part = known().find(|part| part.name == name);
        part.ok_or_else(|| Failure::new(format!("there is no part `{name}`; `cargo xtask test list` names them")))
    };
    names.iter().map(find).collect()
}

/// All that can be asked for.
fn known() -> impl Iterator<Item = &'static Part> {
    PARTS.iter().chain([&INSTALL])
}

fn carry_out(part: &'static Part) -> Done {
    terminal::heading(format!("{}: {}", part.name, part.about));
    let (start, mut tally) = (Instant::now(), Tally::default());
    let outcome = setup::ready(part.needs).and_then(|()| (part.run)(&mut tally));
    if let Err(failure) = &outcome {
        terminal::complain(failure);
    }
    Done { name: part.name, tally: tally.settled(outcome.is_ok()), took: start.elapsed() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_names_every_part_of_this_system_runs_in_order() {
        let all: Vec<&str> = choose(&[]).unwrap().iter().map(|part| part.name).collect();
        let expected: Vec<&str> = PARTS.iter().filter(|part| part.here()).map(|part| part.name).collect();
        assert_eq!(all, expected);
        assert!(all.contains(&"rust") && all.contains(&"tidy"));
    }

    #[test]
    fn installing_is_for_those_who_ask_for_it() {
        assert!(!choose(&[]).unwrap().iter().any(|part| part.name == "--install"));
        assert_eq!(choose(&["--install".to_owned()]).unwrap()[0].name, "--install");
    }

    #[test]
    fn a_part_that_does_not_exist_is_refused_before_anything_runs() {
        assert!(choose(&["rust".to_owned(), "rusty".to_owned()]).is_err());
    }

    #[test]
    fn a_part_without_tests_counts_as_one_check() {
        const GOOD: Part = Part { name: "good", about: "", needs: &[], linux_only: false, run: |_| Ok(()) };
        const BAD: Part =
            Part { name: "bad", about: "", needs: &[], linux_only: false, run: |_| Err(Failure::new("no")) };
        assert_eq!(carry_out(&GOOD).tally, Tally { passed: 1, failed: 0 });
        assert_eq!(carry_out(&BAD).tally, Tally { passed: 0, failed: 1 });
        assert!(carry_out(&BAD).line().contains("FAILED"));
    }
}
