//! How the window does with a large library, measured from outside.
//!
//! Not a check of anything, as machines differ: `cargo xtask bench` prints what it comes to.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::desk::Desk;
use crate::many::grow;
use crate::page::Page;
use crate::program::Program;
use crate::surroundings::Surroundings;
use crate::waiting::until;

/// Videos of a large library.
const MANY: u32 = 10_000;
/// Starts that are measured; the one in the middle counts.
const STARTS: usize = 5;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures and checks nothing; run it with `cargo xtask bench`"]
async fn bench() {
    let (empty, full) = (Surroundings::new(), Surroundings::new());
    let desk = Desk::start().await;
    let start_empty = median_start(&desk, &empty).await;
    fill(&desk, &full).await;
    let start_full = median_start(&desk, &full).await;
    tell("window usable, empty library", start_empty);
    tell(&format!("window usable, {MANY} videos"), start_full);
    eprintln!("{:<44} {:>8.2}", "of an empty one, times", start_full.as_secs_f64() / start_empty.as_secs_f64());

    let program = Program::start(&desk, &full).await;
    let page = program.page();
    page.cards_when("the first cards", |cards| !cards.is_empty()).await;
    for (what, script) in [("scrolling by hand", SCROLL), ("scrolling through all of it", THROUGH)] {
        let frames = frames(page, script).await;
        eprintln!(
            "{:<44} {:>8.1} ms, 95th percentile {:.1} ms, of {}",
            format!("{what}: frame"),
            percentile(&frames, 50),
            percentile(&frames, 95),
            frames.len()
        );
    }
    for words in ["take 77", "push in take", "no such words"] {
        tell(&format!("search for \"{words}\", until it is shown"), search(page, words).await);
    }
}

/// A library with many videos, and a record of each, as it stands after some years of use.
async fn fill(desk: &Desk, surroundings: &Surroundings) {
    let program = Program::start(desk, surroundings).await;
    let page = program.page();
    page.click("samples").await;
    until("the samples", async || page.count("tray-photo").await == 3).await;
    page.write("prompt", "slow push in").await;
    page.text_when("price", |text| text.contains("leaves")).await;
    page.click("create").await;
    page.cards_when("three saved videos", |cards| cards.iter().filter(|card| card.state == "saved").count() == 3).await;
    program.close().await;
    grow(&surroundings.library(), MANY);
    // The first start writes the records.
    Program::start(desk, surroundings).await.close().await;
}

async fn median_start(desk: &Desk, surroundings: &Surroundings) -> Duration {
    let mut times = Vec::new();
    // What is read from the disk for the first time is not what is measured.
    Program::start(desk, surroundings).await.close().await;
    for _ in 0..STARTS {
        let begun = Instant::now();
        let program = Program::start(desk, surroundings).await;
        times.push(begun.elapsed());
        program.close().await;
    }
    times.sort();
    times[STARTS / 2]
}

/// How long each picture of the window took while this script scrolls, in milliseconds.
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

/// From the last letter until the library shows what was found, and nothing else.
async fn search(page: Page<'_>, words: &str) -> Duration {
    page.script(SEARCH, vec![json!(words)]).await;
    let mut took = None;
    until("what was found", async || {
        took = page.script("return window.found ?? null", vec![]).await.as_f64();
        took.is_some()
    })
    .await;
    Duration::from_secs_f64(took.unwrap() / 1000.0)
}

fn percentile(sorted: &[f64], of: usize) -> f64 {
    sorted[(sorted.len() - 1) * of / 100]
}

fn tell(what: &str, took: Duration) {
    eprintln!("{what:<44} {:>8.1} ms", took.as_secs_f64() * 1000.0);
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

/// As a hand on a wheel does it.
const SCROLL: &str = "scroller.scrollTop = 0; measure((n) => { scroller.scrollTop += 24; return n < 300; });";

/// As who drags the bar from the top to the bottom.
const THROUGH: &str = "
    const end = scroller.scrollHeight;
    measure((n) => { scroller.scrollTop = end * n / 300; return n < 300; });";

const SEARCH: &str = "
    delete window.found;
    const field = document.querySelector('[data-testid=\"search\"]');
    const library = document.querySelector('[data-testid=\"library\"]');
    const words = arguments[0].toLowerCase().split(' ');
    const isAnswered = () => {
        if (library.querySelector('[data-testid=\"grid\"][aria-busy=\"true\"]')) return false;
        const cards = [...library.querySelectorAll('[data-testid=\"card\"]')].map((card) => card.innerText.toLowerCase());
        const isEmpty = library.querySelector('[data-testid=\"library-empty\"]') !== null;
        return isEmpty || (cards.length > 0 && cards.every((text) => words.every((word) => text.includes(word))));
    };
    const begun = performance.now();
    let asked = false;
    const watch = new MutationObserver(() => {
        asked ||= library.querySelector('[data-testid=\"grid\"][aria-busy=\"true\"]') !== null;
        if (!asked || !isAnswered()) return;
        window.found = performance.now() - begun;
        watch.disconnect();
    });
    watch.observe(library, { childList: true, subtree: true, attributes: true, characterData: true });
    field.value = arguments[0];
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));";
