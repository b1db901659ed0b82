//! `library`: looking after the library itself. Speaks to nobody and sends nothing.

use std::fmt;
use std::path::{Path, PathBuf};

use animato_engine::upkeep::{self, BroughtIn, Checked, Exported, Repaired};
use animato_engine::{Error, ErrorCode, Role};
use serde::Serialize;

use crate::args::{Global, LibraryCommand};
use crate::exit::Exit;
use crate::output::Output;
use crate::session::{self, Session};
use crate::words::{plural, shown};

/// Carries out the subcommand.
pub(crate) async fn run(command: &LibraryCommand, global: &Global, out: Output) -> Result<Exit, Error> {
    match command {
        LibraryCommand::Check => check(&session::library(global)?, out).await,
        LibraryCommand::Repair => {
            let repaired = upkeep::repair(&session::library(global)?).await?;
            out.summary(&Told { came: &Repair(repaired), exit_code: Exit::Saved.number() });
            Ok(Exit::Saved)
        }
        LibraryCommand::Export { folder } => {
            let session = Session::unconnected(global, Role::Reads).await?;
            let exported = session.studio.export_library(&absolute(folder)?).await;
            session.close().await;
            out.summary(&Told { came: &Export(exported?), exit_code: Exit::Saved.number() });
            Ok(Exit::Saved)
        }
        LibraryCommand::Import { folder } => {
            let session = Session::unconnected(global, Role::Asks).await?;
            let came = session.studio.bring_in(&absolute(folder)?).await;
            session.close().await;
            out.summary(&Told { came: &Import(came?), exit_code: Exit::Saved.number() });
            Ok(Exit::Saved)
        }
    }
}

async fn check(folder: &Path, out: Output) -> Result<Exit, Error> {
    let checked = upkeep::check(folder).await?;
    let exit = if checked.faults.is_empty() { Exit::Saved } else { Exit::Failed };
    for fault in &checked.faults {
        out.line(&Fault { words: fault });
    }
    out.summary(&Told { came: &Check(checked), exit_code: exit.number() });
    Ok(exit)
}

fn absolute(folder: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(folder).map_err(|e| {
        let folder = folder.display();
        Error::new(ErrorCode::FolderUnusable, format!("The folder {folder} cannot be used: {e}. Nothing was changed."))
    })
}

/// The last line: what it came to.
#[derive(Serialize)]
#[serde(tag = "type", rename = "summary", rename_all = "camelCase")]
struct Told<'a, T> {
    #[serde(flatten)]
    came: &'a T,
    exit_code: u8,
}

impl<T: fmt::Display> fmt::Display for Told<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.came.fmt(f)
    }
}

/// One thing that is wrong, in the database's own words.
#[derive(Serialize)]
#[serde(tag = "type", rename = "fault")]
struct Fault<'a> {
    words: &'a str,
}

impl fmt::Display for Fault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words)
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Check(Checked);

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.faults.is_empty() {
            write!(f, "The library is sound. {} on record.", plural(self.0.records as u64, "video"))?;
        } else {
            f.write_str(
                "The library's database is damaged. `animato-cli library repair` brings back what can be read.",
            )?;
        }
        unreadable(f, self.0.records_unreadable)
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Repair(Repaired);

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let came = &self.0;
        if came.was_whole {
            f.write_str("Nothing was damaged, and nothing was changed.")?;
            return unreadable(f, came.records_unreadable);
        }
        let (videos, photos) = (plural(came.videos as u64, "video"), plural(came.photos as u64, "photo"));
        writeln!(f, "The library is repaired: {videos} and {photos} were read.")?;
        if came.videos_of_records + came.photos_of_files > 0 {
            let (videos, photos) =
                (plural(came.videos_of_records as u64, "video"), plural(came.photos_of_files as u64, "photo"));
            writeln!(f, "{videos} and {photos} came back from what is kept beside the database.")?;
        }
        if came.left_out > 0 {
            writeln!(f, "{} or more could not be read.", plural(came.left_out as u64, "row"))?;
        }
        if let Some(kept) = &came.kept {
            writeln!(f, "The damaged database is kept as {}.", shown(kept))?;
        }
        f.write_str("Nothing was sent. `animato-cli resume` saves what is paid for and not saved.")?;
        unreadable(f, came.records_unreadable)
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Export(Exported);

impl fmt::Display for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let came = &self.0;
        let (videos, photos) = (plural(came.videos as u64, "video"), plural(came.photos as u64, "photo"));
        write!(f, "{videos} and {photos} are in {}.", shown(&came.folder))?;
        missing(f, came.files_missing)?;
        if came.left_out > 0 {
            let left = plural(came.left_out as u64, "video");
            write!(f, "\n{left} not sent yet stayed here alone, so that nobody pays for them twice.")?;
        }
        Ok(())
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Import(BroughtIn);

impl fmt::Display for Import {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let came = &self.0;
        let (videos, photos) = (plural(came.videos as u64, "video"), plural(came.photos as u64, "photo"));
        write!(f, "{videos} and {photos} were brought in; {} here already.", were(came.known))?;
        missing(f, came.files_missing)?;
        if came.left_out > 0 {
            let left = plural(came.left_out as u64, "video");
            write!(f, "\n{left} not sent yet stayed in the other library.")?;
        }
        Ok(())
    }
}

fn were(known: usize) -> String {
    let was = if known == 1 { "was" } else { "were" };
    format!("{} {was}", plural(known as u64, "video"))
}

fn missing(f: &mut fmt::Formatter<'_>, files: usize) -> fmt::Result {
    match files {
        0 => Ok(()),
        n => write!(f, "\n{} of saved videos could not be found.", plural(n as u64, "file")),
    }
}

fn unreadable(f: &mut fmt::Formatter<'_>, records: usize) -> fmt::Result {
    match records {
        0 => Ok(()),
        n => write!(f, "\n{} could not be read.", plural(n as u64, "record")),
    }
}
