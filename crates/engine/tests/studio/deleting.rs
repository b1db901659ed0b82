//! Deleting so that it can be undone, and for good.

use std::time::Duration;

use animato_engine::ids::VideoId;
use animato_engine::view::{Event, Filter, VideoStatus};
use animato_engine::{Delete, ErrorCode, Options, Studio};
use animato_sandbox::{Endpoint, Fault};
use serde_json::Value;

use crate::house::{Hands, House, PATIENCE, all_saved, connection, options};

/// A house in which deleting can be undone for so long.
async fn house(undo: Duration) -> House {
    House::with(animato_sandbox::Options::default(), |options: &mut Options| options.pace.undo = undo).await
}

const LONG: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn what_was_deleted_comes_back_with_its_file_and_its_marks() {
    let house = house(LONG).await;
    let videos = house.create_and_settle(2).await;
    let ids: Vec<_> = videos.iter().map(|video| video.id.clone()).collect();
    house.studio.keep(&ids[..1], true).await.unwrap();
    let file = house.studio.video_file(&ids[0]).await.unwrap();

    house.studio.discard(&ids[..1]).await.unwrap();
    let left = house.videos().await;
    assert_eq!(left.iter().map(|video| &video.id).collect::<Vec<_>>(), [&ids[1]]);
    let counts = house.studio.snapshot().await.unwrap().counts;
    assert_eq!((counts.all, counts.ready, counts.kept), (1, 1, 0));
    assert!(file.is_file());

    house.studio.restore(&ids[..1]).await.unwrap();
    let back = house.studio.video(&ids[0]).await.unwrap();
    assert!(back.kept && !back.file.unwrap().missing);
    assert_eq!(house.videos().await.len(), 2);
}

#[tokio::test]
async fn what_was_deleted_before_it_was_sent_is_not_sent_unless_it_comes_back() {
    let house = house(LONG).await;
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    let videos = house.create(2).await;
    house.studio.discard(std::slice::from_ref(&videos[0].id)).await.unwrap();
    assert_eq!(house.studio.under_way().await.unwrap().unsent, 1);
    house.sandbox.faults().clear();
    house.settle().await;
    assert_eq!(house.hits(), 0, "neither it nor the other one of its request");

    house.studio.restore(std::slice::from_ref(&videos[0].id)).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!((house.hits(), house.videos().await.len()), (1, 2));
}

#[tokio::test]
async fn of_a_request_that_was_not_sent_only_what_was_left_is_paid_for() {
    let mut house = house(Duration::from_millis(1)).await;
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    let videos = house.create(2).await;
    house.studio.discard(std::slice::from_ref(&videos[0].id)).await.unwrap();
    // Once for the person, and once when it is gone.
    let mut removed = 0;
    while removed < 2 {
        removed += u32::from(matches!(house.events.recv().await.unwrap(), Event::Removed { .. }));
    }
    house.sandbox.faults().clear();
    assert!(all_saved(&house.settle().await));
    assert_eq!((house.hits(), house.sandbox.ledger().accepted.len(), house.videos().await.len()), (1, 1, 1));
}

#[tokio::test]
async fn after_a_while_it_is_gone_for_good_with_its_file() {
    let mut house = house(Duration::from_millis(1)).await;
    let videos = house.create_and_settle(1).await;
    let file = house.studio.video_file(&videos[0].id).await.unwrap();
    let mut events = house.studio.events();
    house.studio.discard(std::slice::from_ref(&videos[0].id)).await.unwrap();
    // Once for the person, and once when it is gone.
    let mut removed = 0;
    while removed < 2 {
        if let Event::Removed { video, .. } = events.recv().await.unwrap() {
            assert_eq!(video, videos[0].id);
            removed += 1;
        }
    }
    while file.exists() {
        tokio::task::yield_now().await;
    }
    assert_eq!(house.studio.restore(&[videos[0].id.clone()]).await.unwrap_err().code, ErrorCode::NotFound);
    house = house.reopen().await;
    assert!(house.videos().await.is_empty());
}

#[tokio::test]
async fn the_end_of_the_program_makes_it_final() {
    let house = house(LONG).await;
    let videos = house.create_and_settle(1).await;
    let file = house.studio.video_file(&videos[0].id).await.unwrap();
    house.studio.discard(&[videos[0].id.clone()]).await.unwrap();
    let house = house.reopen().await;
    assert!(!file.exists());
    assert!(house.videos().await.is_empty());
}

