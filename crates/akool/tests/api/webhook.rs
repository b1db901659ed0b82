//! Webhook notices, sealed by an independent implementation: Node's crypto.

use std::io::Write;
use std::process::{Command, Stdio};

use akool::webhook::{Event, OpenError, open};
use akool::{SecretString, Status};
use serde_json::{Value, json};

const ID: &str = "client-id-16-byt";
const SECRET: &str = "client-secret-of-24-byte";

const SEAL: &str = r#"
const { createCipheriv, createHash } = require('node:crypto');
const { id, secret, content, timestamp, nonce } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const cipher = createCipheriv('aes-192-cbc', secret, id);
const dataEncrypt = cipher.update(content, 'utf8', 'base64') + cipher.final('base64');
const signature = createHash('sha1').update([id, timestamp, nonce, dataEncrypt].sort().join('')).digest('hex');
console.log(JSON.stringify({ signature, dataEncrypt, timestamp, nonce }));
"#;

/// A notice as the service would send it.
fn seal(content: &str, timestamp: Value, nonce: Value) -> Value {
    let input = json!({ "id": ID, "secret": SECRET, "content": content, "timestamp": timestamp, "nonce": nonce });
    let mut node = Command::new("node")
        .args(["-e", SEAL])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node runs");
    node.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn open_notice(notice: &Value) -> Result<Event, OpenError> {
    open(notice.to_string().as_bytes(), ID, &SecretString::from(SECRET))
}

fn done() -> Value {
    let content = json!({ "_id": "a1", "status": 3, "type": "image2video", "url": "https://example.com/é.mp4" });
    seal(&content.to_string(), json!("1754362985482"), json!("9731"))
}

#[test]
fn a_notice_is_opened() {
    let event = Event {
        id: "a1".into(),
        status: Status::Done,
        event_type: Some("image2video".into()),
        url: Some("https://example.com/é.mp4".into()),
    };
    assert_eq!(open_notice(&done()), Ok(event));
}

#[test]
fn numbers_and_missing_parts_do_no_harm() {
    let content = json!({ "_id": "a1", "status": "4", "type": 15, "url": null }).to_string();
    let event = open_notice(&seal(&content, json!(1754362985482_i64), json!(7))).unwrap();
    assert_eq!((event.status, event.event_type.as_deref(), event.url), (Status::Failed, Some("15"), None));
}

#[test]
fn a_notice_that_was_changed_on_the_way_is_refused() {
    for field in ["signature", "dataEncrypt", "timestamp", "nonce"] {
        let mut notice = done();
        let changed = format!("0{}", notice[field].as_str().unwrap());
        notice[field] = json!(changed);
        assert_eq!(open_notice(&notice), Err(OpenError::Signature), "{field}");
    }
}

#[test]
fn a_notice_for_another_account_is_refused() {
    let notice = done().to_string();
    let as_other = open(notice.as_bytes(), "another-id-16-by", &SecretString::from(SECRET));
    assert_eq!(as_other, Err(OpenError::Signature));
    let wrong_secret = open(notice.as_bytes(), ID, &SecretString::from("another-secret-24-bytes!"));
    assert_eq!(wrong_secret, Err(OpenError::Content));
    let short = open(notice.as_bytes(), ID, &SecretString::from("short"));
    assert_eq!(short, Err(OpenError::Credentials));
}

#[test]
fn what_is_no_notice_is_refused() {
    for body in ["", "null", "{}", r#"{"signature":"a","dataEncrypt":"b","timestamp":"c"}"#, "<html>"] {
        assert_eq!(open(body.as_bytes(), ID, &SecretString::from(SECRET)), Err(OpenError::Malformed), "{body}");
    }
    for content in ["not JSON", "{}", r#"{"status":3}"#] {
        assert_eq!(open_notice(&seal(content, json!("1"), json!("2"))), Err(OpenError::Content), "{content}");
    }
}
