//! Looking for requests whose outcome is not known: what the service's list shows, and what it leaves out.

use animato_engine::host::HostConfig;
use animato_engine::view::{Lookup, VideoStatus, VideoView};
use animato_engine::{Delete, Found, Options};
use animato_sandbox::{Endpoint, Fault, Reply};

use crate::bucket::{HOUR, held_clock};
use crate::house::{House, PATIENCE, all_saved, press};
use crate::store::Store;
use crate::web::Web;

/// Nobody looks but a person.
fn only_when_asked(options: &mut Options) {
    options.pace.looks = vec![PATIENCE];
}

/// Accepted by the service, and its reply is lost.
fn loses_the_reply(house: &House) {
    house.sandbox.faults().next(Endpoint::Create, [Fault::Reset { accept: true }]);
}

async fn is_unknown(house: &mut House, video: &VideoView) {
    house.told(&video.id, |status| matches!(status, VideoStatus::Unknown { .. })).await;
}

#[tokio::test]
async fn whoever_looks_while_the_list_shows_only_some_of_the_videos_gives_none_of_them_up() {
    let mut house = House::with(animato_sandbox::Options::default(), only_when_asked).await;
    loses_the_reply(&house);
    let video = house.create(2).await.remove(0);
    is_unknown(&mut house, &video).await;
    let late = house.sandbox.ledger().accepted[1].to_string();
    house.sandbox.faults().next(Endpoint::List, [Fault::MissingIds { ids: vec![late] }]);
    assert_eq!(house.studio.find(&video.request).await.unwrap(), Found::NotYet);
    assert_eq!(house.studio.find(&video.request).await.unwrap(), Found::Found);
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn what_may_have_been_charged_for_a_deleted_video_is_a_charge_once_it_is_found() {
    let mut house = House::with(animato_sandbox::Options::default(), only_when_asked).await;
    loses_the_reply(&house);
    let videos = house.create(2).await;
    is_unknown(&mut house, &videos[0]).await;
    house.studio.delete(&videos[1].id, Delete::Here).await.unwrap();
    let counted = async || house.studio.spending().await.unwrap().rows.iter().map(|row| row.videos).sum::<u32>();
    assert_eq!(counted().await, 1, "it may have been charged");
    assert_eq!(house.studio.find(&videos[0].request).await.unwrap(), Found::Found);
    assert!(all_saved(&house.settle().await));
    assert_eq!(counted().await, 2, "both were charged, and neither counts twice");
}

#[tokio::test]
async fn two_lost_requests_for_a_photo_at_one_link_are_two_videos() {
    let web = Web::serve(&[("sea.png", sea())]).await;
    let mut house = House::with(animato_sandbox::Options::default(), |options| {
        only_when_asked(options);
        options.connection.as_mut().unwrap().host = Some(HostConfig::Link);
    })
    .await;
    let photos = house.studio.import(vec![web.source("sea.png")], false).await.unwrap().photos;
    let mut lost = Vec::new();
    for _ in 0..2 {
        loses_the_reply(&house);
        let create = press(house.spec(1).await, vec![photos[0].id.clone()]);
        let video = house.studio.create(create).await.unwrap().remove(0);
        is_unknown(&mut house, &video).await;
        lost.push(video);
    }
    for video in &lost {
        assert_eq!(house.studio.find(&video.request).await.unwrap(), Found::Found);
    }
    let videos = house.settle().await;
    assert!(all_saved(&videos));
    assert_eq!((videos.len(), house.hits()), (2, 2));
}

#[tokio::test]
async fn a_list_without_what_was_taken_at_the_same_time_proves_nothing() {
    let house = House::new().await;
    assert!(all_saved(&house.create_and_settle(1).await));
    let body = Some(r#"{"code":1000,"msg":"OK","data":{"count":0,"result":[]}}"#.to_owned());
    house.sandbox.faults().always(Endpoint::List, [Fault::Reply(Reply { body, ..Reply::default() })]);
    loses_the_reply(&house);
    let videos = house.create_and_settle(1).await;
    let VideoStatus::Unknown { lookup, .. } = videos[1].status else { panic!("{videos:#?}") };
    assert_eq!(lookup, Lookup::Unavailable);
    house.sandbox.faults().clear();
    assert_eq!(house.studio.find(&videos[1].request).await.unwrap(), Found::Found);
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 2);
}

#[tokio::test]
async fn fault_15_what_was_sent_by_a_clock_that_is_ahead_is_found_all_the_same() {
    let store = Store::start().await;
    let (clock, ahead) = held_clock();
    ahead.store(3 * HOUR, std::sync::atomic::Ordering::SeqCst);
    let house = House::with(animato_sandbox::Options::default(), |options| options.clock = clock).await;
    house.studio.use_host(Some(store.host())).await.unwrap();
    loses_the_reply(&house);
    let videos = house.create_and_settle(1).await;
    assert!(all_saved(&videos), "{videos:#?}");
    assert_eq!(house.hits(), 1);
}

/// A picture that the service takes as it is.
fn sea() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(640, 480, image::Rgb([20, 90, 160]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}