#[tokio::test]
async fn what_is_being_made_cannot_be_deleted_and_keeps_the_others_from_it() {
    let mut house = house(LONG).await;
    let saved = house.create_and_settle(1).await.remove(0);
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(1)]);
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |status| matches!(status, VideoStatus::Queued { .. })).await;
    let both = [saved.id, video.id];
    assert_eq!(house.studio.discard(&both).await.unwrap_err().code, ErrorCode::NotAllowed);
    assert_eq!(house.videos().await.len(), 2);
}

/// Results say nothing that anybody knows, and name no video.
fn no_word() -> Fault {
    Fault::fields([("status", 7.into()), ("video_url", Value::Null)])
}

/// A house in which a video is under way, and the service's 7 days for it are over: its answers to what it is asked are these.
async fn overdue(fault: Fault) -> (House, Hands, VideoId) {
    let hands = Hands::new();
    let change = |options: &mut Options| (options.clock, options.pace.undo) = (hands.clock(), Duration::from_millis(1));
    let mut house = House::with(animato_sandbox::Options::default(), change).await;
    house.sandbox.faults().always(Endpoint::Results, [fault]);
    let video = house.create(1).await.remove(0);
    assert!(!house.told(&video.id, |status| matches!(status, VideoStatus::Queued { .. })).await.overdue);
    assert_eq!(house.studio.discard(std::slice::from_ref(&video.id)).await.unwrap_err().code, ErrorCode::NotAllowed);
    // By the second question the first was answered.
    house.asked(Endpoint::Results, 2).await;
    hands.forward(7 * 24);
    let still = house.studio.video(&video.id).await.unwrap();
    assert!(still.overdue && matches!(still.status, VideoStatus::Queued { .. }), "{still:?}");
    (house, hands, video.id)
}

#[tokio::test]
async fn what_the_service_never_tells_the_end_of_can_be_deleted_once_its_days_are_over() {
    let (mut house, _, video) = overdue(no_word()).await;
    for what in [Delete::Here, Delete::Both] {
        let refused = house.studio.delete(&video, what).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotAllowed, "not without a way back");
    }
    house.studio.discard(std::slice::from_ref(&video)).await.unwrap();
    // Once for the person, and once when it is gone.
    let gone = async {
        for _ in 0..2 {
            while !matches!(house.events.recv().await.unwrap(), Event::Removed { .. }) {}
        }
    };
    tokio::time::timeout(PATIENCE, gone).await.expect("it goes");
    assert!(house.settle().await.is_empty());
    assert_eq!((house.hits(), house.studio.restore(&[video]).await.unwrap_err().code), (1, ErrorCode::NotFound));
}

#[tokio::test]
async fn what_is_overdue_is_not_gone_before_it_was_asked_for_and_is_shown_again_when_it_comes() {
    let (mut house, _, video) = overdue(Fault::http(503)).await;
    house.studio.discard(std::slice::from_ref(&video)).await.unwrap();
    assert!(house.videos().await.is_empty());
    house.asked(Endpoint::Results, 3).await;
    // From now on it is done whenever it is asked for: nobody would ask again soon for one that is so old.
    house.asked_for(|ledger| ledger.rendered == 1).await;
    house.sandbox.faults().clear();
    house.told(&video, |status| *status == VideoStatus::Saved).await;
    assert!(house.studio.video_file(&video).await.unwrap().is_file());
    assert!(all_saved(&house.settle().await));
    assert_eq!((house.hits(), house.videos().await.len()), (1, 1));
}

#[tokio::test]
async fn what_is_overdue_and_was_not_asked_for_before_the_end_of_the_program_is_there_at_the_next_start() {
    let (house, hands, video) = overdue(Fault::http(503)).await;
    house.studio.discard(std::slice::from_ref(&video)).await.unwrap();
    // From now on it is done whenever it is asked for: nobody would ask again soon for one that is so old.
    house.asked_for(|ledger| ledger.rendered == 1).await;
    let House { sandbox, studio, folder, .. } = house;
    studio.close().await;
    // As the window opens it: without a service at first.
    let (connection, options) = (connection(&sandbox), options(folder.path(), &sandbox));
    let studio = Studio::open(Options { connection: None, clock: hands.clock(), ..options }).await.unwrap();
    assert!(studio.video(&video).await.unwrap().overdue);
    let shown = studio.videos(&Filter::All.into(), 0, 10).await.unwrap().videos;
    assert_eq!(shown.iter().map(|video| &video.id).collect::<Vec<_>>(), [&video]);
    sandbox.faults().clear();
    studio.connect(Some(connection)).await.unwrap();
    let mut house = House { events: studio.events(), sandbox, studio, folder };
    house.told(&video, |status| *status == VideoStatus::Saved).await;
}
