//! Deleting videos.

use std::time::Duration;

use animato_sandbox::{Clock, Options};
use serde_json::json;

use crate::house::House;

const DELETE: &str = "/api/open/v4/image2Video/delbyids";

#[tokio::test]
async fn finished_videos_are_deleted_with_their_files_and_what_is_being_made_stays() {
    let clock = Clock::held_at(1_800_000_000_000);
    let house = House::with(Options { clock: clock.clone(), ..Options::default() }).await;
    let order = house.order().await;
    let old = house.create(order.clone()).await.remove(0);
    clock.advance(Duration::from_secs(600));
    let url = house.ended(&old).await["video_url"].as_str().unwrap().to_owned();
    let young = house.create(order).await.remove(0);
    let reply = house.post(DELETE, json!({ "_ids": format!("{old},{young},nobody") })).await;
    assert_eq!(reply["data"]["successIds"], json!([old]));
    let left = &reply["data"]["noPermissionItems"];
    assert_eq!(left[0], json!({ "_id": young, "msg": "video resource is processing, please try again later" }));
    assert_eq!(left[1]["_id"], "nobody");
    assert!(house.results(&[old]).await.is_empty());
    assert_eq!(house.results(&[young]).await.len(), 1);
    assert_eq!(house.http.get(url).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn ids_to_delete_are_one_string() {
    let house = House::new().await;
    assert_eq!(house.post(DELETE, json!({ "_ids": ["a"] })).await["code"], 1003);
}
