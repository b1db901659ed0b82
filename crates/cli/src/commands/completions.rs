//! `completions`: what a shell needs to complete our commands and their options.

use std::fmt;

use animato_engine::Error;
use clap::CommandFactory as _;
use clap_complete::Shell;
use serde::Serialize;

use crate::args::Cli;
use crate::exit::Exit;
use crate::output::Output;

/// Tells the script for this shell.
pub(crate) fn run(shell: Shell, out: Output) -> Result<Exit, Error> {
    out.summary(&Script { exit_code: Exit::Saved.number(), script: script(shell) });
    Ok(Exit::Saved)
}

fn script(shell: Shell) -> String {
    let mut command = Cli::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    String::from_utf8_lossy(&script).trim_end().to_owned()
}

/// The script, which is all that there is to say.
#[derive(Serialize)]
#[serde(tag = "type", rename = "summary", rename_all = "camelCase")]
struct Script {
    exit_code: u8,
    script: String,
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.script)
    }
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    #[test]
    fn every_shell_learns_every_command_that_people_see() {
        for shell in Shell::value_variants() {
            let script = script(*shell);
            for word in ["animato-cli", "animate", "spending", "prompt"] {
                assert!(script.contains(word), "{shell} does not know {word}");
            }
        }
    }

    #[test]
    fn no_script_has_characters_that_a_terminal_would_obey() {
        for shell in Shell::value_variants() {
            assert!(!script(*shell).chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{shell}");
        }
    }
}
