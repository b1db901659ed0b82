//! Faults on request, each as a client meets it.

use std::time::{Duration, Instant};

use animato_sandbox::{Endpoint, Fault, Reply, RetryAfter, Rule, When};
use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{CREATE, House, id};

const BALANCE: &str = "/api/open/v3/faceswap/quota/info";

#[tokio::test]
async fn a_reset_before_accepting_is_a_hit_that_costs_nothing() {
    let house = House::new().await;
    let order = house.order().await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::Reset { accept: false }]);
    assert!(house.request(Method::POST, CREATE).json(&order).send().await.is_err());
    let ledger = house.sandbox.ledger();
    assert_eq!((ledger.create_hits, ledger.accepted.len(), house.sandbox.credits()), (1, 0, 1000.0));
}

#[tokio::test]
async fn a_reset_after_accepting_is_charged_and_the_job_goes_on() {
    let house = House::new().await;
    let order = house.order().await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::Reset { accept: true }]);
    assert!(house.request(Method::POST, CREATE).json(&order).send().await.is_err());
    let ledger = house.sandbox.ledger();
    assert_eq!((ledger.create_hits, ledger.accepted.len(), ledger.credits_charged), (1, 1, 6.0));
    assert_eq!(ledger.accepted_images, [order["image_url"].as_str().unwrap()]);
    assert_eq!(house.ended(&ledger.accepted[0]).await["status"], 3);
}

#[tokio::test]
async fn a_gateways_error_may_hide_that_the_request_was_carried_out() {
    let house = House::new().await;
    let order = house.order().await;
    let hidden = Fault::Reply(Reply { status: Some(504), accept: true, ..Reply::default() });
    house.sandbox.faults().next(Endpoint::Create, [hidden]);
    let reply = house.request(Method::POST, CREATE).json(&order).send().await.unwrap();
    assert_eq!(reply.status(), 504);
    assert!(reply.text().await.unwrap().starts_with("<html>"));
    assert_eq!(house.sandbox.ledger().accepted.len(), 1);
    house.sandbox.faults().next(Endpoint::Create, [Fault::http(502)]);
    assert_eq!(house.request(Method::POST, CREATE).json(&order).send().await.unwrap().status(), 502);
    assert_eq!(house.sandbox.ledger().accepted.len(), 1);
}

