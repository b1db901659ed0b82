//! `account`: which accounts there are, and which one is in use. Keys go into the keychain and never come back out.

use std::fmt;

use animato_engine::accounts::Offer;
use animato_engine::secrets::SecretName;
use animato_engine::settings::{AccountKind, DEMO, SavedAccount, Settings};
use animato_engine::{Error, ErrorCode, Proxy, Studio, environment};
use serde::Serialize;

use crate::args::{AccountCommand, AddAccount, Global};
use crate::exit::Exit;
use crate::lines::Count;
use crate::output::Output;
use crate::words::{number, plural};
use crate::{secret, session};

/// Carries out the subcommand.
pub(crate) async fn run(command: &AccountCommand, global: &Global, out: Output) -> Result<Exit, Error> {
    if global.demo || global.account.is_some() {
        return Err(Error::new(
            ErrorCode::BadSpec,
            "--demo and --account choose for one command. Leave them away here.",
        ));
    }
    let mut settings = Settings::load(&environment::folders()?.config)?;
    match command {
        AccountCommand::List => list(&settings, out),
        AccountCommand::Add(add) => self::add(&mut settings, add, out).await?,
        AccountCommand::Use { name } => choose(&mut settings, name, out)?,
        AccountCommand::Forget { name } => forget(&mut settings, name, out).await?,
    }
    Ok(Exit::Saved)
}

fn list(settings: &Settings, out: Output) {
    for account in settings.accounts() {
        out.line(&AccountLine::new(settings, account));
    }
    let count = settings.accounts().len();
    let words = if count == 0 { "There is no account yet: animato-cli account add" } else { "" };
    out.summary(&Count::told(count, words.to_owned()));
}

async fn add(settings: &mut Settings, add: &AddAccount, out: Output) -> Result<(), Error> {
    let replaces = match &add.replace {
        Some(name) => Some(session::account(settings, name)?.id.clone()),
        None => None,
    };
    let words = if add.client_id.is_some() { "Client secret: " } else { "API key: " };
    let secret = secret::read(words).await?;
    let offer = Offer {
        secret,
        client_id: add.client_id.clone(),
        name: add.name.clone(),
        address: add.address.clone(),
        replaces,
    };
    let candidate = offer.candidate(settings, None)?;
    let secrets = environment::secrets().await;
    if !secrets.are_lasting() {
        return Err(Error::new(
            ErrorCode::Keychain,
            "There is no keychain here that could keep the key, so nothing was changed. Set AKOOL_API_KEY instead.",
        ));
    }
    let proxy = Proxy::of(settings, &secrets).await?;
    let credits = Studio::try_connection(candidate.connection(), &proxy).await?;
    candidate.keep_secret(&secrets).await?;
    settings.keep_account(candidate.account().clone())?;
    out.summary(&Done {
        account: Some(AccountLine::new(settings, candidate.account())),
        words: format!(
            "Connected to {} with {}. The key is in the system's keychain.",
            candidate.account().name,
            plural_credits(credits)
        ),
        exit_code: Exit::Saved.number(),
    });
    Ok(())
}

fn choose(settings: &mut Settings, name: &str, out: Output) -> Result<(), Error> {
    if name == DEMO {
        settings.choose_account(DEMO)?;
        let words = "No account is in use. Add --demo to a command to use the demo.".to_owned();
        out.summary(&Done { account: None, words, exit_code: Exit::Saved.number() });
        return Ok(());
    }
    let account = session::account(settings, name)?.clone();
    settings.choose_account(&account.id)?;
    let words = format!("{} is in use from now on.", account.name);
    let account = Some(AccountLine::new(settings, &account));
    out.summary(&Done { account, words, exit_code: Exit::Saved.number() });
    Ok(())
}

async fn forget(settings: &mut Settings, name: &str, out: Output) -> Result<(), Error> {
    let account = session::account(settings, name)?.clone();
    // The secret first: an account that was forgotten must leave no key behind.
    environment::secrets().await.remove(&SecretName::account(&account.id)).await?;
    settings.forget_account(&account.id)?;
    let words = format!(
        "{} and its key are forgotten. Its videos stay in the library; what is under way at the service goes on when it is connected again.",
        account.name
    );
    out.summary(&Done { account: None, words, exit_code: Exit::Saved.number() });
    Ok(())
}

fn plural_credits(credits: f64) -> String {
    if credits == 1.0 { plural(1_u32, "credit") } else { format!("{} credits", number(credits)) }
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "account", rename_all = "camelCase")]
struct AccountLine {
    id: String,
    name: String,
    kind: AccountKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    address: String,
    in_use: bool,
}

impl AccountLine {
    fn new(settings: &Settings, account: &SavedAccount) -> Self {
        Self {
            id: account.id.clone(),
            name: account.name.clone(),
            kind: account.kind,
            client_id: account.client_id.clone(),
            address: account.address.clone().unwrap_or_else(|| environment::SERVICE.to_owned()),
            in_use: settings.account_in_use().is_some_and(|used| used.id == account.id),
        }
    }
}

impl fmt::Display for AccountLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.in_use { "*" } else { " " };
        let kind = match self.kind {
            AccountKind::Key => "API key".to_owned(),
            AccountKind::Pair => format!("client id {}", self.client_id.as_deref().unwrap_or_default()),
        };
        write!(f, "{mark} {}  {kind}  {}", self.name, self.address)
    }
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary", rename_all = "camelCase")]
struct Done {
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<AccountLine>,
    exit_code: u8,
    /// For people.
    #[serde(skip)]
    words: String,
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}
