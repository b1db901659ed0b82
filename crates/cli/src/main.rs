//! `animato-cli`: the engine from a terminal.
//!
//! A command is one file in `commands/` and few calls through the engine's door; no rule of the trade lives here.

mod args;
mod choose;
mod commands;
mod demo;
mod exit;
mod interrupt;
mod lines;
mod output;
mod progress;
mod secret;
mod session;
mod watch;
mod words;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::Cli;
use crate::exit::Exit;
use crate::lines::Summary;
use crate::output::Output;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) => return usage(&told),
    };
    output::log();
    let out = Output::new(cli.global.json);
    let exit = match commands::run(&cli, out).await {
        Ok(exit) => exit,
        Err(error) => {
            let exit = Exit::of_error(error.code);
            out.error(None, &error);
            out.summary(&Summary::refused(error, exit));
            exit
        }
    };
    exit.into()
}

/// What clap has to say: help and version are no errors; a mistake keeps the last line of `--json` a summary.
fn usage(told: &clap::Error) -> ExitCode {
    let shown = told.print();
    if !told.use_stderr() {
        return if shown.is_ok() { Exit::Saved.into() } else { Exit::Failed.into() };
    }
    if std::env::args_os().any(|argument| argument == "--json") {
        let message = told.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        let error = animato_engine::Error::new(animato_engine::ErrorCode::BadSpec, message);
        Output::new(true).summary(&Summary::refused(error, Exit::Usage));
    }
    Exit::Usage.into()
}
