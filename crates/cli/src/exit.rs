//! What the exit code says. Pure: from an error or from where the videos stand to a number.

use std::process::ExitCode;

use animato_engine::ErrorCode;
use animato_engine::view::{VideoStatus, VideoView};

/// The exit codes, mildest first: of several, the last in this order is the one that is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// 0: everything that was asked for was done; all videos are saved.
    Saved,
    /// 1: something failed: a video, a photo that cannot be used, the network, the disk.
    Failed,
    /// 2: the command line does not make sense as it stands.
    Usage,
    /// 3: refused: no key, a wrong key, no credits, a budget, a plan, no place for photos.
    Refused,
    /// 4: an outcome is not known: a create call whose reply never came, or nobody waited to the end.
    Unknown,
}

impl Exit {
    /// The code for something that stopped a command.
    pub(crate) fn of_error(code: ErrorCode) -> Self {
        match code {
            ErrorCode::BadSpec | ErrorCode::NotFound | ErrorCode::SettingsUnreadable => Self::Usage,
            ErrorCode::NotConnected
            | ErrorCode::WrongKey
            | ErrorCode::ClientIdAsKey
            | ErrorCode::AccountBanned
            | ErrorCode::NeedsPlan
            | ErrorCode::NeedsVerification
            | ErrorCode::NotAllowed
            | ErrorCode::NoCredits
            | ErrorCode::OverBudget
            | ErrorCode::BeyondLimit
            | ErrorCode::OtherPrice
            | ErrorCode::NoHost
            | ErrorCode::HostRefused
            | ErrorCode::Keychain => Self::Refused,
            ErrorCode::OutcomeUnknown => Self::Unknown,
            _ => Self::Failed,
        }
    }

    /// The code for where one video stands when nobody waits any more. What is still being made is not known.
    pub(crate) fn of_video(video: &VideoView) -> Self {
        match &video.status {
            VideoStatus::Saved => Self::Saved,
            VideoStatus::Failed { error } => match Self::of_error(error.code) {
                Self::Refused => Self::Refused,
                _ => Self::Failed,
            },
            VideoStatus::Expired | VideoStatus::Gone => Self::Failed,
            // Nothing failed: it is sent, or saved, as soon as that is put right. Making it anew would pay twice.
            VideoStatus::Waiting { held: Some(error) } | VideoStatus::Saving { held: Some(error), .. } => {
                match Self::of_error(error.code) {
                    Self::Refused => Self::Refused,
                    _ => Self::Unknown,
                }
            }
            VideoStatus::Unknown { .. }
            | VideoStatus::Waiting { held: None }
            | VideoStatus::Sending
            | VideoStatus::Queued { .. }
            | VideoStatus::Rendering { .. }
            | VideoStatus::Saving { held: None, .. } => Self::Unknown,
        }
    }

    /// The number.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Saved => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Refused => 3,
            Self::Unknown => 4,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.number().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_outcome_outweighs_everything_else() {
        let all = [Exit::Saved, Exit::Unknown, Exit::Failed, Exit::Refused, Exit::Usage];
        assert_eq!(all.into_iter().max(), Some(Exit::Unknown));
        assert_eq!(Exit::Unknown.number(), 4);
    }

    #[test]
    fn every_refusal_of_the_account_is_3() {
        for code in [
            ErrorCode::NotConnected,
            ErrorCode::WrongKey,
            ErrorCode::ClientIdAsKey,
            ErrorCode::NoCredits,
            ErrorCode::OverBudget,
            ErrorCode::BeyondLimit,
            ErrorCode::NeedsPlan,
            ErrorCode::NeedsVerification,
            ErrorCode::NoHost,
            ErrorCode::HostRefused,
        ] {
            assert_eq!(Exit::of_error(code).number(), 3, "{code:?}");
        }
    }

    #[test]
    fn what_can_be_put_right_on_the_command_line_is_2_and_the_network_is_1() {
        assert_eq!(Exit::of_error(ErrorCode::BadSpec).number(), 2);
        assert_eq!(Exit::of_error(ErrorCode::Offline).number(), 1);
        assert_eq!(Exit::of_error(ErrorCode::PhotoUnusable).number(), 1);
    }
}
