//! What keeps the queue, or one thing in it, from going on, and for how long. An error never moves a state; it rests here.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

use super::service::Trouble;
use super::{Outlook, Queue};
use crate::clock::Pace;
use crate::error::{Error, ErrorCode};

/// What keeps everything from going on.
#[derive(Clone, Debug)]
pub(super) struct Hold {
    pub(super) why: Why,
    pub(super) error: Error,
    /// When it is tried again; `None`: when the person did something.
    pub(super) until: Option<Instant>,
    /// The service asked for that time: no other call's success cuts it short.
    pub(super) asked: bool,
    /// The balance as first told after credits ran out.
    pub(super) seen: Option<f64>,
    /// How often in a row.
    pub(super) times: u32,
}

/// What it stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The key: nothing can be asked.
    Key,
    /// Credits: nothing can be created.
    Credits,
    /// The network or the service: everything waits a moment.
    Trouble,
}

impl Hold {
    /// Whether it goes on without the person.
    pub(super) fn passes(&self, patience: u32) -> bool {
        // Being asked to slow down is no reason to give up.
        self.why == Why::Trouble && (self.times < patience || self.error.code == ErrorCode::RateLimited)
    }
}

/// Single things that are tried again later.
#[derive(Debug, Default)]
pub(super) struct Rests(HashMap<String, Rest>);

#[derive(Clone, Copy, Debug)]
struct Rest {
    until: Instant,
    times: u32,
    /// Only the person can help, though it is tried on.
    for_person: bool,
}

/// Nobody waits so long: until the person says so, or the next start.
const FOR_GOOD: Duration = Duration::from_secs(365 * 24 * 3600);

impl Rests {
    /// Rests a thing for a while, longer each time.
    pub(super) fn add(&mut self, id: &str, pace: &Pace, at_least: Option<Duration>) {
        let times = self.0.get(id).map_or(0, |rest| rest.times) + 1;
        let wait = backoff(pace, times).max(at_least.unwrap_or_default());
        self.0.insert(id.to_owned(), Rest { until: Instant::now() + wait, times, for_person: false });
    }

    /// Rests a thing that waits for the person, though it is tried on.
    pub(super) fn add_for_person(&mut self, id: &str, pace: &Pace) {
        self.add(id, pace, None);
        if let Some(rest) = self.0.get_mut(id) {
            rest.for_person = true;
        }
    }

    /// Rests a thing until the person says that it should be tried again.
    pub(super) fn stop(&mut self, id: &str) {
        self.0.insert(id.to_owned(), Rest { until: Instant::now() + FOR_GOOD, times: 1, for_person: true });
    }

    /// How often in a row it was put to rest.
    pub(super) fn times(&self, id: &str) -> u32 {
        self.0.get(id).map_or(0, |rest| rest.times)
    }

    pub(super) fn clear(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// Whether it may be tried now; otherwise the outlook learns when, and whether it still counts as going on by itself.
    pub(super) fn is_due(&self, id: &str, patience: u32, outlook: &mut Outlook) -> bool {
        let Some(rest) = self.0.get(id) else {
            outlook.busy = true;
            return true;
        };
        outlook.busy |= !rest.for_person && rest.times < patience;
        let due = rest.until <= Instant::now();
        if !due {
            outlook.at(rest.until);
        }
        due
    }
}

/// Doubles from the first wait up to the longest.
pub(super) fn backoff(pace: &Pace, times: u32) -> Duration {
    let doubled = pace.backoff.saturating_mul(2_u32.saturating_pow(times.saturating_sub(1).min(16)));
    doubled.min(pace.backoff_max)
}

impl Queue {
    /// Whether the service may be asked anything now.
    pub(super) fn may_ask(&self, outlook: &mut Outlook) -> bool {
        match &self.hold {
            Some(Hold { why: Why::Key, .. }) => false,
            Some(Hold { why: Why::Trouble, until: Some(until), .. }) if *until > Instant::now() => {
                outlook.at(*until);
                false
            }
            _ => true,
        }
    }

    /// Whether something may be created now.
    pub(super) fn may_create(&self, outlook: &mut Outlook) -> bool {
        self.may_ask(outlook)
            && match &self.hold {
                Some(Hold { why: Why::Credits, until: Some(until), .. }) if *until > Instant::now() => {
                    outlook.at(*until);
                    false
                }
                _ => true,
            }
    }

    /// Whether what is paid for goes on without the person: anything but a refused key passes.
    pub(super) fn goes_on_with_a_key(&self) -> bool {
        !matches!(self.hold, Some(Hold { why: Why::Key, .. }))
    }

