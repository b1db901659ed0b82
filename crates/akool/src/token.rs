//! What identifies the account on a call: the key, or a token fetched for a pair and kept in memory only.

use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use tokio::sync::Mutex;

use crate::config::Auth;
use crate::error::Error;
use crate::read;
use crate::reply::{Effect, RawReply};
use crate::transport::{Call, Transport};
use crate::videos::CreateReply;

const KEY_HEADER: HeaderName = HeaderName::from_static("x-api-key");

/// How calls are signed.
pub(crate) enum Signer {
    Key(HeaderValue),
    Pair { client_id: String, client_secret: SecretString, token: Mutex<Kept> },
}

/// The token of a pair, and which fetch it came from.
#[derive(Default)]
pub(crate) struct Kept {
    header: Option<HeaderValue>,
    fetch: u64,
}

/// A signature for one call.
pub(crate) struct Signature {
    pub(crate) header: (HeaderName, HeaderValue),
    fetch: u64,
}

impl Signer {
    pub(crate) fn new(auth: &Auth) -> Result<Self, Error> {
        match auth {
            Auth::Key(key) => {
                // People paste keys with a line end.
                let key = key.expose_secret().trim();
                if key.is_empty() {
                    return Err(Error::config("the API key is empty"));
                }
                let key = secret(key).ok_or_else(|| Error::config("the API key has characters that no key has"))?;
                Ok(Self::Key(key))
            }
            Auth::Pair { client_id, client_secret } => {
                let (client_id, client_secret) = (client_id.trim(), client_secret.expose_secret().trim());
                if client_id.is_empty() || client_secret.is_empty() {
                    return Err(Error::config("the client id or its secret is empty"));
                }
                let (client_id, client_secret) = (client_id.to_owned(), SecretString::from(client_secret));
                Ok(Self::Pair { client_id, client_secret, token: Mutex::default() })
            }
        }
    }

    /// What to put on a call; fetches a token where there is none. Calls at the same time share one fetch.
    pub(crate) async fn signature(&self, transport: &Transport) -> Result<Signature, Error> {
        match self {
            Self::Key(key) => Ok(Signature { header: (KEY_HEADER, key.clone()), fetch: 0 }),
            Self::Pair { client_id, client_secret, token } => {
                let mut kept = token.lock().await;
                let header = match &kept.header {
                    Some(header) => header.clone(),
                    None => {
                        let header = fetch(transport, client_id, client_secret).await?;
                        kept.fetch += 1;
                        kept.header.insert(header).clone()
                    }
                };
                Ok(Signature { header: (AUTHORIZATION, header), fetch: kept.fetch })
            }
        }
    }

    /// Forgets a token that the service did not take, unless another call has replaced it already. Says whether a new
    /// signature can be had.
    pub(crate) async fn renounce(&self, refused: &Signature) -> bool {
        match self {
            Self::Key(_) => false,
            Self::Pair { token, .. } => {
                let mut kept = token.lock().await;
                if kept.fetch == refused.fetch {
                    kept.header = None;
                }
                true
            }
        }
    }
}

/// Whether the service says, for certain without having done anything, that it does not take the token. Any reply is read
/// as that of a create call, the strictest reading there is: an id beside such a code has been paid for.
pub(crate) fn is_refused(reply: &RawReply) -> bool {
    CreateReply::parse(reply).is_err_and(|error| {
        !error.maybe_processed && (matches!(error.service_code, Some(1101 | 1102)) || error.status == Some(401))
    })
}

async fn fetch(transport: &Transport, client_id: &str, client_secret: &SecretString) -> Result<HeaderValue, Error> {
    let body = json!({ "clientId": client_id, "clientSecret": client_secret.expose_secret() });
    let reply = transport.send(&Call::ask("api/open/v3/getToken", body), None).await.map_err(of_token)?;
    let envelope = reply.envelope(Effect::Reads).map_err(of_token)?;
    // At the top level, not under `data`.
    read::text(&envelope, &["token"])
        .and_then(|token| secret(&format!("Bearer {token}")))
        .ok_or_else(|| of_token(reply.unreadable(Effect::Reads, "no token in it")))
}

/// The call that the token was for did not leave. A reply about tokens may hold one; it has no place in an error.
fn of_token(mut error: Error) -> Error {
    error.body = None;
    error.before_sending = true;
    error
}

fn secret(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
