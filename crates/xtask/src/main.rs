//! What a developer runs: `cargo xtask run`, `cargo xtask test` and their smaller brothers.
//!
//! Each task finds out what it needs, sets that up, and does its work by calling the tools of the trade. It never
//! holds a rule of the program itself, and has no dependencies, so that it is built in seconds on a bare machine.

mod bench;
mod bindings;
mod bundle;
mod command;
mod long;
mod run;
mod setup;
mod shots;
mod terminal;
mod test;
mod tidy;
mod ui;
mod workspace;

use std::fmt;
use std::process::ExitCode;

/// What a task came to.
type Outcome<T = ()> = Result<T, Failure>;

/// Why a task could not be done, in a sentence for the person at the terminal.
#[derive(Debug, PartialEq, Eq)]
struct Failure(String);

impl Failure {
    fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

const USAGE: &str = "\
cargo xtask TASK

  run [ARG...]     open the program; without a display, animate a sample photo instead
  test [PART...]   check everything, or only these parts; `test list` names them
  setup            install what building, running and testing need
  tidy             check the house rules
  bindings         write the TypeScript types of the window anew from the Rust types
  fuzz             feed damaged pictures to the engine: --inputs N (a million unless said), --seed N
  crash            kill the engine in the middle of its work: --random N (200 unless said), --seed N
  bench [PART...]  measure the program beside others, optimised: window, ingest, saving, waiting, making, sizes
  shots            take pictures of the window's main states into target/shots
  bundle           build the packages for this system
  notices          write what is to be said of the works of others that are in them";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match perform(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            terminal::complain(&failure);
            ExitCode::FAILURE
        }
    }
}

fn perform(args: &[String]) -> Outcome {
    let rest = args.get(1..).unwrap_or_default();
    match args.first().map(String::as_str) {
        Some("run") => run::run(rest),
        Some("test") => test::test(rest),
        Some("setup") => setup::everything(),
        Some("tidy") => tidy::tidy(),
        Some("bindings") => bindings::write(),
        Some("fuzz") => long::FUZZ.run(rest),
        Some("crash") => long::CRASH.run(rest),
        Some("bench") => bench::bench(rest),
        Some("shots") => shots::shots(),
        Some("bundle") => bundle::bundle(rest),
        Some("notices") => bundle::notices(),
        None | Some("help" | "--help" | "-h") => {
            terminal::say(USAGE);
            Ok(())
        }
        Some(other) => Err(Failure::new(format!("there is no task `{other}`\n\n{USAGE}"))),
    }
}