#[tokio::test]
async fn a_body_is_cut_in_the_middle() {
    let house = House::new().await;
    let order = house.order().await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::CutBody { keep: None }]);
    let mut reply = house.request(Method::POST, CREATE).json(&order).send().await.unwrap();
    let promised = reply.content_length().unwrap() as usize;
    let mut came = 0;
    let broken = loop {
        match reply.chunk().await {
            Ok(Some(chunk)) => came += chunk.len(),
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    assert!(broken);
    assert_eq!(came, promised / 2);
    assert_eq!(house.sandbox.ledger().accepted.len(), 1);
}

#[tokio::test]
async fn calls_are_delayed_and_bodies_are_slow() {
    let house = House::new().await;
    let took = async |faults: Vec<Fault>| {
        house.sandbox.faults().next(Endpoint::Balance, faults);
        let started = Instant::now();
        assert_eq!(house.get(BALANCE).await["code"], 1000);
        started.elapsed()
    };
    assert!(took(vec![Fault::Delay { ms: 300 }]).await >= Duration::from_millis(300));
    assert!(took(vec![Fault::Slow { bytes_per_second: 100 }]).await >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_client_that_gives_up_during_a_delay_is_charged_all_the_same() {
    let house = House::new().await;
    let order = house.order().await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::Delay { ms: 500 }]);
    let arrived = async {
        while house.sandbox.ledger().create_hits == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        _ = house.request(Method::POST, CREATE).json(&order).send() => {}
        () = arrived => {}
    }
    let accepted = house.until(|ledger| !ledger.accepted.is_empty()).await;
    assert_eq!((accepted.create_hits, accepted.credits_charged), (1, 6.0));
    assert_eq!(house.ended(&accepted.accepted[0]).await["status"], 3);
}

#[tokio::test]
async fn a_sandbox_that_stops_does_not_wait_for_a_delay() {
    let house = House::new().await;
    house.sandbox.faults().next(Endpoint::Balance, [Fault::Delay { ms: 3_600_000 }]);
    let call = tokio::spawn(house.request(Method::GET, BALANCE).send());
    house.until(|ledger| ledger.calls.contains_key(&Endpoint::Balance)).await;
    house.sandbox.stop().await;
    assert!(call.await.unwrap().is_err());
}

#[tokio::test]
async fn waiting_is_asked_for_in_each_of_the_ways_that_were_seen() {
    let house = House::new().await;
    let faults = house.sandbox.faults();
    faults.on_call(1, Endpoint::Balance, [Fault::http(429), Fault::RetryAfter(RetryAfter::Seconds(28))]);
    faults.on_call(2, Endpoint::Balance, [Fault::http(429), Fault::RetryAfter(RetryAfter::Date(60))]);
    faults.on_call(3, Endpoint::Balance, [Fault::too_many_requests(28)]);
    let call = || async { house.request(Method::GET, BALANCE).send().await.unwrap() };
    assert_eq!(call().await.headers()["retry-after"], "28");
    let date = call().await.headers()["retry-after"].to_str().unwrap().to_owned();
    assert!(httpdate::parse_http_date(&date).unwrap() > std::time::SystemTime::now());
    let said: Value = call().await.json().await.unwrap();
    assert_eq!(said, json!({ "code": 1005, "msg": "Too many requests from your IP, please retry after 28 seconds" }));
    assert_eq!(call().await.json::<Value>().await.unwrap()["code"], 1000);
}

#[tokio::test]
async fn a_captive_portal_answers_with_a_page() {
    let house = House::new().await;
    house.sandbox.faults().next(Endpoint::Any, [Fault::captive_portal()]);
    let reply = house.request(Method::GET, BALANCE).send().await.unwrap();
    assert_eq!(
        (reply.status().as_u16(), reply.headers()["content-type"].to_str().unwrap()),
        (200, "text/html; charset=utf-8")
    );
}

#[tokio::test]
async fn results_are_changed_as_told() {
    let house = House::new().await;
    let id = id(&house.made().await);
    let ids = [id.clone()];
    let faults = house.sandbox.faults();
    faults.next(Endpoint::Results, [Fault::status(7)]);
    assert_eq!(house.results(&ids).await[0]["status"], 7);
    faults.next(Endpoint::Results, [Fault::done_without_url()]);
    assert_eq!(house.results(&ids).await[0]["video_url"], Value::Null);
    faults.next(Endpoint::Results, [Fault::MissingIds { ids: ids.to_vec() }]);
    assert!(house.results(&ids).await.is_empty());
    faults.always(Endpoint::Results, [Fault::PoisonId { id: id.clone() }]);
    assert_eq!(house.post(crate::house::RESULTS, json!({ "_ids": format!("x,{id}") })).await["code"], 1008);
    assert!(house.results(&["x".to_owned()]).await.is_empty());
}

#[tokio::test]
async fn a_job_fails_with_words_in_the_chosen_field_and_gives_its_credits_back() {
    let house = House::new().await;
    for field in [Some("fail_msg"), Some("error_message"), Some("msg"), None] {
        house.sandbox.faults().next(
            Endpoint::Create,
            [Fault::FailJob { field: field.map(str::to_owned), words: "Content refused".into() }],
        );
        let order = house.order().await;
        let ids = house.create(order).await;
        let row = house.ended(&ids[0]).await;
        assert_eq!(row["status"], 4);
        let said = row.as_object().unwrap().values().filter(|value| *value == "Content refused").count();
        assert_eq!(field.map_or(0, |_| 1), said);
        assert!(field.is_none_or(|field| row[field] == "Content refused"), "{row}");
    }
    assert_eq!((house.sandbox.credits(), house.sandbox.ledger().credits_refunded), (1000.0, 24.0));
}

#[tokio::test]
async fn more_fewer_and_repeated_items_are_accepted_as_told() {
    let house = House::new().await;
    let order = house.order().await;
    let faults = house.sandbox.faults();
    faults.next(Endpoint::Create, [Fault::AcceptCount { count: 0 }]);
    assert!(house.create(order.clone()).await.is_empty());
    faults.next(Endpoint::Create, [Fault::AcceptCount { count: 3 }]);
    assert_eq!(house.create(order.clone()).await.len(), 3);
    faults.next(Endpoint::Create, [Fault::RepeatItem]);
    let ids = house.create(order).await;
    assert_eq!((ids.len(), &ids[0]), (2, &ids[1]));
}

#[tokio::test]
async fn more_and_fewer_sounds_are_accepted_as_told() {
    let house = House::new().await;
    let video = house.made().await;
    let add = async |count| {
        house.sandbox.faults().next(Endpoint::Audio, [Fault::AcceptCount { count }]);
        let body = json!({ "pre_video_id": video["_id"], "audio_type": 1 });
        house.post("/api/open/v4/image2Video/updateVideoAudio", body).await
    };
    assert_eq!(add(0).await, json!({ "code": 1000, "msg": "OK", "data": null }));
    assert_eq!(house.sandbox.ledger().credits_charged, 6.0);
    let reply = add(2).await;
    let ledger = house.sandbox.ledger();
    assert_eq!((ledger.accepted.len(), ledger.credits_charged), (3, 10.0), "the video, and two sounds");
    assert_eq!(id(&reply["data"]), ledger.accepted[1]);
}

#[tokio::test]
async fn downloads_change_and_expire_as_told() {
    let house = House::new().await;
    let video = house.made().await;
    let get = || house.http.get(video["video_url"].as_str().unwrap()).header("range", "bytes=0-9").send();
    let etag = get().await.unwrap().headers()["etag"].clone();
    let faults = house.sandbox.faults();
    faults.next(Endpoint::Video, [Fault::NewEtag]);
    assert_ne!(get().await.unwrap().headers()["etag"], etag);
    faults.next(Endpoint::Video, [Fault::IgnoreRange]);
    assert_eq!(get().await.unwrap().status(), 200);
    faults.next(Endpoint::Video, [Fault::NoLength]);
    assert_eq!(get().await.unwrap().content_length(), None);
    faults.next(Endpoint::Video, [Fault::Expire]);
    assert_eq!(get().await.unwrap().status(), 404);
    assert_eq!(get().await.unwrap().status(), 404, "for good");
}

#[tokio::test]
async fn faults_are_made_over_http_by_who_has_the_key() {
    let house = House::new().await;
    let rule = json!({ "on": "balance", "when": { "call": 2 }, "faults": [{ "reply": { "status": 503 } }] });
    let url = format!("{}/sandbox/faults", house.sandbox.base_url());
    let refused: Value = house.http.post(&url).json(&rule).send().await.unwrap().json().await.unwrap();
    assert_eq!(refused["code"], 1102);
    assert_eq!(house.post("/sandbox/faults", rule.clone()).await["data"]["added"], 1);
    assert_eq!(house.get("/sandbox/faults").await["data"].as_array().unwrap().len(), 1);
    assert_eq!(house.get(BALANCE).await["code"], 1000);
    assert_eq!(house.request(Method::GET, BALANCE).send().await.unwrap().status(), 503);
    let wrong = house.post("/sandbox/faults", json!([rule, { "on": "balance", "faults": ["explode"] }])).await;
    assert_eq!(wrong["code"], 1003);
    assert!(wrong["msg"].as_str().unwrap().contains("explode"));
    assert!(house.sandbox.faults().rules().is_empty(), "all or none");
    house.sandbox.faults().add(Rule { on: Endpoint::Any, when: When::Always, faults: vec![Fault::http(500)] });
    house.request(Method::DELETE, "/sandbox/faults").send().await.unwrap();
    assert_eq!(house.get(BALANCE).await["code"], 1000);
}

#[tokio::test]
async fn the_ledger_and_the_credits_are_there_over_http() {
    let house = House::new().await;
    let ids = house.create(house.order().await).await;
    let ledger = house.get("/sandbox/ledger").await;
    assert_eq!((&ledger["create_hits"], &ledger["accepted"]), (&1.into(), &json!(ids)));
    assert_eq!(ledger["calls"]["create"], 1);
    house.post("/sandbox/credits", json!({ "credit": 3 })).await;
    assert_eq!(house.sandbox.credits(), 3.0);
    assert_eq!(house.post("/sandbox/credits", json!({ "credit": -3 })).await["code"], 1003);
}
