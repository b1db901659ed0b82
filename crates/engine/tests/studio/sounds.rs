//! Sounds of the person's, and sound for videos that are there already.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use animato_engine::clock::Clock;
use animato_engine::settings::{Beyond, Limits};
use animato_engine::view::{ObjectionCode, PriceBasis, VideoView};
use animato_engine::{ErrorCode, Sound, Spec};
use animato_sandbox::{Endpoint, Fault};

use crate::house::{House, all_saved, connection, options, press, trouble};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sounds").join(name)
}

/// The sound files in the library.
fn files(house: &House) -> Vec<PathBuf> {
    std::fs::read_dir(house.folder.path().join("sounds")).unwrap().map(|entry| entry.unwrap().path()).collect()
}

async fn objections(house: &House, video: &VideoView, sound: Sound) -> Vec<ObjectionCode> {
    let quote = house.studio.quote_sound(&video.id, &sound).await.unwrap();
    quote.objections.into_iter().filter(|o| o.blocks).map(|o| o.code).collect()
}

#[tokio::test]
async fn a_sound_is_taken_once_and_its_length_and_loudness_are_known() {
    let house = House::new().await;
    let id = house.studio.import_sound(&sample("half.mp3")).await.unwrap();
    let sound = house.studio.sound(&id).await.unwrap();
    assert_eq!(sound.name, "half.mp3");
    assert!(sound.seconds.is_some_and(|seconds| (1.9..2.2).contains(&seconds)), "{sound:?}");
    assert!((120..=240).contains(&sound.peaks.len()));
    assert!(sound.peaks.iter().all(|peak| (0.0..=1.0).contains(peak)) && sound.peaks.iter().any(|peak| *peak > 0.4));

    assert_eq!(house.studio.import_sound(&sample("half.mp3")).await.unwrap(), id, "the same sound is one sound");
    assert_eq!(files(&house), [house.studio.sound_file(&id).await.unwrap()]);
    let house = house.reopen().await;
    assert_eq!(house.studio.sound(&id).await.unwrap(), sound, "it is listened to once");
}

#[tokio::test]
async fn a_sound_whose_file_was_deleted_by_hand_says_so_and_gets_it_back() {
    let house = House::new().await;
    let id = house.studio.import_sound(&sample("half.ogg")).await.unwrap();
    let file = house.studio.sound_file(&id).await.unwrap();
    std::fs::remove_file(&file).unwrap();
    assert_eq!(house.studio.sound_file(&id).await.unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(house.studio.import_sound(&sample("half.ogg")).await.unwrap(), id);
    assert_eq!(std::fs::read(file).unwrap(), std::fs::read(sample("half.ogg")).unwrap());
}

#[tokio::test]
async fn a_sound_that_cannot_be_decoded_is_taken_and_sent_nevertheless_and_what_is_none_is_refused() {
    let house = House::new().await;
    let id = house.studio.import_sound(&sample("opus.ogg")).await.unwrap();
    let sound = house.studio.sound(&id).await.unwrap();
    assert_eq!((sound.seconds, sound.peaks.len()), (None, 0));
    let video = house.create_and_settle(1).await.remove(0);
    house.studio.add_sound(&video.id, Sound::File { id }, None).await.unwrap();
    assert!(all_saved(&house.settle().await));

    let words = house.folder.path().join("words.mp3");
    std::fs::write(&words, "only words").unwrap();
    assert_eq!(house.studio.import_sound(&words).await.unwrap_err().code, ErrorCode::Unreadable);
    assert_eq!(house.studio.sound(&"none".into()).await.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_sound_that_was_taken_before_anybody_listened_is_listened_to_when_it_is_shown() {
    let house = House::new().await;
    let id = house.studio.import_sound(&sample("half.flac")).await.unwrap();
    let sound = house.studio.sound(&id).await.unwrap();
    house.studio.clone().close().await;
    let House { sandbox, studio, folder, .. } = house;
    drop(studio);
    let db = rusqlite::Connection::open(folder.path().join("library.sqlite")).unwrap();
    assert_eq!(db.execute("UPDATE sound SET seconds = NULL, peaks = NULL", []).unwrap(), 1);
    drop(db);
    let studio = animato_engine::Studio::open(options(folder.path(), &sandbox)).await.unwrap();
    assert_eq!(studio.sound(&id).await.unwrap(), sound);
    studio.close().await;
}

#[tokio::test]
async fn adding_a_sound_costs_what_the_table_says_and_then_what_was_charged() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let before = house.studio.quote_sound(&video.id, &Sound::Ai).await.unwrap();
    assert_eq!((before.total, before.videos, before.basis), (Some(5.0), 1, PriceBasis::Listed));
    assert!(before.objections.is_empty(), "{:?}", before.objections);
    let charged = house.sandbox.ledger().credits_charged;
    let made = house.studio.add_sound(&video.id, Sound::Ai, None).await.unwrap();
    let videos = house.settle().await;
    assert!(all_saved(&videos) && videos.len() == 2, "{videos:#?}");
    assert!(videos[1].id == made.id && videos[1].file.as_ref().unwrap().has_sound);
    assert_eq!(house.sandbox.ledger().credits_charged, charged + 5.0);
    let after = house.studio.quote_sound(&video.id, &Sound::Ai).await.unwrap();
    assert_eq!((after.total, after.basis), (Some(5.0), PriceBasis::Charged));
}

#[tokio::test]
async fn a_sound_is_held_to_the_limits_at_its_own_price() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let spent = house.sandbox.ledger().credits_charged;
    assert!(spent > 5.0, "a video costs more than a sound");
    house.studio.use_limits(Limits { per_press: Some(4.0), ..Limits::default() });
    let refused = house.studio.add_sound(&video.id, Sound::Ai, None).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::OverBudget);
    house.studio.use_limits(Limits { per_press: Some(4.0), beyond: Beyond::Ask, ..Limits::default() });
    let asked = house.studio.add_sound(&video.id, Sound::Ai, Some(4.0)).await.unwrap_err();
    assert_eq!(asked.code, ErrorCode::BeyondLimit);
    assert_eq!(house.videos().await.len(), 1, "nothing was written down");

    house.studio.use_limits(Limits { per_day: Some(spent + 5.0), ..Limits::default() });
    house.studio.add_sound(&video.id, Sound::Ai, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(objections(&house, &video, Sound::Ai).await, [ObjectionCode::OverBudget], "the day is full");
}

#[tokio::test]
async fn a_sound_that_is_under_way_counts_with_its_own_price() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let spent = house.sandbox.ledger().credits_charged;
    // It waits for its upload: not sent, not charged, and yet to be paid.
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    let id = house.studio.import_sound(&sample("half.mp3")).await.unwrap();
    house.studio.add_sound(&video.id, Sound::File { id }, None).await.unwrap();
    for (more, fits) in [(10.0, true), (9.99, false)] {
        house.studio.use_limits(Limits { per_day: Some(spent + more), ..Limits::default() });
        assert_eq!(objections(&house, &video, Sound::Ai).await.is_empty(), fits, "{more}");
    }
}

