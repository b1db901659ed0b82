//! Our own names for files, out of words that anybody may have written. Safe on Windows, macOS, Linux and exFAT.
//!
//! The service's own file names are never used: they are neither unique nor safe.

/// The longest stem in bytes of UTF-8. With a number and `.mp4.part.json` behind it a name stays far below the
/// 255 units that file systems allow, and leaves room in the 260 characters of an old Windows path.
pub const MAX_BYTES: usize = 100;

/// A photo's file name without its ending.
pub(crate) fn photo_words(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 5 => stem,
        _ => name,
    }
}

/// Any text as one safe file name of at most `max` bytes: never empty, never a path, never a device.
#[must_use]
pub fn clean(text: &str, max: usize) -> String {
    let name = tidy(text, max);
    if name.is_empty() {
        return "video".to_owned();
    }
    if is_device(&name) { tidy(&format!("_{name}"), max) } else { name }
}

/// Drops what no file name should hold, joins white space, and cuts at a word if one ends near enough.
pub(super) fn tidy(text: &str, max: usize) -> String {
    let allowed: String = text.chars().filter_map(allow).collect();
    let words = allowed.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_start_matches(is_edge);
    let mut end = max.min(words.len());
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let mut cut = words.get(..end).unwrap_or_default();
    if words.get(end..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with(' ')) {
        cut = cut.rsplit_once(' ').map_or(cut, |(before, _)| if before.len() * 2 >= max { before } else { cut });
    }
    cut.trim_end_matches(|c| is_edge(c) || matches!(c, ',' | ';')).to_owned()
}

/// Windows and exFAT forbid the ASCII ones; invisible characters and changes of direction make one name look like another.
fn allow(c: char) -> Option<char> {
    match c {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => Some(' '),
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => None,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}' => None,
        c => Some(c),
    }
}

/// A dot or space at the end is lost on Windows; a dot in front hides the file, a hyphen makes it look like an option.
fn is_edge(c: char) -> bool {
    matches!(c, '.' | ' ' | '-' | '\u{200c}' | '\u{200d}')
}

/// Windows takes these for devices, whatever stands behind the first dot.
fn is_device(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    matches!(base.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || ["COM", "LPT"].iter().any(|port| {
            let rest = base.strip_prefix(port).map(|rest| rest.chars().collect::<Vec<_>>());
            matches!(rest.as_deref(), Some(['0'..='9' | '¹' | '²' | '³']))
        })
}
