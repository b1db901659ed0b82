//! The whole way of a photo: dragged in, priced, created, made, saved, played; with a power cut in the middle.

use std::collections::BTreeSet;

use crate::desk::Desk;
use crate::drag::drag;
use crate::film::film;
use crate::page::{Card, Page};
use crate::pictures::Halves;
use crate::player;
use crate::program::Program;
use crate::service::{KEY, Service};
use crate::surroundings::Surroundings;
use crate::waiting::until;

const WIDE: Halves = Halves { width: 1200, height: 800, left: [200, 40, 40], right: [40, 60, 200] };
const TALL: Halves = Halves { width: 720, height: 960, left: [30, 150, 60], right: [230, 190, 40] };

/// Long enough to be caught in the middle, short enough not to bore.
const SPEED: f64 = 6.0;

#[tokio::test(flavor = "multi_thread")]
async fn two_dragged_photos_become_four_videos_that_play_although_the_program_is_killed_on_the_way() {
    let service = Service::start(SPEED, 1000.0).await;
    let surroundings = service.surroundings();
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();

    let (wide, tall) = (surroundings.photo("wide.jpg"), surroundings.photo("tall.png"));
    WIDE.write(&wide);
    TALL.write(&tall);
    drag(&desk, &[&wide, &tall], &program).await;
    until("both photos in the tray", async || page.count("tray-photo").await == 2).await;

    compose(page).await;
    let price = page.text_when("price", |text| text.contains("100")).await;
    assert!(price.contains("2 photos × 2 videos × 25 credits"), "{price}");
    assert!(price.contains("leaves 900"), "{price}");
    page.click("create").await;

    let mut seen = BTreeSet::new();
    let cards = page.cards_when("four videos, one of them rendering", |cards| {
        seen.extend(cards.iter().map(|card| card.state.clone()));
        cards.len() == 4 && cards.iter().any(|card| card.state == "rendering")
    });
    let before = cards.await;
    assert!(seen.is_superset(&["rendering".to_owned()].into()), "{seen:?}");
    assert_eq!(page.complaints().await, [""; 0]);
    program.kill().await;

    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    let after = all_saved(page).await;
    assert_eq!(ids(&after), ids(&before), "the same four videos");
    assert_eq!(service.creates(), 2, "one create call for each photo, and none of them twice");
    page.text_when("account", |text| text.contains("900")).await;

    let mut shapes = Vec::new();
    for file in surroundings.videos() {
        let film = film(&file);
        assert!(film.is_h264, "{film:?}");
        assert!((4.8..5.3).contains(&film.seconds), "{film:?}");
        let rate = f64::from(film.frames) / film.seconds;
        assert!((23.0..=31.0).contains(&rate), "{rate} frames a second in {film:?}");
        shapes.push((film.width, film.height));
    }
    shapes.sort_unstable();
    assert_eq!(shapes.len(), 4);
    assert!(shapes[0] == shapes[1] && is_shaped(shapes[0], TALL), "{shapes:?}");
    assert!(shapes[2] == shapes[3] && is_shaped(shapes[2], WIDE), "{shapes:?}");

    for card in &after {
        player::open(page, &card.video).await;
        let details = page.find("player-details").await.text().await.unwrap();
        player::close(page).await;
        let photo = if details.contains("wide.jpg") { WIDE } else { TALL };
        player::plays(page, &card.video, photo).await;
    }
    assert_eq!(page.complaints().await, [""; 0]);
    the_key_is_nowhere(&surroundings, page).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_account_the_demo_makes_a_video_of_a_sample() {
    let surroundings = Surroundings::new();
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    page.text_when("account", |text| text.contains("Demo")).await;
    page.click("samples").await;
    until("the samples in the tray", async || page.count("tray-photo").await == 3).await;
    for left in [2, 1] {
        page.click("tray-remove").await;
        until("a shorter tray", async || page.count("tray-photo").await == left).await;
    }
    page.write("prompt", "slow push in").await;
    page.click("create").await;
    all_saved(page).await;
    assert_eq!(surroundings.videos().len(), 1);
    let video = page.cards().await.remove(0).video;
    player::open(page, &video).await;
    player::advances(page).await;
    player::close(page).await;
    assert_eq!(page.complaints().await, [""; 0]);
}

/// Sets every choice, some with the keyboard and some with the mouse.
async fn compose(page: Page<'_>) {
    page.write("prompt", "slow push in, the light comes and goes").await;
    page.choose("model", "AkoolImage2VideoFastV1").await;
    page.click("resolution-720p").await;
    page.click("seconds-5").await;
    page.keys("count", "\u{e013}").await; // arrow up
    page.text_when("count", |text| text == "2").await;
}

/// Waits until every video is saved; none may end otherwise.
pub(crate) async fn all_saved(page: Page<'_>) -> Vec<Card> {
    let saved = |cards: &[Card]| {
        for card in cards {
            assert!(!["failed", "unknown", "gone", "expired"].contains(&card.state.as_str()), "{card:?}");
        }
        !cards.is_empty() && cards.iter().all(|card| card.state == "saved")
    };
    page.cards_when("every video saved", saved).await
}

fn ids(cards: &[Card]) -> BTreeSet<&str> {
    cards.iter().map(|card| card.video.as_str()).collect()
}

/// Whether a film has the photo's shape, to the even pixel that codecs want.
fn is_shaped((width, height): (u32, u32), photo: Halves) -> bool {
    let wanted = f64::from(photo.width) / f64::from(photo.height);
    (f64::from(width) / f64::from(height) - wanted).abs() < 0.02
}

/// As [`is_nowhere`], of the account's key.
pub(crate) async fn the_key_is_nowhere(surroundings: &Surroundings, page: Page<'_>) {
    is_nowhere(KEY, surroundings, page).await;
}

/// Not in any file, not in any process's arguments, not in the page.
pub(crate) async fn is_nowhere(secret: &str, surroundings: &Surroundings, page: Page<'_>) {
    let mut folders = vec![surroundings.root().to_owned()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if let Ok(content) = std::fs::read(&path) {
                files += 1;
                assert!(!holds(&content, secret), "a secret is in {}", path.display());
            }
        }
    }
    assert!(files > 10, "only {files} files were looked into");
    for process in std::fs::read_dir("/proc").unwrap() {
        let arguments = std::fs::read(process.unwrap().path().join("cmdline")).unwrap_or_default();
        assert!(!holds(&arguments, secret), "{}", String::from_utf8_lossy(&arguments));
    }
    let html = page.script("return document.documentElement.outerHTML", vec![]).await;
    assert!(!html.as_str().unwrap().contains(secret));
}

fn holds(content: &[u8], word: &str) -> bool {
    content.windows(word.len()).any(|window| window == word.as_bytes())
}
