//! How the web view paints on Linux.

use std::{env, fs};

use gtk::glib;

/// Where the kernel shows the graphics cards that programs can paint with.
const CARDS: &str = "/dev/dri";

/// By which the web view is told to do without a card.
const WITHOUT: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

/// Has the page painted by the processor itself where there is no graphics card. By default the web view has one imitated
/// then, in which every frame of scrolling takes twice as long. It has a setting for the same, with which the wheel of the mouse
/// scrolls nothing any more (WebKitGTK 2.50): only this variable, read when the web view comes up, tells all of its parts.
///
/// To be called before there is another thread, which might read the environment meanwhile.
pub(super) fn suit() {
    // A person's own choice stays.
    if has_card() || env::var_os(WITHOUT).is_some() {
        return;
    }
    if let Err(e) = glib::setenv(WITHOUT, "1", false) {
        tracing::warn!(%e, "the web view imitates a graphics card");
    }
}

fn has_card() -> bool {
    let Ok(devices) = fs::read_dir(CARDS) else { return false };
    devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}
