//! Reads a picture file from the disk, and makes its name fit to show. Never blocks on what is not an ordinary file,
//! never reads more than the limit.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::{Limits, Refusal, recognise};

/// Longest name that [`safe_name`] gives, in characters.
const MAX_NAME: usize = 120;

/// So many bytes show what a file is.
const HEAD: u64 = 4096;

/// Reads a picture's file whole, once its first bytes have shown that it may be one: a film of gigabytes in a folder of
/// photos costs nothing.
///
/// # Errors
/// Folders, pipes, devices, what by its first bytes is no picture that is taken, files above [`Limits::max_bytes_in`], and
/// whatever the system refuses.
pub fn read_file(path: impl AsRef<Path>, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let path = path.as_ref();
    // Asked before opening: opening a pipe without a writer would wait for ever.
    let metadata = std::fs::metadata(path).map_err(refusal)?;
    if metadata.is_dir() {
        return Err(Refusal::Folder);
    }
    if !metadata.is_file() {
        return Err(Refusal::NotAFile);
    }
    let mut file = File::open(path).map_err(refusal)?;
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut bytes).map_err(refusal)?;
    recognise(&bytes)?;
    let too_large = Refusal::TooManyBytes { max_bytes: limits.max_bytes_in };
    if metadata.len() > limits.max_bytes_in {
        return Err(too_large);
    }
    bytes.reserve_exact(usize::try_from(metadata.len().saturating_sub(HEAD)).unwrap_or(0).saturating_add(1));
    let rest = limits.max_bytes_in.saturating_add(1).saturating_sub(bytes.len() as u64);
    file.take(rest).read_to_end(&mut bytes).map_err(refusal)?;
    if bytes.len() as u64 > limits.max_bytes_in {
        return Err(too_large);
    }
    Ok(bytes)
}

fn refusal(error: io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::NotFound => Refusal::Missing,
        io::ErrorKind::IsADirectory => Refusal::Folder,
        io::ErrorKind::PermissionDenied => Refusal::Unreadable { reason: "permission denied".into() },
        kind => Refusal::Unreadable { reason: kind.to_string() },
    }
}

/// A name to show: without folders, without control characters and marks that turn the direction of writing, at most
/// 120 characters with the extension kept, never empty.
#[must_use]
pub fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or("");
    let clean: String = last.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect();
    let clean = clean.trim();
    if clean.is_empty() || clean.chars().all(|c| c == '.') {
        return "photo".into();
    }
    if clean.chars().count() <= MAX_NAME {
        return clean.into();
    }
    let extension = match clean.rsplit_once('.') {
        Some((_, extension)) if extension.chars().count() <= 10 => format!(".{extension}"),
        _ => String::new(),
    };
    let stem: String = clean.chars().take(MAX_NAME - 1 - extension.chars().count()).collect();
    format!("{}…{extension}", stem.trim_end())
}

/// Zero-width and bidirectional marks: with them a name can look like another.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{061c}')
}
