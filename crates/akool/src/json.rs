//! JSON as services really send it. Pure.
//!
//! A service that cuts text in the middle of an emoji sends half a surrogate pair, or bytes that are no UTF-8. The rest of
//! such a reply is good, and may name what was paid for: what cannot be read becomes U+FFFD, and nothing else is lost.

use std::borrow::Cow;

use serde_json::Value;

/// What stands for a character that cannot be read, as JSON writes it.
const UNREADABLE: &str = "\\ufffd";

/// Reads JSON, with or without a byte order mark, whatever became of single characters in it.
pub(crate) fn read(body: &[u8]) -> Option<Value> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    serde_json::from_slice(body).ok().or_else(|| {
        let text = String::from_utf8_lossy(body);
        serde_json::from_str(&whole_pairs(&text)).ok()
    })
}

/// Replaces halves of surrogate pairs, written as escapes, by [`UNREADABLE`].
fn whole_pairs(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\\')) {
        let start = at + found;
        at = match (unit(text, start), unit(text, start + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => start + 12,
            (Some(0xd800..=0xdfff), _) => {
                out.push_str(text.get(copied..start).unwrap_or_default());
                out.push_str(UNREADABLE);
                copied = start + 6;
                copied
            }
            // Any other escape: it and what it escapes, a backslash too, which then begins none.
            _ => start + 1 + text.get(start + 1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8),
        };
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// The UTF-16 unit that is escaped at this place, if one is.
fn unit(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) { u16::from_str_radix(digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn half_an_emoji_costs_one_character_and_not_the_reply() {
        let cut = br#"{"file_name":"Slow push in, golden da\ud83c","_id":"a1"}"#;
        assert_eq!(read(cut), Some(json!({ "file_name": "Slow push in, golden da\u{fffd}", "_id": "a1" })));
        let late_half = br#"["\udc00 x", "\ud83c\ud83c\udf05"]"#;
        assert_eq!(read(late_half), Some(json!(["\u{fffd} x", "\u{fffd}\u{1f305}"])));
        let bytes = b"{\"name\":\"caf\xe9\",\"_id\":\"a1\"}";
        assert_eq!(read(bytes), Some(json!({ "name": "caf\u{fffd}", "_id": "a1" })));
    }

    #[test]
    fn whole_pairs_and_escaped_backslashes_stay_what_they_are() {
        // The second escape makes the document need mending at all.
        let text = br#"["\ud83c\udf05", "\\ud83c", "\ud83c"]"#;
        assert_eq!(read(text), Some(json!(["\u{1f305}", "\\ud83c", "\u{fffd}"])));
    }

    #[test]
    fn what_is_no_json_stays_none() {
        for no_json in [&b""[..], b"<html>", b"{\"a\":", b"[\"\\u12\"]", b"\\", b"[\"\\"] {
            assert_eq!(read(no_json), None, "{}", String::from_utf8_lossy(no_json));
        }
        assert_eq!(read(b"\xef\xbb\xbf{}"), Some(json!({})));
    }
}
