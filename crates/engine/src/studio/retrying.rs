//! Videos made or fetched again, because a person said so, through the door.

use std::collections::HashSet;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::Studio;
use super::creating::admit;
use super::service::connected;
use super::videos::closing;
use crate::error::{Error, ErrorCode};
use crate::ids::VideoId;
use crate::library::{request, video};
use crate::queue::{self, Again, Command, Word, is_not_found, to_error};
use crate::quote::{self, Facts};
use crate::settings::Limits;
use crate::state::{RequestState, VideoState};
use crate::view::{VideoStatus, VideoView};

/// Prices that differ by less are the same: they are sums of decimal fractions.
const CREDIT_DUST: f64 = 1e-6;

impl Studio {
    /// Makes a failed, expired, gone or unknown video again, because a person said so; it may cost.
    /// A saved video whose file is missing, or one whose saving is held, is fetched again, which costs nothing.
    ///
    /// # Errors
    /// `NotFound`; `BadSpec` when there is nothing to try again, or when it changed meanwhile so that it would cost;
    /// `OtherPrice` when it costs something else by now than the credits that were `shown`; `OverBudget` when it would pass a
    /// limit, and `BeyondLimit` unless the person `agreed`.
    pub async fn retry(&self, id: &VideoId, shown: Option<f64>, agreed: Option<f64>) -> Result<Vec<VideoView>, Error> {
        self.core.library.must_be_ours()?;
        connected(&self.core)?;
        let again = self.how_again(id).await?;
        let _admitted = self.core.admission.lock().await;
        if again == Again::Make {
            self.hold_to_price(id, shown).await?;
        }
        self.again(id, again, agreed).await
    }

    /// Makes or fetches several again as [`Self::retry`] does one: all of them for `max` credits at most, or none of them.
    /// What comes of each is told by itself; one that went along with another of its request is not told.
    ///
    /// # Errors
    /// `OverBudget` when they may cost more than `max` or the limit for one press together, or their price is not known, and
    /// `BeyondLimit` unless the person `agreed`: then nothing was sent.
    pub async fn retry_within(
        &self,
        ids: &[VideoId],
        max: Option<f64>,
        agreed: Option<f64>,
    ) -> Result<Vec<(VideoId, Result<Vec<VideoView>, Error>)>, Error> {
        self.core.library.must_be_ours()?;
        connected(&self.core)?;
        let mut ways: Vec<(&VideoId, _)> = Vec::with_capacity(ids.len());
        for id in ids {
            // Named twice, it is still made again once.
            if !ways.iter().any(|(named, _)| *named == id) {
                ways.push((id, self.how_again(id).await));
            }
        }
        let _admitted = self.core.admission.lock().await;
        let made = ways.iter().filter(|(_, way)| matches!(way, Ok(Again::Make)));
        self.hold_together(made.map(|(id, _)| (*id).clone()).collect(), max, agreed).await?;
        let (mut told, mut went) = (Vec::with_capacity(ways.len()), HashSet::new());
        for (id, way) in ways {
            // Should it be lost again by now, nobody has said to send it a third time.
            if went.contains(id) {
                continue;
            }
            let videos = match way {
                Ok(again) => self.again(id, again, agreed).await,
                Err(error) => Err(error),
            };
            went.extend(videos.iter().flatten().map(|video| video.id.clone()));
            told.push((id.clone(), videos));
        }
        Ok(told)
    }

    async fn how_again(&self, id: &VideoId) -> Result<Again, Error> {
        Ok(match self.video(id).await?.status {
            // It is paid for: where the service has it after all, nobody pays for it once more.
            VideoStatus::Gone | VideoStatus::Expired if self.is_there(id).await? => Again::Wait,
            VideoStatus::Failed { .. } | VideoStatus::Expired | VideoStatus::Gone | VideoStatus::Unknown { .. } => {
                Again::Make
            }
            _ => Again::Fetch,
        })
    }

    /// Only for whoever was admitted: of two at once, the second is held to the limits with the first one in them.
    async fn again(&self, id: &VideoId, again: Again, agreed: Option<f64>) -> Result<Vec<VideoView>, Error> {
        if again == Again::Make {
            self.hold_to_limits(id, agreed).await?;
        }
        let (answer, answered) = oneshot::channel();
        self.queue.ask(Command::Again(id.clone(), again, answer));
        let ids = answered.await.map_err(|_| closing())??;
        Ok(self.core.views(ids).await?.0)
    }

