//! Asking for results.

use std::time::Duration;

use animato_sandbox::{Clock, Options};
use serde_json::json;

use crate::house::{House, RESULTS, id};

#[tokio::test]
async fn a_job_goes_from_queued_over_processing_to_done_in_the_services_time() {
    let clock = Clock::held_at(1_800_000_000_000);
    let house = House::with(Options { clock: clock.clone(), ..Options::default() }).await;
    let mut order = house.order().await;
    order.as_object_mut().unwrap().extend(
        json!({ "model_name": "AkoolImage2VideoFastV1", "resolution": "720p", "video_length": 5 })
            .as_object()
            .unwrap()
            .clone(),
    );
    let ids = house.create(order).await;
    let row = house.results(&ids).await.remove(0);
    assert_eq!((&row["status"], row.get("video_url")), (&1.into(), None));
    clock.advance(Duration::from_secs(10));
    assert_eq!(house.results(&ids).await[0]["status"], 2);
    clock.advance(Duration::from_secs(19));
    assert_eq!(house.results(&ids).await[0]["status"], 2, "29 s are too early for 5 s of video");
    clock.advance(Duration::from_secs(22));
    let row = house.ended(&ids[0]).await;
    assert_eq!((&row["status"], &row["video_duration"]), (&3.into(), &json!(5.063)), "not the seconds asked for");
    assert_eq!(row["file_name"], "Image2Video_push in.mp4");
    assert!(row["update_time"].as_u64() > row["create_time"].as_u64());
}

#[tokio::test]
async fn ids_come_as_one_string_with_commas_and_an_array_fails_in_the_services_words() {
    let house = House::new().await;
    let mut order = house.order().await;
    order["count"] = 2.into();
    let ids = house.create(order).await;
    let reply = house.post(RESULTS, json!({ "_ids": format!("{}, {},,unknown", ids[1], ids[0]) })).await;
    let rows: Vec<String> = reply["data"]["result"].as_array().unwrap().iter().map(id).collect();
    assert_eq!(rows, [ids[1].clone(), ids[0].clone()], "unknown ids are left out");
    let refused = house.post(RESULTS, json!({ "_ids": ids })).await;
    assert_ne!(refused["code"], 1000);
    assert_eq!(refused["msg"], "Failed to get results");
    assert_eq!(house.post(RESULTS, json!({ "_ids": "" })).await["code"], 1003);
    assert_eq!(house.sandbox.ledger().largest_poll, 3);
}

#[tokio::test]
async fn videos_of_one_request_differ() {
    let house = House::new().await;
    let mut order = house.order().await;
    order["count"] = 2.into();
    let mut etags = Vec::new();
    for id in house.create(order).await {
        let url = house.ended(&id).await["video_url"].as_str().unwrap().to_owned();
        etags.push(house.http.head(url).send().await.unwrap().headers()["etag"].clone());
    }
    assert_ne!(etags[0], etags[1]);
}
