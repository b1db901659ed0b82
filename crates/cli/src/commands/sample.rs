//! `sample`: writes the three sample photos, for whoever has none at hand.

use std::fmt;
use std::path::Path;

use animato_engine::{Error, samples};
use serde::Serialize;

use crate::commands::prepare::{make_folder, write_new};
use crate::exit::Exit;
use crate::lines::Count;
use crate::output::Output;
use crate::words::{plural, shown};

/// Writes them and tells where.
pub(crate) async fn run(folder: &Path, out: Output) -> Result<Exit, Error> {
    make_folder(folder)?;
    let samples = samples::all();
    for sample in samples {
        let stem = sample.name.trim_end_matches(".jpg");
        let path = write_new(folder, stem, "jpg", &sample.jpeg)?;
        out.line(&Written { path: shown(&path) });
    }
    out.summary(&Count::told(samples.len(), format!("{} written.", plural(samples.len() as u64, "sample photo"))));
    Ok(Exit::Saved)
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "sample")]
struct Written {
    path: String,
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)
    }
}
