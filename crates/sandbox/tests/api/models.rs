//! The list of models.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::house::House;

async fn models() -> Vec<Value> {
    House::new().await.get("/api/open/v4/aigModel/list?types[]=1501").await["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_list_shows_every_shape_that_the_service_was_seen_to_have() {
    let models = models().await;
    let providers: HashSet<_> = models.iter().map(|model| model["provider"].as_str().unwrap()).collect();
    assert!(models.len() >= 8 && providers.len() >= 6);
    let any = |holds: &dyn Fn(&Value) -> bool| assert!(models.iter().any(holds));
    any(&|model| {
        model["value"] == "AkoolImage2VideoFastV1" && model["maxCount"] == 10 && model["supportedLastFrame"] == false
    });
    any(&|model| model["supportedLastFrame"] == true);
    any(&|model| model["generate_audio"].is_null());
    any(&|model| model["generate_audio"] == true);
    any(&|model| model["generate_audio"]["extra_credit_multiplier"].as_f64().is_some_and(|times| times > 1.0));
    any(&|model| model["generate_audio"]["required"] == true);
    any(&|model| model.get("description").is_none());
    any(&|model| {
        model["durationList"].as_array().unwrap().is_empty() && model["resolutionList"][0]["durationList"].is_array()
    });
    any(&|model| model["resolutionList"][0].get("unit_credit").is_none());
    any(&|model| model["resolutionList"][0]["value"] == "1280x720");
    any(&|model| model["resolutionList"][0]["value"] == "768P");
    any(&|model| model["requiresPay"] == true && model["isPro"] == true);
}

#[tokio::test]
async fn clients_must_sort() {
    let models = models().await;
    assert!(!models.is_sorted_by_key(|model| std::cmp::Reverse(model["sort"].as_i64())));
}

#[tokio::test]
async fn seedance_is_listed_as_the_service_lists_it() {
    let models = models().await;
    let seedance = models.iter().find(|model| model["value"] == "seedance-1-0-lite-i2v-250428").unwrap();
    let offers: Vec<_> = seedance["resolutionList"].as_array().unwrap().iter().collect();
    assert_eq!(
        offers.iter().map(|offer| (offer["value"].as_str(), offer["unit_credit"].as_i64())).collect::<Vec<_>>(),
        [(Some("480p"), Some(3)), (Some("720p"), Some(5)), (Some("1080p"), Some(10))]
    );
    assert_eq!((&seedance["durationList"], &seedance["supportedLastFrame"]), (&json!([5, 10]), &true.into()));
}

#[tokio::test]
async fn the_types_must_be_named() {
    let house = House::new().await;
    for query in ["", "?", "?types[]=", "?type=1501"] {
        let reply = house.get(&format!("/api/open/v4/aigModel/list{query}")).await;
        assert_eq!(reply["code"], 1003, "{query}");
        assert!(reply["msg"].as_str().unwrap().contains("types"), "{reply}");
    }
}

#[tokio::test]
async fn other_types_are_an_empty_list() {
    let house = House::new().await;
    let reply = house.get("/api/open/v4/aigModel/list?types[]=99").await;
    assert_eq!((&reply["code"], &reply["data"]), (&1000.into(), &Value::Array(Vec::new())));
    assert!(
        !house.get("/api/open/v4/aigModel/list?types%5B%5D=99&types%5B%5D=1501").await["data"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}
