//! What a server's answer means for the part that is here. Pure: no network, no disk.

use super::error::SaveError;
use super::part::{ResumePoint, Validator};

/// How many bytes [`sniff`] wants to see, if there are as many.
pub(super) const SNIFFED: usize = 16;

/// The headers that count.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub(super) status: u16,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    pub(super) date: Option<String>,
    pub(super) content_range: Option<String>,
    pub(super) content_length: Option<u64>,
    pub(super) content_type: Option<String>,
}

/// What to do with the body.
#[derive(Debug, PartialEq)]
pub(super) enum Answer {
    /// The body is the whole file.
    Whole { validator: Option<Validator>, total: Option<u64> },
    /// The body goes on exactly where the part ends.
    Rest { total: u64 },
    /// The part is already all there is.
    NothingLeft,
    /// The part and the server's file do not fit together: ask again, for everything.
    CannotContinue,
    /// Nothing that can be used, and nothing against the part either: ask again, for everything, and keep the part until that
    /// comes.
    Refused,
}

/// Decides what an answer means; `from` is what was asked for beyond the whole.
///
/// # Errors
/// What the status says when the whole was asked for and there is no usable body.
pub(super) fn read(head: &Head, from: Option<&ResumePoint>) -> Result<Answer, SaveError> {
    match (head.status, from) {
        (200, _) => Ok(Answer::Whole { validator: head.validator(), total: head.content_length }),
        (206, None) => Ok(match head.range() {
            Some((0, end, Some(total))) if end + 1 == total => {
                Answer::Whole { validator: head.validator(), total: Some(total) }
            }
            _ => Answer::Refused,
        }),
        (206, Some(from)) => Ok(rest(head, from)),
        (416, Some(from)) => Ok(match head.unsatisfied_total() {
            Some(total) if total == from.offset && head.agrees_with(from) => Answer::NothingLeft,
            _ => Answer::CannotContinue,
        }),
        // Too much was asked for already.
        (status @ (408 | 425 | 429), _) => Err(SaveError::ServerTrouble { status }),
        // Something on the way may dislike no more than the range: only the answer for the whole counts.
        (_, Some(_)) => Ok(Answer::Refused),
        (status @ (404 | 410), None) => Err(SaveError::Expired { status }),
        (status @ (416 | 500..=599), None) => Err(SaveError::ServerTrouble { status }),
        (status @ 400..=499, None) => Err(SaveError::LinkRefused { status }),
        (status, None) => Err(SaveError::ServerTrouble { status }),
    }
}

/// Refuses what is surely no MP4 by its first bytes, so that no page ever replaces a part.
///
/// # Errors
/// [`SaveError::NotAVideo`].
pub(super) fn sniff(first: &[u8]) -> Result<(), SaveError> {
    const FIRST_BOXES: [&[u8]; 9] = [b"ftyp", b"styp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"uuid"];
    if first.get(4..8).is_some_and(|kind| FIRST_BOXES.contains(&kind)) {
        return Ok(());
    }
    let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first).trim_ascii_start();
    let what = match text.first() {
        None => "nothing",
        Some(b'<') => "a web page",
        Some(b'{' | b'[') => "a message",
        Some(_) => "something else",
    };
    Err(SaveError::NotAVideo { what })
}

fn rest(head: &Head, from: &ResumePoint) -> Answer {
    // Some servers say so of every file. The first bytes of the whole tell a page from a video; those of a rest tell nothing.
    if head.content_type.as_deref().is_some_and(is_markup) {
        return Answer::Refused;
    }
    let Some((start, end, total)) = head.range() else { return Answer::CannotContinue };
    let Some(total) = total.or(from.total) else { return Answer::CannotContinue };
    let fits = start == from.offset
        && end < total
        && from.total.is_none_or(|known| known == total)
        && head.content_length.is_none_or(|length| length == end - start + 1)
        && head.agrees_with(from);
    if fits { Answer::Rest { total } } else { Answer::CannotContinue }
}

fn is_markup(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "text/html" | "text/xml" | "application/xml" | "application/json")
}

impl Head {
    /// What can prove later that the file is still the same: a strong `ETag`, or a `Last-Modified` that is older than
    /// the answer (RFC 9110, 8.8.2.2: within the same second the file may have changed again).
    fn validator(&self) -> Option<Validator> {
        if let Some(etag) = self.etag.as_ref().filter(|etag| etag.starts_with('"') && etag.len() > 2) {
            return Some(Validator::ETag(etag.clone()));
        }
        match (&self.last_modified, &self.date) {
            (Some(modified), Some(date)) if modified != date => Some(Validator::LastModified(modified.clone())),
            _ => None,
        }
    }

    /// Whether nothing here says that the file is another one than the part's.
    fn agrees_with(&self, from: &ResumePoint) -> bool {
        match &from.validator {
            Validator::ETag(known) => self.etag.as_ref().is_none_or(|etag| etag == known),
            Validator::LastModified(known) => self.last_modified.as_ref().is_none_or(|modified| modified == known),
        }
    }

