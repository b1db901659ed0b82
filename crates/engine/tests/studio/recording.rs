//! The records beside the database: one for each video that may have left the machine.

use std::fs;
use std::path::PathBuf;

use animato_engine::Delete;
use animato_engine::view::VideoStatus;
use animato_sandbox::{Endpoint, Fault};
use serde_json::Value;

use crate::house::House;

fn record(house: &House, id: &animato_engine::ids::VideoId) -> PathBuf {
    house.folder.path().join("records").join(format!("{id}.json"))
}

fn read(path: &std::path::Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[tokio::test]
async fn a_video_has_a_record_from_its_sending_to_its_removal() {
    let mut house = House::new().await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |s| matches!(s, VideoStatus::Rendering { .. })).await;
    let path = record(&house, &video.id);
    let taken = read(&path);
    assert_eq!(taken["version"], 1);
    assert_eq!(
        (&taken["state"], &taken["remoteId"]),
        (&"accepted".into(), &house.sandbox.ledger().accepted[0].as_str().into(),)
    );
    assert_eq!(taken["request"]["account"], "test");
    assert_eq!(taken["photo"]["name"], "picture 7.png");
    house.sandbox.faults().clear();
    house.settle().await;
    let saved = read(&path);
    assert_eq!(saved["state"], "saved");
    let file = saved["file"]["path"].as_str().unwrap();
    assert!(file.starts_with("videos"), "seen from the library: {file}");
    assert_eq!(house.folder.path().join(file), house.studio.video_file(&video.id).await.unwrap());
    house.studio.delete(&video.id, Delete::Here).await.unwrap();
    assert!(!path.exists());
}

#[tokio::test]
async fn what_was_not_sent_or_not_taken_has_no_record() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    let planned = house.create_and_settle(1).await.remove(0);
    assert!(!record(&house, &planned.id).exists());
    house.sandbox.faults().clear();
    house.sandbox.faults().next(Endpoint::Create, [Fault::code(1003, "no")]);
    house.studio.refresh().await.unwrap();
    house.settle().await;
    assert_eq!(house.hits(), 1);
    assert!(!record(&house, &planned.id).exists(), "turned away, and so nothing was paid");
}

#[tokio::test]
async fn a_call_whose_outcome_is_not_known_has_a_record() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::List, [Fault::http(404)]);
    house.sandbox.faults().next(Endpoint::Create, [Fault::Reset { accept: true }]);
    let video = house.create_and_settle(1).await.remove(0);
    let sent = read(&record(&house, &video.id));
    assert_eq!((&sent["state"], &sent["remoteId"]), (&"sent".into(), &Value::Null));
    assert!(sent["request"]["imageUrl"].is_string() && sent["request"]["sentAt"].is_number());
}

#[tokio::test]
async fn a_record_that_cannot_be_written_stops_nothing_and_is_written_at_the_next_start() {
    let house = House::new().await;
    // A file where the folder should be.
    fs::write(house.folder.path().join("records"), "in the way").unwrap();
    let video = house.create_and_settle(1).await.remove(0);
    assert_eq!(video.status, VideoStatus::Saved);
    fs::remove_file(house.folder.path().join("records")).unwrap();
    let house = house.reopen().await;
    assert_eq!(read(&record(&house, &video.id))["state"], "saved");
}

#[tokio::test]
async fn a_library_that_is_moved_still_has_its_videos() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let House { sandbox, studio, folder, .. } = house;
    studio.close().await;
    let elsewhere = tempfile::tempdir().unwrap();
    let moved = elsewhere.path().join("moved");
    fs::rename(folder.path(), &moved).unwrap();
    let studio = animato_engine::Studio::open(crate::house::options(&moved, &sandbox)).await.unwrap();
    assert!(studio.video_file(&video.id).await.unwrap().starts_with(&moved));
    studio.close().await;
}
