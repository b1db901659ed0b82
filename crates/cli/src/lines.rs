//! The lines that several commands tell: an error, a photo refused, a quote, a video, and the summary at the end.
//!
//! Each has one shape for programs (its fields) and one for people (its `Display`).

use std::fmt;
use std::path::PathBuf;

use animato_engine::Error;
use animato_engine::view::{PriceBasis, Quote, VideoStatus, VideoView};
use serde::Serialize;

use crate::exit::Exit;
use crate::watch::Stop;
use crate::words::{number, plural, shown, state};

/// What went wrong, with what it is about.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename = "error", rename_all = "camelCase")]
pub(crate) struct ErrorLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'a str>,
    #[serde(flatten)]
    error: &'a Error,
}

/// A quote.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename = "quote", rename_all = "camelCase")]
pub(crate) struct QuoteLine<'a> {
    /// What was chosen, in words.
    pub(crate) choice: String,
    #[serde(flatten)]
    pub(crate) quote: &'a Quote,
}

/// A video, as it stands.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename = "video", rename_all = "camelCase")]
pub(crate) struct VideoLine {
    /// Its row.
    pub(crate) id: String,
    /// One word: waiting, sending, queued, rendering, saving, saved, failed, unknown, expired, gone.
    pub(crate) state: &'static str,
    /// The name of its photo.
    pub(crate) photo: String,
    /// The saved file.
    pub(crate) path: Option<String>,
    /// Credits charged for it.
    pub(crate) credits: Option<f64>,
    /// The length of the saved file.
    pub(crate) seconds: Option<f64>,
    /// What went wrong or is in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<Error>,
}

/// The last line of what makes videos, and of whatever was refused.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename = "summary", rename_all = "camelCase")]
pub(crate) struct Summary {
    videos: Vec<VideoLine>,
    /// Credits charged for these videos, as far as the service said so.
    credits: f64,
    saved: usize,
    failed: usize,
    unknown: usize,
    /// Still being made, or held.
    waiting: usize,
    /// Photos that could not be used.
    photos_refused: usize,
    /// Why nobody waited to the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped: Option<Stop>,
    exit_code: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Error>,
}

/// The last line of what only asks: how many there were.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename = "summary", rename_all = "camelCase")]
pub(crate) struct Count {
    /// How many were told.
    pub(crate) count: usize,
    /// How many could not be.
    pub(crate) failed: usize,
    /// The exit code.
    pub(crate) exit_code: u8,
    /// For people; programs can count.
    #[serde(skip)]
    pub(crate) words: String,
}

impl<'a> ErrorLine<'a> {
    pub(crate) fn new(about: Option<&'a str>, error: &'a Error) -> Self {
        Self { about, error }
    }
}

impl fmt::Display for ErrorLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(about) = self.about {
            write!(f, "{about}: ")?;
        }
        f.write_str(&self.error.message)?;
        match &self.error.service {
            Some(words) if !words.message.is_empty() => {
                write!(f, " The service said: \"{}\"", words.message)?;
                words.code.map_or(Ok(()), |code| write!(f, " ({code})"))
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for QuoteLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quote = self.quote;
        writeln!(f, "{} of {}: {}.", plural(quote.videos, "video"), plural(quote.photos, "photo"), self.choice)?;
        match (quote.total, quote.per_video) {
            (Some(total), Some(each)) => {
                let basis = match quote.basis {
                    PriceBasis::Charged => "as last charged",
                    PriceBasis::Listed | PriceBasis::Unknown => "an estimate from the service's list",
                };
                write!(f, "Price: {} credits ({} each), {basis}.", number(total), number(each))?;
            }
            _ => f.write_str("Price: not known.")?,
        }
        match (quote.balance, quote.balance_after) {
            (Some(now), Some(after)) => write!(f, " Balance: {}, after this {}.", number(now), number(after))?,
            (Some(now), None) => write!(f, " Balance: {}.", number(now))?,
            _ => {}
        }
        // What blocks is told as an error.
        quote.objections.iter().filter(|o| !o.blocks).try_for_each(|remark| write!(f, "\n{}", remark.message))
    }
}