    /// Whether what waits to be created goes on without the person.
    pub(super) fn creates_go_on(&self) -> bool {
        self.hold.as_ref().is_none_or(|hold| hold.passes(self.core.pace.patience))
    }

    /// An error of the service or on the way to it: everything that it touches rests, nothing changes its state.
    pub(super) async fn trouble(&mut self, error: &akool::Error) {
        self.hold_for(Trouble::of(error)).await;
    }

    /// Everything that this touches rests.
    pub(super) async fn hold_for(&mut self, trouble: Trouble) {
        if self.is_outdated {
            return;
        }
        let Trouble { why, error, asked } = trouble;
        let (now, pace) = (Instant::now(), &self.core.pace);
        let times = self.hold.as_ref().filter(|hold| hold.why == why).map_or(0, |hold| hold.times) + 1;
        let until = match why {
            Why::Key => None,
            // The balance is asked for at once: only its rise after this tells of a top-up.
            Why::Credits => {
                self.balance_due = Some(now);
                Some(now + pace.credits_again)
            }
            Why::Trouble => Some(now + backoff(pace, times).max(asked.unwrap_or_default())),
        };
        let is_news = self.hold.as_ref().is_none_or(|hold| hold.error != error);
        self.hold = Some(Hold { why, error: error.clone(), until, asked: asked.is_some(), seen: None, times });
        if is_news {
            tracing::warn!(code = ?error.code, "the queue is held");
            self.core.set_standing(|s| s.held = Some(error));
            self.tell_held().await;
        }
    }

    /// The service answered: what held everything is over, except missing credits, which only a rise of the balance ends,
    /// and a time that the service asked for.
    pub(super) async fn cleared(&mut self, balance: Option<f64>) {
        if self.is_outdated {
            return;
        }
        let again = Instant::now() + self.core.pace.top_up;
        let is_over = match &mut self.hold {
            // The person asked in vain, and now it answers: what was said of it is over, too.
            None => self.core.standing().held.is_some(),
            Some(Hold { why: Why::Credits, seen, .. }) => match (balance, *seen) {
                (Some(now), Some(before)) => now > before,
                (now, _) => {
                    *seen = now;
                    false
                }
            },
            Some(Hold { asked: true, until: Some(until), .. }) => *until <= Instant::now(),
            Some(_) => true,
        };
        if is_over {
            self.end_hold().await;
        } else if self.hold.is_some() && balance.is_some() {
            self.balance_due = Some(again);
        }
    }

    /// A create call was taken: whatever held everything is over, missing credits too.
    pub(super) async fn credits_suffice(&mut self) {
        if !self.is_outdated && (self.hold.is_some() || self.core.standing().held.is_some()) {
            self.end_hold().await;
        }
    }

    /// What held everything is over.
    async fn end_hold(&mut self) {
        self.hold = None;
        self.core.set_standing(|s| s.held = None);
        self.tell_held().await;
    }

    /// The person did something about it: everything is tried at once.
    pub(super) async fn forget_holds(&mut self) {
        self.rests = Rests::default();
        if self.hold.is_some() {
            self.end_hold().await;
        }
    }

    /// The account and the videos that wait show what holds them.
    async fn tell_held(&self) {
        self.core.tell_account().await;
        self.tell_waiting().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let pace = Pace { backoff: Duration::from_secs(1), backoff_max: Duration::from_secs(60), ..Pace::default() };
        let waits: Vec<_> = (1..=8).map(|times| backoff(&pace, times).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(backoff(&pace, u32::MAX).as_secs(), 60);
    }

    #[tokio::test]
    async fn a_thing_that_rests_is_due_only_later_and_loses_patience_at_last() {
        let pace = Pace::default();
        let mut rests = Rests::default();
        assert!(rests.is_due("a", 2, &mut Outlook::default()));
        rests.add("a", &pace, None);
        let mut outlook = Outlook::default();
        assert!(!rests.is_due("a", 2, &mut outlook));
        assert!(outlook.busy && outlook.next.is_some());
        rests.add("a", &pace, None);
        let mut outlook = Outlook::default();
        assert!(!rests.is_due("a", 2, &mut outlook));
        assert!(!outlook.busy, "after so many times it waits for the person, though it is tried on");
        rests.clear("a");
        assert!(rests.is_due("a", 2, &mut Outlook::default()));
        rests.stop("a");
        let mut outlook = Outlook::default();
        assert!(!rests.is_due("a", pace.patience, &mut outlook) && !outlook.busy);
    }
}
