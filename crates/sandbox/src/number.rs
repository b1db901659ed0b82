//! Numbers as the service writes them. Clients that read whole numbers must not meet `25.0`.

use serde_json::Value;

/// A number in JSON, without a fraction when it has none.
pub(crate) fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 { (value as i64).into() } else { value.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_fraction() {
        assert_eq!((number(25.0).to_string(), number(2.5).to_string()), ("25".to_owned(), "2.5".to_owned()));
    }
}
