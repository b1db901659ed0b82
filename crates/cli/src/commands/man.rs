//! `man`: the manual pages, one for the program and one for each of its commands.

use std::fs;
use std::path::Path;

use animato_engine::Error;
use clap::CommandFactory as _;

use crate::args::Cli;
use crate::commands::prepare::{make_folder, unusable};
use crate::exit::Exit;
use crate::lines::Count;
use crate::output::Output;
use crate::words::{plural, shown};

/// Writes them into the folder, over what is there, and tells how many it holds then.
pub(crate) fn run(folder: &Path, out: Output) -> Result<Exit, Error> {
    make_folder(folder)?;
    clap_mangen::generate_to(Cli::command(), folder).map_err(|e| unusable(folder, &e))?;
    let count = fs::read_dir(folder).map_or(0, Iterator::count);
    let words = format!("{} in {}.", plural(count as u64, "manual page"), shown(folder));
    out.summary(&Count::told(count, words));
    Ok(Exit::Saved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_page_for_the_program_and_for_each_command_that_people_see() {
        let folder = tempfile::tempdir().unwrap();
        run(folder.path(), Output::new(true)).unwrap();
        let page = |name: &str| fs::read_to_string(folder.path().join(name));
        assert!(page("animato-cli.1").unwrap().contains("AKOOL_API_KEY"));
        assert!(page("animato-cli-animate.1").unwrap().contains("prompt"));
        assert!(page("animato-cli-library-check.1").is_ok());
        assert!(page("animato-cli-man.1").is_err());
    }
}
