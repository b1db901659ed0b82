//! What was spent, through the door.

use super::Studio;
use super::service::connected;
use crate::error::Error;
use crate::library::charge::{self, ChargeRow};
use crate::view::SpendingView;

/// What is due is told of for as long as the library lasts.
const EVER: i64 = 0;

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
                    today: charge::today(db, &account, now)?,
                    month: charge::this_month(db, &account, now)?,
                    due: charge::due(db, &account, EVER)?.iter().map(|due| due.credits).sum(),
                    rows: charge::by_day(db, &account)?,
                })
            })
            .await
    }

    /// Every charge of the account as CSV, the oldest first: a line for a video, and one with the names of the columns.
    ///
    /// # Errors
    /// As [`spending`](Self::spending).
    pub async fn spending_csv(&self) -> Result<Vec<u8>, Error> {
        let account = connected(&self.core)?.account.clone();
        let charges = self.core.library.read(move |db| charge::all(db, &account)).await?;
        write(&charges).map_err(|e| Error::internal("spending as CSV", e))
    }
}

fn write(charges: &[ChargeRow]) -> Result<Vec<u8>, csv::Error> {
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
                Some("back") => "yes",
                Some(_) => "not so far",
                None => "",
            }
            .to_owned(),
            as_text(&charge.remote_id),
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
            remote_id: "a1".into(),
        };
        let unpriced = ChargeRow { credits: None, refund: None, adds_sound: true, ..charge.clone() };
        let csv = String::from_utf8(write(&[charge, unpriced]).unwrap()).unwrap();
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
