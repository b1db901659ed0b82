//! Moments at which a test ends the process as a crash would: with no word, no destructor and no flush.
//!
//! They stand between two steps of which the first may be on the disk, or at the service, without the second. Without the
//! feature `crash-points`, which only tests turn on, nothing of this is in the program but empty calls.

macro_rules! moments {
    ($($(#[$about:meta])* $moment:ident,)+) => {
        /// A moment on the way from a photo to a saved video.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Moment {
            $($(#[$about])* $moment,)+
        }

        impl Moment {
            /// Every one, in the order of the way.
            pub const ALL: &[Self] = &[$(Self::$moment),+];
        }
    };
}

moments! {
    /// A photo's files are written, its row is not.
    PhotoWritten,
    /// A photo is in the library.
    PhotoKept,
    /// Create was pressed, and nothing is written yet.
    Pressed,
    /// What was pressed is in the library.
    Planned,
    /// It is written down that a photo will be at the host, where it can be deleted there; it is not there yet.
    UploadNoted,
    /// A photo is at the host, if it could be brought there, and its link is not known to the library.
    Uploaded,
    /// A request's links are in the library.
    Hosted,
    /// It is written down that a create call leaves; it has not left.
    Leaving,
    /// The service has answered a create call, and the answer is not in the library.
    Answered,
    /// The answer is in the library, as it came, and nobody has read it.
    ReplyKept,
    /// The ids of a request's videos are in the library.
    Taken,
    /// The service said how the videos stand, and it is not written down.
    Heard,
    /// How they stand is in the library.
    HeardKept,
    /// It is written down that a video is being fetched.
    Fetching,
    /// Some of a video is written, and none of it need be on the disk.
    PartWritten,
    /// What is here of a video is on the disk, and the note beside it does not say so.
    PartSynced,
    /// The whole of a video is on the disk under the name of its part.
    Received,
    /// As before, with its settings behind it.
    Sealed,
    /// A video has its name, and its folder is not synced.
    Renamed,
    /// A video is where it belongs, and the library does not know.
    Placed,
    /// A video is saved, and nobody was told.
    Saved,
    /// A photo is gone from the host, and the library does not know.
    TakenDown,
}

/// Passes a moment.
#[cfg(not(feature = "crash-points"))]
#[inline]
pub(crate) fn at(_: Moment) {}

#[cfg(feature = "crash-points")]
pub use armed::ORDER;
#[cfg(feature = "crash-points")]
pub(crate) use armed::at;

#[cfg(feature = "crash-points")]
mod armed {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::Moment;

    /// The variable that says where to end: the name of a moment, and how often it is passed before, as in `Leaving 2`.
    pub const ORDER: &str = "ANIMATO_CRASH_AT";

    static ARMED: OnceLock<Option<(String, u32)>> = OnceLock::new();
    static PASSED: AtomicU32 = AtomicU32::new(0);

    /// Passes a moment, or ends the process there.
    pub(crate) fn at(moment: Moment) {
        let armed = ARMED.get_or_init(|| {
            let order = std::env::var(ORDER).ok()?;
            let (name, times) = order.split_once(' ')?;
            Some((name.to_owned(), times.parse().ok()?))
        });
        if let Some((name, times)) = armed
            && *name == format!("{moment:?}")
            && PASSED.fetch_add(1, Ordering::SeqCst) == *times
        {
            end();
        }
    }

    #[cfg(unix)]
    fn end() -> ! {
        // Nothing in the process can see or hold up this signal.
        let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
        std::process::abort()
    }

    #[cfg(not(unix))]
    fn end() -> ! {
        std::process::abort()
    }
}
