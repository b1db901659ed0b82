//! Giving a finished video sound.

use akool::{AudioJob, AudioType, AudioUpdate, ErrorKind, RawReply};
use serde_json::json;

use crate::server::{Answer, Server, corpus, reply};

const ROUTE: &str = "POST /api/open/v4/image2Video/updateVideoAudio";

fn update(audio_type: AudioType, url: Option<&str>) -> AudioUpdate {
    AudioUpdate { pre_video_id: "a1".into(), audio_type, audio_url: url.map(str::to_owned) }
}

#[tokio::test]
async fn the_video_and_its_sound_are_named() {
    let server = Server::expecting([(ROUTE, reply(corpus("audio"))), (ROUTE, reply(corpus("audio")))]).await;
    let (client, url) = (server.client(), "https://example.com/s.mp3");
    let raw = client.videos().update_audio(&update(AudioType::File, Some(url))).await.unwrap();
    assert_eq!(AudioJob::parse(&raw).unwrap().id, "n1");
    client.videos().update_audio(&update(AudioType::Ai, None)).await.unwrap();
    let seen = server.finish();
    assert_eq!(seen[0].json(), json!({ "pre_video_id": "a1", "audio_type": 2, "audio_url": url }));
    assert_eq!(seen[1].json(), json!({ "pre_video_id": "a1", "audio_type": 1 }));
    assert_ne!(seen[0].connection, seen[1].connection);
}

#[tokio::test]
async fn a_broken_connection_is_an_unknown_outcome_and_sent_once() {
    let server = Server::expecting([(ROUTE, Answer::Reset)]).await;
    let error = server.client().videos().update_audio(&update(AudioType::Ai, None)).await.unwrap_err();
    server.finish();
    assert_eq!((error.kind, error.maybe_processed), (ErrorKind::Interrupted, true));
}

#[tokio::test]
async fn a_complete_reply_on_a_broken_connection_is_a_reply() {
    let server = Server::expecting([(ROUTE, Answer::Cut(corpus("audio").to_string().into_bytes()))]).await;
    let raw = server.client().videos().update_audio(&update(AudioType::Ai, None)).await.unwrap();
    server.finish();
    assert_eq!(AudioJob::parse(&raw).unwrap().id, "n1");
}

#[test]
fn a_success_without_an_id_may_have_cost_something() {
    let raw = RawReply { status: 200, body: br#"{"code":1000,"data":null}"#.to_vec(), retry_after: None };
    let error = AudioJob::parse(&raw).unwrap_err();
    assert_eq!((error.kind, error.maybe_processed), (ErrorKind::Unreadable, true));
}

#[test]
fn an_audio_error_of_the_service_is_a_refusal() {
    let raw = RawReply { status: 200, body: br#"{"code":1201,"msg":"audio"}"#.to_vec(), retry_after: None };
    let error = AudioJob::parse(&raw).unwrap_err();
    assert_eq!((error.service_code, error.maybe_processed), (Some(1201), false));
}

#[test]
fn a_refusal_that_names_the_old_video_is_no_new_one() {
    let parse = |data: serde_json::Value| {
        let body = json!({ "code": 1010, "msg": "not yet", "data": data }).to_string().into_bytes();
        AudioJob::parse(&RawReply { status: 200, body, retry_after: None })
    };
    assert_eq!(parse(json!({ "_id": "a1" })).unwrap_err().service_code, Some(1010));
    assert_eq!(parse(json!({ "_id": "a1", "pre_video_id": "a1" })).unwrap_err().service_code, Some(1010));
    assert_eq!(parse(json!({ "_id": "n1", "pre_video_id": "a1" })).unwrap().id, "n1", "accepted is accepted");
}
