//! Memory for pictures that are being opened: a ceiling over all of them together, wherever they come from.
//!
//! Two of them, always taken in this order, so that nobody waits in a circle: one for the files as they are, and one for
//! what becomes of them while they are decoded, scaled and turned. What needs more than a whole ceiling has it alone;
//! what a single picture may need at most is the business of [`Limits`](crate::photo::Limits).

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A permit is so many bytes.
const UNIT: u64 = 1 << 20;
/// Files that were read and not yet prepared, in [`UNIT`]s: as large as the largest file that is read.
const FILES: u32 = 256;
/// Pictures that are being prepared, in [`UNIT`]s: as large as the largest picture that is opened.
const PIXELS: u32 = 640;

/// The two ceilings.
#[derive(Debug)]
pub(crate) struct Room {
    files: Arc<Semaphore>,
    pixels: Arc<Semaphore>,
}

/// A share of a ceiling; free again when it is dropped. `None` only while the program ends.
pub(crate) type Share = Option<OwnedSemaphorePermit>;

impl Default for Room {
    fn default() -> Self {
        let room = |units| Arc::new(Semaphore::new(units as usize));
        Self { files: room(FILES), pixels: room(PIXELS) }
    }
}

impl Room {
    /// Waits until a file of so many bytes may be read.
    pub(crate) async fn for_file(&self, bytes: u64) -> Share {
        self.files.clone().acquire_many_owned(units(bytes, FILES)).await.ok()
    }

    /// Waits until a picture may be opened that takes so many bytes. The file's own share must be held already.
    pub(crate) async fn for_pixels(&self, bytes: u64) -> Share {
        self.pixels.clone().acquire_many_owned(units(bytes, PIXELS)).await.ok()
    }
}

fn units(bytes: u64, most: u32) -> u32 {
    u32::try_from(bytes.div_ceil(UNIT)).unwrap_or(most).clamp(1, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_needs_everything_waits_for_everything() {
        let room = Room::default();
        let small = room.for_pixels(1).await;
        let mut large = std::pin::pin!(room.for_pixels(u64::MAX));
        assert!(futures::poll!(large.as_mut()).is_pending());
        drop(small);
        let large = large.await;
        let mut next = std::pin::pin!(room.for_pixels(1));
        assert!(futures::poll!(next.as_mut()).is_pending(), "a picture that needs everything is alone");
        drop(large);
        assert!(next.await.is_some());
    }

    #[test]
    fn the_ceilings_hold_the_largest_that_is_allowed() {
        let limits = crate::photo::Limits::default();
        assert_eq!(limits.max_bytes_in, u64::from(FILES) * UNIT);
        assert_eq!(limits.max_memory, u64::from(PIXELS) * UNIT);
    }
}
