//! From a photo to saved videos.

use animato_engine::ids::PressId;
use animato_engine::save::mp4;
use animato_engine::save::poster::Size;
use animato_engine::view::{Event, PriceBasis, VideoStatus};
use animato_engine::{Create, ErrorCode, Options, Prompts, Spec, Studio};

use crate::house::{House, all_saved, picture, press};

#[tokio::test]
async fn a_photo_becomes_as_many_saved_videos_as_were_asked_for() {
    let house = House::new().await;
    let videos = house.create_and_settle(2).await;
    assert!(all_saved(&videos) && videos.len() == 2, "{videos:#?}");
    for video in &videos {
        let path = house.studio.video_file(&video.id).await.unwrap();
        let facts = mp4::check(std::fs::File::open(&path).unwrap(), path.metadata().unwrap().len()).unwrap();
        assert_eq!((facts.codec.as_str(), facts.frames), ("avc1", 120));
        assert!((facts.seconds - 5.0).abs() < 0.05, "{facts:?}");
        let mut widths = Vec::new();
        for size in Size::ALL {
            widths.push(image::open(house.studio.poster_file(&video.id, size).await.unwrap()).unwrap().width());
        }
        assert!(widths[1] > 100 && widths[0] > widths[1], "{widths:?}");
    }
    assert_eq!(house.hits(), 1, "two videos of one photo are one request");
}

#[tokio::test]
async fn the_price_is_said_first_and_learned_from_what_was_charged() {
    let house = House::new().await;
    let (spec, photo) = (house.spec(2).await, house.photo().await);
    let before = house.studio.quote(&spec, std::slice::from_ref(&photo)).await.unwrap();
    assert_eq!(before.basis, PriceBasis::Listed);
    let videos = house.create_and_settle(2).await;
    let charged = house.sandbox.ledger().credits_charged;
    assert_eq!(before.total, Some(charged));
    assert_eq!(videos[0].credits, Some(charged / 2.0));
    let after = house.studio.quote(&spec, &[photo]).await.unwrap();
    assert_eq!((after.basis, after.balance), (PriceBasis::Charged, Some(1000.0 - charged)));
}

/// The prompt of the last video that the service was asked for, as the service has it.
async fn last_prompt(house: &House) -> serde_json::Value {
    let url = format!("{}/api/open/v3/content/video/list", house.sandbox.base_url());
    let reply =
        reqwest::Client::builder().no_proxy().build().unwrap().get(url).header("x-api-key", house.sandbox.key());
    let jobs: serde_json::Value = reply.send().await.unwrap().json().await.unwrap();
    jobs["data"]["result"][0]["prompt"].clone()
}

#[tokio::test]
async fn an_effect_without_a_prompt_is_sent_with_its_name_or_with_its_code_while_the_name_is_not_known() {
    let house = House::new().await;
    for (asked, prompt, expected) in [(false, " ", "old_film_70416"), (true, " ", "Old Film"), (true, " rain ", "rain")]
    {
        if asked {
            house.studio.effects().await.unwrap();
        }
        let effect = Some("old_film_70416".to_owned());
        let spec = Spec { prompt: prompt.into(), effect, ..house.spec(1).await };
        house.studio.create(press(spec, vec![house.photo().await])).await.unwrap();
        assert!(all_saved(&house.settle().await));
        assert_eq!(last_prompt(&house).await, expected);
    }
}

#[tokio::test]
async fn each_change_is_told_in_the_order_in_which_it_happened() {
    let mut house = House::new().await;
    let videos = house.create_and_settle(1).await;
    let mut told = Vec::new();
    while let Ok(event) = house.events.try_recv() {
        if let Event::Video { video, .. } = event {
            assert_eq!(video.id, videos[0].id);
            told.push(rank(&video.status));
        }
    }
    assert!(told.is_sorted(), "{told:?}");
    assert_eq!((told.first(), told.last()), (Some(&0), Some(&5)));
}

fn rank(status: &VideoStatus) -> u8 {
    match status {
        VideoStatus::Waiting { .. } => 0,
        VideoStatus::Sending => 1,
        VideoStatus::Queued { .. } => 2,
        VideoStatus::Rendering { .. } => 3,
        VideoStatus::Saving { .. } => 4,
        VideoStatus::Saved => 5,
        _ => u8::MAX,
    }
}

#[tokio::test]
async fn fault_13_the_same_press_is_carried_out_once_however_often_it_comes() {
    let house = House::new().await;
    let create = Create {
        press: PressId::fresh().unwrap(),
        spec: house.spec(1).await,
        photos: vec![house.photo().await],
        prompts: Prompts::default(),
        out: None,
        max_credits: None,
        agreed: None,
    };
    let presses = (0..5).map(|_| house.studio.create(create.clone()));
    for videos in futures::future::join_all(presses).await {
        assert_eq!(videos.unwrap().len(), 1);
    }
    assert_eq!(house.settle().await.len(), 1);
    assert_eq!(house.studio.create(create).await.unwrap().len(), 1);
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn the_same_photo_twice_is_one_photo_and_a_bad_one_does_not_stop_the_others() {
    let house = House::new().await;
    let text = animato_engine::Source::Bytes { name: "notes.jpg".into(), bytes: b"only words".to_vec() };
    let imported = house.studio.import(vec![picture(1), text, picture(1), picture(2)], true).await.unwrap();
    assert_eq!(imported.photos.len(), 2);
    assert_eq!(imported.refused[0].name, "notes.jpg");
    assert_eq!(imported.refused[0].error.code, ErrorCode::PhotoUnusable);
    assert_eq!(house.studio.snapshot().await.unwrap().tray, imported.photos);
}

#[tokio::test]
async fn nothing_is_sent_that_costs_more_than_allowed() {
    let house = House::new().await;
    let create = Create {
        press: PressId::fresh().unwrap(),
        spec: house.spec(1).await,
        photos: vec![house.photo().await],
        prompts: Prompts::default(),
        out: None,
        max_credits: Some(1.0),
        agreed: None,
    };
    assert_eq!(house.studio.create(create).await.unwrap_err().code, ErrorCode::OverBudget);
    assert_eq!((house.settle().await.len(), house.hits()), (0, 0));
}

#[tokio::test]
async fn a_library_is_used_by_one_engine_at_a_time() {
    let house = House::new().await;
    let second = Studio::open(Options::new(house.folder.path())).await;
    assert_eq!(second.err().map(|e| e.code), Some(ErrorCode::LibraryBusy));
}

#[tokio::test]
async fn an_incomplete_choice_is_refused_before_anything_is_written() {
    let house = House::new().await;
    let spec = Spec { prompt: String::new(), ..house.spec(1).await };
    let create = Create {
        press: PressId::fresh().unwrap(),
        spec,
        photos: vec![house.photo().await],
        prompts: Prompts::default(),
        out: None,
        max_credits: None,
        agreed: None,
    };
    assert_eq!(house.studio.create(create).await.unwrap_err().code, ErrorCode::BadSpec);
    assert!(house.videos().await.is_empty());
}
