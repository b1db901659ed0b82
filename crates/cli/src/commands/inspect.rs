//! `inspect`: what preparing does to each picture, or why it cannot be used. Needs no library and no account.

use std::fmt;
use std::path::{Path, PathBuf};

use animato_engine::photo::{Crop, Limits, Prepared, Refusal};
use animato_engine::view::{Notice, Picture};
use animato_engine::{Error, photo};
use serde::Serialize;

use crate::exit::Exit;
use crate::lines::Count;
use crate::output::Output;
use crate::words::{notice, plural, shown};

/// Tells of each picture in turn.
pub(crate) async fn run(images: &[PathBuf], out: Output) -> Result<Exit, Error> {
    each(images, out, |path, prepared| {
        out.line(&PhotoLine::new(path, prepared, None));
        Ok(())
    })
    .await
}

/// Prepares one picture after the other, one in memory at a time, hands each on, and tells which could not be used.
pub(crate) async fn each(
    images: &[PathBuf],
    out: Output,
    mut then: impl FnMut(&Path, &Prepared) -> Result<(), Error>,
) -> Result<Exit, Error> {
    let mut failed = 0;
    for path in images {
        let prepared = prepare(path.clone()).await;
        if let Err(error) = prepared.and_then(|prepared| then(path, &prepared)) {
            out.error(Some(&shown(path)), &error);
            failed += 1;
        }
    }
    let exit = if failed > 0 { Exit::Failed } else { Exit::Saved };
    let fine = images.len() - failed;
    let refused = if failed > 0 { format!(", {failed} cannot be used") } else { String::new() };
    let words = format!("{} can be used{refused}.", plural(fine as u64, "picture"));
    out.summary(&Count { count: fine, failed, exit_code: exit.number(), words });
    Ok(exit)
}

async fn prepare(path: PathBuf) -> Result<Prepared, Error> {
    let limits = Limits::default();
    let work = move || photo::read_file(&path, &limits).and_then(|bytes| photo::prepare(&bytes, &limits, Crop::Refuse));
    match tokio::task::spawn_blocking(work).await {
        Ok(prepared) => prepared.map_err(Into::into),
        Err(_) => Err(Refusal::DecoderFailed.into()),
    }
}

/// What became of a picture.
#[derive(Serialize)]
#[serde(tag = "type", rename = "photo", rename_all = "camelCase")]
pub(crate) struct PhotoLine<'a> {
    file: String,
    original: &'a Picture,
    prepared: Picture,
    notices: &'a [Notice],
    /// Where the prepared bytes were written.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
}

impl<'a> PhotoLine<'a> {
    pub(crate) fn new(file: &Path, prepared: &'a Prepared, written: Option<&Path>) -> Self {
        Self {
            file: shown(file),
            original: &prepared.original,
            prepared: Picture {
                format: prepared.format.name().to_owned(),
                width: prepared.width,
                height: prepared.height,
                bytes: prepared.bytes.len() as u64,
            },
            notices: &prepared.notices,
            path: written.map(shown),
        }
    }
}

impl fmt::Display for PhotoLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let picture = |p: &Picture| format!("{:<5} {} x {}, {}", p.format, p.width, p.height, size(p.bytes));
        let notices: Vec<_> = self.notices.iter().copied().map(notice).collect();
        writeln!(f, "{}", self.file)?;
        writeln!(f, "  is       {}", picture(self.original))?;
        write!(f, "  becomes  {}", picture(&self.prepared))?;
        if !notices.is_empty() {
            write!(f, "\n  done     {}", notices.join(", "))?;
        }
        self.path.as_ref().map_or(Ok(()), |path| write!(f, "\n  written  {path}"))
    }
}

fn size(bytes: u64) -> String {
    if bytes < 1_000_000 { format!("{:.1} KB", bytes as f64 / 1e3) } else { format!("{:.1} MB", bytes as f64 / 1e6) }
}
