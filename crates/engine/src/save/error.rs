//! Why a video is not on the disk yet. A closed set: a variant is here because some caller acts on it.

use std::io;
use std::path::{Path, PathBuf};

use super::mp4::Mp4Problem;

/// Why a video is not on the disk yet. Never contains the link, which may be presigned.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The server could not be reached.
    #[error("The video's server could not be reached ({why}).")]
    Offline {
        /// The cause, without addresses.
        why: String,
    },
    /// The server is in trouble, or asks to slow down.
    #[error("The video's server is in trouble (HTTP {status}).")]
    ServerTrouble {
        /// The HTTP status.
        status: u16,
    },
    /// The link does not count any more; the service gives a new one. The part is kept.
    #[error("The link to the video does not work any more (HTTP {status}).")]
    LinkRefused {
        /// The HTTP status.
        status: u16,
    },
    /// The file is not there: the service deletes results after 7 days.
    #[error("The video is not on the service any more (HTTP {status}).")]
    Expired {
        /// The HTTP status.
        status: u16,
    },
    /// A page or a message came in place of a video. The part is kept.
    #[error("The link gave {what} instead of a video.")]
    NotAVideo {
        /// What came, in words.
        what: &'static str,
    },
    /// The connection ended too early. The part is kept.
    #[error("The download stopped before its end, at {have} bytes.")]
    Incomplete {
        /// Bytes here.
        have: u64,
        /// Bytes there, where known.
        expected: Option<u64>,
    },
    /// As many bytes as promised came, and they are not a whole MP4. The next attempt starts over.
    #[error("What was downloaded is not a whole video: {0}.")]
    Damaged(Mp4Problem),
    /// Larger than the limit; nothing is kept.
    #[error("The video is larger than the limit of {limit} bytes.")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The server sent nothing, or next to nothing, for the whole of the idle time. The part is kept.
    #[error("The video's server stopped sending, at {have} bytes.")]
    Idle {
        /// Bytes here.
        have: u64,
    },
    /// The link, or a redirect of it, leads to where no video of the service can be.
    #[error("The link to the video is not safe to open: {why}.")]
    UnsafeLink {
        /// Why, in words.
        why: &'static str,
    },
    /// No room. The part is kept.
    #[error("The disk of {} is full.", folder.display())]
    DiskFull {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder is missing or cannot be written. The part is kept.
    #[error("The folder {} cannot be used: {why}.", folder.display())]
    FolderUnusable {
        /// The folder.
        folder: PathBuf,
        /// Why, in words.
        why: String,
    },
    /// Another attempt for the same part has not ended yet.
    #[error("This video is being saved already.")]
    Busy,
    /// Anything else that the system said.
    #[error("The video could not be saved ({0}).")]
    Io(#[source] io::Error),
}

impl SaveError {
    /// Whether the service must be asked for the video's link again before another attempt.
    #[must_use]
    pub fn needs_new_url(&self) -> bool {
        matches!(self, Self::LinkRefused { .. } | Self::NotAVideo { .. } | Self::Damaged(_))
    }

    /// Whether another attempt can help without anybody doing anything but waiting.
    #[must_use]
    pub fn retryable(&self) -> bool {
        match self {
            Self::Offline { .. }
            | Self::ServerTrouble { .. }
            | Self::LinkRefused { .. }
            | Self::NotAVideo { .. }
            | Self::Incomplete { .. }
            | Self::Damaged(_)
            | Self::Idle { .. }
            | Self::Busy => true,
            Self::Expired { .. }
            | Self::TooLarge { .. }
            | Self::UnsafeLink { .. }
            | Self::DiskFull { .. }
            | Self::FolderUnusable { .. }
            | Self::Io(_) => false,
        }
    }

    /// What the system said about this folder, in the terms of what can be done about it.
    pub(super) fn of_disk(error: io::Error, folder: &Path) -> Self {
        use io::ErrorKind as Kind;
        let why = match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded => return Self::DiskFull { folder: folder.to_path_buf() },
            Kind::NotFound => "it is not there".to_owned(),
            Kind::NotADirectory => "it is not a folder".to_owned(),
            Kind::PermissionDenied => "writing in it is not allowed".to_owned(),
            Kind::FileTooLarge => "its file system does not take files this large".to_owned(),
            Kind::ReadOnlyFilesystem => "its disk is read-only".to_owned(),
            Kind::StaleNetworkFileHandle | Kind::NetworkDown | Kind::HostUnreachable | Kind::NotConnected => {
                "its network drive does not answer".to_owned()
            }
            _ => return Self::Io(error),
        };
        Self::FolderUnusable { folder: folder.to_path_buf(), why }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_an_unusable_folder_are_told_apart_and_name_the_folder() {
        let folder = Path::new("/media/usb/Videos");
        let full = SaveError::of_disk(io::ErrorKind::StorageFull.into(), folder);
        assert!(matches!(&full, SaveError::DiskFull { .. }) && full.to_string().contains("/media/usb/Videos"));
        for kind in [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem, io::ErrorKind::NotFound] {
            let error = SaveError::of_disk(kind.into(), folder);
            assert!(matches!(&error, SaveError::FolderUnusable { .. }), "{error}");
            assert!(error.to_string().contains("/media/usb/Videos"), "{error}");
        }
    }

    #[test]
    fn only_a_link_that_does_not_count_any_more_asks_for_a_new_one() {
        assert!(SaveError::LinkRefused { status: 403 }.needs_new_url());
        assert!(SaveError::NotAVideo { what: "a web page" }.needs_new_url());
        assert!(!SaveError::Offline { why: String::new() }.needs_new_url());
        assert!(!SaveError::Expired { status: 404 }.retryable());
        assert!(!SaveError::DiskFull { folder: PathBuf::new() }.retryable());
    }
}
