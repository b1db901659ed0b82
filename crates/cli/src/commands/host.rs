//! `host`: choosing a place for photos, and trying whether it does what it is for, before a photo or money depends on it.

use std::fmt;
use std::path::Path;

use animato_engine::host::presets::{self, Place, Preset};
use animato_engine::host::{self, Deleted, FormHost, HostConfig, Trial, sxcu};
use animato_engine::{Error, ErrorCode, environment};
use serde::Serialize;

use crate::args::HostCommand;
use crate::exit::Exit;
use crate::lines::Count;
use crate::output::Output;
use crate::session;

/// Chooses, lists or tries.
pub(crate) async fn run(command: &HostCommand, out: Output) -> Result<Exit, Error> {
    match command {
        HostCommand::Test => test(out).await,
        HostCommand::Presets => list(out),
        HostCommand::Use { what, consent } => choose(what, *consent, out).await,
    }
}

async fn test(out: Output) -> Result<Exit, Error> {
    let settings = session::settings()?;
    let config = session::host_of(&settings).await?.ok_or_else(|| {
        Error::new(
            ErrorCode::NoHost,
            "No place for photos is set. Choose one with `host use`, or describe one under [host] in settings.toml; nothing was sent.",
        )
    })?;
    let names_deletion = match &config {
        HostConfig::Form(form) => form.delete.as_deref().is_some_and(|place| !place.trim().is_empty()),
        HostConfig::Bucket(_) | HostConfig::Link => false,
    };
    let trial = host::trial(config, &session::proxy(&settings).await?).await?;
    let exit = trial.error.as_ref().map_or(Exit::Saved, |error| Exit::of_error(error.code));
    if let Some(error) = &trial.error {
        out.error(None, error);
    }
    let link = trial.link.as_ref().map(ToString::to_string);
    out.summary(&Tried { link, trial, names_deletion, exit_code: exit.number() });
    Ok(exit)
}

fn list(out: Output) -> Result<Exit, Error> {
    for preset in presets::all() {
        out.line(&PresetLine::new(preset));
    }
    let count = presets::all().len();
    out.summary(&Count::told(count, "Use one with `host use PRESET --consent`.".to_owned()));
    Ok(Exit::Saved)
}

async fn choose(what: &str, consent: bool, out: Output) -> Result<Exit, Error> {
    let is_file = Path::new(what).extension().is_some_and(|e| e.eq_ignore_ascii_case("sxcu"));
    let mut form: FormHost = if is_file { read(what)? } else { presets::by_id(what)?.form()? };
    if let Some(place) = form.public_place() {
        if !consent {
            return Err(Error::new(
                ErrorCode::NoHost,
                format!("{} Add --consent to agree to that; nothing was changed.", place.notice),
            ));
        }
        form.agree();
    }
    let mut settings = session::settings()?;
    let kept = environment::secrets().await;
    let config = HostConfig::Form(form);
    config.keep_secrets(&kept).await?;
    settings.set_host(Some(&config))?;
    let config = config.with_secrets(&kept, environment::host_secret()).await?;
    let needs_secret = !config.secret_parts().is_empty() && !kept.are_lasting();
    if needs_secret {
        out.remark("Its secret cannot be kept here: set ANIMATO_HOST_SECRET whenever it is used.");
    }
    out.summary(&Chosen { host: config.name(), todo: config.objection(), exit_code: Exit::Saved.number() });
    Ok(Exit::Saved)
}

fn read(file: &str) -> Result<FormHost, Error> {
    let text = std::fs::read_to_string(file).map_err(|e| {
        Error::new(ErrorCode::Unreadable, format!("The uploader file {file} cannot be read: {e}. Nothing was changed."))
    })?;
    sxcu::read(&text)
}

/// What a trial came to.
#[derive(Serialize)]
#[serde(tag = "type", rename = "summary", rename_all = "camelCase")]
struct Tried {
    #[serde(flatten)]
    trial: Trial,
    link: Option<String>,
    /// The settings say where its answer has a link that deletes.
    #[serde(skip)]
    names_deletion: bool,
    exit_code: u8,
}

