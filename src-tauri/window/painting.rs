//! How the web view paints on Linux.

use std::fs;

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};

/// Where the kernel shows the graphics cards that programs can paint with.
const CARDS: &str = "/dev/dri";

/// Has the page painted by the processor itself where there is no graphics card. By default the web view has one imitated
/// then, in which every frame of scrolling takes twice as long.
pub(super) fn suit(window: &WebviewWindow) -> tauri::Result<()> {
    if has_card() {
        return Ok(());
    }
    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

fn has_card() -> bool {
    let Ok(devices) = fs::read_dir(CARDS) else { return false };
    devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}
