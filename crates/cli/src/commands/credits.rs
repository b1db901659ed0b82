//! `credits`: what is left, and what today cost.

use std::fmt;

use animato_engine::view::AccountView;
use animato_engine::{Error, Role};
use serde::Serialize;

use crate::args::Global;
use crate::exit::Exit;
use crate::output::Output;
use crate::session::Session;
use crate::words::number;

/// Asks for the balance.
pub(crate) async fn run(global: &Global, out: Output) -> Result<Exit, Error> {
    let session = Session::connected(global, Role::Reads).await?;
    let account = session.account().await;
    session.close().await;
    out.summary(&AccountLine { account: &account?, exit_code: Exit::Saved.number() });
    Ok(Exit::Saved)
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary", rename_all = "camelCase")]
struct AccountLine<'a> {
    #[serde(flatten)]
    account: &'a AccountView,
    exit_code: u8,
}

impl fmt::Display for AccountLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let account = self.account;
        let balance = account.balance.map_or("not known".to_owned(), number);
        writeln!(f, "Account        {} ({})", account.name, account.service)?;
        writeln!(f, "Credits        {balance}")?;
        writeln!(f, "Charged today  {}", number(account.today))?;
        write!(f, "Photos go to   {}", account.host.as_deref().unwrap_or("no place is set"))
    }
}
