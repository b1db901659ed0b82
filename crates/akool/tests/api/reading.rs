//! What holds for every call that only reads.

use std::time::Duration;

use akool::{Client, Config, Error, ErrorKind, Timeouts};

use crate::server::{Answer, Server, status, success};

const BALANCE: &str = "GET /api/open/v3/faceswap/quota/info";

async fn balance(answer: Answer) -> Error {
    let server = Server::expecting([(BALANCE, answer)]).await;
    let timeouts = Timeouts { call: Duration::from_secs(2), ..Timeouts::default() };
    let error = Client::new(Config { timeouts, ..server.config() }).unwrap().account().balance().await.unwrap_err();
    server.finish();
    assert!(!error.maybe_processed, "nothing can have been charged: {error:?}");
    error
}

#[tokio::test]
async fn fault_21_a_captive_portal_is_being_offline() {
    let error = balance(status(200, "<html>Welcome to our Wi-Fi</html>")).await;
    assert_eq!(error.kind, ErrorKind::Unreadable);
    assert!(error.is_offline() && error.is_safe_to_repeat());
    assert_eq!(error.body.as_deref(), Some(&b"<html>Welcome to our Wi-Fi</html>"[..]));
}

#[tokio::test]
async fn a_broken_or_silent_connection_can_be_tried_again() {
    for (answer, kind) in [
        (Answer::Reset, ErrorKind::Interrupted),
        (Answer::Cut(b"{".to_vec()), ErrorKind::Interrupted),
        (Answer::Silence, ErrorKind::Timeout),
        (Answer::Stall(b"{".to_vec()), ErrorKind::Timeout),
    ] {
        let error = balance(answer).await;
        assert_eq!(error.kind, kind);
        assert!(error.is_offline() && error.is_safe_to_repeat());
    }
}

#[tokio::test]
async fn a_status_that_passes_can_be_tried_again() {
    for (code, passes) in [(500, true), (503, true), (429, true), (403, false), (404, false), (302, false)] {
        let error = balance(status(code, "")).await;
        assert_eq!((error.kind, error.status), (ErrorKind::Http, Some(code)));
        assert_eq!(error.is_safe_to_repeat(), passes, "{code}");
        assert!(!error.is_offline());
    }
    assert!(balance(status(401, "")).await.is_auth());
}

#[tokio::test]
async fn an_endless_reply_is_given_up() {
    let error = balance(status(200, vec![b' '; 8 * 1024 * 1024 + 1])).await;
    assert_eq!(error.kind, ErrorKind::Unreadable);
    assert!(error.body.unwrap().len() <= 8 * 1024 * 1024);
}

#[tokio::test]
async fn words_of_the_service_cannot_forge_lines_of_a_log() {
    let body = "{\"code\":1200,\"msg\":\"one\\ntwo \\u001b[31m\"}";
    let error = balance(status(200, body)).await;
    assert_eq!(error.service_message.as_deref(), Some("one\ntwo \u{1b}[31m"));
    assert!(!error.to_string().contains(['\n', '\u{1b}']), "{error}");
}

#[tokio::test]
async fn a_byte_order_mark_does_no_harm() {
    let body = [b"\xef\xbb\xbf", &br#"{"code":1000,"data":{"credit":2}}"#[..]].concat();
    let server =
        Server::expecting([(BALANCE, status(200, body)), (BALANCE, success(serde_json::json!({ "credit": 3 })))]).await;
    let client = server.client();
    assert_eq!(client.account().balance().await, Ok(2.0));
    // Reading may go on over the same connection.
    assert_eq!(client.account().balance().await, Ok(3.0));
    let seen = server.finish();
    assert_eq!(seen[0].connection, seen[1].connection);
}
