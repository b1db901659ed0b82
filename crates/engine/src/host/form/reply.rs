//! Reading an uploader's reply: as much of it as can be a link, and the link in it. Finding is pure.

use futures::StreamExt as _;
use serde_json::Value;

use super::super::fault::{failed, refused};
use crate::error::Error;

/// Replies of uploaders are short; more is not read.
const LONGEST: usize = 1 << 20;

/// Why there is no link.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoLink {
    /// The reply is not JSON, and a pointer into JSON was asked for.
    Unreadable,
    /// The pointer names nothing, or something that is no text.
    Missing(String),
    /// What is there is not a link.
    Malformed,
}

/// Reads a reply, and stops where it gets too long.
pub(super) async fn read(reply: reqwest::Response) -> Result<Vec<u8>, Error> {
    let mut whole = Vec::new();
    let mut body = reply.bytes_stream();
    while let Some(chunk) = body.next().await {
        whole.extend_from_slice(&chunk.map_err(|_| failed("broke off its answer"))?);
        if whole.len() > LONGEST {
            return Err(failed("answers with something that is not a link"));
        }
    }
    Ok(whole)
}

/// The link in a reply: the whole body, what a JSON pointer names, or a link with these in braces.
pub(super) fn find(body: &[u8], place: &str) -> Result<String, NoLink> {
    let link = match place {
        "body" | "" => text(body)?,
        pointer if !pointer.contains('{') => at(body, pointer)?,
        template => fill(body, template)?,
    };
    let is_link = !link.is_empty() && !link.contains(|c: char| c.is_whitespace() || c.is_control() || c == '<');
    if is_link { Ok(link) } else { Err(NoLink::Malformed) }
}

impl NoLink {
    /// In words; `what` is what was looked for.
    pub(super) fn sentence(&self, what: &str) -> Error {
        match self {
            Self::Unreadable => {
                failed(&format!("answered, but not with JSON, so there is no {what} to be found in it"))
            }
            Self::Missing(pointer) => refused(&format!(
                "took the photo, but there is no {what} at \"{pointer}\" in its answer: correct this JSON pointer in the settings"
            )),
            Self::Malformed => failed(&format!("answered with something that is not a {what}")),
        }
    }
}

fn text(body: &[u8]) -> Result<String, NoLink> {
    Ok(std::str::from_utf8(body).map_err(|_| NoLink::Malformed)?.trim().to_owned())
}

fn at(body: &[u8], pointer: &str) -> Result<String, NoLink> {
    let json: Value = serde_json::from_slice(body).map_err(|_| NoLink::Unreadable)?;
    match json.pointer(pointer) {
        Some(Value::String(text)) => Ok(text.trim().to_owned()),
        // An id in a template may be a number.
        Some(Value::Number(number)) => Ok(number.to_string()),
        _ => Err(NoLink::Missing(pointer.to_owned())),
    }
}

fn fill(body: &[u8], template: &str) -> Result<String, NoLink> {
    let mut link = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (place, after) = after.split_once('}').ok_or_else(|| NoLink::Missing(template.to_owned()))?;
        link.push_str(before);
        link.push_str(&if place == "body" { text(body)? } else { at(body, place)? });
        rest = after;
    }
    link.push_str(rest);
    Ok(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_is_the_body_or_where_a_pointer_says() {
        let cases = [
            ("body", " https://x/y.jpg\n", "https://x/y.jpg"),
            ("/data/url", r#"{"data":{"url":"https://x"}}"#, "https://x"),
            ("/files/0/url", r#"{"files":[{"url":"https://x"}]}"#, "https://x"),
            ("https://x/{/id}.jpg", r#"{"id":42}"#, "https://x/42.jpg"),
            ("https://x/{body}", "abc", "https://x/abc"),
            ("{/base}/{/name}", r#"{"base":"https://x","name":"a"}"#, "https://x/a"),
        ];
        for (place, body, expected) in cases {
            assert_eq!(find(body.as_bytes(), place).as_deref(), Ok(expected), "{place}");
        }
    }

    #[test]
    fn what_is_not_a_link_is_not_taken_for_one_and_a_wrong_pointer_is_named() {
        let cases = [
            ("body", "<html>not here</html> sorry", NoLink::Malformed),
            ("body", "<html>", NoLink::Malformed),
            ("body", "", NoLink::Malformed),
            ("/data/url", r#"{"data":{}}"#, NoLink::Missing("/data/url".into())),
            ("/data/url", r#"{"data":{"url":null}}"#, NoLink::Missing("/data/url".into())),
            ("/data/url", "<html>", NoLink::Unreadable),
            ("https://x/{/id}", "{}", NoLink::Missing("/id".into())),
            ("https://x/{/id", r#"{"id":1}"#, NoLink::Missing("https://x/{/id".into())),
        ];
        for (place, body, expected) in cases {
            assert_eq!(find(body.as_bytes(), place), Err(expected), "{place}");
        }
    }
}
