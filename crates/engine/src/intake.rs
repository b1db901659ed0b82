//! What is being taken in right now: how far it is, how it is called off, and how often that is told.
//!
//! Several drops at once are one piece of work to a person: their files are counted together. What happens to single files
//! is gathered and told a few times a second, so that five hundred files are not five hundred times the whole tray.

mod room;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use crate::core::Core;
use crate::view::{Event, PhotoView, RefusedPhoto};

pub(crate) use room::Room;

/// Between two pieces of news; the first and the last are told at once.
const PAUSE: Duration = Duration::from_millis(120);

/// All batches that are under way.
#[derive(Debug, Default)]
pub(crate) struct Intake(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    running: usize,
    done: u32,
    total: u32,
    stop: CancellationToken,
}

impl Intake {
    /// Calls off everything that is under way. What comes later is not concerned.
    pub(crate) fn cancel(&self) {
        std::mem::take(&mut self.held().stop).cancel();
    }

    /// By this, what begins now is called off.
    pub(crate) fn stop(&self) -> CancellationToken {
        self.held().stop.clone()
    }

    fn held(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files of one drop. Dropping it ends it, however that comes about.
pub(crate) struct Batch {
    core: Arc<Core>,
    /// Somebody looks at the tray and wants to know.
    is_watched: bool,
    /// Files that nothing has become of yet.
    open: u32,
    stop: CancellationToken,
    told: Option<Instant>,
    added: Vec<PhotoView>,
    refused: Vec<RefusedPhoto>,
    others: u32,
}

impl Batch {
    /// Begins to take in so many sources; a folder is one until it was looked through.
    pub(crate) fn begin(core: &Arc<Core>, sources: usize, is_watched: bool) -> Self {
        let open = count(sources);
        let stop = {
            let mut state = core.intake.held();
            if is_watched {
                state.running += 1;
                state.total += open;
            }
            state.stop.clone()
        };
        let (added, refused) = (Vec::new(), Vec::new());
        let mut batch = Self { core: core.clone(), is_watched, open, stop, told: None, added, refused, others: 0 };
        batch.tell(true);
        batch
    }

    /// By this it is called off.
    pub(crate) fn stop(&self) -> &CancellationToken {
        &self.stop
    }

    /// The folders were looked through: there are so many files.
    pub(crate) fn found(&mut self, files: usize) {
        let files = count(files);
        if self.is_watched {
            let mut state = self.core.intake.held();
            state.total = (state.total - self.open).saturating_add(files);
        }
        self.open = files;
        self.tell(false);
    }

    /// A photo was taken into the library, and into the tray if that is watched.
    pub(crate) fn took(&mut self, photo: PhotoView) {
        self.added.push(photo);
        self.step();
    }

    /// A picture was refused.
    pub(crate) fn refuse(&mut self, refused: RefusedPhoto) {
        self.refused.push(refused);
        self.step();
    }

    /// A file of a folder is no picture.
    pub(crate) fn pass(&mut self) {
        self.others += 1;
        self.step();
    }

    /// Something else became of a file.
    pub(crate) fn step(&mut self) {
        if self.is_watched {
            self.core.intake.held().done += self.open.min(1);
        }
        self.open = self.open.saturating_sub(1);
        self.tell(false);
    }

    fn tell(&mut self, at_once: bool) {
        let is_due = at_once || self.told.is_none_or(|told| told.elapsed() >= PAUSE);
        if !self.is_watched || !is_due {
            return;
        }
        self.told = Some(Instant::now());
        if !self.added.is_empty() {
            self.core.tell(Event::TrayAdded { photos: std::mem::take(&mut self.added) });
        }
        let (refused, others) = (std::mem::take(&mut self.refused), std::mem::take(&mut self.others));
        // Told under the lock: another batch's later count must not come before this one.
        let state = self.core.intake.held();
        self.core.tell(Event::Importing { done: state.done, total: state.total, refused, others });
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        if !self.is_watched {
            return;
        }
        {
            let mut state = self.core.intake.held();
            state.running -= 1;
            state.total -= self.open;
        }
        self.tell(true);
        let mut state = self.core.intake.held();
        if state.running == 0 {
            (state.done, state.total) = (0, 0);
        }
    }
}

fn count(files: usize) -> u32 {
    u32::try_from(files).unwrap_or(u32::MAX)
}
