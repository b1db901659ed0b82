//! The words of `library`.

use std::path::PathBuf;

use clap::Subcommand;

/// What to do with the library.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum LibraryCommand {
    /// Look for damage, and change nothing; also while Animato is running.
    Check,
    /// Put a damaged database aside and make a whole one of what can be read of it and of what lies beside it. Sends nothing.
    Repair,
    /// Copy everything into a new or empty folder, which is then a library of its own; also while Animato is running.
    Export {
        /// The folder.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Bring in what an exported or any other closed library has and this one does not.
    Import {
        /// The other library's folder.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}
