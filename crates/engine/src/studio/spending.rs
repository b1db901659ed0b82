//! What was spent, through the door.

use std::path::Path;

use super::Studio;
use super::importing::blocking;
use super::service::connected;
use crate::error::{Error, ErrorCode};
use crate::library::charge::{self, ChargeRow, Span};
use crate::view::SpendingView;

impl Studio {
    /// What the account was charged, by day and model. Asks nobody: it is what this library knows.
    ///
    /// # Errors
    /// `NotConnected`; when the library cannot be read.
    pub async fn spending(&self) -> Result<SpendingView, Error> {
        let (account, now) = (connected(&self.core)?.account.clone(), self.core.clock.now());
        self.core
            .library
            .read(move |db| {
                Ok(SpendingView {
                    today: charge::spent(db, &account, Span::Day, now)?,
                    month: charge::spent(db, &account, Span::Month, now)?,
                    due: charge::due(db, &account, now - charge::WATCHED)?.iter().map(|due| due.credits).sum(),
                    rows: charge::by_day(db, &account)?,
                })
            })
            .await
    }

    /// Writes every charge of the account as CSV, the oldest first: a line for a video, and one with the names of the columns.
    /// A file that is there is replaced by the whole of it, or left as it is.
    ///
    /// # Errors
    /// As [`spending`](Self::spending); `DiskFull` and `FolderUnusable` when it cannot be written.
    pub async fn save_spending(&self, file: &Path) -> Result<(), Error> {
        let account = connected(&self.core)?.account.clone();
        let charges = self.core.library.read(move |db| charge::all(db, &account)).await?;
        let table = table(&charges).map_err(|e| Error::internal("spending as CSV", e))?;
        let to = file.to_owned();
        let written = blocking(move || crate::files::write_whole(&to, &table)).await?;
        written.map_err(|e| {
            let (code, remedy) = match e.kind() {
                std::io::ErrorKind::StorageFull => (ErrorCode::DiskFull, "Make room, or choose another place."),
                _ => (ErrorCode::FolderUnusable, "Choose another place."),
            };
            Error::new(code, format!("{} could not be written: {e}. {remedy}", file.display()))
        })
    }
}

fn table(charges: &[ChargeRow]) -> Result<Vec<u8>, csv::Error> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["time", "model", "resolution", "seconds", "sound", "credits", "came back", "akool id"])?;
    for charge in charges {
        csv.write_record([
            charge.time.clone(),
            as_text(&charge.model_label),
            as_text(&charge.resolution),
            charge.seconds.to_string(),
            match (charge.adds_sound, charge.sound) {
                (true, _) => "added",
                (false, true) => "yes",
                (false, false) => "no",
            }
            .to_owned(),
            charge.credits.map(|credits| credits.to_string()).unwrap_or_default(),
            match charge.refund.as_deref() {
                Some("told") => "yes",
                Some("seen") => "as the balance shows",
                Some(_) => "not so far",
                None => "",
            }
            .to_owned(),
            as_text(charge.remote_id.as_deref().unwrap_or_default()),
        ])?;
    }
    csv.into_inner().map_err(|e| e.into_error().into())
}

/// The service's words in a table: a spreadsheet takes what starts like this for a formula, and would carry it out.
fn as_text(words: &str) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{words}") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charge_is_a_line_and_the_services_words_are_no_formula() {
        let charge = ChargeRow {
            time: "2026-11-27 20:15:00".into(),
            model_label: "=cmd(\"x\"), fast".into(),
            resolution: "720p".into(),
            seconds: 5,
            sound: false,
            adds_sound: false,
            credits: Some(20.5),
            refund: Some("due".into()),
            remote_id: Some("a1".into()),
        };
        let unpriced = ChargeRow { credits: None, refund: None, adds_sound: true, ..charge.clone() };
        let csv = String::from_utf8(table(&[charge, unpriced]).unwrap()).unwrap();
        let lines: Vec<_> = csv.lines().collect();
        assert_eq!(
            lines,
            [
                "time,model,resolution,seconds,sound,credits,came back,akool id",
                "2026-11-27 20:15:00,\"'=cmd(\"\"x\"\"), fast\",720p,5,no,20.5,not so far,a1",
                "2026-11-27 20:15:00,\"'=cmd(\"\"x\"\"), fast\",720p,5,added,,,a1",
            ]
        );
    }
}
