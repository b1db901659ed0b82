//! Deleting videos.

use akool::{Deleted, ErrorKind};
use serde_json::json;

use crate::server::{Answer, Server, success};

const ROUTE: &str = "POST /api/open/v4/image2Video/delbyids";

#[tokio::test]
async fn ids_travel_as_one_string_with_commas() {
    let server = Server::expecting([(ROUTE, success(json!({ "successIds": ["a1", "a2"] })))]).await;
    let deleted = server.client().videos().delete(&["a1", "a2"]).await.unwrap();
    assert_eq!(deleted, Deleted { deleted: vec!["a1".into(), "a2".into()], kept: vec![] });
    assert_eq!(server.finish()[0].json(), json!({ "_ids": "a1,a2" }));
}

#[tokio::test]
async fn an_id_that_would_delete_others_is_not_sent() {
    let server = Server::expecting([]).await;
    assert_eq!(server.client().videos().delete(&["a1,a2"]).await.unwrap_err().kind, ErrorKind::Config);
    assert_eq!(server.client().videos().delete(&[]).await, Ok(Deleted::default()));
    server.finish();
}

#[tokio::test]
async fn a_reply_that_does_not_say_what_was_deleted_is_an_unknown_outcome() {
    let server = Server::expecting([(ROUTE, success(json!({})))]).await;
    let error = server.client().videos().delete(&["a1"]).await.unwrap_err();
    server.finish();
    assert_eq!((error.kind, error.maybe_processed), (ErrorKind::Unreadable, true));
}

#[tokio::test]
async fn a_broken_connection_is_an_unknown_outcome_and_sent_once() {
    let server = Server::expecting([(ROUTE, Answer::Reset)]).await;
    let error = server.client().videos().delete(&["a1"]).await.unwrap_err();
    server.finish();
    assert_eq!((error.kind, error.maybe_processed), (ErrorKind::Interrupted, true));
}
