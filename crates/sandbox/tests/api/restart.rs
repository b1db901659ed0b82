//! What survives a restart.

use std::time::Duration;

use animato_sandbox::{Clock, Options};

use crate::house::House;

#[tokio::test]
async fn jobs_videos_photos_and_credits_outlive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options { speed: 1e9, state: Some(folder.path().to_owned()), ..Options::default() };
    let house = House::with(options()).await;
    let video = house.made().await;
    let bytes = house.http.get(video["video_url"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap();
    house.sandbox.stop().await;

    let house = House::with(options()).await;
    assert_eq!(house.sandbox.credits(), 994.0);
    let row = house.results(&[video["_id"].as_str().unwrap().to_owned()]).await.remove(0);
    assert_eq!(row["status"], 3);
    assert_eq!(house.http.get(row["video_url"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap(), bytes);
}

#[tokio::test]
async fn a_job_that_a_restart_interrupts_is_finished_with_the_photo_that_was_uploaded_before() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::held_at(1_800_000_000_000);
    let options = || Options { state: Some(folder.path().to_owned()), clock: clock.clone(), ..Options::default() };
    let house = House::with(options()).await;
    let order = house.order().await;
    let ids = house.create(order).await;
    house.sandbox.stop().await;
    clock.advance(Duration::from_secs(600));
    let house = House::with(options()).await;
    assert_eq!(house.ended(&ids[0]).await["status"], 3);
}

#[tokio::test]
async fn a_stopped_sandbox_answers_nobody() {
    let house = House::new().await;
    let url = house.sandbox.base_url().to_owned();
    house.sandbox.stop().await;
    assert!(house.http.get(url).send().await.unwrap_err().is_connect());
}
