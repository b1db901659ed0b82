//! Pictures of the window's main states, to be looked at: in English each in dark and light, large and small; in every other
//! language dark and large, and light and small.
//!
//! Not a check of anything, so it runs only when asked: `cargo xtask shots`.

use std::path::{Path, PathBuf};

use animato_sandbox::{Endpoint, Fault};
use serde_json::json;

use crate::desk::{Desk, Window};
use crate::drag::drag;
use crate::page::Page;
use crate::pictures::Halves;
use crate::player;
use crate::program::Program;
use crate::service::Service;
use crate::surroundings::Surroundings;
use crate::waiting::until;

/// The window's sizes, in pixels: as it opens at first, and small.
const SIZES: [(i32, i32); 2] = [(1240, 800), (900, 600)];
const THEMES: [&str; 2] = ["dark", "light"];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures and checks nothing; run it with `cargo xtask shots`"]
async fn shots() {
    let every = SIZES.into_iter().flat_map(|size| THEMES.map(|theme| (size, theme))).collect::<Vec<_>>();
    tour("en", &every).await;
    let (dark, light) = ((SIZES[0], THEMES[0]), (SIZES[1], THEMES[1]));
    for language in ["de", "fr", "es", "pt", "zh-CN", "ja", "ko"] {
        tour(language, &[dark, light]).await;
    }
}

/// All states of the window in one language, each in these sizes and themes.
async fn tour(language: &str, looks: &[Look]) {
    let service = Service::start(30.0, 1000.0).await;
    let surroundings = service.surroundings_in(language);
    let desk = Desk::start().await;
    connecting(&desk, language, looks).await;
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    let album = Album { program: &program, language, looks, folder: folder() };

    page.script(STILL, vec![]).await;
    until("the models", async || page.text("model").await.contains("Akool")).await;
    album.shoot("empty").await;

    page.click("samples").await;
    until("the samples", async || page.count("tray-photo").await == 3).await;
    page.write("prompt", "The camera pushes in slowly, the light warms, nothing else moves").await;
    page.click("count-plus").await;
    priced(page).await;
    album.shoot("composing").await;
    page.click("effect").await;
    page.find("effects-grid").await;
    album.shoot("effects").await;
    page.click("effects-close").await;
    page.click("prompts").await;
    page.find("prompts-list").await;
    album.shoot("prompts").await;
    page.keys("prompts-search", "\u{e00c}").await;

    let panorama = surroundings.photo("panorama.png");
    Halves { width: 2000, height: 400, left: [40, 90, 160], right: [210, 160, 90] }.write(&panorama);
    drag(&desk, &[&panorama], &program).await;
    page.find("tray-offer").await;
    album.shoot("offer").await;
    page.click("offer-dismiss").await;

    page.click("create").await;
    saved(page, 6).await;
    album.shoot("ready").await;

    let choose =
        "[...document.querySelectorAll('[data-testid=\"card-select\"]')].slice(0, 2).forEach((box) => box.click())";
    page.script(choose, vec![]).await;
    page.find("selection").await;
    album.shoot("selecting").await;
    page.click("selection-compare").await;
    until("both videos", async || page.count("compare-video").await == 2).await;
    page.click("compare-play").await;
    album.shoot("comparing").await;
    page.click("compare-close").await;
    page.click("selection-clear").await;

    page.click("today").await;
    page.find("spending-day").await;
    album.shoot("spending").await;
    page.click("spending-close").await;

    let video = page.cards().await.remove(1).video;
    player::open(page, &video).await;
    until("a moving picture", async || {
        let script = "return document.querySelector('[data-testid=\"player-video\"]').currentTime > 0.5";
        page.script(script, vec![]).await == json!(true)
    })
    .await;
    page.click("player-play").await;
    album.shoot("player").await;
    player::close(page).await;

    page.click("settings").await;
    page.find("settings-panel").await;
    album.shoot("settings").await;
    page.write("limit-press", "10").await;
    page.click("limit-beyond-ask").await;
    page.click("limits-save").await;
    page.find("limits-saved").await;
    page.click("settings-shortcuts").await;
    page.find("shortcut").await;
    album.shoot("shortcuts").await;
    page.click("shortcuts-close").await;
    if page.shows("settings-panel").await {
        page.click("settings-panel-close").await;
    }
    priced(page).await;
    page.click("create").await;
    page.find("beyond").await;
    album.shoot("beyond-a-limit").await;
    page.click("beyond-no").await;
    page.click("settings").await;
    page.click("limit-beyond-refuse").await;
    page.write("limit-press", "1000").await;
    page.click("limits-save").await;
    page.find("limits-saved").await;
    page.click("settings-panel-close").await;

    // Three that stay under way: the service keeps saying that it works on them.
    service.faults().always(Endpoint::Results, [Fault::status(2)]);
    page.click("count-minus").await;
    page.write("prompt", "A slow orbit to the left").await;
    page.click("create").await;
    page.cards_when("three under way", |cards| cards.iter().filter(|card| card.state == "rendering").count() == 3)
        .await;
    album.shoot("making").await;
    service.faults().clear();
    saved(page, 9).await;

    let words = "The picture shows something that this model may not animate";
    service
        .faults()
        .next(Endpoint::Create, [Fault::FailJob { field: Some("error_reason".to_owned()), words: words.to_owned() }]);
    service.faults().on_call(2, Endpoint::Create, [Fault::Reset { accept: false }]);
    service.faults().always(Endpoint::List, [Fault::http(502)]);
    page.write("prompt", "Leaves drift past in the wind").await;
    page.click("create").await;
    page.cards_when("a failed and an unknown one", |cards| {
        ["failed", "unknown"].iter().all(|state| cards.iter().any(|card| card.state == *state))
            && cards.iter().all(|card| ["failed", "unknown", "saved"].contains(&card.state.as_str()))
    })
    .await;
    page.click("filter-needsYou").await;
    page.cards_when("only what needs the person", |cards| cards.len() == 2).await;
    album.shoot("needs-you").await;
}