    /// `bytes 5-9/10` as first, last, total; the total may be unknown (`*`).
    fn range(&self) -> Option<(u64, u64, Option<u64>)> {
        let (range, total) = self.content_range.as_deref()?.trim().strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse::<u64>().ok()?);
        let total = match total.trim() {
            "*" => None,
            total => Some(total.parse().ok()?),
        };
        // A last byte of 2^64-1 would make the length of the file impossible to say.
        (first <= last && last < u64::MAX).then_some((first, last, total))
    }

    /// The 10 of `bytes */10`, as a 416 says it.
    fn unsatisfied_total(&self) -> Option<u64> {
        self.content_range.as_deref()?.trim().strip_prefix("bytes */")?.trim().parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_from_5() -> ResumePoint {
        ResumePoint { offset: 5, validator: Validator::ETag("\"a\"".into()), total: Some(10) }
    }

    fn partial(range: &str, etag: &str) -> Head {
        Head { status: 206, content_range: Some(range.into()), etag: Some(etag.into()), ..Head::default() }
    }

    #[test]
    fn only_the_exact_rest_of_the_same_file_is_appended() {
        let asked = asked_from_5();
        let read = |head: Head| read(&head, Some(&asked)).unwrap();
        assert_eq!(read(partial("bytes 5-9/10", "\"a\"")), Answer::Rest { total: 10 });
        for (range, etag) in [
            ("bytes 4-9/10", "\"a\""),
            ("bytes 5-9/11", "\"a\""),
            ("bytes 5-10/10", "\"a\""),
            ("bytes 5-9/10", "\"b\""),
            ("bytes 9-5/10", "\"a\""),
            ("bytes 5-18446744073709551615/*", "\"a\""),
            ("bytes */10", "\"a\""),
            ("items 5-9/10", "\"a\""),
            ("", "\"a\""),
        ] {
            assert_eq!(read(partial(range, etag)), Answer::CannotContinue, "{range} {etag}");
        }
    }

    #[test]
    fn a_length_that_contradicts_its_range_is_not_appended() {
        let head = Head { content_length: Some(4), ..partial("bytes 5-9/10", "\"a\"") };
        assert_eq!(read(&head, Some(&asked_from_5())).unwrap(), Answer::CannotContinue);
    }

    #[test]
    fn a_rest_that_is_labelled_as_a_page_is_not_appended_and_says_nothing_about_the_part() {
        for label in ["text/html; charset=utf-8", "application/json", "Application/XML"] {
            let head = Head { content_type: Some(label.into()), ..partial("bytes 5-9/10", "\"a\"") };
            assert_eq!(read(&head, Some(&asked_from_5())).unwrap(), Answer::Refused, "{label}");
        }
    }

    #[test]
    fn only_what_the_whole_is_answered_with_counts_against_a_link() {
        for status in [204, 304, 400, 403, 404, 410, 412, 500, 503] {
            let head = Head { status, ..Head::default() };
            assert_eq!(read(&head, Some(&asked_from_5())).unwrap(), Answer::Refused, "{status}");
            assert!(read(&head, None).is_err(), "{status}");
        }
    }

    #[test]
    fn whoever_is_told_to_slow_down_does_not_ask_for_more() {
        for status in [408, 425, 429] {
            let head = Head { status, ..Head::default() };
            for from in [None, Some(&asked_from_5())] {
                assert!(matches!(read(&head, from), Err(SaveError::ServerTrouble { .. })), "{status}");
            }
        }
    }

    #[test]
    fn a_416_means_complete_only_when_the_lengths_agree() {
        let at = |range: &str| Head { status: 416, ..partial(range, "\"a\"") };
        let asked = asked_from_5();
        assert_eq!(read(&at("bytes */5"), Some(&asked)).unwrap(), Answer::NothingLeft);
        assert_eq!(read(&at("bytes */3"), Some(&asked)).unwrap(), Answer::CannotContinue);
        let changed = Head { etag: Some("\"b\"".into()), ..at("bytes */5") };
        assert_eq!(read(&changed, Some(&asked)).unwrap(), Answer::CannotContinue);
    }

    #[test]
    fn a_weak_etag_or_a_date_of_this_very_second_proves_nothing() {
        let weak = Head { etag: Some("W/\"a\"".into()), ..Head::default() };
        assert_eq!(weak.validator(), None);
        let moment = "Mon, 23 Nov 2026 21:00:00 GMT".to_owned();
        let now = Head { last_modified: Some(moment.clone()), date: Some(moment.clone()), ..Head::default() };
        assert_eq!(now.validator(), None);
        let older = Head { date: Some("Mon, 23 Nov 2026 21:00:01 GMT".into()), ..now };
        assert_eq!(older.validator(), Some(Validator::LastModified(moment)));
    }

    #[test]
    fn pages_and_messages_are_told_from_videos_by_their_bytes() {
        assert!(sniff(b"\0\0\0\x18ftypisom").is_ok());
        for no_video in
            [&b"<!doctype html>"[..], b"\xef\xbb\xbf  <?xml version", b"{\"code\":1008}", b"", b"\x89PNG\r\n\x1a\n"]
        {
            assert!(matches!(sniff(no_video), Err(SaveError::NotAVideo { .. })));
        }
    }
}
