//! One file per command. Each opens what it needs, asks the engine, and tells.

mod account;
mod animate;
mod audio;
mod completions;
mod creation;
mod credits;
mod delete;
mod effects;
mod find;
mod host;
mod inspect;
mod library;
mod list;
mod man;
mod models;
mod pictures;
mod prepare;
mod quote;
mod resume;
mod retry;
mod sample;
mod sandbox;
mod show;
mod spending;

use animato_engine::{Error, ErrorCode};

use crate::args::{Cli, Command};
use crate::exit::Exit;
use crate::output::Output;

/// Carries out the command.
///
/// # Errors
/// What stopped it before it could tell a summary of its own.
pub(crate) async fn run(cli: &Cli, out: Output) -> Result<Exit, Error> {
    let global = &cli.global;
    if global.speed.is_some() && !global.demo && !matches!(cli.command, Command::Sandbox { .. }) {
        return Err(Error::new(ErrorCode::BadSpec, "--speed is for the sandbox alone. Add --demo, or leave it away."));
    }
    match &cli.command {
        Command::Models => models::run(global, out).await,
        Command::Effects => effects::run(global, out).await,
        Command::Credits => credits::run(global, out).await,
        Command::Spending { csv } => spending::run(csv.as_deref(), global, out).await,
        Command::Quote { images, spec } => quote::run(images, spec, global, out).await,
        Command::Animate(options) => animate::run(options, global, out).await,
        Command::Inspect { images } => inspect::run(images, out).await,
        Command::Prepare { images, out: folder } => prepare::run(images, folder, out).await,
        Command::List(listing) => list::run(listing, global, out).await,
        Command::Show { id } => show::run(id, global, out).await,
        Command::Resume { wait } => resume::run(*wait, global, out).await,
        Command::Retry { ids, agreement, wait } => retry::run(ids, *agreement, *wait, global, out).await,
        Command::Find { ids } => find::run(ids, global, out).await,
        Command::Audio { id, sound, agreement, wait } => audio::run(id, sound, *agreement, *wait, global, out).await,
        Command::Delete { ids, remote } => delete::run(ids, *remote, global, out).await,
        Command::Account(command) => account::run(command, global, out).await,
        Command::Host(command) => host::run(command, out).await,
        Command::Library(command) => library::run(command, global, out).await,
        Command::Sandbox { port } => sandbox::run(*port, global.speed, out).await,
        Command::Sample { out: folder } => sample::run(folder, out).await,
        Command::Completions { shell } => completions::run(*shell, out),
        Command::Man { out: folder } => man::run(folder, out),
    }
}
