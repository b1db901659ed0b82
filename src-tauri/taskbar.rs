//! What the task bar or the dock shows: how far the work is, and how many videos need the person.

use animato_engine::view::{Counts, Event};
use tauri::window::{ProgressBarState, ProgressBarStatus};
use tauri::{AppHandle, Manager as _};

use crate::window::LABEL;

/// How far the work is that began when nothing was under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Taskbar {
    /// The most that were under way at once since then, and those that were done meanwhile.
    begun: u32,
    making: u32,
    needs_you: u32,
}

impl Taskbar {
    /// Takes in how many there are, and says whether it shows something else now.
    fn count(&mut self, counts: Counts) -> bool {
        let before = *self;
        if counts.making == 0 {
            self.begun = 0;
        } else {
            self.begun += counts.making.saturating_sub(self.making);
        }
        (self.making, self.needs_you) = (counts.making, counts.needs_you);
        *self != before
    }

    /// Hundredths that are done; `None`: there is no work.
    fn percent(&self) -> Option<u64> {
        let done = u64::from(self.begun.saturating_sub(self.making));
        (self.making > 0).then(|| done * 100 / u64::from(self.begun.max(1)))
    }

    /// Shows what an event changes.
    pub(crate) fn hear(&mut self, app: &AppHandle, event: &Event) {
        let (Event::Video { counts, .. } | Event::Removed { counts, .. }) = event else { return };
        if self.count(*counts)
            && let Err(e) = self.show(app)
        {
            tracing::debug!(%e, "the task bar shows no progress");
        }
    }

    fn show(&self, app: &AppHandle) -> tauri::Result<()> {
        let Some(window) = app.get_webview_window(LABEL) else { return Ok(()) };
        let status = if self.making > 0 { ProgressBarStatus::Normal } else { ProgressBarStatus::None };
        window.set_progress_bar(ProgressBarState { status: Some(status), progress: self.percent() })?;
        window.set_badge_count((self.needs_you > 0).then(|| self.needs_you.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(taskbar: &mut Taskbar, making: u32, needs_you: u32) -> Option<u64> {
        taskbar.count(Counts { making, needs_you, ..Counts::default() });
        taskbar.percent()
    }

    #[test]
    fn the_work_goes_from_nothing_to_all_of_what_was_begun() {
        let mut taskbar = Taskbar::default();
        assert_eq!(after(&mut taskbar, 0, 0), None);
        assert_eq!(after(&mut taskbar, 4, 0), Some(0));
        assert_eq!(after(&mut taskbar, 3, 0), Some(25));
        // Another one was created meanwhile.
        assert_eq!(after(&mut taskbar, 4, 0), Some(20));
        assert_eq!(after(&mut taskbar, 1, 1), Some(80));
        assert_eq!(after(&mut taskbar, 0, 1), None);
        assert_eq!(after(&mut taskbar, 2, 1), Some(0), "what was done before does not count");
    }

    #[test]
    fn what_shows_nothing_new_is_not_shown_again() {
        let mut taskbar = Taskbar::default();
        let counts = Counts { making: 1, ..Counts::default() };
        assert!(taskbar.count(counts));
        assert!(!taskbar.count(Counts { ready: 7, ..counts }));
        assert!(taskbar.count(Counts { needs_you: 1, ..counts }));
    }
}
