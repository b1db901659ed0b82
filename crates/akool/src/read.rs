//! Tolerant reading of JSON: numbers as text, null for missing, ids as numbers.
//!
//! Nothing here fails. What cannot be understood is absent, and the caller decides whether it can do without.

use serde_json::Value;

/// The first of these fields that holds text, trimmed of nothing; empty text counts as absent.
pub(crate) fn text(value: &Value, fields: &[&str]) -> Option<String> {
    fields.iter().find_map(|field| value.get(field)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned))
}

/// The first of these fields that holds an id: text or a whole number.
pub(crate) fn id(value: &Value, fields: &[&str]) -> Option<String> {
    fields.iter().find_map(|field| as_id(value.get(field)?))
}

/// An id: text that is not blank, or a whole number.
pub(crate) fn as_id(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) if number.is_i64() || number.is_u64() => Some(number.to_string()),
        _ => None,
    }
}

/// A finite number, also as text.
pub(crate) fn number(value: &Value, field: &str) -> Option<f64> {
    as_number(value.get(field)?)
}

/// A whole number, also as text or with an empty fraction.
pub(crate) fn integer(value: &Value, field: &str) -> Option<i64> {
    as_integer(value.get(field)?)
}

/// A number of things, at least one.
pub(crate) fn count(value: &Value, field: &str) -> Option<u32> {
    integer(value, field).and_then(|number| u32::try_from(number).ok()).filter(|&number| number > 0)
}

/// Yes or no, also as text or as 1 and 0.
pub(crate) fn flag(value: &Value, field: &str) -> Option<bool> {
    match value.get(field)? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        other => match as_integer(other) {
            Some(1) => Some(true),
            Some(0) => Some(false),
            _ => None,
        },
    }
}

/// A finite number, also as text.
pub(crate) fn as_number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

/// A whole number, also as text or with an empty fraction.
pub(crate) fn as_integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) if number.is_i64() => number.as_i64(),
        Value::String(text) if text.trim().parse::<i64>().is_ok() => text.trim().parse().ok(),
        // Beyond 2^53 a float is no longer an exact whole number.
        other => as_number(other).filter(|n| n.fract() == 0.0 && n.abs() <= 9_007_199_254_740_992.0).map(|n| n as i64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_read_from_text_and_nonsense_is_absent() {
        assert_eq!(as_number(&json!("12.5")), Some(12.5));
        assert_eq!(as_number(&json!("NaN")), None);
        assert_eq!(as_number(&json!("1e999")), None);
        assert_eq!(as_integer(&json!(" 3 ")), Some(3));
        assert_eq!(as_integer(&json!(3.0)), Some(3));
        assert_eq!(as_integer(&json!(3.5)), None);
        assert_eq!(as_integer(&json!(1e300)), None);
        assert_eq!(as_integer(&json!(null)), None);
        assert_eq!(as_integer(&json!(u64::MAX)), None);
    }

    #[test]
    fn flags_are_read_from_words_and_digits() {
        let value = json!({"a": true, "b": "False", "c": 1, "d": "0", "e": 2, "f": null});
        let read = ["a", "b", "c", "d", "e", "f", "missing"].map(|field| flag(&value, field));
        assert_eq!(read, [Some(true), Some(false), Some(true), Some(false), None, None, None]);
    }

    #[test]
    fn an_id_is_text_or_a_whole_number() {
        assert_eq!(as_id(&json!(" a1 ")), Some("a1".into()));
        assert_eq!(as_id(&json!(17)), Some("17".into()));
        assert_eq!(as_id(&json!("")), None);
        assert_eq!(as_id(&json!({"$oid": "x"})), None);
    }
}
