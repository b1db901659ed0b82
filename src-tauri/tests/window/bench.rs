//! How the window does, with an empty library and with a large one, beside a bare window of Tauri's and a browser.
//!
//! Not a check of anything, as machines differ: `cargo xtask bench` prints what it comes to.

mod browser;
mod frames;
// The table is one, and so is what its rows are told by.
#[path = "../../../crates/engine/benches/engine/row.rs"]
mod row;
mod starts;
mod tree;

use serde_json::json;

use self::row::Row;
use crate::desk::Desk;
use crate::many::grow;
use crate::page::Page;
use crate::program::Program;
use crate::surroundings::Surroundings;
use crate::waiting::until;

/// Videos of a large library.
const MANY: u32 = 10_000;
/// How often each search is measured.
const SEARCHES: usize = 5;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures and checks nothing; run it with `cargo xtask bench`"]
async fn bench() {
    let (empty, full) = (Surroundings::new(), Surroundings::new());
    let desk = Desk::start().await;
    fill(&desk, &full).await;
    starts::measure(&desk, &empty, &full).await;

    let program = Program::start(&desk, &full).await;
    let page = program.page();
    page.cards_when("the first cards", |cards| !cards.is_empty()).await;
    frames::measure(page).await;
    for words in ["take 77", "push in take", "no such words"] {
        let mut times = Vec::new();
        for _ in 0..SEARCHES {
            times.push(search(page, words).await);
        }
        let what = format!("search for \"{words}\" among {MANY}, until it is shown");
        Row { what: &what, value: middle(times), unit: "ms", beside: None, target: "value<=50" }.tell();
    }
}

/// The one in the middle of several.
fn middle(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
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

/// From the last letter until the library shows what was found, and nothing else: milliseconds.
async fn search(page: Page<'_>, words: &str) -> f64 {
    // From all of them, each time.
    page.script("window.searched = null", vec![]).await;
    for words in ["", words] {
        page.script(SEARCH, vec![json!(words)]).await;
        until("what was found", async || page.script("return window.searched", vec![]).await.is_number()).await;
    }
    page.script("return window.searched", vec![]).await.as_f64().unwrap()
}

const SEARCH: &str = "
    window.searched = null;
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
    let asked = field.value === arguments[0];
    const watch = new MutationObserver(() => {
        asked ||= library.querySelector('[data-testid=\"grid\"][aria-busy=\"true\"]') !== null;
        if (!asked || !isAnswered()) return;
        window.searched = performance.now() - begun;
        watch.disconnect();
    });
    watch.observe(library, { childList: true, subtree: true, attributes: true, characterData: true });
    if (asked) window.searched = 0;
    field.value = arguments[0];
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));";
