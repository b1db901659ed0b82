//! What `inspect` and `prepare` share: one picture after the other, one in memory at a time, and a verdict on each.

use std::fmt;
use std::path::Path;

use animato_engine::photo::{self, Crop, Limits, Prepared, Refusal};
use animato_engine::source::folder::{Spread, spread};
use animato_engine::source::{Reader, Source};
use animato_engine::view::{CropRect, Notice, Picture};
use animato_engine::{Error, ErrorCode};
use serde::Serialize;

use crate::args::Images;
use crate::exit::Exit;
use crate::output::Output;
use crate::session;
use crate::words::{notice, plural, shown};

/// Prepares the pictures one by one, hands each on with its name and its source, and tells which cannot be used.
pub(crate) async fn each(
    images: &Images,
    out: Output,
    mut then: impl FnMut(&str, &Source, &Prepared) -> Result<(), Error>,
) -> Result<Exit, Error> {
    let reader = Reader::new(&session::proxy(&session::settings()?).await?)?;
    let crop = if images.crop { Crop::Centre } else { Crop::Refuse };
    let mut tally = Tally::default();
    // One argument after the other, so that the lines come in the order in which they were asked for.
    for source in images.sources() {
        let Spread { found, refused } = spread(vec![source], || false);
        for (source, refusal) in refused {
            tally.refuse(&label(&source), &refusal, out);
        }
        for found in found {
            let name = label(&found.source);
            match prepare(&reader, found.source.clone(), crop).await {
                Ok(prepared) => match then(&name, &found.source, &prepared) {
                    Ok(()) => tally.accepted += 1,
                    Err(error) => {
                        out.error(Some(&name), &error);
                        tally.refused += 1;
                    }
                },
                Err(refusal) => tally.refuse(&name, &refusal, out),
            }
        }
    }
    let exit = if tally.failed() > 0 { Exit::Failed } else { Exit::Saved };
    out.summary(&tally.summary(exit));
    Ok(exit)
}

async fn prepare(reader: &Reader, source: Source, crop: Crop) -> Result<Prepared, Refusal> {
    let limits = Limits::default();
    let bytes = reader.read(source, &limits).await?;
    let work = move || photo::prepare(&bytes, &limits, crop);
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Refusal::DecoderFailed))
}

/// A source as it was typed or found.
fn label(source: &Source) -> String {
    match source {
        Source::Path(path) => shown(path),
        Source::Url(url) => url.to_string(),
        Source::Bytes { name, .. } => name.clone(),
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    accepted: usize,
    refused: usize,
    needs_crop: usize,
}

impl Tally {
    fn refuse(&mut self, name: &str, refusal: &Refusal, out: Output) {
        let (verdict, count) = match refusal.crop() {
            Some(_) => (Verdict::NeedsCrop, &mut self.needs_crop),
            None => (Verdict::Refused, &mut self.refused),
        };
        *count += 1;
        let error = Error::from(refusal.clone());
        if out.is_json() {
            out.line(&PictureLine::not_accepted(name, verdict, refusal, error));
        } else {
            out.error(Some(name), &error);
        }
    }

    fn failed(self) -> usize {
        self.refused + self.needs_crop
    }

    fn summary(self, exit: Exit) -> Summary {
        let Self { accepted, refused, needs_crop } = self;
        Summary { count: accepted, failed: self.failed(), accepted, refused, needs_crop, exit_code: exit.number() }
    }
}

/// The last line.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename = "summary", rename_all = "camelCase")]
struct Summary {
    count: usize,
    failed: usize,
    accepted: usize,
    refused: usize,
    needs_crop: usize,
    exit_code: u8,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} can be used", plural(self.accepted as u64, "picture"))?;
        if self.needs_crop > 0 {
            write!(f, ", {} with --crop", self.needs_crop)?;
        }
        if self.refused > 0 {
            write!(f, ", {} cannot be used", self.refused)?;
        }
        f.write_str(".")
    }
}

/// What can be done with a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
enum Verdict {
    Accepted,
    Refused,
    NeedsCrop,
}

/// What became of a picture, or why nothing can become of it.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename = "photo", rename_all = "camelCase")]
pub(crate) struct PictureLine<'a> {
    file: &'a str,
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<&'a Picture>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prepared: Option<Picture>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notices: Option<&'a [Notice]>,
    /// Where the prepared bytes were written.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// Why it is not accepted, for programs and for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<ErrorCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Width and height in pixels, and the part that would be kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<(u32, u32)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crop: Option<CropRect>,
}

impl<'a> PictureLine<'a> {
    /// This is what leaves the machine.
    pub(crate) fn accepted(file: &'a str, prepared: &'a Prepared, written: Option<&Path>) -> Self {
        let becomes = Picture {
            format: prepared.format.name().to_owned(),
            width: prepared.width,
            height: prepared.height,
            bytes: prepared.bytes.len() as u64,
        };
        Self {
            original: Some(&prepared.original),
            prepared: Some(becomes),
            notices: Some(&prepared.notices),
            path: written.map(shown),
            ..Self::bare(file, Verdict::Accepted)
        }
    }

    fn not_accepted(file: &'a str, verdict: Verdict, refusal: &Refusal, error: Error) -> Self {
        let (size, crop) = refusal.crop().unzip();
        Self { code: Some(error.code), reason: Some(error.message), size, crop, ..Self::bare(file, verdict) }
    }

    fn bare(file: &'a str, verdict: Verdict) -> Self {
        Self {
            file,
            verdict,
            original: None,
            prepared: None,
            notices: None,
            path: None,
            code: None,
            reason: None,
            size: None,
            crop: None,
        }
    }
}

impl fmt::Display for PictureLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let picture = |p: &Picture| format!("{:<5} {} x {}, {}", p.format, p.width, p.height, size(p.bytes));
        f.write_str(self.file)?;
        if let (Some(original), Some(prepared)) = (self.original, &self.prepared) {
            write!(f, "\n  is       {}\n  becomes  {}", picture(original), picture(prepared))?;
        }
        if let Some(notices) = self.notices.filter(|notices| !notices.is_empty()) {
            let words: Vec<_> = notices.iter().copied().map(notice).collect();
            write!(f, "\n  done     {}", words.join(", "))?;
        }
        self.path.as_ref().map_or(Ok(()), |path| write!(f, "\n  written  {path}"))
    }
}

fn size(bytes: u64) -> String {
    if bytes < 1_000_000 { format!("{:.1} KB", bytes as f64 / 1e3) } else { format!("{:.1} MB", bytes as f64 / 1e6) }
}
