//! The words of `account`.

use clap::{Args, Subcommand};

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// List the accounts; a star marks the one in use.
    List,
    /// Connect an account, and use it from now on. The key is asked for, or read from stdin; it is tried at once.
    Add(AddAccount),
    /// Use another account from now on.
    Use {
        /// An account, or `demo`.
        name: String,
    },
    /// Forget an account and its key. Its videos stay in the library.
    Forget {
        /// An account.
        name: String,
    },
}

/// How to connect an account. There is no option for the key: arguments are seen by every program of this machine.
#[derive(Debug, Args)]
pub(crate) struct AddAccount {
    /// A name for it.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// The client id, when the key is the secret of one.
    #[arg(long, value_name = "ID")]
    pub(crate) client_id: Option<String>,
    /// Another service that speaks the API.
    #[arg(long, value_name = "URL")]
    pub(crate) address: Option<String>,
    /// Replace the key of this account.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["name", "address"])]
    pub(crate) replace: Option<String>,
}
