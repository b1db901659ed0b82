//! Builds the program's side of the window: its permissions, one for each command, and the interface it carries.

use std::path::Path;

#[path = "commands/names.rs"]
mod names;

fn main() {
    let interface = Path::new("ui/dist/index.html");
    println!("cargo:rerun-if-changed={}", interface.display());
    println!("cargo:rerun-if-changed=src-tauri/commands/names.rs");
    if !interface.exists() {
        stop(
            "The interface is not built yet (ui/dist/index.html is missing). Start with `cargo xtask run`, which builds it first.",
        );
    }
    let manifest = tauri_build::AppManifest::new().commands(names::COMMANDS);
    if let Err(e) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        stop(&format!("{e:#}"));
    }
}

/// Ends the build with this sentence as its error.
fn stop(sentence: &str) -> ! {
    println!("cargo::error={sentence}");
    std::process::exit(1);
}
