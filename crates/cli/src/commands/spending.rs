//! `spending`: what was charged, by day and model, and every charge as CSV.

use std::fmt;
use std::path::Path;

use animato_engine::view::{SpendingRow, SpendingView};
use animato_engine::{Error, Role};
use serde::Serialize;

use crate::args::Global;
use crate::exit::Exit;
use crate::output::Output;
use crate::session::Session;
use crate::words::{number, plural, shown};

/// Tells what this library knows; asks nobody.
pub(crate) async fn run(csv: Option<&Path>, global: &Global, out: Output) -> Result<Exit, Error> {
    let session = Session::connected(global, Role::Reads).await?;
    let told = tell(&session, csv, out).await;
    session.close().await;
    told
}

async fn tell(session: &Session, csv: Option<&Path>, out: Output) -> Result<Exit, Error> {
    let spending = session.studio.spending().await?;
    spending.rows.iter().for_each(|row| out.line(&RowLine { row }));
    if let Some(file) = csv {
        session.studio.save_spending(file).await?;
    }
    let SpendingView { today, month, due, .. } = spending;
    out.summary(&Sum { today, month, due, csv: csv.map(shown), exit_code: Exit::Saved.number() });
    Ok(Exit::Saved)
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "spending")]
struct RowLine<'a> {
    #[serde(flatten)]
    row: &'a SpendingRow,
}

impl fmt::Display for RowLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let SpendingRow { day, model_label, videos, credits, back, unpriced, .. } = self.row;
        let videos = plural(*videos, "video");
        write!(f, "{day}  {model_label}, {videos}: {} credits", number(*credits))?;
        if *back > 0.0 {
            write!(f, ", {} came back", number(*back))?;
        }
        if *unpriced > 0 {
            write!(f, ", and {} without a price", plural(*unpriced, "video"))?;
        }
        Ok(())
    }
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary", rename_all = "camelCase")]
struct Sum {
    today: f64,
    month: f64,
    due: f64,
    csv: Option<String>,
    exit_code: u8,
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Today {} credits, this month {}.", number(self.today), number(self.month))?;
        if self.due > 0.0 {
            write!(f, " {} credits for videos that failed have not come back so far.", number(self.due))?;
        }
        match &self.csv {
            Some(file) => write!(f, " Every charge is in {file}."),
            None => Ok(()),
        }
    }
}
