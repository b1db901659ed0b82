//! What can be said about a creation: the choices, the limits, the waiting.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::Images;

/// Options of `animate`.
#[derive(Debug, Args)]
pub(crate) struct Animate {
    #[command(flatten)]
    pub(crate) images: Images,
    #[command(flatten)]
    pub(crate) spec: SpecArgs,
    /// Where to save the videos; usually in the library.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) agreement: Agreement,
    #[command(flatten)]
    pub(crate) wait: Wait,
}

/// What can be chosen for a creation.
#[derive(Debug, Default, Args)]
pub(crate) struct SpecArgs {
    /// What should happen.
    #[arg(long, value_name = "TEXT")]
    pub(crate) prompt: Option<String>,
    /// What should not happen.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) negative: String,
    /// The model, by its value or label in `models`; otherwise the first that needs no plan.
    #[arg(long, value_name = "VALUE")]
    pub(crate) model: Option<String>,
    /// The resolution; otherwise the model's cheapest.
    #[arg(long, value_name = "R")]
    pub(crate) resolution: Option<String>,
    /// The length in seconds; otherwise 5, or the shortest that the model offers.
    #[arg(long, value_name = "N")]
    pub(crate) seconds: Option<u32>,
    /// Videos per photo.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) count: u32,
    /// An effect, by its code in `effects`; the service then ignores the prompt.
    #[arg(long, value_name = "CODE")]
    pub(crate) effect: Option<String>,
    /// The picture on which the video should end.
    #[arg(long, value_name = "IMAGE")]
    pub(crate) end_frame: Option<OsString>,
    /// Where the sound comes from: `none`, `ai` (the model), a file, or a link; otherwise none.
    #[arg(long, value_name = "none|ai|FILE|URL", value_parser = SoundArg::parse)]
    pub(crate) sound: Option<SoundArg>,
    /// Let the service lengthen the prompt.
    #[arg(long)]
    pub(crate) extend_prompt: bool,
}

/// What a person agrees to beforehand, of whatever spends credits.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Agreement {
    /// Refuse to spend more than this many credits.
    #[arg(long, value_name = "N", value_parser = credits)]
    pub(crate) max_credits: Option<f64>,
    /// Go beyond the limits in the settings, where these say to ask first.
    #[arg(long)]
    pub(crate) beyond_limits: bool,
}

impl Agreement {
    /// The credits agreed to: whatever it costs, or nothing.
    pub(crate) fn credits(self) -> Option<f64> {
        self.beyond_limits.then_some(f64::MAX)
    }
}

/// How long to wait.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Wait {
    /// Return as soon as the service has accepted or refused everything; `resume` saves the videos later.
    #[arg(long)]
    pub(crate) detach: bool,
    /// Stop waiting after this many seconds; `resume` saves the videos later.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) timeout: Option<Duration>,
}

/// Where a sound comes from, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SoundArg {
    /// Silent.
    None,
    /// Made by the model.
    Ai,
    /// A file on this machine.
    File(PathBuf),
    /// An http(s) address.
    Link(String),
}

impl SoundArg {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        match text {
            "" => Err("say none, ai, a file or a link".to_owned()),
            "none" => Ok(Self::None),
            "ai" => Ok(Self::Ai),
            link if link.starts_with("https://") || link.starts_with("http://") => {
                url::Url::parse(link).map(|_| Self::Link(link.to_owned())).map_err(|e| e.to_string())
            }
            file => Ok(Self::File(file.into())),
        }
    }
}

fn credits(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if x.is_finite() && x >= 0.0 => Ok(x),
        _ => Err("say a number of credits, 0 or more".to_owned()),
    }
}

/// Up to a year, which every clock of the system can add to now.
fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<f64>() {
        Ok(x) if (0.0..=31_536_000.0).contains(&x) => Ok(Duration::from_secs_f64(x)),
        _ => Err("say a number of seconds".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_is_a_word_a_link_or_a_file() {
        assert_eq!(SoundArg::parse("ai"), Ok(SoundArg::Ai));
        assert_eq!(SoundArg::parse("rain.mp3"), Ok(SoundArg::File("rain.mp3".into())));
        assert_eq!(SoundArg::parse("https://a.example/r.mp3"), Ok(SoundArg::Link("https://a.example/r.mp3".into())));
        assert!(SoundArg::parse("https://").is_err());
    }

    #[test]
    fn nonsense_numbers_are_refused() {
        assert!(credits("-0.5").is_err() && credits("NaN").is_err() && credits("0").is_ok());
        assert!(seconds("1e30").is_err() && seconds("0.5").is_ok());
    }
}
