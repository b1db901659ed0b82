//! The program stopped somewhere, and starts again.

use animato_engine::view::{Filter, VideoStatus};
use animato_engine::{ErrorCode, Studio};
use animato_sandbox::{Endpoint, Fault};

use crate::house::{House, all_saved, options, trouble};

/// Does to the library what a crash would have left there.
pub(crate) fn scar(house: &House, sql: &str) {
    let db = rusqlite::Connection::open(house.folder.path().join("library.sqlite")).unwrap();
    db.execute_batch(sql).unwrap();
}

#[tokio::test]
async fn fault_1_what_was_not_yet_sent_is_sent_once() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    house.create_and_settle(1).await;
    assert_eq!(house.hits(), 0);
    house.sandbox.faults().clear();
    let house = house.reopen().await;
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_2_what_may_have_left_is_not_sent_again() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::List, [Fault::http(404)]);
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    house.create_and_settle(1).await;
    scar(&house, "UPDATE request SET state = 'sending', sent_at = created_at, image_url = 'https://example.com/t.png'");
    let house = house.reopen().await;
    let videos = house.settle().await;
    assert_eq!(trouble(&videos[0]), Some(ErrorCode::OutcomeUnknown), "{videos:#?}");
    assert_eq!(house.hits(), 0);
}

#[tokio::test]
async fn fault_3_a_reply_that_was_kept_but_not_read_gives_its_ids() {
    let house = House::new().await;
    let videos = house.create_and_settle(1).await;
    assert!(all_saved(&videos));
    let id = &house.sandbox.ledger().accepted[0];
    let reply = format!(r#"{{"code":1000,"data":{{"successList":[{{"_id":"{id}","deduction_credit":20}}]}}}}"#);
    scar(
        &house,
        &format!(
            "UPDATE request SET state = 'sending', reply_status = 200, reply = CAST('{reply}' AS BLOB);
             UPDATE video SET state = 'waiting', remote_id = NULL, path = NULL"
        ),
    );
    let house = house.reopen().await;
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn what_was_running_is_waited_for_and_saved() {
    let mut house = House::new().await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |s| matches!(s, VideoStatus::Rendering { .. })).await;
    house.sandbox.faults().clear();
    let house = house.reopen().await;
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn what_was_saved_right_before_the_end_is_not_fetched_twice() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let before = house.studio.video_file(&video.id).await.unwrap();
    scar(&house, "UPDATE video SET state = 'saving', path = NULL");
    let fetched = house.sandbox.faults().calls(Endpoint::Video);
    let house = house.reopen().await;
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.studio.video_file(&video.id).await.unwrap(), before);
    assert_eq!(house.sandbox.faults().calls(Endpoint::Video), fetched);
}

#[tokio::test]
async fn the_tray_and_the_last_choices_are_there_again() {
    let house = House::new().await;
    house.studio.import_samples().await.unwrap();
    house.create_and_settle(1).await;
    let before = house.studio.snapshot().await.unwrap();
    assert_eq!(before.tray.len(), 3);
    let house = house.reopen().await;
    let after = house.studio.snapshot().await.unwrap();
    assert_eq!((after.tray, after.spec), (before.tray, before.spec));
}

#[tokio::test]
async fn fault_38_a_database_that_another_program_holds_is_said_and_left_alone() {
    let house = House::new().await;
    house.create_and_settle(1).await;
    let House { studio, folder, sandbox, .. } = house;
    studio.close().await;
    let file = folder.path().join("library.sqlite");
    let other = rusqlite::Connection::open(&file).unwrap();
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let held = Studio::open(options(folder.path(), &sandbox)).await.err().unwrap();
    assert_eq!(held.code, ErrorCode::LibraryBusy, "{held}");
    drop(other);
    let studio = Studio::open(options(folder.path(), &sandbox)).await.unwrap();
    assert_eq!(studio.videos(&Filter::Ready.into(), 0, 10).await.unwrap().videos.len(), 1);
}
