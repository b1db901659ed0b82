//! Counting tests from what their runners print.

/// How many tests, or checks without tests, passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Tally {
    /// Takes in a line of output: the summary of a Rust test binary, or that of Vitest.
    pub(crate) fn read(&mut self, line: &str) {
        let line = line.trim_start();
        if let Some(summary) = line.strip_prefix("test result: ").or_else(|| line.strip_prefix("Tests  ")) {
            self.passed += number_before(summary, "passed");
            self.failed += number_before(summary, "failed");
        }
    }

    /// Both together.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// The final count of a part: one without tests is one check, and one that failed has at least one failure.
    pub(crate) fn settled(self, succeeded: bool) -> Self {
        match (succeeded, self) {
            (true, Self { passed: 0, failed: 0 }) => Self { passed: 1, failed: 0 },
            (false, Self { failed: 0, .. }) => Self { failed: 1, ..self },
            _ => self,
        }
    }
}

fn number_before(summary: &str, word: &str) -> u32 {
    let words: Vec<&str> = summary.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let pair = words.windows(2).find(|pair| pair[1] == word);
    pair.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.read(line));
        tally
    }

    #[test]
    fn rust_test_binaries_are_added_up() {
        let tally = read(&[
            "running 3 tests",
            "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.02s",
            "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s",
        ]);
        assert_eq!(tally, Tally { passed: 16, failed: 2 });
    }

    #[test]
    fn vitest_is_read_with_and_without_failures() {
        assert_eq!(read(&["      Tests  34 passed (34)"]), Tally { passed: 34, failed: 0 });
        assert_eq!(read(&["      Tests  1 failed | 33 passed (34)"]), Tally { passed: 33, failed: 1 });
        assert_eq!(read(&[" Test Files  5 passed (5)"]), Tally::default());
    }

    #[test]
    fn a_failure_that_no_test_reports_still_counts() {
        let tally = Tally { passed: 7, failed: 0 };
        assert_eq!(tally.settled(false), Tally { passed: 7, failed: 1 });
        assert_eq!(tally.settled(true), tally);
        assert_eq!(Tally::default().settled(true), Tally { passed: 1, failed: 0 });
    }
}
