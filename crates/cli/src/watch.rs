//! Waits for videos, telling every change, until they are over or nobody wants to wait any longer.
//!
//! Stopping here stops nothing at the service: what was accepted goes on there, and `resume` saves it.

mod verdict;

use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::time::Duration;

use animato_engine::ids::VideoId;
use animato_engine::view::{Event, Lookup, VideoStatus, VideoView};
use animato_engine::{Error, ErrorCode, Studio};
use serde::Serialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};

use crate::args::Wait;
use crate::exit::Exit;
use crate::lines::{Summary, VideoLine};
use crate::output::Output;
use crate::progress::Progress;

pub(crate) use verdict::is_over;
#[cfg(test)]
pub(crate) use verdict::tests::video;
use verdict::{exit, stop};

/// Why the waiting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Stop {
    /// Nothing goes on by itself any more.
    Over,
    /// Everything was accepted or refused, and that was enough.
    Detached,
    /// The time was up.
    TimedOut,
    /// Ctrl+C.
    Interrupted,
}

/// How often the bar moves when nothing happens.
const BEAT: Duration = Duration::from_millis(500);

/// Waits for these videos and tells the summary.
///
/// # Errors
/// When the library cannot be read.
pub(crate) async fn watch(
    studio: &Studio,
    videos: Vec<VideoView>,
    photos_refused: usize,
    wait: Wait,
    interrupted: impl Future<Output = ()>,
    out: Output,
) -> Result<Exit, Error> {
    let progress = Progress::new(out);
    let mut watch = Watch { studio, out, progress, told: HashMap::new(), held: HashSet::new(), videos };
    let stop = watch.until_over(wait, interrupted).await?;
    watch.progress.finish();
    watch.summary(photos_refused, stop).await
}

struct Watch<'a> {
    studio: &'a Studio,
    out: Output,
    progress: Progress,
    /// What was last told of each video: its state, and what was in the way.
    told: HashMap<VideoId, (&'static str, Option<ErrorCode>)>,
    /// What was told to be in the way: the same sentence for every video that waits is told once.
    held: HashSet<String>,
    videos: Vec<VideoView>,
}

impl Watch<'_> {
    async fn until_over(&mut self, wait: Wait, interrupted: impl Future<Output = ()>) -> Result<Stop, Error> {
        let deadline = wait.timeout.map(|timeout| Instant::now() + timeout);
        let mut beat = tokio::time::interval(BEAT);
        let settled = self.studio.settled();
        tokio::pin!(interrupted, settled);
        // Before they are read, so that nothing falls between; and not earlier, when they may have been what they are no more.
        let mut events = self.studio.events();
        self.reread().await?;
        loop {
            if stop(&self.videos, wait.detach).is_some() {
                // What was told may be older than what is in the library, which has the last word.
                self.reread().await?;
                if let Some(stop) = stop(&self.videos, wait.detach) {
                    return Ok(stop);
                }
            }
            tokio::select! {
                () = &mut interrupted => return Ok(Stop::Interrupted),
                () = at(deadline) => return Ok(Stop::TimedOut),
                () = &mut settled => {
                    self.reread().await?;
                    return Ok(Stop::Over);
                }
                _ = beat.tick() => self.progress.show(&self.videos),
                event = events.recv() => match event {
                    Ok(Event::Video { video, .. }) => self.changed(*video).await,
                    Ok(Event::Removed { video, .. }) => self.videos.retain(|v| v.id != video),
                    Ok(Event::Progress { video, done, total }) => self.progress.bytes(&video, done, total),
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => self.reread().await?,
                    Err(RecvError::Closed) => return Ok(Stop::Interrupted),
                },
            }
        }
    }

    async fn reread(&mut self) -> Result<(), Error> {
        for index in 0..self.videos.len() {
            let video = self.studio.video(&self.videos[index].id).await?;
            self.changed(video).await;
        }
        Ok(())
    }

    async fn changed(&mut self, video: VideoView) {
        let Some(index) = self.videos.iter().position(|v| v.id == video.id) else { return };
        let line = self.line(&video).await;
        self.videos[index] = video;
        self.progress.show(&self.videos);
        let news = (line.state, line.error.as_ref().map(|e| e.code));
        let former = self.told.insert(self.videos[index].id.clone(), news);
        if former == Some(news) {
            return;
        }
        let is_held = matches!(self.videos[index].status, VideoStatus::Waiting { .. } | VideoStatus::Saving { .. });
        let is_news = match &line.error {
            Some(error) if is_held => self.held.insert(error.message.clone()),
            _ => true,
        };
        let (out, status) = (self.out, &self.videos[index].status);
        self.progress.aside(|| {
            if out.is_json() {
                out.line(&line)
            } else if is_news {
                tell(out, status, &line)
            }
        });
    }

    async fn summary(&self, photos_refused: usize, stop: Stop) -> Result<Exit, Error> {
        let mut lines = Vec::with_capacity(self.videos.len());
        for video in &self.videos {
            lines.push(self.line(video).await);
        }
        let exit = exit(&self.videos, photos_refused, stop);
        self.out.summary(&Summary::new(lines, photos_refused, stop, exit));
        if self.videos.iter().any(|v| !is_over(&v.status)) {
            self.out.remark(match stop {
                Stop::TimedOut => "The time is up. Nothing is lost: `animato-cli resume` goes on and saves the videos.",
                Stop::Interrupted => {
                    "Stopped waiting. Nothing is lost: `animato-cli resume` goes on and saves the videos."
                }
                Stop::Detached => "`animato-cli resume` saves the videos when they are made.",
                Stop::Over => "Nothing is lost: when that is put right, `animato-cli resume` goes on.",
            });
        }
        Ok(exit)
    }

    async fn line(&self, video: &VideoView) -> VideoLine {
        let path = match &video.file {
            Some(file) if !file.missing => self.studio.video_file(&video.id).await.ok(),
            _ => None,
        };
        VideoLine::new(video, path)
    }
}

/// Tells people of a change that they may want to know. The rest shows in the bar.
fn tell(out: Output, status: &VideoStatus, line: &VideoLine) {
    let id = &line.id;
    match (status, &line.error) {
        (VideoStatus::Saved, _) => out.line(line),
        (VideoStatus::Waiting { .. } | VideoStatus::Saving { .. }, Some(error)) => out.error(None, error),
        (VideoStatus::Unknown { lookup: Lookup::NotLooked, .. }, Some(error)) => {
            out.error(Some(&line.photo), error);
            out.remark("Looking for it at the service.");
        }
        (VideoStatus::Unknown { .. }, _) => out.remark(format!(
            "{}: Still not known. Look again: animato-cli find {id}   Send again: animato-cli retry {id}",
            line.photo
        )),
        (VideoStatus::Failed { .. }, Some(error)) => {
            out.error(Some(&line.photo), error);
            out.remark(format!("  Make it again: animato-cli retry {id}"));
        }
        (VideoStatus::Expired, _) => {
            out.remark(format!("{}: The service deleted this video before it could be saved ({id}).", line.photo));
        }
        (VideoStatus::Gone, _) => out.remark(format!("{}: The service no longer knows this video ({id}).", line.photo)),
        _ => {}
    }
}

async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}
