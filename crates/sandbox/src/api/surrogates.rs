//! Halves of characters in JSON. JavaScript writes half of a surrogate pair as an escape, `\ud83d`, when it cuts a text in the
//! middle of an emoji; a back end in JavaScript reads that without complaint. `serde_json` does not. Pure.

use std::borrow::Cow;

/// What stands for a character that is not one.
const REPLACEMENT: &[u8] = b"\\ufffd";
/// `\u` and four digits.
const ESCAPE: usize = 6;

/// The same JSON with U+FFFD for each escape that is half of a pair and has not its other half beside it.
pub(crate) fn mended(json: &[u8]) -> Cow<'_, [u8]> {
    let mut mended: Option<Vec<u8>> = None;
    let mut at = 0;
    while at < json.len() {
        let rest = &json[at..];
        let (length, is_half) = match unit(rest) {
            Some(0xd800..=0xdbff) if matches!(unit(&rest[ESCAPE..]), Some(0xdc00..=0xdfff)) => (2 * ESCAPE, false),
            Some(0xd800..=0xdfff) => (ESCAPE, true),
            Some(_) => (ESCAPE, false),
            // In JSON a backslash takes the next byte with it, also another backslash.
            None if rest[0] == b'\\' => (rest.len().min(2), false),
            None => (1, false),
        };
        if is_half {
            mended.get_or_insert_with(|| json[..at].to_vec()).extend_from_slice(REPLACEMENT);
        } else if let Some(mended) = &mut mended {
            mended.extend_from_slice(&rest[..length]);
        }
        at += length;
    }
    mended.map_or(Cow::Borrowed(json), Cow::Owned)
}

/// The UTF-16 code unit that these bytes begin with as an escape.
fn unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    let is_number = digits.iter().all(u8::is_ascii_hexdigit);
    std::str::from_utf8(digits).ok().filter(|_| is_number).and_then(|digits| u16::from_str_radix(digits, 16).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_alone_becomes_the_replacement_character_and_everything_else_stays() {
        for (json, expected) in [
            (r#""cut \ud83d""#, r#""cut \ufffd""#),
            (r#""\udE00 low, \uD83D high""#, r#""\ufffd low, \ufffd high""#),
            (r#""two highs \ud83d\ud83d\ude00""#, r#""two highs \ufffd\ud83d\ude00""#),
            (r#""the wrong way round \ude00\ud83d""#, r#""the wrong way round \ufffd\ufffd""#),
            (r#""a pair \ud83d\ude00, a letter \u00e9""#, r#""a pair \ud83d\ude00, a letter \u00e9""#),
            (r#""no escape \\ud83d""#, r#""no escape \\ud83d""#),
            (r#""an escape behind a backslash \\\ud83d""#, r#""an escape behind a backslash \\\ufffd""#),
            (r#""not whole \ud8"#, r#""not whole \ud8"#),
            (r#""no digits \u+83d""#, r#""no digits \u+83d""#),
            ("\\", "\\"),
            ("", ""),
        ] {
            assert_eq!(String::from_utf8_lossy(&mended(json.as_bytes())), expected);
        }
    }
}
