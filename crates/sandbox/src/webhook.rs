//! Telling a webhook that a job has ended, signed and encrypted as the documentation says.

use std::sync::Arc;

use aes::Aes192;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use crate::jobs::Status;
use crate::random;
use crate::shared::Shared;

/// Posts the end of a job, again and again until it is answered with 200 or given up. A restart in between begins anew.
pub(crate) async fn deliver(shared: &Arc<Shared>, id: &str, address: &str) {
    let now = shared.clock.now();
    let Some(job) = shared.book.job(id) else { return };
    let status = job.status(now);
    let url = if status == Status::Done { shared.video_url(id) } else { String::new() };
    let message = json!({ "_id": id, "status": status as u8, "type": "image2video", "url": url });
    let Some(body) = sealed(&message, &shared.client_id, &shared.key, now, &random::hex(8)) else {
        tracing::warn!("no webhook is sent: that needs a key of 24 bytes and a client id of 16");
        return;
    };
    let mut pauses = shared.webhook_pauses.iter();
    while shared.fetcher.post(address, body.to_string()).await != Some(200) {
        let Some(pause) = pauses.next() else {
            tracing::warn!("a webhook was given up: it did not answer with 200");
            break;
        };
        tokio::time::sleep(*pause).await;
    }
    shared.book.announced(id);
}

/// The body of the post, or `None` when the key or the client id has not the length that the cipher needs.
fn sealed(message: &Value, client_id: &str, key: &str, timestamp: u64, nonce: &str) -> Option<Value> {
    let cipher = cbc::Encryptor::<Aes192>::new_from_slices(key.as_bytes(), client_id.as_bytes()).ok()?;
    let data = STANDARD.encode(cipher.encrypt_padded_vec::<Pkcs7>(message.to_string().as_bytes()));
    let timestamp = timestamp.to_string();
    let mut parts = [client_id, timestamp.as_str(), nonce, data.as_str()];
    parts.sort_unstable();
    let signature = Sha1::digest(parts.concat()).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    Some(json!({ "signature": signature, "dataEncrypt": data, "timestamp": timestamp, "nonce": nonce }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with OpenSSL: `openssl enc -aes-192-cbc -K ... -iv ... -base64 -A` and `openssl dgst -sha1`.
    #[test]
    fn messages_are_sealed_as_openssl_seals_them() {
        let sealed =
            sealed(&json!({ "a": 1 }), "0123456789abcdef", "0123456789abcdef01234567", 1_700_000_000_000, "n0nce")
                .unwrap();
        assert_eq!(sealed["dataEncrypt"], "8xMQbDnIgOlC4GTMnx7eaQ==");
        assert_eq!(sealed["signature"], "07c5481de82979c4badbd52de7ec56bce27cb295");
    }

    #[test]
    fn a_key_of_another_length_seals_nothing() {
        assert!(sealed(&json!({}), "0123456789abcdef", "short", 0, "n").is_none());
    }
}
