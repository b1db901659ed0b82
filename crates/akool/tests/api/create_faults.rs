//! A create call when the network breaks: sent once, and never a false certainty.

use std::time::Duration;

use akool::{Auth, Client, Config, CreateBatch, CreateReply, Error, ErrorKind, RawReply, Timeouts, Url};
use serde_json::json;
use tokio::net::TcpListener;

use crate::server::{Answer, KEY, Server, status};

const CREATE: &str = "POST /api/open/v4/image2Video/createBySourcePrompt/batch";
const WHOLE: &str = r#"{"code":1000,"data":{"successList":[{"_id":"a1"}]}}"#;

/// Sends one create call; `finish` checks that it came just once.
async fn create(answer: Answer) -> Result<RawReply, Error> {
    create_within(Timeouts::default(), answer).await
}

async fn create_within(timeouts: Timeouts, answer: Answer) -> Result<RawReply, Error> {
    let server = Server::expecting([(CREATE, answer)]).await;
    let result = send(Config { timeouts, ..server.config() }).await;
    server.finish();
    result
}

async fn send(config: Config) -> Result<RawReply, Error> {
    let request = CreateBatch::new("https://example.com/p.jpg", "p", "720p", 5);
    Client::new(config).unwrap().videos().create_batch(&request).await
}

/// Long enough for a busy machine to deliver what the server does send.
fn soon() -> Timeouts {
    Timeouts { create: Duration::from_secs(2), ..Timeouts::default() }
}

fn assert_unknown(error: &Error, kind: ErrorKind) {
    assert_eq!(error.kind, kind, "{error:?}");
    assert!(error.maybe_processed && !error.is_safe_to_repeat(), "{error:?}");
}

fn assert_nothing_sent(error: &Error) {
    assert_eq!(error.kind, ErrorKind::Connect, "{error:?}");
    assert!(!error.maybe_processed && error.is_safe_to_repeat(), "{error:?}");
    assert!(!format!("{error:?} {error}").contains("SECRET"));
}

#[tokio::test]
async fn fault_4_a_reset_after_the_request_is_an_unknown_outcome() {
    let error = create(Answer::Reset).await.unwrap_err();
    assert_unknown(&error, ErrorKind::Interrupted);
    assert_eq!((error.status, error.body), (None, None));
}

#[tokio::test]
async fn fault_5_a_body_cut_in_the_middle_is_an_unknown_outcome_and_kept() {
    let part = &WHOLE.as_bytes()[..40];
    let error = create(Answer::Cut(part.to_vec())).await.unwrap_err();
    assert_unknown(&error, ErrorKind::Interrupted);
    assert_eq!((error.status, error.body.as_deref()), (Some(200), Some(part)));
    // What was kept reads as an unknown outcome too, should it be read later.
    let stored = error.raw_reply().unwrap();
    assert_unknown(&CreateReply::parse(&stored).unwrap_err(), ErrorKind::Unreadable);
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_last_brace_loses_nothing() {
    let reply = create(Answer::Cut(WHOLE.into())).await.unwrap();
    assert_eq!(CreateReply::parse(&reply).unwrap().accepted[0].id, "a1");
}

#[tokio::test]
async fn fault_6_silence_is_an_unknown_outcome() {
    assert_unknown(&create_within(soon(), Answer::Silence).await.unwrap_err(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_body_that_stalls_is_an_unknown_outcome_and_kept() {
    let part = &WHOLE.as_bytes()[..40];
    let error = create_within(soon(), Answer::Stall(part.to_vec())).await.unwrap_err();
    assert_unknown(&error, ErrorKind::Timeout);
    assert_eq!(error.body.as_deref(), Some(part));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let headers = vec![("location", "/elsewhere".to_owned())];
    for code in [301, 302, 303, 307, 308] {
        let reply = create(Answer::Whole { status: code, headers: headers.clone(), body: vec![] }).await.unwrap();
        assert_unknown(&CreateReply::parse(&reply).unwrap_err(), ErrorKind::Http);
    }
}

#[tokio::test]
async fn fault_6_a_gateway_is_not_asked_twice() {
    for code in [408, 500, 502, 503, 504] {
        let reply = create(status(code, "<html>")).await.unwrap();
        assert_unknown(&CreateReply::parse(&reply).unwrap_err(), ErrorKind::Http);
    }
}

#[tokio::test]
async fn fault_8_a_header_says_how_long_to_wait() {
    let date = "Sun, 06 Nov 1994 08:50:37 GMT".to_owned();
    let its_now = ("date", "Sun, 06 Nov 1994 08:49:37 GMT".to_owned());
    // A date is counted from the clock of the service, however wrong this machine's may be.
    for (headers, seconds) in [
        (vec![("retry-after", "7".to_owned())], Some(7)),
        (vec![("retry-after", date.clone()), its_now], Some(60)),
        (vec![("retry-after", date)], Some(0)),
        (vec![], None),
    ] {
        let reply = create(Answer::Whole { status: 429, headers, body: vec![] }).await.unwrap();
        let error = CreateReply::parse(&reply).unwrap_err();
        assert!(error.is_rate_limited() && error.is_safe_to_repeat());
        assert_eq!(error.retry_after, seconds.map(Duration::from_secs));
    }
}

#[tokio::test]
async fn a_header_goes_before_the_words_of_the_service() {
    let body = json!({ "code": 1005, "msg": "please retry after 28 seconds" }).to_string().into_bytes();
    let headers = vec![("retry-after", "7".to_owned())];
    let reply = create(Answer::Whole { status: 200, headers, body }).await.unwrap();
    assert_eq!(CreateReply::parse(&reply).unwrap_err().retry_after, Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn fault_7_a_refused_connection_means_that_nothing_was_sent() {
    // Nobody else is given a port that is bound; without listening, it refuses.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let base = Url::parse(&format!("http://{}", socket.local_addr().unwrap())).unwrap();
    assert_nothing_sent(&send(Config::new(base, Auth::Key(KEY.into()))).await.unwrap_err());
}

#[tokio::test]
async fn fault_7_a_failed_handshake_means_that_nothing_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = Url::parse(&format!("https://{}", listener.local_addr().unwrap())).unwrap();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, b"HTTP/1.1 400 not TLS\r\n\r\n").await;
        }
    });
    assert_nothing_sent(&send(Config::new(base, Auth::Key(KEY.into()))).await.unwrap_err());
}
