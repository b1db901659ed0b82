//! How long the service asks to wait: a `Retry-After` header in seconds or as a date, or a sentence in its reply.

use std::time::{Duration, SystemTime};

/// Nobody is made to wait longer than this by one reply.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads a `Retry-After` header. A date is counted from `now`; one in the past means "at once".
pub(crate) fn from_header(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if let Some(seconds) = seconds(value) {
        return Some(seconds);
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default().min(LONGEST))
}

/// Finds "retry after 28 seconds" (observed wording of code 1005) in the service's words.
pub(crate) fn from_sentence(words: &str) -> Option<Duration> {
    let words = words.to_ascii_lowercase();
    let rest = words.split_once("retry after")?.1.trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).map_or(rest, |end| rest.get(..end).unwrap_or_default());
    let unit = rest.get(digits.len()..)?.trim_start();
    let factor = match unit {
        _ if unit.starts_with("min") => 60,
        _ if unit.starts_with("hour") => 3600,
        _ => 1,
    };
    Some(seconds(digits)?.saturating_mul(factor).min(LONGEST))
}

fn seconds(digits: &str) -> Option<Duration> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // More digits than fit are still digits: a very long wait.
    Some(digits.parse().map_or(LONGEST, Duration::from_secs).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(seconds: u64) -> Option<Duration> {
        Some(Duration::from_secs(seconds))
    }

    #[test]
    fn fault_8_a_header_counts_seconds_or_names_a_date() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        assert_eq!(from_header(" 28 ", now), after(28));
        assert_eq!(from_header("Sun, 06 Nov 1994 08:50:37 GMT", now), after(60));
        assert_eq!(from_header("Sun, 06 Nov 1994 08:48:37 GMT", now), after(0));
        assert_eq!(from_header("99999999999999999999999", now), Some(LONGEST));
        assert_eq!(from_header("Sat, 06 Nov 2094 08:49:37 GMT", now), Some(LONGEST));
        assert_eq!(from_header("-1", now), None);
        assert_eq!(from_header("soon", now), None);
    }

    #[test]
    fn fault_8_a_sentence_tells_the_seconds() {
        let observed = "Too many requests from your IP, please retry after 28 seconds";
        assert_eq!(from_sentence(observed), after(28));
        assert_eq!(from_sentence("RETRY AFTER 3s"), after(3));
        assert_eq!(from_sentence("retry after 2 minutes"), after(120));
        assert_eq!(from_sentence("retry after 5"), after(5));
        assert_eq!(from_sentence("please retry after a while"), None);
        assert_eq!(from_sentence("try later"), None);
    }
}
