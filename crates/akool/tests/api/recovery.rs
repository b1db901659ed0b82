//! Looking for a video whose create call was never answered.

use akool::{ErrorKind, RecentVideo, Status};
use serde_json::{Value, json};

use crate::server::{Answer, Server, reply, status, success};

async fn recent(answer: Answer) -> Result<Vec<RecentVideo>, akool::Error> {
    let server = Server::expecting([("GET /api/open/v3/content/video/list?page=2&size=50", answer)]).await;
    let list = server.client().recovery().recent(2, 50).await;
    server.finish();
    list
}

async fn by_id(answer: Answer) -> Result<Option<RecentVideo>, akool::Error> {
    let route = "GET /api/open/v3/content/video/infobymodelid?video_model_id=a%261";
    let server = Server::expecting([(route, answer)]).await;
    let video = server.client().recovery().by_id("a&1").await;
    server.finish();
    video
}

fn row() -> Value {
    json!({
        "_id": "a1", "type": 15, "video_status": "3", "video": "", "external_video": "https://example.com/v.mp4",
        "create_time": 1_754_362_985_123_i64, "prompt": "p", "input": { "images": ["https://host.example/TOKEN-1/p.jpg"] },
    })
}

#[tokio::test]
async fn a_row_is_read_and_found_by_the_address_of_its_picture() {
    for data in [json!({ "count": 1, "result": [row()] }), json!([row()]), json!({ "list": [row()] })] {
        let rows = recent(success(data)).await.unwrap();
        assert_eq!((rows[0].id.as_str(), rows[0].status, rows[0].video_type), ("a1", Status::Done, Some(15)));
        assert_eq!(rows[0].video_url.as_deref(), Some("https://example.com/v.mp4"));
        assert!(rows[0].mentions("TOKEN-1"));
        assert!(!rows[0].mentions("TOKEN-2") && !rows[0].mentions(""));
    }
}

#[tokio::test]
async fn an_empty_history_is_a_valid_answer() {
    assert_eq!(recent(success(json!({ "result": [] }))).await, Ok(vec![]));
}

#[tokio::test]
async fn whatever_is_no_list_of_videos_is_an_unavailable_look_up() {
    for data in [json!(null), json!({}), json!({ "result": null }), json!({ "result": [row(), { "name": "no id" }] })] {
        assert_eq!(recent(success(data)).await.unwrap_err().kind, ErrorKind::Unreadable);
    }
    assert_eq!(recent(status(404, "<html>")).await.unwrap_err().kind, ErrorKind::Http);
}

#[tokio::test]
async fn one_video_is_found_by_its_id() {
    let video = by_id(success(row())).await.unwrap().unwrap();
    assert_eq!((video.id.as_str(), video.prompt.as_deref()), ("a1", Some("p")));
}

#[tokio::test]
async fn only_the_service_can_say_that_a_video_does_not_exist() {
    assert_eq!(by_id(reply(json!({ "code": 1008, "msg": "not exist" }))).await, Ok(None));
    assert_eq!(by_id(success(json!(null))).await.unwrap_err().kind, ErrorKind::Unreadable);
    assert_eq!(by_id(status(404, "")).await.unwrap_err().kind, ErrorKind::Http);
}

#[tokio::test]
async fn what_the_service_says_of_the_video_asked_for_is_of_that_video() {
    let video = by_id(success(json!({ "video": "https://example.com/v.mp4", "video_status": 3 }))).await.unwrap();
    assert_eq!(video.map(|video| (video.id, video.status)), Some(("a&1".into(), Status::Done)));
    assert_eq!(by_id(success(json!({ "prompt": "p" }))).await.unwrap_err().kind, ErrorKind::Unreadable);
}

#[tokio::test]
async fn a_time_in_seconds_is_told_in_milliseconds_like_any_other() {
    for (time, read) in [(1_754_362_985_i64, 1_754_362_985_000), (1_754_362_985_123, 1_754_362_985_123)] {
        let rows = recent(success(json!([{ "_id": "a1", "create_time": time }]))).await.unwrap();
        assert_eq!(rows[0].create_time, Some(read));
    }
}

#[tokio::test]
async fn a_picture_under_another_name_is_mentioned_but_not_the_address_that_was_sent() {
    let row = json!({ "_id": "a1", "image": "https://cdn.example.com/small/TOKEN-1.jpg" });
    let rows = recent(success(json!([row]))).await.unwrap();
    assert!(rows[0].image_url.is_none() && rows[0].mentions("TOKEN-1"));
}
