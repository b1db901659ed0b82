//! The key, and the token of a client id and secret.

use akool::{CreateBatch, ErrorKind, ServiceCode};
use serde_json::{Value, json};

use crate::server::{Answer, KEY, Server, reply, status, success};

const BALANCE: &str = "GET /api/open/v3/faceswap/quota/info";
const TOKEN: &str = "POST /api/open/v3/getToken";
const CREATE: &str = "POST /api/open/v4/image2Video/createBySourcePrompt/batch";

fn token(token: &str) -> Answer {
    reply(json!({ "code": 1000, "token": token }))
}

fn credit() -> Answer {
    success(json!({ "credit": 1 }))
}

fn refused(code: i32) -> Value {
    json!({ "code": code, "msg": "token" })
}

fn request() -> CreateBatch {
    CreateBatch::new("https://example.com/p.jpg", "p", "720p", 5)
}

#[tokio::test]
async fn a_key_is_sent_alone() {
    let server = Server::expecting([(BALANCE, credit())]).await;
    server.client().account().balance().await.unwrap();
    let seen = server.finish();
    assert_eq!(seen[0].header("x-api-key"), Some(KEY));
    assert_eq!(seen[0].header("authorization"), None);
    assert_eq!(seen[0].header("cookie"), None);
}

#[tokio::test]
async fn a_key_that_is_refused_is_not_sent_again() {
    let server = Server::expecting([(BALANCE, reply(refused(1101)))]).await;
    let error = server.client().account().balance().await.unwrap_err();
    server.finish();
    assert_eq!(error.kind, ErrorKind::Service(ServiceCode::BadToken));
    assert!(error.is_auth() && !error.retryable);
}

#[tokio::test]
async fn a_pair_fetches_its_token_once_and_sends_it_alone() {
    let server = Server::expecting([(TOKEN, token("t1")), (BALANCE, credit()), (BALANCE, credit())]).await;
    let client = server.pair_client();
    client.account().balance().await.unwrap();
    client.clone().account().balance().await.unwrap();
    let seen = server.finish();
    assert_eq!(seen[0].json(), json!({ "clientId": "test-id", "clientSecret": KEY }));
    for call in &seen[1..] {
        assert_eq!(call.header("authorization"), Some("Bearer t1"));
        assert_eq!(call.header("x-api-key"), None);
    }
}

#[tokio::test]
async fn calls_at_the_same_time_share_one_token() {
    let mut calls = vec![(TOKEN, token("t1"))];
    calls.extend((0..8).map(|_| (BALANCE, credit())));
    let server = Server::expecting::<9>(calls.try_into().unwrap()).await;
    let client = server.pair_client();
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.account().balance().await })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), Ok(1.0));
    }
    server.finish();
}

#[tokio::test]
async fn a_token_that_is_refused_is_fetched_anew_once() {
    for refusal in
        [reply(refused(1101)), reply(refused(1102)), status(401, refused(1101).to_string()), status(401, "no")]
    {
        let calls = [(TOKEN, token("t1")), (BALANCE, refusal), (TOKEN, token("t2")), (BALANCE, credit())];
        let server = Server::expecting(calls).await;
        assert_eq!(server.pair_client().account().balance().await, Ok(1.0));
        assert_eq!(server.finish()[3].header("authorization"), Some("Bearer t2"));
    }
}

#[tokio::test]
async fn a_second_refusal_is_the_answer() {
    let no = || reply(refused(1101));
    let server =
        Server::expecting([(TOKEN, token("t1")), (BALANCE, no()), (TOKEN, token("t2")), (BALANCE, no())]).await;
    let error = server.pair_client().account().balance().await.unwrap_err();
    server.finish();
    assert!(error.is_auth());
}

#[tokio::test]
async fn a_create_is_repeated_only_after_a_refusal_that_is_certain() {
    let accepted = success(json!({ "successList": [{ "_id": "a1" }] }));
    let calls = [(TOKEN, token("t1")), (CREATE, reply(refused(1101))), (TOKEN, token("t2")), (CREATE, accepted)];
    let server = Server::expecting(calls).await;
    assert_eq!(server.pair_client().videos().create_batch(&request()).await.unwrap().status, 200);
    server.finish();

    // The same words behind a broken gateway prove nothing.
    let server = Server::expecting([(TOKEN, token("t1")), (CREATE, status(502, refused(1101).to_string()))]).await;
    assert_eq!(server.pair_client().videos().create_batch(&request()).await.unwrap().status, 502);
    server.finish();

    // An id beside such a code has been paid for.
    let paid = json!({ "code": 1101, "data": { "successList": [{ "_id": "a1" }] } });
    let server = Server::expecting([(TOKEN, token("t1")), (CREATE, reply(paid))]).await;
    server.pair_client().videos().create_batch(&request()).await.unwrap();
    server.finish();
}

#[tokio::test]
async fn a_create_without_a_token_was_certainly_not_sent() {
    for answer in [Answer::Reset, status(502, ""), reply(json!({ "code": 1000 })), token("a\nb")] {
        let server = Server::expecting([(TOKEN, answer)]).await;
        let error = server.pair_client().videos().create_batch(&request()).await.unwrap_err();
        server.finish();
        assert!(error.before_sending && !error.maybe_processed, "{error:?}");
        assert_eq!(error.body, None);
    }
    // A token, and then trouble: this one did leave.
    let server = Server::expecting([(TOKEN, token("t1")), (CREATE, Answer::Reset)]).await;
    let error = server.pair_client().videos().create_batch(&request()).await.unwrap_err();
    server.finish();
    assert!(!error.before_sending && error.maybe_processed, "{error:?}");
}

#[tokio::test]
async fn a_wrong_pair_is_said_in_the_words_of_the_service() {
    let server = Server::expecting([(TOKEN, reply(json!({ "code": 1109, "msg": "account not exist" })))]).await;
    let error = server.pair_client().account().balance().await.unwrap_err();
    server.finish();
    assert!(error.is_auth());
    assert_eq!(error.service_message.as_deref(), Some("account not exist"));
}
