//! `cargo xtask fuzz`: feeds damaged files to the part that opens pictures, as many as asked.

use crate::command::{cargo, finish};
use crate::setup::{self, Need};
use crate::{Failure, Outcome};

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    inputs: u64,
    seed: Option<u64>,
}

/// Runs the fuzzer of the engine's tests; what fails is kept in `target/tmp`.
///
/// # Errors
/// The options make no sense, or an input was not handled as it should.
pub(crate) fn fuzz(args: &[String]) -> Outcome {
    let asked = read(args)?;
    setup::ready(&[Need::Compiler])?;
    let mut command = cargo();
    command.args(["test", "--package", "animato-engine", "--test", "fuzz", "--", "--nocapture"]);
    command.env("ANIMATO_FUZZ_INPUTS", asked.inputs.to_string());
    if let Some(seed) = asked.seed {
        command.env("ANIMATO_FUZZ_SEED", seed.to_string());
    }
    finish(&mut command)
}

fn read(args: &[String]) -> Outcome<Asked> {
    let mut asked = Asked { inputs: 1_000_000, seed: None };
    let mut words = args.iter();
    while let Some(option) = words.next() {
        let number = words.next().and_then(|word| word.parse().ok());
        match (option.as_str(), number) {
            ("--inputs", Some(number)) => asked.inputs = number,
            ("--seed", Some(number)) => asked.seed = Some(number),
            _ => return Err(Failure::new("say `--inputs N`, `--seed N`, or both")),
        }
    }
    Ok(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_inputs_and_the_seed_can_be_said() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(read(&[]), Ok(Asked { inputs: 1_000_000, seed: None }));
        assert_eq!(read(&words("--inputs 50 --seed 7")), Ok(Asked { inputs: 50, seed: Some(7) }));
        for wrong in ["--inputs", "--inputs many", "50", "--seeds 5"] {
            assert!(read(&words(wrong)).is_err(), "{wrong}");
        }
    }
}
