//! The list of models.

use akool::{ErrorKind, Model, ModelList};
use serde_json::{Value, json};

use crate::server::{Server, success};

async fn list(data: Value) -> Result<ModelList, akool::Error> {
    let server = Server::expecting([("GET /api/open/v4/aigModel/list?types[]=1501", success(data))]).await;
    let list = server.client().models().list().await;
    server.finish();
    list
}

async fn model(changes: Value) -> Model {
    let mut model =
        json!({ "value": "m", "resolutionList": [{ "value": "720p", "unit_credit": 4 }], "durationList": [5] });
    for (field, value) in changes.as_object().unwrap() {
        model[field] = value.clone();
    }
    list(json!([model])).await.unwrap().models.remove(0)
}

#[tokio::test]
async fn sound_may_be_null_a_flag_or_an_object() {
    assert_eq!(model(json!({ "generate_audio": null })).await.sound, None);
    for flag in [true, false] {
        let sound = model(json!({ "generate_audio": flag })).await.sound.unwrap();
        assert!(!sound.default && !sound.required, "it can, and does so when asked");
    }
    let object = model(json!({ "generate_audio": { "required": true, "extra_credit_multiplier": "2" } })).await;
    assert!(object.sound.unwrap().required);
    assert_eq!(object.sound.unwrap().extra_credit_multiplier, Some(2.0));
}

#[tokio::test]
async fn durations_are_whole_seconds_each_once() {
    let odd = model(json!({ "durationList": [10, "5", 5, 0, -1, 2.5, null, 8.0] })).await;
    assert_eq!(odd.resolutions[0].durations, [10, 5, 8]);
}

#[tokio::test]
async fn a_count_stays_between_1_and_10() {
    assert_eq!(model(json!({ "maxCount": 50 })).await.max_count, 10);
    assert_eq!(model(json!({ "maxCount": 0 })).await.max_count, 1);
    assert_eq!(model(json!({ "maxCount": "4" })).await.max_count, 4);
}

#[tokio::test]
async fn an_unknown_price_is_not_zero() {
    let odd = model(
        json!({ "resolutionList": [{ "value": "a", "unit_credit": -1 }, { "value": "b", "unit_credit": "free" }] }),
    );
    assert!(odd.await.resolutions.iter().all(|resolution| resolution.unit_credit.is_none()));
}

#[tokio::test]
async fn a_resolution_that_cannot_be_used_hides_no_other() {
    let odd = model(json!({ "resolutionList": [{ "label": "?" }, null, { "value": "1080P" }] })).await;
    assert_eq!(odd.resolutions.len(), 1);
    assert_eq!((odd.resolutions[0].value.as_str(), odd.resolutions[0].label.as_str()), ("1080P", "1080P"));
}

#[tokio::test]
async fn a_model_without_any_length_is_skipped_with_its_name() {
    let read = list(json!([{ "value": "m", "label": "M", "resolutionList": [{ "value": "720p" }] }])).await.unwrap();
    assert!(read.models.is_empty());
    assert_eq!(read.skipped[0].name.as_deref(), Some("M"));
}

#[tokio::test]
async fn something_that_is_no_list_is_not_an_empty_list() {
    assert_eq!(list(json!({ "models": [] })).await.unwrap_err().kind, ErrorKind::Unreadable);
}
