//! Faults between the finished video and the disk.

use animato_engine::ids::PressId;
use animato_engine::view::{Event, VideoStatus};
use animato_engine::{Create, Delete, ErrorCode, Prompts};
use animato_sandbox::{Endpoint, Fault};

use crate::house::{Hands, House, all_saved, trouble};
use crate::restarting::scar;

#[tokio::test]
async fn faults_on_the_way_to_the_disk_only_delay_it() {
    let faults = [
        Fault::http(503),
        Fault::http(403),
        Fault::http(404),
        Fault::captive_portal(),
        Fault::CutBody { keep: None },
        Fault::Reset { accept: false },
        Fault::NoLength,
    ];
    for fault in faults {
        let house = House::new().await;
        house.sandbox.faults().next_calls(2, Endpoint::Video, [fault.clone()]);
        let videos = house.create_and_settle(1).await;
        assert!(all_saved(&videos), "{fault:?}: {videos:#?}");
        assert_eq!(house.hits(), 1);
    }
}

#[tokio::test]
async fn fault_33_a_folder_that_is_gone_is_named_and_the_video_waits_for_it() {
    let mut house = House::new().await;
    let out = house.folder.path().join("out");
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    let create = Create {
        press: PressId::fresh().unwrap(),
        spec: house.spec(1).await,
        photos: vec![house.photo().await],
        prompts: Prompts::default(),
        out: Some(out.clone()),
        max_credits: None,
        agreed: None,
    };
    let video = house.studio.create(create).await.unwrap().remove(0);
    house.told(&video.id, |s| matches!(s, VideoStatus::Rendering { .. })).await;
    std::fs::remove_dir(&out).unwrap();
    house.sandbox.faults().clear();
    let videos = house.settle().await;
    assert_eq!(trouble(&videos[0]), Some(ErrorCode::FolderUnusable), "{videos:#?}");
    let VideoStatus::Saving { held: Some(held), .. } = &videos[0].status else { panic!() };
    assert!(held.message.contains("out"), "{held}");
    std::fs::create_dir(&out).unwrap();
    house.studio.retry(&video.id, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.studio.video_file(&video.id).await.unwrap().parent(), Some(out.as_path()));
}

#[tokio::test]
async fn fault_35_a_video_at_an_address_that_must_not_be_fetched_is_not_fetched() {
    for url in ["http://example.com/v.mp4", "file:///etc/passwd", "https://10.0.0.1/v.mp4", "nonsense"] {
        let house = House::new().await;
        house
            .sandbox
            .faults()
            .always(Endpoint::Results, [Fault::fields([("status", 3.into()), ("video_url", url.into())])]);
        let videos = house.create_and_settle(1).await;
        assert_eq!(trouble(&videos[0]), Some(ErrorCode::UnsafeLink), "{url}");
    }
}

fn at(url: &str) -> Fault {
    Fault::fields([("status", 3.into()), ("video_url", url.into())])
}

#[tokio::test]
async fn fault_35_a_link_that_was_wrong_for_a_moment_is_asked_for_again() {
    let house = House::new().await;
    house.sandbox.faults().next_calls(3, Endpoint::Results, [at("https://10.0.0.1/v.mp4")]);
    let videos = house.create_and_settle(1).await;
    assert!(all_saved(&videos), "{videos:#?}");
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_35_fetching_again_asks_for_another_link() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::Results, [at("//cdn.example/v.mp4")]);
    let video = house.create_and_settle(1).await.remove(0);
    assert_eq!(trouble(&video), Some(ErrorCode::UnsafeLink));
    house.sandbox.faults().clear();
    house.studio.retry(&video.id, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_39_a_saved_video_on_a_drive_that_is_away_stays_saved_when_it_cannot_be_fetched_again() {
    for (endpoint, fault) in [(Endpoint::Video, Fault::http(404)), (Endpoint::Results, Fault::status(4))] {
        let hands = Hands::new();
        let house = House::with(Default::default(), |options| options.clock = hands.clock()).await;
        let video = house.create_and_settle(1).await.remove(0);
        let file = house.studio.video_file(&video.id).await.unwrap();
        let away = house.folder.path().join("away");
        std::fs::rename(&file, &away).unwrap();
        hands.forward(8 * 24);
        house.sandbox.faults().always(endpoint, [fault]);
        house.studio.retry(&video.id, None, None).await.unwrap();
        let videos = house.settle().await;
        let is_lost = videos[0].file.as_ref().is_some_and(|file| file.missing && file.lost);
        assert!(all_saved(&videos) && is_lost, "{videos:#?}");
        std::fs::rename(&away, &file).unwrap();
        assert!(house.videos().await[0].file.as_ref().is_some_and(|file| !file.missing && !file.lost));
        assert_eq!(house.studio.video_file(&video.id).await.unwrap(), file);
        assert_eq!(house.hits(), 1);
    }
}

#[tokio::test]
async fn forgetting_an_expired_one_leaves_a_file_that_is_there_after_all() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let file = house.studio.video_file(&video.id).await.unwrap();
    scar(&house, "UPDATE video SET state = 'expired'");
    house.studio.delete(&video.id, Delete::Here).await.unwrap();
    assert!(house.videos().await.is_empty() && file.exists());
}

