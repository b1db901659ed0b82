//! Fetching videos: ranges, tags, seven days.

use std::time::Duration;

use animato_sandbox::{Clock, Options};
use reqwest::Response;

use crate::house::House;

fn header<'a>(reply: &'a Response, name: &str) -> &'a str {
    reply.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_video_is_served_whole_and_in_ranges() {
    let house = House::new().await;
    let url = house.made().await["video_url"].as_str().unwrap().to_owned();
    let whole = house.http.get(&url).send().await.unwrap();
    assert_eq!(
        (whole.status().as_u16(), header(&whole, "accept-ranges"), header(&whole, "content-type")),
        (200, "bytes", "video/mp4")
    );
    let etag = header(&whole, "etag").to_owned();
    let bytes = whole.bytes().await.unwrap();
    let length = bytes.len();
    let part = |range: &'static str, if_range: &str| {
        let mut request = house.http.get(&url).header("range", range);
        if !if_range.is_empty() {
            request = request.header("if-range", if_range);
        }
        request.send()
    };
    for (range, from, to) in [("bytes=0-9", 0, 10), ("bytes=100-", 100, length), ("bytes=-7", length - 7, length)] {
        let reply = part(range, &etag).await.unwrap();
        assert_eq!(reply.status(), 206);
        assert_eq!(header(&reply, "content-range"), format!("bytes {from}-{}/{length}", to - 1));
        assert_eq!(reply.bytes().await.unwrap(), bytes[from..to]);
    }
    let beyond = part("bytes=99999999-", "").await.unwrap();
    assert_eq!(
        (beyond.status().as_u16(), header(&beyond, "content-range")),
        (416, format!("bytes */{length}").as_str())
    );
    let changed = part("bytes=0-9", "\"another\"").await.unwrap();
    assert_eq!((changed.status().as_u16(), changed.bytes().await.unwrap().len()), (200, length));
    let head = house.http.head(&url).send().await.unwrap();
    assert_eq!((head.status().as_u16(), header(&head, "content-length")), (200, length.to_string().as_str()));
    let same = house.http.get(&url).header("if-none-match", &etag).send().await.unwrap();
    assert_eq!(same.status(), 304);
}

#[tokio::test]
async fn a_video_dies_after_seven_days() {
    let clock = Clock::system();
    let house = House::with(Options { speed: 1e9, clock: clock.clone(), ..Options::default() }).await;
    let video = house.made().await;
    let status =
        || async { house.http.get(video["video_url"].as_str().unwrap()).send().await.unwrap().status().as_u16() };
    clock.advance(Duration::from_secs(6 * 24 * 3600));
    assert_eq!(status().await, 200);
    clock.advance(Duration::from_secs(24 * 3600));
    assert_eq!(status().await, 404);
}

#[tokio::test]
async fn no_other_file_is_served_as_a_video() {
    let house = House::new().await;
    for name in ["nothing.mp4", "..%2fcredits.json", "%2e%2e%2f%2e%2e%2fetc%2fpasswd.mp4"] {
        let url = format!("{}/videos/{name}", house.sandbox.base_url());
        assert_eq!(house.http.get(url).send().await.unwrap().status(), 404);
    }
}
