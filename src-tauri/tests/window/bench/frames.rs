//! How long each picture of the window takes while the library is scrolled.

use super::row::Row;
use super::tree::stolen;
use crate::page::Page;
use crate::waiting::until;

/// Rounds that count: as many are made until the machine's owner took next to nothing for others in so many of them.
const COUNTED: usize = 5;
/// Seconds of one round, which takes five, that are next to nothing.
const NEXT_TO_NOTHING: f64 = 0.02;
/// After so many rounds, those count in which the least was taken.
const MOST: usize = 40;

pub(super) async fn measure(page: Page<'_>) {
    let rest = rounds(page, REST).await;
    let beside = Some(("nothing moves", rest));
    let what = "frame while scrolling 10,000 videos by hand, 95th percentile";
    Row { what, value: rounds(page, BY_HAND).await, unit: "ms", beside, target: "value<20" }.tell();
    let what = "the same, from the first to the last in five seconds";
    Row { what, value: rounds(page, THROUGH).await, unit: "ms", beside, target: "" }.tell();
}

/// The 95th percentile of a round, in the middle of those that count.
async fn rounds(page: Page<'_>, script: &str) -> f64 {
    let mut rounds: Vec<(f64, f64)> = Vec::new();
    while rounds.len() < MOST && rounds.iter().filter(|(taken, _)| *taken <= NEXT_TO_NOTHING).count() < COUNTED {
        let before = stolen();
        let frames = frames(page, script).await;
        rounds.push((stolen() - before, frames[(frames.len() - 1) * 95 / 100]));
    }
    rounds.sort_by(|one, other| one.0.total_cmp(&other.0));
    eprintln!("rounds, as seconds that were taken away and 95th percentile in ms: {rounds:.2?}");
    super::middle(rounds[..COUNTED].iter().map(|round| round.1).collect())
}

/// How long each picture of the window took while this script scrolls, in milliseconds, the shortest first.
async fn frames(page: Page<'_>, scroll: &str) -> Vec<f64> {
    page.script(&format!("{MEASURE}\n{scroll}"), vec![]).await;
    let mut frames = Vec::new();
    until("the end of the scrolling", async || {
        let told = page.script("return window.frames ?? null", vec![]).await;
        frames =
            told.as_array().map(|all| all.iter().filter_map(serde_json::Value::as_f64).collect()).unwrap_or_default();
        !frames.is_empty()
    })
    .await;
    frames.sort_by(f64::total_cmp);
    frames
}

/// Notes how long each picture takes until `moves` says that it is over.
const MEASURE: &str = "
    delete window.frames;
    const scroller = document.querySelector('[data-testid=\"grid\"]').parentElement;
    const measure = (moves) => {
        const frames = [];
        let before = performance.now();
        const frame = (now) => {
            frames.push(now - before);
            before = now;
            if (moves(frames.length)) requestAnimationFrame(frame);
            else window.frames = frames.slice(1);
        };
        requestAnimationFrame(frame);
    };";

/// What a frame takes in which nothing is done: what this screen can.
const REST: &str = "measure((n) => n < 300);";

/// As a hand on a wheel does it, on from where it was: what comes into sight was not there before.
const BY_HAND: &str = "measure((n) => { scroller.scrollTop += 24; return n < 300; });";

/// As who drags the bar from the top to the bottom.
const THROUGH: &str = "
    const end = scroller.scrollHeight;
    measure((n) => { scroller.scrollTop = end * n / 300; return n < 300; });";
