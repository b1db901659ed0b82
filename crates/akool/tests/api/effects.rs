//! The list of effects.

use akool::ErrorKind;
use serde_json::json;

use crate::server::{Server, success};

const ROUTE: &str = "GET /api/open/v4/image2Video/effects";

#[tokio::test]
async fn effects_keep_the_order_of_the_service() {
    let list = json!({ "result": [{ "effect_code": "b", "name": "B", "create_time": "7" }, { "effect_code": "a" }] });
    let server = Server::expecting([(ROUTE, success(list))]).await;
    let read = server.client().effects().list().await.unwrap().effects;
    server.finish();
    assert_eq!((read[0].code.as_str(), read[0].create_time), ("b", Some(7)));
    // Without a name there is still something to show.
    assert_eq!((read[1].code.as_str(), read[1].name.as_str()), ("a", "a"));
}

#[tokio::test]
async fn a_reply_without_a_list_is_not_an_empty_list() {
    let server = Server::expecting([(ROUTE, success(json!(null)))]).await;
    let error = server.client().effects().list().await.unwrap_err();
    server.finish();
    assert_eq!(error.kind, ErrorKind::Unreadable);
}
