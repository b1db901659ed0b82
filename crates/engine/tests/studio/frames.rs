//! Pictures of finished videos as photos: to go on from, and to end on.

use std::path::Path;

use animato_engine::ids::PressId;
use animato_engine::save::frame::{Which, frame};
use animato_engine::{Create, ErrorCode, Prompts, Source, Spec};
use animato_sandbox::{Endpoint, Fault};

use crate::house::{House, all_saved, picture};

#[tokio::test]
async fn the_last_picture_of_a_video_is_a_photo_of_the_library_and_not_in_the_tray() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let photo = house.studio.frame_photo(&video.id, None).await.unwrap();
    assert_eq!((photo.name.as_str(), photo.prepared.format.as_str()), ("picture 7 - last frame.png", "PNG"));
    let film = house.studio.video_file(&video.id).await.unwrap();
    let kept = image::open(house.studio.photo_file(&photo.id).await.unwrap()).unwrap().into_rgb8();
    assert!(kept == frame(&film, Which::Last).unwrap(), "not a pixel is lost");
    assert!(house.studio.thumbnail_file(&photo.id).await.unwrap().is_file());
    assert!(house.studio.snapshot().await.unwrap().tray.is_empty());
    assert_eq!(house.studio.frame_photo(&video.id, None).await.unwrap(), photo, "the same picture is one photo");
    assert_eq!(house.studio.frame_photo(&video.id, Some(99.0)).await.unwrap().id, photo.id);
}

#[tokio::test]
async fn the_picture_of_a_moment_is_the_one_that_a_player_shows() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let film = house.studio.video_file(&video.id).await.unwrap();
    for (at, name) in [(0.0, "picture 7 - 0.0 s.png"), (2.51, "picture 7 - 2.5 s.png")] {
        let photo = house.studio.frame_photo(&video.id, Some(at)).await.unwrap();
        assert_eq!(photo.name, name);
        let kept = image::open(house.studio.photo_file(&photo.id).await.unwrap()).unwrap().into_rgb8();
        assert!(kept == frame(&film, Which::At(at)).unwrap());
    }
    assert!(frame(&film, Which::At(0.0)).unwrap() != frame(&film, Which::At(2.51)).unwrap());
}

#[tokio::test]
async fn a_video_goes_on_from_its_last_picture_and_may_end_on_one_that_never_was_in_the_tray() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let last = house.studio.frame_photo(&video.id, None).await.unwrap();
    let end = house.studio.import_one(vec![picture(9)]).await.unwrap();
    // Nothing sweeps what is only an end frame.
    let house = house.reopen().await;
    let tray = house.studio.add_to_tray(vec![last.id.clone()]).await.unwrap();
    assert_eq!(tray, std::slice::from_ref(&last));
    let models = house.studio.models().await.unwrap();
    let model = models.iter().find(|model| model.end_frame).unwrap();
    let spec = Spec {
        model: model.value.clone(),
        prompt: "and on".into(),
        end_frame: Some(end.id.clone()),
        ..Spec::default()
    };
    let create = Create {
        press: PressId::fresh().unwrap(),
        spec: house.studio.complete(spec).await.unwrap(),
        photos: vec![last.id],
        prompts: Prompts::default(),
        out: None,
        max_credits: None,
        agreed: None,
    };
    let uploads = house.sandbox.ledger().uploads;
    house.studio.create(create).await.unwrap();
    let videos = house.settle().await;
    assert!(all_saved(&videos) && videos.len() == 2, "{videos:#?}");
    assert_eq!(house.sandbox.ledger().uploads, uploads + 2, "the first picture and the last");
    assert_eq!(videos[1].spec.end_frame.as_ref(), Some(&end.id));
    // A film that was made of a last picture is still one of the first photo.
    let on = house.studio.frame_photo(&videos[1].id, None).await.unwrap();
    assert_eq!(on.name, "picture 7 - last frame.png");
}

#[tokio::test]
async fn a_video_that_cannot_be_decoded_is_said_to_be_so_and_left_alone() {
    for (film, codec) in [("hevc.mp4", "(H.265)"), ("av1.mp4", "(AV1)")] {
        let film = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/films").join(film)).unwrap();
        let sandbox = animato_sandbox::Options { film: Some(film.into()), ..Default::default() };
        let house = House::with(sandbox, |_| {}).await;
        let videos = house.create_and_settle(1).await;
        assert!(all_saved(&videos));
        let error = house.studio.frame_photo(&videos[0].id, None).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Unreadable);
        assert!(error.message.contains(codec) && error.message.contains("nothing was spent"), "{error}");
    }
}

#[tokio::test]
async fn what_is_not_saved_has_no_pictures() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    let video = house.create(1).await.remove(0);
    assert_eq!(house.studio.frame_photo(&video.id, None).await.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn of_several_files_the_first_that_can_be_used_is_taken_and_no_other() {
    let house = House::new().await;
    let words = || Source::Bytes { name: "notes.txt".into(), bytes: b"only words".to_vec() };
    let one = house.studio.import_one(vec![words(), picture(1), picture(2)]).await.unwrap();
    assert_eq!(one.name, "picture 1.png");
    let refused = house.studio.import_one(vec![words()]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::PhotoUnusable);
    assert_eq!(house.studio.import_one(Vec::new()).await.unwrap_err().code, ErrorCode::Unreadable);
    let photos = house.folder.path().join("photos");
    assert_eq!(std::fs::read_dir(photos).unwrap().count(), 1);
}
