//! The window for everybody: axe-core finds nothing to object to in any view, in dark and in light.

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::page::Page;
use crate::player;
use crate::program::Program;
use crate::surroundings::Surroundings;
use crate::waiting::until;

/// The rules, as the interface's own packages bring them.
const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/node_modules/axe-core/axe.min.js");

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_in_any_view() {
    let (surroundings, desk) = (Surroundings::new(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    page.script(&std::fs::read_to_string(AXE).expect("axe-core is not installed: cargo xtask test ui"), vec![]).await;
    // What fades in would be measured half-way.
    page.script(STILL, vec![]).await;
    check(page, "empty").await;

    page.click("samples").await;
    until("the samples in the tray", async || page.count("tray-photo").await == 3).await;
    page.write("prompt", "slow push in").await;
    page.text_when("price", |text| text.contains("leaves")).await;
    check(page, "composing").await;
    page.click("effect").await;
    page.find("effects-grid").await;
    check(page, "effects").await;
    page.click("effects-close").await;

    page.click("create").await;
    page.cards_when("three saved videos", |cards| cards.iter().filter(|card| card.state == "saved").count() == 3).await;
    check(page, "the library").await;
    page.click("facets").await;
    page.find("facets-panel").await;
    check(page, "narrowing").await;
    page.keys("facets", "\u{e00c}").await;

    let video = page.cards().await.remove(0).video;
    player::open(page, &video).await;
    check(page, "the player").await;
    player::close(page).await;
    for (opens, shows, closes) in
        [("settings", "settings-panel", "settings-panel-close"), ("today", "spending", "spending-close")]
    {
        page.click(opens).await;
        page.find(shows).await;
        check(page, shows).await;
        page.click(closes).await;
    }
}

async fn check(page: Page<'_>, view: &str) {
    for theme in ["dark", "light"] {
        page.script("document.documentElement.dataset.theme = arguments[0]", vec![json!(theme)]).await;
        page.script(RUN, vec![]).await;
        let mut faults = Value::Null;
        until("axe's verdict", async || {
            faults = page.script("return window.verdict ?? null", vec![]).await;
            !faults.is_null()
        })
        .await;
        assert_eq!(faults, json!([]), "{view}, {theme}");
    }
}

const STILL: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important; }');
    document.adoptedStyleSheets = [sheet];";

const RUN: &str = "
    delete window.verdict;
    const told = (fault) => fault.id + ': ' + fault.nodes.map((node) => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')).join(' | ');
    axe.run(document, { resultTypes: ['violations'] }).then(
        ({ violations }) => (window.verdict = violations.map(told)),
        (e) => (window.verdict = [String(e)]));";
