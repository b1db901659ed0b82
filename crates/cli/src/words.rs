//! How single things are said to people: states, notices, numbers, paths.

use std::path::Path;

use animato_engine::view::{Notice, VideoStatus};
use animato_engine::{Error, ErrorCode};

/// One word for where a video stands.
pub(crate) fn state(status: &VideoStatus) -> &'static str {
    match status {
        VideoStatus::Waiting { .. } => "waiting",
        VideoStatus::Sending => "sending",
        VideoStatus::Queued { .. } => "queued",
        VideoStatus::Rendering { .. } => "rendering",
        VideoStatus::Saving { .. } => "saving",
        VideoStatus::Saved => "saved",
        VideoStatus::Failed { .. } => "failed",
        VideoStatus::Unknown { .. } => "unknown",
        VideoStatus::Expired => "expired",
        VideoStatus::Gone => "gone",
    }
}

/// What was done to a photo, in words.
pub(crate) fn notice(notice: Notice) -> &'static str {
    match notice {
        Notice::Turned => "turned upright",
        Notice::Converted => "format changed",
        Notice::ScaledDown => "scaled down to the service's limits",
        Notice::FirstFrame => "only the first picture taken",
        Notice::Flattened => "transparency laid on white",
        Notice::ColoursConverted => "colours converted to sRGB",
        Notice::LocationRemoved => "location removed",
        Notice::PrivateDataRemoved => "private data removed",
        Notice::Cropped => "cut to the service's shape",
    }
}

/// A number without needless decimals.
pub(crate) fn number(x: f64) -> String {
    let text = format!("{x:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// An error with what can be said on the command line about it.
pub(crate) fn remedied(error: Error) -> Error {
    match error.code {
        ErrorCode::BeyondLimit => {
            Error { message: format!("{} Say --beyond-limits to go on.", error.message), ..error }
        }
        _ => error,
    }
}

/// A count with its word.
pub(crate) fn plural(n: impl Into<u64>, word: &str) -> String {
    match n.into() {
        1 => format!("1 {word}"),
        n => format!("{n} {word}s"),
    }
}

/// A path as text. What is not Unicode is shown as well as it can be.
pub(crate) fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!([number(20.0), number(0.5), number(100.0), number(1.999)], ["20", "0.5", "100", "2"]);
    }
}
