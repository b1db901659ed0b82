//! `[[accounts]]` of the settings: which accounts there are, and which one is in use. Their keys are secrets and live with
//! the secrets.

use serde::{Deserialize, Serialize};
use toml_edit::{ArrayOfTables, Item, Table};
use ts_rs::TS;

use super::{Settings, table};
use crate::environment;
use crate::error::{Error, ErrorCode};

/// In the place of an account's id: the demo is in use.
pub const DEMO: &str = "demo";

/// An account as it is kept. Without its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedAccount {
    /// Stable: made from the key that it was first connected with, so that connecting it once more is the same account.
    pub id: String,
    /// The person's name for it; no two have the same.
    pub name: String,
    /// What it is shown to the service with.
    #[serde(default)]
    pub kind: AccountKind,
    /// The client id of a pair.
    pub client_id: Option<String>,
    /// The service's address, if it is not Akool's own.
    pub address: Option<String>,
}

impl SavedAccount {
    /// The service's host name and port, for people.
    #[must_use]
    pub fn service(&self) -> String {
        let address = self.address.as_deref().unwrap_or(environment::SERVICE);
        let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
        bare.trim_end_matches('/').to_owned()
    }
}

/// What an account is shown to the service with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum AccountKind {
    /// An API key.
    #[default]
    Key,
    /// A client id and its secret.
    Pair,
}

/// Names under which a person might write a key into the file.
const SECRETS: &[&str] = &["key", "api_key", "secret", "client_secret", "token"];

impl Settings {
    /// All accounts, in the order in which they were connected.
    #[must_use]
    pub fn accounts(&self) -> &[SavedAccount] {
        &self.values.accounts
    }

    /// The account in use; `None` for the demo, or when none was ever chosen.
    #[must_use]
    pub fn account_in_use(&self) -> Option<&SavedAccount> {
        self.account(self.values.account.as_deref()?)
    }

    /// An account by its id.
    #[must_use]
    pub fn account(&self, id: &str) -> Option<&SavedAccount> {
        self.values.accounts.iter().find(|account| account.id == id)
    }

    /// Who has the first label of an address, by the id.
    pub(crate) fn holder(&self, first_label: &str) -> Option<&str> {
        self.values.labels.get(first_label).map(String::as_str)
    }

    /// Keeps an account in place of a former one with the same id, uses it from now on, and writes the file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_account(&mut self, account: SavedAccount) -> Result<(), Error> {
        let first = environment::first_label(account.address.as_deref())?;
        if self.holder(&first).is_none() {
            table(&mut self.document, "labels")[first.as_str()] = toml_edit::value(account.id.as_str());
            self.values.labels.insert(first, account.id.clone());
        }
        self.change_tables(|tables| {
            if let Some(table) = tables.iter_mut().find(|table| is_of(table, &account.id)) {
                return fill(table, &account);
            }
            tables.push(made(&account));
        });
        match self.values.accounts.iter_mut().find(|known| known.id == account.id) {
            Some(known) => known.clone_from(&account),
            None => self.values.accounts.push(account.clone()),
        }
        self.choose_account(&account.id)
    }

    /// Uses this account, or [`DEMO`], from now on, and writes the file.
    ///
    /// # Errors
    /// `NotFound` for an account that is not kept; when the file cannot be written.
    pub fn choose_account(&mut self, id: &str) -> Result<(), Error> {
        if id != DEMO && self.account(id).is_none() {
            return Err(unknown_account());
        }
        self.document["account"] = toml_edit::value(id);
        self.values.account = Some(id.to_owned());
        self.write()
    }

    /// Gives an account another name and writes the file.
    ///
    /// # Errors
    /// `NotFound`; `BadSpec` for an empty name or one that another account has; when the file cannot be written.
    pub fn rename_account(&mut self, id: &str, name: &str) -> Result<(), Error> {
        let name = name.trim();
        if name.is_empty() || self.values.accounts.iter().any(|other| other.id != id && is_same_name(&other.name, name))
        {
            return Err(Error::new(ErrorCode::BadSpec, "Give the account a name that no other account has."));
        }
        let Some(account) = self.values.accounts.iter_mut().find(|account| account.id == id) else {
            return Err(unknown_account());
        };
        name.clone_into(&mut account.name);
        self.change_tables(|tables| {
            if let Some(table) = tables.iter_mut().find(|table| is_of(table, id)) {
                table["name"] = toml_edit::value(name);
            }
        });
        self.write()
    }

    /// Forgets an account and writes the file. Its label stays its own, so that its videos go on when it is connected
    /// again.
    ///
    /// # Errors
    /// `NotFound`; when the file cannot be written.
    pub fn forget_account(&mut self, id: &str) -> Result<(), Error> {
        if self.account(id).is_none() {
            return Err(unknown_account());
        }
        self.values.accounts.retain(|account| account.id != id);
        self.change_tables(|tables| tables.retain(|table| !is_of(table, id)));
        if self.values.account.as_deref() == Some(id) {
            self.document["account"] = toml_edit::value(DEMO);
            self.values.account = Some(DEMO.to_owned());
        }
        self.write()
    }

    /// The sentence against a key that was written into the file by hand.
    pub(super) fn key_in_file(&self) -> Option<String> {
        let tables = self.document.get("accounts").and_then(Item::as_array_of_tables)?;
        let name = tables.iter().find_map(|table| SECRETS.iter().find(|name| table.contains_key(name)))?;
        Some(format!(
            "accounts.{name} has no place in a file; remove it, and connect the account in the window or with `animato-cli account add`"
        ))
    }

    /// Changes the accounts in the document. Written in another way than ours, they are written anew.
    fn change_tables(&mut self, change: impl FnOnce(&mut ArrayOfTables)) {
        let item = &mut self.document["accounts"];
        match item {
            Item::ArrayOfTables(tables) => change(tables),
            other => {
                let mut tables: ArrayOfTables = self.values.accounts.iter().map(made).collect();
                change(&mut tables);
                *other = Item::ArrayOfTables(tables);
            }
        }
    }
}

pub(crate) fn is_same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn is_of(table: &Table, id: &str) -> bool {
    table.get("id").and_then(Item::as_str) == Some(id)
}

fn made(account: &SavedAccount) -> Table {
    let mut table = Table::new();
    fill(&mut table, account);
    table
}

fn fill(table: &mut Table, account: &SavedAccount) {
    let kind = match account.kind {
        AccountKind::Key => "key",
        AccountKind::Pair => "pair",
    };
    table["id"] = toml_edit::value(account.id.as_str());
    table["name"] = toml_edit::value(account.name.as_str());
    table["kind"] = toml_edit::value(kind);
    for (name, value) in [("client_id", &account.client_id), ("address", &account.address)] {
        match value {
            Some(value) => table[name] = toml_edit::value(value.as_str()),
            None => {
                table.remove(name);
            }
        }
    }
}

pub(crate) fn unknown_account() -> Error {
    Error::new(ErrorCode::NotFound, "This account is not kept here any more.")
}
