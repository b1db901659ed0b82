//! How far videos are.

use akool::{ErrorKind, Outcome, Status};
use serde_json::json;

use crate::server::{Server, success};

const ROUTE: &str = "POST /api/open/v4/image2Video/resultsByIds";

#[tokio::test]
async fn ids_travel_as_one_string_with_commas() {
    let server = Server::expecting([(ROUTE, success(json!({ "result": [] })))]).await;
    server.client().videos().results(&["a1", "a2"]).await.unwrap();
    assert_eq!(server.finish()[0].json(), json!({ "_ids": "a1,a2" }));
}

#[tokio::test]
async fn asking_for_nothing_sends_nothing() {
    let server = Server::expecting([]).await;
    assert_eq!(server.client().videos().results(&[]).await, Ok(vec![]));
    server.finish();
}

#[tokio::test]
async fn an_id_that_would_ask_for_others_is_not_sent() {
    let server = Server::expecting([]).await;
    for id in ["a1,a2", "", " "] {
        assert_eq!(server.client().videos().results(&[id]).await.unwrap_err().kind, ErrorKind::Config);
    }
    server.finish();
}

#[tokio::test]
async fn a_reason_is_found_in_any_of_its_four_places() {
    let fields = ["error_reason", "error_message", "fail_msg", "msg"];
    let mut items: Vec<_> = fields.iter().map(|field| json!({ "_id": *field, "status": "4", *field: "why" })).collect();
    items.push(json!({ "_id": "none", "status": 4, "error_reason": "" }));
    let server = Server::expecting([(ROUTE, success(json!({ "result": items })))]).await;
    let read = server.client().videos().results(&["x"]).await.unwrap();
    server.finish();
    assert!(read[..4].iter().all(|item| item.outcome() == Outcome::Failed(Some("why"))));
    assert_eq!(read[4].outcome(), Outcome::Failed(None));
}

#[tokio::test]
async fn fault_19_a_status_that_cannot_be_read_is_pending() {
    let items =
        json!([{ "_id": "a", "status": null }, { "_id": "b" }, { "_id": "c", "status": "soon" }, { "status": 3 }, 7]);
    let server = Server::expecting([(ROUTE, success(json!({ "result": items })))]).await;
    let read = server.client().videos().results(&["a", "b", "c"]).await.unwrap();
    server.finish();
    assert_eq!(read.len(), 3);
    assert!(read.iter().all(|item| item.status == Status::Other(0) && item.outcome() == Outcome::Pending));
}

#[tokio::test]
async fn a_refused_question_is_an_error_and_says_nothing_about_the_videos() {
    let refusal = json!({ "code": 1003, "msg": "Failed to get results" });
    let server = Server::expecting([(ROUTE, crate::server::reply(refusal))]).await;
    let error = server.client().videos().results(&["a"]).await.unwrap_err();
    server.finish();
    assert_eq!((error.service_code, error.maybe_processed), (Some(1003), false));
}
