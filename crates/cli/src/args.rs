//! The command line: its words, their meaning for a reader of `--help`, and nothing else.

mod account;
mod creation;
mod library;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use animato_engine::Source;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub(crate) use account::{AccountCommand, AddAccount};
pub(crate) use creation::{Agreement, Animate, SoundArg, SpecArgs, Wait};
pub(crate) use library::LibraryCommand;

/// Turns photos into short videos, from a terminal.
#[derive(Debug, Parser)]
#[command(name = "animato-cli", version, about, after_help = EXIT_CODES, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  all done; every video is saved, or with --detach accepted
  1  something failed: a video, a photo that cannot be used, the network, the disk
  2  the command line does not make sense
  3  refused: key, credits, budget, plan, no place for photos
  4  an outcome is not known, or the waiting ended before the videos were saved

Environment:
  AKOOL_API_KEY, or AKOOL_CLIENT_ID and AKOOL_CLIENT_SECRET   the account; without them, the one kept by `account add`
  AKOOL_API_HOST      another service that speaks the API
  ANIMATO_HOST_SECRET the secret of the place for photos
  ANIMATO_LIBRARY     the folder of the library
  ANIMATO_CONFIG_DIR  the folder with settings.toml
  ANIMATO_KEYCHAIN    `off` leaves the system's keychain alone
  ANIMATO_LOG         what to log to stderr, for example `debug`";

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Write one JSON object per line; the last is a summary.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// The folder of the library.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
    /// Use the built-in sandbox: no account, no costs, real videos.
    #[arg(long, global = true)]
    pub(crate) demo: bool,
    /// Use this account instead of the one in use.
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "demo")]
    pub(crate) account: Option<String>,
    /// Shorten the sandbox's rendering times by this factor.
    #[arg(long, global = true, value_name = "X", value_parser = factor)]
    pub(crate) speed: Option<f64>,
}

/// Which videos to list, and how.
#[derive(Debug, Args)]
pub(crate) struct Listing {
    /// Which videos.
    #[arg(long, value_enum, default_value_t = Which::All)]
    pub(crate) filter: Which,
    /// Only those with these words in the prompt, the name, the model or the tags.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) search: String,
    /// Only those of this model.
    #[arg(long, value_name = "VALUE")]
    pub(crate) model: Option<String>,
    /// Only those with this tag.
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<String>,
    /// Only those created on this day, as in 2026-11-27.
    #[arg(long, value_name = "DAY")]
    pub(crate) day: Option<String>,
    /// In which order.
    #[arg(long, value_enum, default_value_t = Order::Newest)]
    pub(crate) sort: Order,
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
}

