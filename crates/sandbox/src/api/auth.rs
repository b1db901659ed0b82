//! Who is calling: a key or a token.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::envelope::Refusal;
use crate::shared::Shared;

/// Proof that the caller has the key or a token.
pub(crate) struct Caller;

impl FromRequestParts<Arc<Shared>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Refusal> {
        judge(&parts.headers, &shared.key, &shared.client_id, &shared.token).map(|()| Self)
    }
}

/// `Authorization` wins: with it, the key is not looked at.
fn judge(headers: &HeaderMap, key: &str, client_id: &str, token: &str) -> Result<(), Refusal> {
    let refused = |code, msg: &str| Err(Refusal { code, msg: msg.to_owned() });
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let expired = "The current token is invalid or has expired, please get a new one";
    if let Some(authorization) = text("authorization") {
        let given = authorization.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        return if given.is_some_and(|(_, given)| given.trim() == token) { Ok(()) } else { refused(1101, expired) };
    }
    match text("x-api-key") {
        Some(given) if given == key => Ok(()),
        Some("") | None => refused(1102, "The Authorization cannot be empty"),
        Some(given) if given == client_id => refused(1109, "account not exist"),
        Some(_) => refused(1101, expired),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(headers: &[(&'static str, &str)]) -> u16 {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        judge(&headers, "key", "client", "token").map_or_else(|refusal| refusal.code, |()| 1000)
    }

    #[test]
    fn a_key_or_a_token_opens_and_the_token_wins() {
        assert_eq!(code(&[("x-api-key", "key")]), 1000);
        assert_eq!(code(&[("authorization", "Bearer token")]), 1000);
        assert_eq!(code(&[("authorization", "bearer token"), ("x-api-key", "wrong")]), 1000);
        assert_eq!(code(&[("authorization", "Bearer wrong"), ("x-api-key", "key")]), 1101);
        assert_eq!(code(&[("x-api-key", "wrong")]), 1101);
        assert_eq!(code(&[("x-api-key", "client")]), 1109);
        assert_eq!(code(&[]), 1102);
    }
}
