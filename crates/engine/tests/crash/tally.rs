//! What the trials came to.

use std::fmt;
use std::io::Write as _;

#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) trials: u64,
    /// Times that the process was killed while it worked.
    pub(crate) kills: u64,
    /// Requests that a press made.
    pub(crate) requests: u64,
    /// Requests that a person sent again, because they surely never arrived.
    pub(crate) again: u64,
    /// Create calls that the service saw.
    pub(crate) hits: u64,
    /// Create calls that it took, and charged.
    pub(crate) accepted: u64,
    /// Videos on the disk with the right bytes.
    pub(crate) saved: u64,
    /// Videos that were paid for and are not.
    pub(crate) lost: u64,
    /// Requests that were charged more than once.
    pub(crate) doubled: u64,
    /// What else is not as it must be at the end.
    pub(crate) faults: Vec<String>,
}

impl Tally {
    /// Fails the test when the last trial was not as it must be.
    pub(crate) fn judge(&self, trial: &str) {
        assert!(self.lost == 0 && self.doubled == 0 && self.faults.is_empty(), "{trial}: {self:#?}");
    }
}

impl Tally {
    /// Prints what the trials came to, past the test runner, which swallows what a test that passed has printed.
    pub(crate) fn tell(&self) {
        // Who does not read it misses nothing but the numbers.
        let _ = writeln!(std::io::stderr(), "{self}");
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { trials, kills, requests, again, hits, accepted, saved, lost, doubled, .. } = self;
        write!(
            f,
            "{trials} trials, {kills} kills: {requests} requests made, {again} of them sent again by a person; \
             {hits} hits, {accepted} accepted; {saved} videos saved, {lost} lost, {doubled} requests doubled"
        )
    }
}
