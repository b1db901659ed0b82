//! The account's credits.

use akool::ErrorKind;
use serde_json::json;

use crate::server::{Server, success};

const ROUTE: &str = "GET /api/open/v3/faceswap/quota/info";

#[tokio::test]
async fn the_balance_is_a_number() {
    let server = Server::expecting([(ROUTE, success(json!({ "credit": 834 })))]).await;
    assert_eq!(server.client().account().balance().await, Ok(834.0));
    server.finish();
}

#[tokio::test]
async fn a_reply_without_credits_is_not_a_balance_of_nothing() {
    let server = Server::expecting([(ROUTE, success(json!({ "credit": null })))]).await;
    let error = server.client().account().balance().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unreadable);
    server.finish();
}
