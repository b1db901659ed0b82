//! The create calls, batch and single.

use animato_sandbox::Options;
use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{CREATE, House, id, order};

const SINGLE: &str = "/api/open/v4/image2Video/createBySourcePrompt";

#[tokio::test]
async fn a_batch_is_accepted_with_an_item_for_each_video_and_charged_by_the_list() {
    let house = House::new().await;
    let mut order = house.order().await;
    order["count"] = 3.into();
    let reply = house.post(CREATE, order.clone()).await;
    assert_eq!((&reply["code"], &reply["data"]["errorList"]), (&1000.into(), &json!([])));
    let items = reply["data"]["successList"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    for item in items {
        assert_eq!(
            (&item["status"], &item["deduction_credit"], &item["batch_count"]),
            (&1.into(), &6.into(), &3.into())
        );
        assert_eq!((&item["image_url"], &item["model_name"]), (&order["image_url"], &order["model_name"]));
        assert_eq!(item["batch_id"], items[0]["batch_id"]);
        for field in [
            "create_time",
            "uid",
            "team_id",
            "webhookUrl",
            "resolution",
            "file_name",
            "prompt",
            "negative_prompt",
            "extend_prompt",
            "last_image_url",
        ] {
            assert!(item.get(field).is_some(), "{field}");
        }
    }
    assert_eq!(house.sandbox.credits(), 982.0);
    let ledger = house.sandbox.ledger();
    assert_eq!((ledger.create_hits, ledger.accepted_requests, ledger.credits_charged), (1, 1, 18.0));
    assert_eq!(ledger.accepted, items.iter().map(id).collect::<Vec<_>>());
}

#[tokio::test]
async fn the_same_request_twice_is_charged_twice() {
    let house = House::new().await;
    let order = house.order().await;
    let first = house.create(order.clone()).await;
    assert_ne!(first, house.create(order).await);
    assert_eq!(house.sandbox.ledger().credits_charged, 12.0);
}

#[tokio::test]
async fn the_single_endpoint_charges_a_premium_model_whatever_is_asked() {
    let house = House::new().await;
    let mut order = house.order().await;
    assert_eq!(house.post(SINGLE, order.clone()).await["code"], 1003, "it requires more than the batch endpoint");
    order["negative_prompt"] = "".into();
    order["audio_type"] = 3.into();
    let reply = house.post(SINGLE, order.clone()).await;
    assert_eq!(reply["code"], 1000);
    assert_eq!(reply["data"]["deduction_credit"], 100);
    assert_ne!(reply["data"]["model_name"], order["model_name"]);
    assert_eq!(house.ended(&id(&reply["data"])).await["status"], 3);
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_refused_with_1003_and_costs_nothing() {
    let house = House::new().await;
    for changes in
        [json!({ "count": 5 }), json!({ "resolution": "8k" }), json!({ "prompt": "" }), json!({ "image_url": null })]
    {
        let mut wrong = order("https://example.com/a.jpg");
        wrong.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        let reply = house.post(CREATE, wrong).await;
        assert_eq!(reply["code"], 1003, "{reply}");
        assert!(reply["msg"].as_str().unwrap().contains("error"));
    }
    for body in ["", "[]", "{", "null", "\u{0}"] {
        let reply = house.request(Method::POST, CREATE).body(body).send().await.unwrap().json::<Value>().await.unwrap();
        assert_eq!(reply["code"], 1003, "{body}");
    }
    assert_eq!((house.sandbox.credits(), house.sandbox.ledger().create_hits), (1000.0, 9));
}

#[tokio::test]
async fn half_of_an_emoji_is_taken_as_the_replacement_character() {
    let house = House::new().await;
    let mut order = house.order().await;
    order["prompt"] = "CUT".into();
    let body = order.to_string().replace("CUT", r"smile \ud83d");
    let request = house.request(Method::POST, CREATE).header("content-type", "application/json");
    let reply: Value = request.body(body).send().await.unwrap().json().await.unwrap();
    assert_eq!(reply["data"]["successList"][0]["prompt"], "smile \u{fffd}", "{reply}");
}

#[tokio::test]
async fn credits_that_suffice_for_some_make_a_partial_success_and_for_none_1104() {
    let house = House::with(Options { speed: 1e9, credits: 15.0, ..Options::default() }).await;
    let mut order = house.order().await;
    order["count"] = 4.into();
    let reply = house.post(CREATE, order.clone()).await;
    assert_eq!(reply["code"], 1000);
    assert_eq!(reply["data"]["successList"].as_array().unwrap().len(), 2);
    assert_eq!(reply["data"]["errorList"].as_array().unwrap().len(), 2);
    assert_eq!(reply["data"]["errorList"][0]["code"], 1104);
    assert_eq!(house.post(CREATE, order).await["code"], 1104);
    assert_eq!(house.sandbox.credits(), 3.0);
}

#[tokio::test]
async fn a_photo_that_cannot_be_had_or_used_fails_with_words_and_the_credits_come_back() {
    let house = House::new().await;
    let small = house.upload(crate::house::png(400, 200)).await;
    let gone = format!("{}/0123.jpg", house.sandbox.upload_url());
    for (address, words) in [(small, "301"), (gone, "404"), ("http://127.0.0.1:1/a.jpg".to_owned(), "fetched")] {
        let ids = house.create(order(&address)).await;
        let row = house.ended(&ids[0]).await;
        assert_eq!(row["status"], 4, "{row}");
        assert!(row["error_reason"].as_str().unwrap().contains(words), "{row}");
        assert_eq!(house.sandbox.credits(), 1000.0);
    }
}

#[tokio::test]
async fn a_photo_of_another_server_is_fetched() {
    let (house, other) = (House::new().await, House::new().await);
    let ids = house.create(other.order().await).await;
    assert_eq!(house.ended(&ids[0]).await["status"], 3);
}
