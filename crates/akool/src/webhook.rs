//! Opening what the service posts to a webhook: the signature is checked, then the content is decrypted.
//!
//! Answer 200, or the notice is sent again. Neither the signature (it contains no secret) nor the encryption (it is not
//! authenticated) proves who sent a notice: take it as a hint to ask for
//! [results](crate::videos::Videos::results), and never fetch its address unchecked.

use aes::Aes192;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, KeyIvInit};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use sha1::{Digest, Sha1};

use crate::read;
use crate::status::Status;

/// A notice about a video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The video's id.
    pub id: String,
    /// How far it is.
    pub status: Status,
    /// What kind of job it is, as the service numbers or names it.
    pub event_type: Option<String>,
    /// Where the file is.
    pub url: Option<String>,
}

/// Why a notice was not opened. Deliberately coarse: a sender learns nothing from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The body is not a notice.
    #[error("not a webhook notice")]
    Malformed,
    /// The client id is not 16 bytes long, or its secret not 24: the notice cannot be opened with them.
    #[error("the client id or secret does not have the length of one")]
    Credentials,
    /// The signature is not the one of this content.
    #[error("the signature is wrong")]
    Signature,
    /// The content could not be decrypted or read.
    #[error("the content could not be read")]
    Content,
}

/// Opens the body of a webhook call.
///
/// # Errors
/// See [`OpenError`].
pub fn open(body: &[u8], client_id: &str, client_secret: &SecretString) -> Result<Event, OpenError> {
    let notice: Value = serde_json::from_slice(body).map_err(|_| OpenError::Malformed)?;
    let field = |name| notice.get(name).and_then(read::as_id).ok_or(OpenError::Malformed);
    let (signature, sealed) = (field("signature")?, field("dataEncrypt")?);
    let (timestamp, nonce) = (field("timestamp")?, field("nonce")?);

    let expected = sign([client_id, &timestamp, &nonce, &sealed]);
    if !same(expected.as_bytes(), signature.to_ascii_lowercase().as_bytes()) {
        return Err(OpenError::Signature);
    }
    let cipher =
        cbc::Decryptor::<Aes192>::new_from_slices(client_secret.expose_secret().as_bytes(), client_id.as_bytes())
            .map_err(|_| OpenError::Credentials)?;
    let sealed = STANDARD.decode(sealed).map_err(|_| OpenError::Content)?;
    let opened = cipher.decrypt_padded_vec::<Pkcs7>(&sealed).map_err(|_| OpenError::Content)?;
    let content: Value = serde_json::from_slice(&opened).map_err(|_| OpenError::Content)?;
    Ok(Event {
        id: read::id(&content, &["_id"]).ok_or(OpenError::Content)?,
        status: Status::read(&content, "status"),
        event_type: read::id(&content, &["type"]),
        url: read::text(&content, &["url"]),
    })
}

/// SHA-1 in hexadecimal over the sorted parts, joined without a separator.
fn sign(mut parts: [&str; 4]) -> String {
    parts.sort_unstable();
    Sha1::digest(parts.concat()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Compares in a time that does not depend on where the difference is.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}
