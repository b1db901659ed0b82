//! What a create call sends, and over what.

use akool::{AudioType, CreateBatch, CreateReply, CreateSingle};
use serde_json::json;

use crate::server::{Answer, Server, success};

const BATCH: &str = "POST /api/open/v4/image2Video/createBySourcePrompt/batch";
const SINGLE: &str = "POST /api/open/v4/image2Video/createBySourcePrompt";

fn request() -> CreateBatch {
    CreateBatch::new("https://example.com/p.jpg", "p", "720p", 5)
}

fn accepted() -> Answer {
    success(json!({ "successList": [{ "_id": "a1" }] }))
}

#[tokio::test]
async fn the_least_is_sent_without_fields_that_were_not_chosen() {
    let server = Server::expecting([(BATCH, accepted())]).await;
    server.client().videos().create_batch(&request()).await.unwrap();
    let seen = server.finish();
    assert_eq!(seen[0].header("content-type"), Some("application/json"));
    let body = json!({
        "image_url": "https://example.com/p.jpg", "prompt": "p", "negative_prompt": "",
        "resolution": "720p", "video_length": 5, "count": 1,
    });
    assert_eq!(seen[0].json(), body);
}

#[tokio::test]
async fn every_choice_is_sent_under_the_name_of_the_service() {
    let server = Server::expecting([(BATCH, accepted())]).await;
    let all = CreateBatch {
        model_name: Some("m".into()),
        negative_prompt: "n".into(),
        extend_prompt: Some(true),
        last_image_url: Some("l".into()),
        generate_audio: Some(false),
        audio_type: Some(AudioType::None),
        audio_url: Some("s".into()),
        effect_code: Some("e".into()),
        count: 3,
        webhook_url: Some("w".into()),
        ..request()
    };
    server.client().videos().create_batch(&all).await.unwrap();
    let body = json!({
        "image_url": "https://example.com/p.jpg", "prompt": "p", "negative_prompt": "n", "model_name": "m",
        "extend_prompt": true, "resolution": "720p", "video_length": 5, "last_image_url": "l", "generate_audio": false,
        "audio_type": 3, "audio_url": "s", "effect_code": "e", "count": 3, "webhookurl": "w",
    });
    assert_eq!(server.finish()[0].json(), body);
}

#[tokio::test]
async fn the_single_call_is_answered_with_the_video_itself() {
    let answer = success(json!({ "_id": "a1", "status": 1, "deduction_credit": "100" }));
    let server = Server::expecting([(SINGLE, answer)]).await;
    let single = CreateSingle { request: request(), is_premium_model: Some(false) };
    let reply = server.client().videos().create_single(&single).await.unwrap();
    let seen = server.finish();
    assert_eq!(seen[0].json()["is_premium_model"], json!(false));
    assert_eq!(seen[0].json()["image_url"], json!("https://example.com/p.jpg"));
    let read = CreateReply::parse(&reply).unwrap();
    assert_eq!((read.accepted[0].id.as_str(), read.accepted[0].deduction_credit), ("a1", Some(100.0)));
}

#[tokio::test]
async fn fault_14_a_connection_is_never_used_for_two_creates() {
    // A connection that was used twice would be reset, and an HTTP library might send again without a word.
    let stale = || Answer::ThenStale(br#"{"code":1000,"data":{"successList":[{"_id":"a1"}]}}"#.to_vec());
    let balance = "GET /api/open/v3/faceswap/quota/info";
    let read = Answer::ThenStale(br#"{"code":1000,"data":{"credit":1}}"#.to_vec());
    let server = Server::expecting([(balance, read), (BATCH, stale()), (BATCH, stale()), (BATCH, stale())]).await;
    let client = server.client();
    client.account().balance().await.unwrap();
    for _ in 0..3 {
        client.videos().create_batch(&request()).await.unwrap();
    }
    let connections: Vec<_> = server.finish().iter().map(|seen| seen.connection).collect();
    assert_eq!(connections, [0, 1, 2, 3]);
}
