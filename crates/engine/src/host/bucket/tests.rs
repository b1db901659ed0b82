//! Settings of a bucket, before anybody is asked.

use super::*;

fn bucket(change: serde_json::Value) -> BucketHost {
    let mut whole = serde_json::json!({
        "kind": "s3", "endpoint": "https://s3.example.com", "bucket": "photos", "access_key_id": "id",
    });
    for (name, value) in change.as_object().unwrap() {
        whole[name] = value.clone();
    }
    let mut bucket: BucketHost = serde_json::from_value(whole).unwrap();
    bucket.secrets.insert("bucket", "secret".into());
    bucket
}

#[test]
fn a_bucket_is_read_with_its_defaults() {
    let bucket = bucket(serde_json::json!({}));
    assert_eq!((bucket.prefix.as_str(), bucket.region.as_str(), bucket.expires_hours), ("animato/", "auto", 24));
    assert_eq!(bucket.objection(), None);
}

#[test]
fn what_is_missing_is_named() {
    let cases = [
        (serde_json::json!({ "bucket": " " }), "no bucket yet"),
        (serde_json::json!({ "access_key_id": "" }), "access key id"),
        (serde_json::json!({ "kind": "azblob", "access_key_id": "" }), "storage account"),
        (serde_json::json!({ "endpoint": "http://s3.example.com" }), "must begin with https"),
        (serde_json::json!({ "endpoint": "not an address" }), "must begin with https"),
        (serde_json::json!({ "endpoint": "" }), "region"),
        (serde_json::json!({ "public_base_url": "http://photos.example.com" }), "public address"),
        (serde_json::json!({ "kind": "gcs" }), "service account"),
    ];
    for (change, expected) in cases {
        let said = bucket(change.clone()).objection().unwrap_or_default();
        assert!(said.contains(expected), "{change}: {said}");
    }
    let without = BucketHost { secrets: HostSecrets::default(), ..bucket(serde_json::json!({})) };
    assert!(without.objection().unwrap().contains("ANIMATO_HOST_SECRET"));
}

#[test]
fn http_is_for_this_machine_alone() {
    assert_eq!(bucket(serde_json::json!({ "endpoint": "http://127.0.0.1:9000/" })).objection(), None);
}

#[test]
fn a_link_lives_from_an_hour_to_a_week() {
    for (set, hours) in [(0, 1), (24, 24), (168, 168), (9999, 168)] {
        assert_eq!(bucket(serde_json::json!({ "expires_hours": set })).life().as_secs(), hours * 3600);
    }
}

#[test]
fn a_public_link_is_below_the_public_address() {
    for base in ["https://cdn.example.com/p", "https://cdn.example.com/p/"] {
        let link = bucket(serde_json::json!({ "public_base_url": base })).public_link("a b/x.jpg").unwrap();
        assert_eq!(link.as_str(), "https://cdn.example.com/p/a%20b/x.jpg");
    }
}

#[test]
fn a_service_account_may_be_json_or_its_base64() {
    let json = r#"{"client_email":"a@b","private_key":"k"}"#;
    for given in [json.to_owned(), STANDARD.encode(json)] {
        let mut bucket = bucket(serde_json::json!({ "kind": "gcs", "endpoint": "" }));
        bucket.secrets.insert("bucket", given.into());
        assert_eq!(bucket.service_account(), Some(STANDARD.encode(json)));
        assert_eq!(bucket.objection(), None);
    }
}

/// A store of that kind signs without being asked anything: wrong settings show here and not at the first photo.
#[tokio::test]
async fn azure_signs_links_without_a_network() {
    let mut azure = bucket(serde_json::json!({ "kind": "azblob", "endpoint": "", "access_key_id": "me" }));
    azure.secrets.insert("bucket", STANDARD.encode("key").into());
    let Bucket(operator) = Bucket::new(&azure, &reqwest::Client::new()).unwrap();
    let signed = operator.presign_read("x.jpg", azure.life()).await.unwrap().uri().to_string();
    assert!(
        signed.starts_with("https://me.blob.core.windows.net/photos/x.jpg?") && signed.contains("sig="),
        "{signed}"
    );
}

#[test]
fn an_account_key_that_is_none_is_the_secrets_fault() {
    let mut azure = bucket(serde_json::json!({ "kind": "azblob", "endpoint": "", "access_key_id": "me" }));
    azure.secrets.insert("bucket", "not base64!".into());
    let error = Bucket::new(&azure, &reqwest::Client::new()).err().unwrap();
    assert!(error.message.contains("does not accept the secret"), "{error}");
}