    /// What making these again may cost together, by the higher of list and last charge, held to the most that the caller
    /// says, and to the limit for one press. The other limits see one after the other.
    async fn hold_together(&self, ids: Vec<VideoId>, max: Option<f64>, agreed: Option<f64>) -> Result<(), Error> {
        let limits = Limits { per_day: None, per_month: None, ..self.core.limits() };
        if ids.is_empty() || (max.is_none() && limits.are_none()) {
            return Ok(());
        }
        let highest = self.core.library.read(move |db| dearest_of(db, &ids)).await?;
        let passed = quote::passed(highest, &Facts { max_credits: max, limits, ..Facts::default() });
        admit(passed.as_slice(), highest, agreed)
    }

    /// What making it again costs is learned from what others are charged, and may change while it is looked at.
    async fn hold_to_price(&self, id: &VideoId, shown: Option<f64>) -> Result<(), Error> {
        let now = self.video(id).await?.retry_credits;
        let (Some(shown), Some(now)) = (shown, now) else { return Ok(()) };
        if (shown - now).abs() < CREDIT_DUST {
            return Ok(());
        }
        self.core.tell_videos(vec![id.clone()]).await;
        let words = format!("It costs {now} credits by now and not {shown}. Nothing was sent; try again to pay that.");
        Err(Error::new(ErrorCode::OtherPrice, words))
    }

    /// Whether the service knows a video that it had not named for long, and has not given it up. A link from which it was not
    /// to be had tells nothing.
    async fn is_there(&self, id: &VideoId) -> Result<bool, Error> {
        let (session, key) = (connected(&self.core)?, id.clone());
        let (video, account) = self
            .core
            .library
            .read(move |db| {
                let video = video::by_id(db, &key)?;
                let account = request::by_id(db, &video.request)?.account;
                Ok((video, account))
            })
            .await?;
        let Some(remote) = video.remote_id.filter(|_| account == session.account) else { return Ok(false) };
        let dead = video.url.as_ref().filter(|_| video.state == VideoState::Expired);
        let is_dead = |link: &str| dead.is_some_and(|dead| place(link) == place(dead));
        let is_alive = |item: &akool::ResultItem| match queue::read(Some(item)) {
            Word::Done { url, .. } => !is_dead(&url),
            Word::Queued | Word::Processing | Word::Pending => true,
            // Of an old one no address will come any more.
            Word::NoAddress => video.state != VideoState::Expired,
            Word::Failed { .. } | Word::Missing => false,
        };
        match session.client.videos().results(&[&remote]).await {
            Ok(items) => Ok(items.iter().any(|item| item.id == remote && is_alive(item))),
            Err(error) if is_not_found(&error) => Ok(false),
            Err(error) => {
                let mut error = to_error(&error);
                error.message = format!(
                    "Akool could not be asked whether it has this one after all, so nothing was sent and nothing charged. Try again later. {}",
                    error.message
                );
                Err(error)
            }
        }
    }
}

/// A link without its signature, which is another one each time.
fn place(link: &str) -> &str {
    link.split('?').next().unwrap_or(link)
}

/// Credits that making these again costs at most; `None`: it is not known.
fn dearest_of(db: &Connection, ids: &[VideoId]) -> rusqlite::Result<Option<f64>> {
    let (mut sum, mut whole) = (Some(0.0), HashSet::new());
    for id in ids {
        let video = video::by_id(db, id)?;
        let request = request::by_id(db, &video.request)?;
        let count = match (video.state, request.state) {
            // Of a request that was refused or got lost, all videos are made again, once.
            (VideoState::Waiting, RequestState::Unknown) | (VideoState::Failed, RequestState::Rejected) => {
                if !whole.insert(request.id.clone()) {
                    continue;
                }
                u32::try_from(video::unsent(db, &request.id)?).unwrap_or(u32::MAX)
            }
            _ => 1,
        };
        sum = sum.zip(queue::estimate(db, &request)?).map(|(sum, each)| sum + each * f64::from(count));
    }
    Ok(sum)
}