#[tokio::test]
async fn adding_a_sound_once_more_is_held_to_its_own_price_too() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let fails = Fault::FailJob { field: None, words: "no sound".to_owned() };
    house.sandbox.faults().next(Endpoint::Audio, [fails]);
    let failed = house.studio.add_sound(&video.id, Sound::Ai, None).await.unwrap();
    house.settle().await;
    house.studio.use_limits(Limits { per_press: Some(4.0), ..Limits::default() });
    assert_eq!(house.studio.retry(&failed.id, None, None).await.unwrap_err().code, ErrorCode::OverBudget);
    house.studio.use_limits(Limits { per_press: Some(5.0), ..Limits::default() });
    house.studio.retry(&failed.id, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1, "the video itself is not made again");
}

#[tokio::test]
async fn a_sound_without_a_file_needs_no_place_for_photos() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let id = house.studio.import_sound(&sample("half.mp3")).await.unwrap();
    house.studio.use_host(None).await.unwrap();
    let refused = house.studio.add_sound(&video.id, Sound::File { id }, None).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NoHost);
    house.studio.add_sound(&video.id, Sound::Ai, None).await.unwrap();
    let videos = house.settle().await;
    assert!(all_saved(&videos) && videos.len() == 2, "{:?}", trouble(&videos[1]));
}

#[tokio::test]
async fn only_a_finished_video_of_the_account_in_use_that_the_service_keeps_can_get_a_sound() {
    let days = Arc::new(AtomicI64::new(0));
    let clock = days.clone();
    let now = Clock::default();
    let later = Clock::new(move || now.now() + clock.load(Ordering::Relaxed) * 24 * 3600 * 1000);
    let house = House::with(Default::default(), |options| options.clock = later).await;
    let video = house.create_and_settle(1).await.remove(0);
    assert_eq!(house.studio.add_sound(&video.id, Sound::None, None).await.unwrap_err().code, ErrorCode::BadSpec);
    assert_eq!(house.studio.quote_sound(&video.id, &Sound::None).await.unwrap_err().code, ErrorCode::BadSpec);
    assert!(objections(&house, &video, Sound::Ai).await.is_empty());

    days.store(7, Ordering::Relaxed);
    assert_eq!(objections(&house, &video, Sound::Ai).await, [ObjectionCode::NotAtService]);
    assert_eq!(house.studio.add_sound(&video.id, Sound::Ai, None).await.unwrap_err().code, ErrorCode::Gone);
    days.store(0, Ordering::Relaxed);

    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    let unsent = house.create(1).await.remove(0);
    assert_eq!(objections(&house, &unsent, Sound::Ai).await, [ObjectionCode::NotFinished]);

    let other = animato_engine::Connection { account: "another".into(), ..connection(&house.sandbox) };
    house.studio.connect(Some(other)).await.unwrap();
    assert_eq!(objections(&house, &video, Sound::Ai).await, [ObjectionCode::OtherAccount]);
    house.studio.connect(None).await.unwrap();
    assert_eq!(objections(&house, &video, Sound::Ai).await, [ObjectionCode::NotConnected]);
}

#[tokio::test]
async fn what_a_video_with_ones_own_sound_was_charged_is_not_the_price_of_a_made_one() {
    let house = House::new().await;
    let models = house.studio.models().await.unwrap();
    let model = models.into_iter().find(|m| m.sound.is_some_and(|sound| sound.multiplier > 1.0)).unwrap();
    let id = house.studio.import_sound(&sample("half.mp3")).await.unwrap();
    let with = async |sound| {
        let spec = Spec { model: model.value.clone(), prompt: "waves".into(), sound, ..Spec::default() };
        house.studio.complete(spec).await.unwrap()
    };
    let (own, made) = (with(Sound::File { id }).await, with(Sound::Ai).await);
    let photos = vec![house.photo().await];
    let quoted = async |spec| house.studio.quote(spec, &photos).await.unwrap();
    let listed = quoted(&made).await;
    house.studio.create(press(own.clone(), photos.clone())).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(quoted(&own).await.basis, PriceBasis::Charged);
    let still = quoted(&made).await;
    assert_eq!((still.basis, still.total), (PriceBasis::Listed, listed.total));
    assert!(still.total > quoted(&own).await.total);
}
