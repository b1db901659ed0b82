//! Brings the bytes of one attempt from the server into the part, within the limits.

use std::pin::pin;
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::answer::{self, Answer};
use super::error::SaveError;
use super::fetch;
use super::part::{self, Part, Validator};
use super::{Download, Progress, Saver};

/// At most this often a progress is told.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

impl Saver {
    /// Asks for what is missing and writes it; where that leads to nothing, asks once more, for everything.
    pub(super) async fn receive(
        &self,
        d: &Download<'_>,
        part: &mut Part,
        progress: Progress<'_>,
    ) -> Result<(), SaveError> {
        let mut from = part.resume_point();
        for _ in 0..2 {
            let reply = self.web.get(d.url, from.as_ref(), d.allow_loopback, d.limits.idle).await?;
            match answer::read(&reply.head, from.as_ref())? {
                Answer::Whole { validator, total } => {
                    match self.copy(d, part, reply, Start::Over(validator, total), progress).await {
                        // The part is as it was, and the page may be about no more than the range.
                        Err(SaveError::NotAVideo { .. }) if from.is_some() => {}
                        other => return other,
                    }
                }
                Answer::Rest { total } => {
                    return self.copy(d, part, reply, Start::On(total), progress).await;
                }
                Answer::NothingLeft => {
                    part.is_all();
                    return Ok(());
                }
                Answer::CannotContinue => part.forget().await?,
                Answer::Refused => {}
            }
            from = None;
        }
        Err(SaveError::ServerTrouble { status: 416 })
    }

    /// Writes the body behind what is there, or from the start.
    async fn copy(
        &self,
        d: &Download<'_>,
        part: &mut Part,
        mut reply: fetch::Reply,
        start: Start,
        progress: Progress<'_>,
    ) -> Result<(), SaveError> {
        let idle = d.limits.idle;
        let mut first = Vec::new();
        match start {
            Start::Over(validator, total) => {
                self.fits(d, 0, total).await?;
                while first.len() < answer::SNIFFED {
                    match reply.chunk(idle).await? {
                        Some(bytes) => first.extend_from_slice(&bytes),
                        None => break,
                    }
                }
                answer::sniff(&first)?;
                part.begin(d.url, validator, total).await?;
            }
            Start::On(total) => {
                self.fits(d, part.len(), Some(total)).await?;
                part.carry_on(d.url, total).await?;
            }
        }
        let total = part.total();
        let result = self.pump(d, part, &mut reply, first, progress).await;
        // What came is worth keeping whatever ended it; the first reason is the one to tell.
        let synced = part.sync().await;
        match result {
            Err(SaveError::TooLarge { limit }) => {
                part.discard().await;
                Err(SaveError::TooLarge { limit })
            }
            other => other.and(synced),
        }?;
        match total {
            Some(total) if part.len() != total => {
                Err(SaveError::Incomplete { have: part.len(), expected: Some(total) })
            }
            _ => Ok(()),
        }
    }

    async fn pump(
        &self,
        d: &Download<'_>,
        part: &mut Part,
        reply: &mut fetch::Reply,
        first: Vec<u8>,
        progress: Progress<'_>,
    ) -> Result<(), SaveError> {
        let limits = d.limits;
        let total = part.total();
        let ceiling = total.unwrap_or(limits.max_bytes).min(limits.max_bytes);
        let mut told = Instant::now();
        let mut span = (Instant::now(), part.len());
        let mut next = Some(Bytes::from(first));
        while let Some(bytes) = next {
            if part.len() + bytes.len() as u64 > ceiling {
                return Err(match total {
                    Some(total) if total <= limits.max_bytes => {
                        SaveError::Incomplete { have: part.len(), expected: Some(total) }
                    }
                    _ => SaveError::TooLarge { limit: limits.max_bytes },
                });
            }
            if part.write(&bytes).await? {
                self.fits(d, part.len(), total).await?;
            }
            if told.elapsed() >= PROGRESS_EVERY {
                told = Instant::now();
                progress(part.len(), total);
            }
            if span.0.elapsed() >= limits.idle {
                if part.len() - span.1 < limits.min_bytes {
                    return Err(SaveError::Idle { have: part.len() });
                }
                span = (Instant::now(), part.len());
            }
            next = match next_chunk(part, reply, limits.idle).await {
                Ok(next) => next,
                Err(SaveError::Incomplete { .. }) => {
                    return Err(SaveError::Incomplete { have: part.len(), expected: total });
                }
                Err(SaveError::Idle { .. }) => return Err(SaveError::Idle { have: part.len() }),
                Err(other) => return Err(other),
            };
        }
        Ok(())
    }

    /// Whether what is still to come fits the limit and the disk.
    async fn fits(&self, d: &Download<'_>, have: u64, total: Option<u64>) -> Result<(), SaveError> {
        if total.unwrap_or(have) > d.limits.max_bytes {
            return Err(SaveError::TooLarge { limit: d.limits.max_bytes });
        }
        let needed = total.unwrap_or(have).saturating_sub(have).saturating_add(d.limits.min_free_space);
        let (disk, folder) = (self.disk.clone(), d.folder.to_path_buf());
        let free = tokio::task::spawn_blocking(move || disk.free_space(&folder)).await;
        match free {
            Ok(Some(free)) if free < needed => Err(SaveError::DiskFull { folder: d.folder.to_path_buf() }),
            _ => Ok(()),
        }
    }
}

/// Waits for bytes, and uses a longer wait to bring to the disk what is here.
async fn next_chunk(part: &mut Part, reply: &mut fetch::Reply, idle: Duration) -> Result<Option<Bytes>, SaveError> {
    let mut chunk = pin!(reply.chunk(idle));
    tokio::select! {
        chunk = &mut chunk => return chunk,
        () = tokio::time::sleep(part::UNSYNCED_TIME) => part.sync().await?,
    }
    chunk.await
}

enum Start {
    Over(Option<Validator>, Option<u64>),
    On(u64),
}
