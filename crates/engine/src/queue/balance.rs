//! Asking how many credits are left, and what that tells: whether a top-up came, and whether charges came back.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::refund::given_back;
use super::{Done, Outlook, Queue, Work};
use crate::error::Error;
use crate::ids::VideoId;
use crate::library::{account, charge};
use crate::session::Session;

/// How long charges for failed videos are watched for, in milliseconds: 30 days.
const WATCHED: i64 = 30 * 24 * 3600 * 1000;

/// How often they are looked for at the most, and at the least.
const SOONEST: Duration = Duration::from_secs(20);
const LATEST: Duration = Duration::from_secs(3600);

/// A balance that was asked for while nothing was being charged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Reading {
    credits: f64,
    at: i64,
}

impl Queue {
    pub(super) fn fill_balance(&mut self, session: &Arc<Session>, outlook: &mut Outlook) {
        let Some(due) = self.balance_due else { return };
        if due > Instant::now() {
            outlook.at(due);
        } else if self.may_ask(outlook) && !self.is_flying(|work| *work == Work::Balance) {
            self.balance_due = None;
            let (asked, since) = (session.clone(), Instant::now());
            self.start(
                Work::Balance,
                session,
                async move { Done::Balance(asked.client.account().balance().await, since) },
            );
        }
    }

    pub(super) async fn balance(&mut self, result: Result<f64, akool::Error>, asked: Instant) -> Result<(), Error> {
        let Some(account) = self.core.session().map(|session| session.account.clone()) else { return Ok(()) };
        match result {
            // What another account has is of no use to this one.
            Ok(_) if self.is_outdated => {}
            Ok(balance) => {
                self.cleared(Some(balance)).await;
                let now = self.core.clock.now();
                let reading = Reading { credits: balance, at: now };
                // Of a create call on its way nobody knows whether the balance has it in already.
                let is_still = !self.is_flying(|work| matches!(work, Work::Send(_)))
                    && self.last_create.is_none_or(|last| last < asked);
                let (back, next) = self
                    .core
                    .library
                    .write(move |db| {
                        account::keep_listing(db, &account, "balance", &balance)?;
                        let back = if is_still { settle(db, &account, reading)? } else { Vec::new() };
                        let youngest = charge::due(db, &account, now - WATCHED)?.into_iter().next_back();
                        Ok((back, youngest.map(|due| look_again(now - due.failed_at))))
                    })
                    .await?;
                self.core.set_standing(|s| s.balance = Some(balance));
                if self.balance_due.is_none() {
                    self.balance_due = next.map(|wait| Instant::now() + wait);
                }
                self.core.tell_account().await;
                if !back.is_empty() {
                    self.core.tell_videos(back).await;
                }
            }
            Err(error) => self.trouble(&error).await,
        }
        Ok(())
    }
}

/// Holds a reading against the one before it, notes what came back, and keeps it for the next one.
fn settle(db: &rusqlite::Transaction<'_>, account: &str, now: Reading) -> rusqlite::Result<Vec<VideoId>> {
    let before: Option<Reading> = account::listing(db, account, "reading")?;
    account::keep_listing(db, account, "reading", &now)?;
    let Some(before) = before else { return Ok(Vec::new()) };
    let Some(charged) = charge::since(db, account, before.at)? else { return Ok(Vec::new()) };
    let due = charge::due(db, account, now.at - WATCHED)?;
    let back = given_back(now.credits - before.credits + charged, &due);
    for one in back {
        charge::came_back(db, account, &one.remote_id, now.at)?;
    }
    Ok(back.iter().map(|one| one.video.clone()).collect())
}

/// How long to wait before looking again for what is due since so many milliseconds: longer with its age.
fn look_again(age: i64) -> Duration {
    Duration::from_millis(u64::try_from(age / 2).unwrap_or(0)).clamp(SOONEST, LATEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_looked_for_soon_and_then_more_and_more_rarely() {
        let waits = [0, 60_000, 3_600_000, 24 * 3_600_000].map(|age| look_again(age).as_secs());
        assert_eq!(waits, [20, 30, 1800, 3600]);
        assert_eq!(look_again(-5).as_secs(), 20, "a clock set back");
    }
}
