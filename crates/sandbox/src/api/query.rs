//! Reading the parameters of an address, with the service's words for what is wrong with them.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::envelope::Refusal;
use super::fields::wrong;

/// The parameters behind the `?`, in their order.
pub(crate) struct Query(Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts.uri.query().unwrap_or_default()))
    }
}

impl Query {
    fn of(query: &str) -> Self {
        Self(url::form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// All values of a list, written as `name[]=a&name[]=b` or `name=a,b`.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        let is_named = |found: &str| found.strip_suffix("[]").unwrap_or(found) == name;
        let values = self.0.iter().filter(|(found, _)| is_named(found));
        values.flat_map(|(_, value)| value.split(',')).map(str::trim).filter(|value| !value.is_empty()).collect()
    }

    /// The value; `None` when it is missing or empty. Twice the same name is refused.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let mut values = self.0.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str());
        let value = values.next().filter(|value| !value.is_empty());
        if values.next().is_some() { Err(wrong(name, "must be given once")) } else { Ok(value) }
    }

    /// A positive whole number, or this one when it is missing.
    pub(crate) fn number(&self, name: &str, otherwise: usize) -> Result<usize, Refusal> {
        let Some(text) = self.text(name)? else { return Ok(otherwise) };
        text.parse().ok().filter(|number| *number > 0).ok_or_else(|| wrong(name, "must be a positive integer"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_in_each_of_its_forms() {
        assert_eq!(Query::of("types[]=1&types%5B%5D=2&types=3,4&type=5").list("types"), ["1", "2", "3", "4"]);
        assert!(Query::of("types[]=&other=1").list("types").is_empty());
    }

    #[test]
    fn a_single_value_is_read_once() {
        let query = Query::of("page=3&size=0&id=a&id=b&empty=");
        assert_eq!((query.number("page", 1), query.number("none", 7)), (Ok(3), Ok(7)));
        assert_eq!(query.text("empty"), Ok(None));
        for refused in [query.number("size", 1).unwrap_err(), query.text("id").unwrap_err()] {
            assert_eq!(refused.code, 1003);
        }
    }
}