/// What connecting an account looks like, before there is one.
async fn connecting(desk: &Desk, language: &str, looks: &[Look]) {
    let surroundings = Surroundings::new().with_settings(&format!("language = \"{language}\"\n"));
    let program = Program::start(desk, &surroundings).await;
    let page = program.page();
    let album = Album { program: &program, language, looks, folder: folder() };
    page.script(STILL, vec![]).await;
    page.click("connect-akool").await;
    page.find("connect-step").await;
    album.shoot("connect").await;
    program.kill().await;
}

/// Until the price is known, and Create can be pressed.
async fn priced(page: Page<'_>) {
    let script = "return document.querySelector('[data-testid=\"create\"]').getAttribute('aria-disabled') === 'false'";
    until("the price", async || page.script(script, vec![]).await == json!(true)).await;
}

/// A size of the window and a theme.
type Look = ((i32, i32), &'static str);

/// Where the pictures go.
struct Album<'a> {
    program: &'a Program<'a>,
    language: &'a str,
    looks: &'a [Look],
    folder: PathBuf,
}

impl Album<'_> {
    /// Takes the window as it is, in every look.
    async fn shoot(&self, state: &str) {
        let page = self.program.page();
        let window = self.program.desk().window("^Animato$").await;
        // Away from what would light up under it.
        self.program.desk().xdotool(&["mousemove", "1", "1"]).expect("no mouse");
        for &((width, height), theme) in self.looks {
            window.resize(width, height).await;
            page.script("document.documentElement.dataset.theme = arguments[0]", vec![json!(theme)]).await;
            settle(page, width, height).await;
            let file = self.folder.join(format!("{}-{state}-{theme}-{width}x{height}.png", self.language));
            std::fs::write(&file, still_picture(page, &window).await).unwrap();
        }
        window.resize(SIZES[0].0, SIZES[0].1).await;
    }
}

/// Ends what moves from one look to another: a picture would catch it half-way.
const STILL: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('*, *::before, *::after { transition: none !important; }');
    document.adoptedStyleSheets = [sheet];";

/// Waits until the page has its size and its pictures.
async fn settle(page: Page<'_>, width: i32, height: i32) {
    let script = "
        const pictures = [...document.images].every((image) => image.complete);
        return pictures && innerWidth === arguments[0] && innerHeight === arguments[1];";
    until("a still page", async || page.script(script, vec![json!(width), json!(height)]).await == json!(true)).await;
}

/// A picture of a page that has come to rest: what was asked for may be painted a little later.
async fn still_picture(page: Page<'_>, window: &Window<'_>) -> Vec<u8> {
    let mut last = Vec::new();
    until("two pictures alike", async || {
        page.script(FRAMES, vec![]).await;
        until("some painted frames", async || page.script("return window.painted", vec![]).await == json!(true)).await;
        let picture = window.picture();
        let is_still = picture == last;
        last = picture;
        is_still
    })
    .await;
    last
}

const FRAMES: &str = "
    window.painted = false;
    const paint = (left) => requestAnimationFrame(() => left ? paint(left - 1) : window.painted = true);
    paint(3);";

async fn saved(page: Page<'_>, count: usize) {
    page.cards_when("all saved", |cards| cards.len() == count && cards.iter().all(|card| card.state == "saved")).await;
}

fn folder() -> PathBuf {
    let folder = std::env::var_os("ANIMATO_SHOTS")
        .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("shots"), PathBuf::from);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
