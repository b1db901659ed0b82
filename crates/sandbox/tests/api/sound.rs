//! Sound added to a video.

use std::io::Cursor;
use std::time::Duration;

use animato_sandbox::{Clock, Options};
use mp4::{Mp4Reader, TrackType};
use serde_json::{Value, json};

use crate::house::{House, id};

const AUDIO: &str = "/api/open/v4/image2Video/updateVideoAudio";

async fn has_sound(house: &House, row: &Value) -> bool {
    let bytes = house.http.get(row["video_url"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap();
    let reader = Mp4Reader::read_header(Cursor::new(&bytes[..]), bytes.len() as u64).unwrap();
    reader.tracks().values().any(|track| track.track_type().unwrap() == TrackType::Audio)
}

#[tokio::test]
async fn sound_is_made_when_asked_for() {
    let house = House::new().await;
    let mut order = house.order().await;
    let ids = house.create(order.clone()).await;
    assert!(!has_sound(&house, &house.ended(&ids[0]).await).await);
    order["generate_audio"] = true.into();
    let ids = house.create(order).await;
    assert!(has_sound(&house, &house.ended(&ids[0]).await).await);
}

#[tokio::test]
async fn sound_added_afterwards_is_a_new_job_with_a_price() {
    let house = House::new().await;
    let video = house.made().await;
    let reply = house.post(AUDIO, json!({ "pre_video_id": video["_id"], "audio_type": 1 })).await;
    assert_eq!(reply["code"], 1000, "{reply}");
    let item = &reply["data"];
    assert_ne!(item["_id"], video["_id"]);
    assert_eq!(
        (&item["pre_video_id"], &item["only_add_audio"], &item["deduction_credit"]),
        (&video["_id"], &true.into(), &2.into())
    );
    let row = house.ended(&id(item)).await;
    assert_eq!(row["status"], 3);
    assert!(has_sound(&house, &row).await);
}

#[tokio::test]
async fn sound_is_added_to_the_video_and_not_to_its_photo_whose_link_may_be_dead_by_then() {
    let (house, photos) = (House::new().await, House::new().await);
    let ids = house.create(photos.order().await).await;
    let video = house.ended(&ids[0]).await;
    photos.sandbox.stop().await;
    let reply = house.post(AUDIO, json!({ "pre_video_id": video["_id"], "audio_type": 1 })).await;
    let row = house.ended(&id(&reply["data"])).await;
    assert_eq!(row["status"], 3, "{row}");
    assert!(has_sound(&house, &row).await);
}

#[tokio::test]
async fn a_video_that_is_past_its_seven_days_gets_no_sound() {
    let clock = Clock::system();
    let house = House::with(Options { speed: 1e9, clock: clock.clone(), ..Options::default() }).await;
    let (old, ended) = (house.made().await, house.made().await);
    let code = async |video: &Value| {
        house.post(AUDIO, json!({ "pre_video_id": video["_id"], "audio_type": 1 })).await["code"].clone()
    };
    house.sandbox.expire(&id(&ended));
    assert_eq!((code(&ended).await, code(&old).await), (1008.into(), 1000.into()));
    clock.advance(Duration::from_secs(7 * 24 * 3600));
    assert_eq!(code(&old).await, 1008);
    assert_eq!(house.sandbox.ledger().credits_charged, 14.0);
}

#[tokio::test]
async fn a_sound_of_ones_own_must_be_an_address_that_can_be_fetched() {
    let house = House::new().await;
    let video = house.made().await;
    let add = |body: Value| house.post(AUDIO, body);
    assert_eq!(add(json!({ "pre_video_id": video["_id"], "audio_type": 2 })).await["code"], 1003);
    assert_eq!(add(json!({ "pre_video_id": video["_id"], "audio_type": 3 })).await["code"], 1003);
    assert_eq!(add(json!({ "pre_video_id": "nobody", "audio_type": 1 })).await["code"], 1008);
    let url = house.send_file(b"ID3\x04 and so on".to_vec()).await["data"]["url"].clone();
    assert!(url.as_str().unwrap().ends_with(".mp3"));
    let reply = add(json!({ "pre_video_id": video["_id"], "audio_type": 2, "audio_url": url })).await;
    assert_eq!(house.ended(&id(&reply["data"])).await["status"], 3);
    let reply =
        add(json!({ "pre_video_id": video["_id"], "audio_type": 2, "audio_url": "http://127.0.0.1:1/a.mp3" })).await;
    let row = house.ended(&id(&reply["data"])).await;
    assert!(row["error_reason"].as_str().unwrap().contains("audio processing error"), "{row}");
}

#[tokio::test]
async fn no_sound_is_added_to_a_video_that_is_being_made() {
    let house = House::with(Options { clock: Clock::held_at(1_800_000_000_000), ..Options::default() }).await;
    let order = house.order().await;
    let ids = house.create(order).await;
    assert_eq!(house.post(AUDIO, json!({ "pre_video_id": ids[0], "audio_type": 1 })).await["code"], 1010);
}