impl VideoLine {
    /// Of this video, whose file is there.
    pub(crate) fn new(video: &VideoView, path: Option<PathBuf>) -> Self {
        let error = match &video.status {
            VideoStatus::Failed { error } | VideoStatus::Unknown { error, .. } => Some(error.clone()),
            VideoStatus::Waiting { held } | VideoStatus::Saving { held, .. } => held.clone(),
            _ => None,
        };
        Self {
            id: video.id.to_string(),
            state: state(&video.status),
            photo: video.photo_name.clone(),
            path: path.map(|path| shown(&path)),
            credits: video.credits,
            seconds: video.file.as_ref().map(|file| file.seconds),
            error,
        }
    }
}

impl fmt::Display for VideoLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<9}  {}", self.state, self.path.as_deref().unwrap_or(&self.photo))?;
        if let Some(seconds) = self.seconds {
            write!(f, "  {seconds:.1} s")?;
        }
        self.credits.map_or(Ok(()), |credits| write!(f, "  {} credits", number(credits)))
    }
}

impl Summary {
    /// Of these videos, with so many photos that could not be used.
    pub(crate) fn new(videos: Vec<VideoLine>, photos_refused: usize, stop: Stop, exit: Exit) -> Self {
        let count = |states: &[&str]| videos.iter().filter(|v| states.contains(&v.state)).count();
        let (saved, failed) = (count(&["saved"]), count(&["failed", "expired", "gone"]));
        let unknown = count(&["unknown"]);
        Self {
            credits: videos.iter().filter_map(|v| v.credits).fold(0.0, |sum, credits| sum + credits),
            saved,
            failed,
            unknown,
            waiting: videos.len() - saved - failed - unknown,
            photos_refused,
            stopped: (stop != Stop::Over).then_some(stop),
            exit_code: exit.number(),
            error: None,
            videos,
        }
    }

    /// Of a command that was stopped by this before it made anything.
    pub(crate) fn refused(error: Error, exit: Exit) -> Self {
        Self { error: Some(error), ..Self::new(Vec::new(), 0, Stop::Over, exit) }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.error.is_some() {
            return Ok(());
        }
        if self.videos.is_empty() && self.photos_refused == 0 {
            return f.write_str("Nothing is under way.");
        }
        let parts = [
            (self.saved, "saved"),
            (self.failed, "failed"),
            (self.unknown, "not known"),
            (self.waiting, "not finished"),
        ];
        let told: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        let told = if told.is_empty() { "No video was made".to_owned() } else { told.join(", ") };
        write!(f, "{told}. Charged: {} credits.", number(self.credits))
    }
}

impl Count {
    /// All of so many were told.
    pub(crate) fn told(count: usize, words: String) -> Self {
        Self { count, failed: 0, exit_code: Exit::Saved.number(), words }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

#[cfg(test)]
mod tests {
    use animato_engine::ErrorCode;
    use animato_engine::error::ServiceWords;

    use super::*;

    #[test]
    fn an_error_is_one_line_with_the_service_s_words_at_the_end() {
        let mut error = Error::new(ErrorCode::WrongKey, "The service does not accept the key.");
        error.service = Some(ServiceWords { code: Some(1101), message: "token expired".to_owned() });
        let text = ErrorLine::new(Some("a.jpg"), &error).to_string();
        assert_eq!(text, "a.jpg: The service does not accept the key. The service said: \"token expired\" (1101)");
    }

    #[test]
    fn a_refusal_has_the_shape_of_every_other_summary() {
        let error = Error::new(ErrorCode::NotConnected, "No key is set.");
        let value = serde_json::to_value(Summary::refused(error, Exit::Refused)).unwrap();
        assert_eq!(value["type"], "summary");
        assert_eq!(value["videos"], serde_json::json!([]));
        assert_eq!(value["exitCode"], 3);
        assert_eq!(value["error"]["code"], "notConnected");
    }
}
