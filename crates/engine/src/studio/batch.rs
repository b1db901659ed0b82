//! The progress of one import, told as it goes. However an import ends, done, broken off or dropped, its end is told:
//! a window that was told of a beginning must not wait for ever.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::core::Core;
use crate::view::{Event, RefusedPhoto};

/// One import under way.
pub(super) struct Batch {
    core: Arc<Core>,
    id: u32,
    done: u32,
    total: u32,
}

impl Batch {
    /// Tells that so many pictures are going to be looked at.
    pub(super) fn begin(core: Arc<Core>, total: u32) -> Self {
        let id = core.batches.fetch_add(1, Ordering::Relaxed);
        let batch = Self { core, id, done: 0, total };
        batch.tell(Vec::new());
        batch
    }

    /// Tells that one more was looked at, and what was refused of it.
    pub(super) fn looked_at(&mut self, refused: Vec<RefusedPhoto>) {
        self.done += 1;
        self.tell(refused);
    }

    fn tell(&self, refused: Vec<RefusedPhoto>) {
        self.core.tell(Event::Importing { batch: self.id, done: self.done, total: self.total, refused });
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        if self.done < self.total {
            self.done = self.total;
            self.tell(Vec::new());
        }
    }
}
