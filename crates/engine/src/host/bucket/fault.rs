//! What an error of an object store means, in words about the place for photos. Pure.
//!
//! A library's error may hold signed addresses: nothing of it but the store's own code word reaches a sentence or the log.

use opendal::ErrorKind;

use super::super::fault::{below, failed, refused};
use super::{BucketHost, BucketKind};
use crate::error::Error;

/// What a code word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Secret,
    KeyId,
    NoBucket,
    Clock,
    Region,
    Permission,
    Busy,
    Trouble,
}

/// Code words of Amazon and those who speak like it, of Azure, and of Google, the more telling before the general.
const CODES: &[(&str, Meaning)] = &[
    ("SignatureDoesNotMatch", Meaning::Secret),
    ("InvalidAccessKeyId", Meaning::KeyId),
    ("NotSignedUp", Meaning::KeyId),
    ("NoSuchBucket", Meaning::NoBucket),
    ("InvalidBucketName", Meaning::NoBucket),
    ("RequestTimeTooSkewed", Meaning::Clock),
    ("RequestExpired", Meaning::Clock),
    ("PermanentRedirect", Meaning::Region),
    ("TemporaryRedirect", Meaning::Region),
    ("AuthorizationHeaderMalformed", Meaning::Region),
    ("IllegalLocationConstraintException", Meaning::Region),
    ("SlowDown", Meaning::Busy),
    ("TooManyRequests", Meaning::Busy),
    ("AccessDenied", Meaning::Permission),
    ("AllAccessDisabled", Meaning::Permission),
    ("AccountProblem", Meaning::Permission),
    ("InternalError", Meaning::Trouble),
    ("ServiceUnavailable", Meaning::Trouble),
    // Azure.
    ("ContainerNotFound", Meaning::NoBucket),
    ("InvalidResourceName", Meaning::NoBucket),
    ("AuthenticationFailed", Meaning::Secret),
    ("InvalidAuthenticationInfo", Meaning::Secret),
    ("invalid account_key", Meaning::Secret),
    ("AuthorizationPermissionMismatch", Meaning::Permission),
    ("AuthorizationFailure", Meaning::Permission),
    ("ServerBusy", Meaning::Busy),
    // Google.
    ("specified bucket does not exist", Meaning::NoBucket),
    ("short-lived token", Meaning::Clock),
    ("invalid_grant", Meaning::Secret),
    ("Invalid JWT", Meaning::Secret),
    ("storage.objects", Meaning::Permission),
];

/// The sentence for an error of the store or on the way to it.
pub(super) fn sentence(error: &opendal::Error, config: &BucketHost) -> Error {
    let told = error.to_string();
    let meaning = meaning(error.kind(), &told);
    let network = if meaning.is_none() { below(error) } else { None };
    tracing::warn!(kind = ?error.kind(), ?meaning, network, "the bucket refused");
    match (meaning, network) {
        (Some(meaning), _) => say(meaning, config),
        (None, Some(network)) => failed(network),
        (None, None) if told.contains("sign") && error.kind() == ErrorKind::Unexpected => say(Meaning::Secret, config),
        (None, None) => failed("answered with something that it should not"),
    }
}

/// The bucket itself is gone, and what was in it with it.
pub(super) fn is_gone(error: &opendal::Error) -> bool {
    meaning(error.kind(), &error.to_string()) == Some(Meaning::NoBucket)
}

fn meaning(kind: ErrorKind, told: &str) -> Option<Meaning> {
    let by_word = CODES.iter().find(|(word, _)| told.contains(word)).map(|(_, meaning)| *meaning);
    by_word.or(match kind {
        ErrorKind::PermissionDenied => Some(Meaning::Permission),
        ErrorKind::RateLimited => Some(Meaning::Busy),
        ErrorKind::NotFound => Some(Meaning::NoBucket),
        _ if told.contains("status: 301") || told.contains("status: 307") => Some(Meaning::Region),
        _ if told.contains("status: 401") => Some(Meaning::Secret),
        _ if told.contains("status: 5") => Some(Meaning::Trouble),
        _ => None,
    })
}

fn say(meaning: Meaning, config: &BucketHost) -> Error {
    let bucket = &config.bucket;
    let (secret, key_id) = match config.kind {
        BucketKind::S3 => ("secret access key", "access key id"),
        BucketKind::Gcs => ("service account's key", "service account"),
        BucketKind::Azblob => ("account key", "account name"),
    };
    match meaning {
        Meaning::Secret => refused(&format!("does not accept the secret: enter the {secret} again")),
        Meaning::KeyId => refused(&format!("does not know this {key_id}: check it in the settings")),
        Meaning::NoBucket => {
            refused(&format!("has no bucket named \"{bucket}\": make it there, or change the settings"))
        }
        Meaning::Clock => refused("does not accept the time of this computer: set its clock right"),
        Meaning::Region => {
            refused("keeps this bucket in another region or at another address: change it in the settings")
        }
        Meaning::Permission => refused(&format!(
            "does not allow this key to use the bucket \"{bucket}\": it must read, write and delete there"
        )),
        Meaning::Busy => failed("asks to slow down"),
        Meaning::Trouble => failed("is in trouble at the moment"),
    }
}

#[cfg(test)]
mod tests {
    use opendal::Error as Raw;

    use super::*;
    use crate::error::ErrorCode;

    fn bucket() -> BucketHost {
        serde_json::from_value(serde_json::json!({ "kind": "s3", "bucket": "holiday" })).unwrap()
    }

    #[test]
    fn each_refusal_is_its_own_sentence() {
        let cases = [
            (ErrorKind::PermissionDenied, "SignatureDoesNotMatch", "does not accept the secret"),
            (ErrorKind::PermissionDenied, "InvalidAccessKeyId", "does not know this access key id"),
            (ErrorKind::ConfigInvalid, "NoSuchBucket", "no bucket named \"holiday\""),
            (ErrorKind::PermissionDenied, "RequestTimeTooSkewed", "set its clock right"),
            (ErrorKind::Unexpected, "PermanentRedirect", "another region"),
            (ErrorKind::PermissionDenied, "AccessDenied", "does not allow this key"),
            (ErrorKind::PermissionDenied, "something new", "does not allow this key"),
        ];
        for (kind, word, expected) in cases {
            let error = sentence(&Raw::new(kind, format!("S3Error {{ code: \"{word}\" }}")), &bucket());
            assert_eq!(error.code, ErrorCode::HostRefused, "{word}");
            assert!(error.message.contains(expected), "{word}: {error}");
            assert!(error.message.contains("Nothing was sent to Akool"), "{error}");
        }
    }

    #[test]
    fn what_passes_by_itself_is_tried_again() {
        for word in ["SlowDown", "InternalError", "ServiceUnavailable", "status: 503"] {
            let error = sentence(&Raw::new(ErrorKind::Unexpected, word), &bucket());
            assert_eq!(error.code, ErrorCode::HostFailed, "{word}");
            assert!(error.message.contains("tried again"), "{error}");
        }
    }

    #[test]
    fn nothing_of_a_signed_address_is_ever_repeated() {
        let raw = Raw::new(ErrorKind::Unexpected, "odd").with_context("uri", "https://x/?X-Amz-Signature=s3cret");
        assert!(!sentence(&raw, &bucket()).message.contains("s3cret"));
    }
}