#[tokio::test]
async fn fault_39_a_saved_video_that_was_deleted_by_hand_is_fetched_again_for_nothing() {
    let mut house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    std::fs::remove_file(house.studio.video_file(&video.id).await.unwrap()).unwrap();
    house.events = house.studio.events();
    assert_eq!(house.studio.video_file(&video.id).await.unwrap_err().code, ErrorCode::NotFound);
    let Ok(Event::Video { video: told, .. }) = house.events.try_recv() else {
        panic!("it is told to who asks in vain")
    };
    assert!(told.id == video.id && told.file.is_some_and(|file| file.missing && !file.lost));
    house.studio.retry(&video.id, None, None).await.unwrap();
    house.settle().await;
    house.studio.video_file(&video.id).await.unwrap();
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn deleting_here_takes_the_file_and_deleting_there_the_copy_of_the_service() {
    let house = House::new().await;
    let videos = house.create_and_settle(2).await;
    let file = house.studio.video_file(&videos[0].id).await.unwrap();
    house.studio.delete(&videos[0].id, Delete::Both).await.unwrap();
    assert!(!file.exists());
    house.studio.delete(&videos[1].id, Delete::AtService).await.unwrap();
    assert_eq!(house.videos().await.len(), 1);
    assert!(house.studio.video_file(&videos[1].id).await.is_ok());
    assert_eq!(house.sandbox.faults().calls(Endpoint::Delete), 2);
}

#[tokio::test]
async fn the_copy_of_the_service_is_not_deleted_before_there_is_one_here() {
    let mut house = House::new().await;
    house.sandbox.faults().always(Endpoint::Video, [Fault::http(503)]);
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |s| matches!(s, VideoStatus::Saving { .. })).await;
    for what in [Delete::AtService, Delete::Both, Delete::Here] {
        assert_eq!(house.studio.delete(&video.id, what).await.unwrap_err().code, ErrorCode::NotAllowed);
    }
    assert_eq!(house.sandbox.faults().calls(Endpoint::Delete), 0);
    house.sandbox.faults().clear();
    assert!(all_saved(&house.settle().await));
}

#[tokio::test]
async fn what_is_being_made_is_not_forgotten() {
    let mut house = House::new().await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(1)]);
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |s| matches!(s, VideoStatus::Queued { .. })).await;
    assert_eq!(house.studio.delete(&video.id, Delete::Here).await.unwrap_err().code, ErrorCode::NotAllowed);
}

#[tokio::test]
async fn a_chosen_folder_that_is_not_there_at_the_start_does_not_keep_the_program_from_starting() {
    let drive = tempfile::tempdir().unwrap();
    let chosen = drive.path().join("not plugged in");
    let house = House::with(Default::default(), |options| options.videos = Some(chosen.clone())).await;
    let videos = house.create_and_settle(1).await;
    assert_eq!(trouble(&videos[0]), Some(ErrorCode::FolderUnusable));
    assert!(!chosen.exists(), "an empty folder in its place would hide the drive");
    std::fs::create_dir(&chosen).unwrap();
    house.studio.retry(&videos[0].id, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
}

#[tokio::test]
async fn fault_37_a_video_that_was_made_again_is_another_file_and_the_old_one_is_never_taken_for_it() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let old = house.studio.video_file(&video.id).await.unwrap();
    // The file was away when the service's copy ended, and is back.
    scar(&house, "UPDATE video SET state = 'expired', path = NULL");
    house.studio.retry(&video.id, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
    let new = house.studio.video_file(&video.id).await.unwrap();
    assert!(new != old && old.exists(), "{}", new.display());
    assert_eq!(house.sandbox.faults().calls(Endpoint::Video), 2);
    assert!(std::fs::read(new).unwrap().len() > 1000);
}

#[tokio::test]
async fn fault_37_one_that_was_made_again_and_failed_is_not_taken_for_the_file_of_the_old_one() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    scar(&house, "UPDATE video SET state = 'expired'");
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(4)]);
    house.studio.retry(&video.id, None, None).await.unwrap();
    let videos = house.settle().await;
    assert!(matches!(videos[0].status, VideoStatus::Failed { .. }), "{videos:#?}");
    assert_eq!(house.hits(), 2);
}
