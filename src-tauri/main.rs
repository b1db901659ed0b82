//! The program with a window. It opens the engine's one door and shows what stands behind it; it decides nothing itself.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod clipboard;
mod commands;
mod connecting;
mod demo;
mod dialogs;
mod drops;
mod events;
mod handing_out;
mod leaving;
mod logging;
mod media;
mod network;
mod notices;
mod program;
mod shell;
mod taskbar;
mod trouble;
mod views;
mod window;

use std::process::ExitCode;

fn main() -> ExitCode {
    program::run()
}
