//! Tests that also run for as long as somebody has patience: `cargo xtask fuzz` and `cargo xtask crash`.

use crate::command::{cargo, finish};
use crate::setup::{self, Need};
use crate::{Failure, Outcome};

/// A test of the engine that takes a number of rounds and a seed from its surroundings.
pub(crate) struct Long {
    /// The test's binary.
    test: &'static str,
    /// The option that says how many rounds.
    option: &'static str,
    /// Rounds unless said.
    rounds: u64,
    /// The variables through which the test is told of the rounds and the seed.
    variables: [&'static str; 2],
}

/// Feeds damaged files to the part that opens pictures; what fails is kept in `target/tmp`.
pub(crate) const FUZZ: Long = Long {
    test: "fuzz",
    option: "--inputs",
    rounds: 1_000_000,
    variables: ["ANIMATO_FUZZ_INPUTS", "ANIMATO_FUZZ_SEED"],
};

/// Kills the engine at each named moment, and at so many random ones.
pub(crate) const CRASH: Long =
    Long { test: "crash", option: "--random", rounds: 200, variables: ["ANIMATO_CRASH_RANDOM", "ANIMATO_CRASH_SEED"] };

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    rounds: u64,
    seed: Option<u64>,
}

impl Long {
    /// Runs it, and shows what it prints.
    ///
    /// # Errors
    /// The options make no sense, or the test failed.
    pub(crate) fn run(&self, args: &[String]) -> Outcome {
        let asked = self.read(args)?;
        setup::ready(&[Need::Compiler])?;
        let mut command = cargo();
        command.args(["test", "--package", "animato-engine", "--test", self.test, "--", "--nocapture"]);
        let [rounds, seed] = self.variables;
        command.env(rounds, asked.rounds.to_string());
        if let Some(asked) = asked.seed {
            command.env(seed, asked.to_string());
        }
        finish(&mut command)
    }

    fn read(&self, args: &[String]) -> Outcome<Asked> {
        let mut asked = Asked { rounds: self.rounds, seed: None };
        let mut words = args.iter();
        while let Some(option) = words.next() {
            match (option.as_str(), words.next().and_then(|word| word.parse().ok())) {
                (option, Some(number)) if option == self.option => asked.rounds = number,
                ("--seed", Some(number)) => asked.seed = Some(number),
                _ => return Err(Failure::new(format!("say `{} N`, `--seed N`, or both", self.option))),
            }
        }
        Ok(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_rounds_and_the_seed_can_be_said() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(FUZZ.read(&[]), Ok(Asked { rounds: 1_000_000, seed: None }));
        assert_eq!(FUZZ.read(&words("--inputs 50 --seed 7")), Ok(Asked { rounds: 50, seed: Some(7) }));
        assert_eq!(CRASH.read(&words("--random 50")), Ok(Asked { rounds: 50, seed: None }));
        for wrong in ["--inputs", "--inputs many", "50", "--seeds 5", "--random 5"] {
            assert!(FUZZ.read(&words(wrong)).is_err(), "{wrong}");
        }
    }
}