impl fmt::Display for Tried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Trial { host, stored, fetched, deleted, error, .. } = &self.trial;
        writeln!(f, "Place for photos  {host}")?;
        if !stored {
            // A place may take the picture and give no link that can be used: what is known is that there is none.
            return match error.as_ref().map(|error| error.code) {
                Some(ErrorCode::NoHost) => f.write_str("Uploaded          no: nothing was sent there"),
                _ => f.write_str("Its link          none\nCame back whole   not tried\nDeleted           not tried"),
            };
        }
        writeln!(f, "Uploaded          yes")?;
        writeln!(f, "Came back whole   {}", if *fetched { "yes" } else { "no" })?;
        let deleted = match deleted {
            Deleted::Yes if *fetched => "yes",
            Deleted::Yes => "yes, as the place says: its link did not work before, and so does not show it",
            Deleted::No => "no",
            Deleted::Cannot if self.names_deletion => {
                "no: its answer has no link to delete with where the settings say"
            }
            Deleted::Cannot => "not possible there: when a photo is removed is the place's own choice",
        };
        write!(f, "Deleted           {deleted}")?;
        self.link.as_ref().map_or(Ok(()), |link| write!(f, "\nIts link          {link}"))
    }
}

/// A preset.
#[derive(Serialize)]
#[serde(tag = "type", rename = "preset", rename_all = "camelCase")]
struct PresetLine {
    id: &'static str,
    name: &'static str,
    notice: &'static str,
    /// What a person must fill in.
    needs: Vec<String>,
}

impl PresetLine {
    fn new(preset: &Preset) -> Self {
        let needs = preset.needs.iter().map(|need| {
            let place = match need.place {
                Place::Field(name) => format!("the field {name}"),
                Place::SecretField(name) => format!("the field {name}, a secret"),
                Place::Url(word) => format!("{word} in the address"),
            };
            format!("{} ({place}). {}", need.label, need.hint)
        });
        Self { id: preset.id, name: preset.name, notice: preset.notice, needs: needs.collect() }
    }
}

impl fmt::Display for PresetLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<11} {}\n            {}", self.id, self.name, self.notice)?;
        self.needs.iter().try_for_each(|need| write!(f, "\n            Needs: {need}"))
    }
}

/// A place that was chosen.
#[derive(Serialize)]
#[serde(tag = "type", rename = "summary", rename_all = "camelCase")]
struct Chosen {
    host: String,
    /// What is still missing.
    todo: Option<String>,
    exit_code: u8,
}

impl fmt::Display for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Photos go to {} from now on.", self.host)?;
        match &self.todo {
            Some(todo) => write!(f, "\n{todo}"),
            None => f.write_str(" Try it with `host test`."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What people read of a trial that came so far.
    fn told(stored: bool, fetched: bool, deleted: Deleted, error: Option<ErrorCode>, names_deletion: bool) -> String {
        let error = error.map(|code| Error::new(code, "Why."));
        let trial = Trial { host: "up.example.com".into(), stored, fetched, deleted, error, link: None };
        Tried { trial, link: stored.then(|| "https://up.example.com/a".into()), names_deletion, exit_code: 0 }
            .to_string()
    }

    #[test]
    fn what_is_not_known_to_be_uploaded_is_not_said_to_be_or_not_to_be() {
        for code in [ErrorCode::HostRefused, ErrorCode::HostFailed, ErrorCode::Internal] {
            let said = told(false, false, Deleted::No, Some(code), false);
            assert!(said.contains("Its link          none") && !said.contains("Uploaded"), "{said}");
            assert!(said.ends_with("Came back whole   not tried\nDeleted           not tried"), "{said}");
        }
        let said = told(false, false, Deleted::No, Some(ErrorCode::NoHost), false);
        assert!(said.ends_with("Uploaded          no: nothing was sent there"), "{said}");
    }

    #[test]
    fn a_deletion_is_said_as_far_as_it_was_seen() {
        for (fetched, deleted, names_deletion, words) in [
            (true, Deleted::Yes, true, "yes\n"),
            (false, Deleted::Yes, true, "yes, as the place says: its link did not work before"),
            (true, Deleted::No, true, "no\n"),
            (true, Deleted::Cannot, true, "no: its answer has no link to delete with"),
            (true, Deleted::Cannot, false, "not possible there"),
        ] {
            let error = (!fetched).then_some(ErrorCode::HostLinkWrong);
            let said = told(true, fetched, deleted, error, names_deletion);
            assert!(said.contains("Uploaded          yes\n"), "{said}");
            assert!(said.contains(&format!("Deleted           {words}")), "{said}");
            assert!(said.ends_with("Its link          https://up.example.com/a"), "{said}");
        }
    }
}