/// In which order to list videos.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    /// The last created first.
    Newest,
    /// The first created first.
    Oldest,
    /// By the photo's name.
    Name,
    /// The longest first.
    Longest,
    /// The dearest first.
    Dearest,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the models, what they can do and what they cost.
    Models,
    /// List the effects.
    Effects,
    /// Show the credits left.
    Credits,
    /// Show what was charged, by day and model.
    Spending {
        /// Write every charge into this file as CSV.
        #[arg(long, value_name = "FILE")]
        csv: Option<PathBuf>,
    },
    /// Say what a creation would cost, and what speaks against it.
    Quote {
        #[command(flatten)]
        images: Images,
        #[command(flatten)]
        spec: SpecArgs,
    },
    /// Make videos from photos and save them.
    Animate(Box<Animate>),
    /// Say what preparing does to each picture, or why it cannot be used.
    Inspect {
        #[command(flatten)]
        images: Images,
    },
    /// Write the bytes that would leave the machine.
    Prepare {
        #[command(flatten)]
        images: Images,
        /// Where to write them.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// List the videos of the library, newest first.
    List(Listing),
    /// Show everything about one video.
    Show {
        /// A video.
        id: String,
    },
    /// Go on with everything that is under way, and save it.
    Resume {
        #[command(flatten)]
        wait: Wait,
    },
    /// Make videos again that failed, expired or are not known; this may cost.
    Retry {
        /// The videos.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        #[command(flatten)]
        agreement: Agreement,
        #[command(flatten)]
        wait: Wait,
    },
    /// Look at the service for videos whose outcome is not known.
    Find {
        /// The videos.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
    /// Add sound to a video; this makes a new one.
    Audio {
        /// The video.
        id: String,
        /// Where the sound comes from: `ai`, a file, or a link.
        #[arg(long, value_name = "ai|FILE|URL", value_parser = SoundArg::parse)]
        sound: SoundArg,
        #[command(flatten)]
        agreement: Agreement,
        #[command(flatten)]
        wait: Wait,
    },
    /// Delete videos from this machine.
    Delete {
        /// The videos.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        /// At the service as well.
        #[arg(long)]
        remote: bool,
    },
    /// The accounts at the service, with their keys in the system's keychain.
    #[command(subcommand)]
    Account(AccountCommand),
    /// The place from which the service fetches photos.
    #[command(subcommand)]
    Host(HostCommand),
    /// Look after the library: check it, repair it, take it out as a whole, bring another one in.
    #[command(subcommand)]
    Library(LibraryCommand),
    /// Run a local server that speaks the API, until Ctrl+C.
    Sandbox {
        /// The port on 127.0.0.1; 0 takes a free one.
        #[arg(long, value_name = "N", default_value_t = 0)]
        port: u16,
    },
    /// Write the three sample photos.
    Sample {
        /// Where to write them.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Write to stdout what a shell needs to complete these commands.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Write the manual pages, for whoever makes a package.
    #[command(hide = true)]
    Man {
        /// Where to write them.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

/// What to do with the place for photos.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum HostCommand {
    /// Upload a small picture, fetch it back from its link, compare, and delete it.
    Test,
    /// List well-known public uploaders, and what to know about each.
    Presets,
    /// Write an uploader into the settings and use it.
    Use {
        /// One of the presets, or a ShareX uploader file.
        #[arg(value_name = "PRESET|FILE.sxcu")]
        what: String,
        /// Agree to what happens to photos at a public place.
        #[arg(long)]
        consent: bool,
    },
}

/// The pictures.
#[derive(Debug, Args)]
pub(crate) struct Images {
    /// Picture files, folders with pictures, or http(s) links to pictures.
    #[arg(required = true, value_name = "IMAGE")]
    images: Vec<OsString>,
    /// Cut what is too wide or too tall for the service to its middle, instead of refusing it.
    #[arg(long)]
    pub(crate) crop: bool,
}

impl Images {
    /// Where they are, as typed.
    pub(crate) fn sources(&self) -> Vec<Source> {
        self.images.iter().map(|word| source(word)).collect()
    }
}

/// A picture as typed: a link, or a file or folder seen from where the program was started.
pub(crate) fn source(word: &OsStr) -> Source {
    Source::named(word, Path::new(""))
}

/// Which videos to list.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Which {
    /// All.
    All,
    /// Under way.
    Making,
    /// Saved.
    Ready,
    /// Marked as kept.
    Kept,
    /// Waiting for the person.
    NeedsYou,
}

/// Rendering times may shrink to a ten-thousandth and grow tenfold; beyond that it is a typing mistake.
fn factor(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if (0.1..=10_000.0).contains(&x) => Ok(x),
        _ => Err("say a number from 0.1 to 10000".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn global_options_may_stand_on_either_side_of_the_command() {
        let before = Cli::try_parse_from(["animato-cli", "--json", "--demo", "--speed", "20", "models"]).unwrap();
        let after = Cli::try_parse_from(["animato-cli", "models", "--json", "--demo", "--speed", "20"]).unwrap();
        for cli in [before, after] {
            assert!(cli.global.json && cli.global.demo);
            assert_eq!(cli.global.speed, Some(20.0));
        }
    }

    #[test]
    fn a_speed_is_a_number_of_sense() {
        for speed in ["0", "-1", "NaN", "inf", "fast"] {
            assert!(factor(speed).is_err(), "{speed}");
        }
    }
}
