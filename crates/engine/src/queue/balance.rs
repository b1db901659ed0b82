//! Asking how many credits are left, and what that tells: whether a top-up came, and whether charges came back.

use std::sync::Arc;
use std::time::Duration;

use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::refund::{given_back, rise};
use super::{Done, Outlook, Queue, Work};
use crate::error::Error;
use crate::ids::VideoId;
use crate::library::charge::{self, Back, Totals, WATCHED};
use crate::library::{account, video};
use crate::session::Session;
use crate::state::VideoState;

/// How often what is due is looked for at the most, and at the least.
const SOONEST: Duration = Duration::from_secs(20);
const LATEST: Duration = Duration::from_secs(3600);

/// A balance that later ones are held against, with all that had been charged and given back by then. No clock is in it: one
/// that is set would count a charge twice.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Reading {
    credits: f64,
    totals: Totals,
}

/// What a reading of the balance came to.
#[derive(Default)]
struct Settled {
    /// Videos whose credits came back.
    back: Vec<VideoId>,
    /// When to look again for what is still due.
    next: Option<Duration>,
}

impl Queue {
    pub(super) fn fill_balance(&mut self, session: &Arc<Session>, outlook: &mut Outlook) {
        let Some(due) = self.balance_due else { return };
        if due > Instant::now() {
            outlook.at(due);
        } else if self.may_ask(outlook) && !self.is_flying(|work| *work == Work::Balance) {
            self.balance_due = None;
            let (asked, since) = (session.clone(), Instant::now());
            self.start(Work::Balance, session, async move {
                Done::Balance(asked.client.account().balance().await, asked, since)
            });
        }
    }

    pub(super) async fn balance(
        &mut self,
        result: Result<f64, akool::Error>,
        session: &Arc<Session>,
        asked: Instant,
    ) -> Result<(), Error> {
        match result {
            // What another account has is of no use to this one.
            Ok(_) if self.is_outdated => {}
            Ok(balance) => {
                self.cleared(Some(balance)).await;
                let account = session.account.clone();
                let (now, is_still) = (self.core.clock.now(), self.is_still(asked));
                let settled = self
                    .core
                    .library
                    .write(move |db| {
                        account::keep_listing(db, &account, "balance", &balance)?;
                        let back = if is_still { settle(db, &account, balance, now)? } else { Vec::new() };
                        let youngest = charge::due(db, &account, now - WATCHED)?.into_iter().next_back();
                        Ok(Settled { back, next: youngest.map(|due| look_again(now - due.failed_at)) })
                    })
                    .await?;
                self.core.set_standing_of(session, |s| s.balance = Some(balance));
                self.look_after(settled.next);
                self.core.tell_account().await;
                if !settled.back.is_empty() {
                    self.core.tell_videos(settled.back).await;
                }
            }
            Err(error) => {
                self.trouble(&error).await;
                self.look_after(Some(self.core.pace.backoff_max.max(SOONEST)));
            }
        }
        Ok(())
    }

    /// Whether a balance asked for then has everything in it that was charged: of a create call on its way, or just taken,
    /// nobody knows.
    fn is_still(&self, asked: Instant) -> bool {
        let is_sending = self.is_flying(|work| matches!(work, Work::Send(_)));
        !is_sending && self.last_create.is_none_or(|last| last + self.core.pace.charge_shows < asked)
    }

    fn look_after(&mut self, wait: Option<Duration>) {
        if self.balance_due.is_none() {
            self.balance_due = wait.map(|wait| Instant::now() + wait);
        }
    }
}

/// Holds a balance against the one before it and notes what came back.
///
/// The one before stays what later ones are held against while anything is on its way or due: credits may come back before
/// it is heard that a video failed.
fn settle(db: &Transaction<'_>, account: &str, credits: f64, now: i64) -> rusqlite::Result<Vec<VideoId>> {
    let totals = charge::totals(db, account)?;
    let due = charge::due(db, account, now - WATCHED)?;
    let before: Option<Reading> = account::listing(db, account, "reading")?;
    let rise = before.and_then(|before| rise((before.credits, before.totals), (credits, totals)));
    let back = rise.map(|rise| given_back(rise, &due)).unwrap_or_default();
    for one in back {
        charge::came_back(db, account, &one.remote_id, Back::Seen, now)?;
    }
    let is_quiet = back.len() == due.len()
        && video::in_states(db, account, [VideoState::Queued, VideoState::Processing])?.is_empty();
    if rise.is_none() || is_quiet {
        account::keep_listing(db, account, "reading", &Reading { credits, totals: charge::totals(db, account)? })?;
    }
    Ok(back.iter().map(|one| one.video.clone()).collect())
}

/// How long to wait before looking again for what is due since so many milliseconds: longer with its age. A clock that was
/// set back is no reason to hurry.
fn look_again(age: i64) -> Duration {
    match u64::try_from(age) {
        Ok(age) => Duration::from_millis(age / 2).clamp(SOONEST, LATEST),
        Err(_) => LATEST,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_looked_for_soon_and_then_more_and_more_rarely() {
        let waits = [0, 60_000, 3_600_000, 24 * 3_600_000].map(|age| look_again(age).as_secs());
        assert_eq!(waits, [20, 30, 1800, 3600]);
        assert_eq!(look_again(-5), LATEST, "a clock set back");
    }
}
