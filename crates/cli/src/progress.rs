//! One bar on a terminal for all the videos that are waited for. Silent when stderr is no terminal or programs read.

use std::collections::HashMap;
use std::io::IsTerminal as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use animato_engine::ids::VideoId;
use animato_engine::view::{VideoStatus, VideoView};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::Output;
use crate::watch::is_over;
use crate::words::{plural, state};

/// Steps of the bar for each video.
const STEPS: u64 = 1000;

/// The bar.
pub(crate) struct Progress {
    bar: ProgressBar,
    saving: HashMap<VideoId, f64>,
}

impl Progress {
    /// A bar on stderr, if a person looks at it.
    pub(crate) fn new(out: Output) -> Self {
        let seen = !out.is_json() && std::io::stderr().is_terminal();
        let target = if seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(STEPS), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {elapsed}  {msg}") {
            bar.set_style(style);
        }
        if seen {
            bar.enable_steady_tick(Duration::from_millis(500));
        }
        Self { bar, saving: HashMap::new() }
    }

    /// These videos stand so.
    pub(crate) fn show(&self, videos: &[VideoView]) {
        if self.bar.is_hidden() {
            return;
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(0));
        let done: f64 = videos.iter().map(|v| done(v, now, self.saving.get(&v.id).copied())).sum();
        self.bar.set_length(videos.len() as u64 * STEPS);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the length")]
        self.bar.set_position((done * STEPS as f64) as u64);
        self.bar.set_message(words(videos));
    }

    /// So many bytes of a video are here.
    pub(crate) fn bytes(&mut self, video: &VideoId, done: u64, total: Option<u64>) {
        let share = total.filter(|total| *total > 0).map_or(0.0, |total| done as f64 / total as f64);
        self.saving.insert(video.clone(), share.clamp(0.0, 1.0));
    }

    /// Writes beside the bar.
    pub(crate) fn aside(&self, write: impl FnOnce()) {
        self.bar.suspend(write);
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// How much of a video is done, 0 to 1: mostly the service's time, by how long such a video usually takes.
fn done(video: &VideoView, now: i64, saving: Option<f64>) -> f64 {
    match &video.status {
        VideoStatus::Waiting { .. } => 0.0,
        VideoStatus::Sending => 0.02,
        VideoStatus::Queued { since, usual } | VideoStatus::Rendering { since, usual } => {
            let passed = (now - since).max(0) as f64;
            let share = usual.filter(|usual| *usual > 0).map_or(0.0, |usual| (passed / usual as f64).min(1.0));
            0.05 + 0.80 * share
        }
        VideoStatus::Saving { .. } => 0.85 + 0.14 * saving.unwrap_or(0.0),
        _ => 1.0,
    }
}

/// "2 rendering, 1 saving, 3 of 6 done".
fn words(videos: &[VideoView]) -> String {
    let mut parts: Vec<(&'static str, usize)> = Vec::new();
    for video in videos.iter().filter(|v| !is_over(&v.status)) {
        let word = state(&video.status);
        match parts.iter_mut().find(|(w, _)| *w == word) {
            Some((_, n)) => *n += 1,
            None => parts.push((word, 1)),
        }
    }
    let over = videos.iter().filter(|v| is_over(&v.status)).count();
    let going = parts.iter().map(|(word, n)| format!("{n} {word}, ")).collect::<String>();
    format!("{going}{over} of {} done", plural(videos.len() as u64, "video"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watch::video;

    #[test]
    fn the_bar_never_runs_back_nor_over_its_end() {
        let at = |now| done(&video(VideoStatus::Rendering { since: 1000, usual: Some(1000) }), now, None);
        let course = [
            at(0),
            at(1500),
            at(9000),
            done(&video(VideoStatus::Saving { expires: 0, held: None }), 0, Some(1.0)),
            1.0,
        ];
        assert!(course.is_sorted(), "{course:?}");
    }

    #[test]
    fn the_words_say_what_goes_on_and_how_much_is_done() {
        let rendering = || video(VideoStatus::Rendering { since: 0, usual: None });
        assert_eq!(words(&[rendering(), rendering(), video(VideoStatus::Saved)]), "2 rendering, 1 of 3 videos done");
    }
}
