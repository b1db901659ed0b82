//! Pictures of the window as it stands, in every look that is wanted.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::LARGE;
use crate::desk::Window;
use crate::page::Page;
use crate::program::Program;
use crate::waiting::until;

/// A size of the window in pixels and a theme.
pub(super) type Look = ((i32, i32), &'static str);

/// Pictures of one program in one language.
pub(super) struct Album<'a> {
    program: &'a Program<'a>,
    language: &'a str,
    looks: &'a [Look],
    folder: PathBuf,
}

impl<'a> Album<'a> {
    /// Begins it, and has the window stand still.
    pub(super) async fn of(program: &'a Program<'a>, language: &'a str, looks: &'a [Look]) -> Self {
        program.page().script(STILL, vec![]).await;
        Self { program, language, looks, folder: folder() }
    }

    pub(super) fn program(&self) -> &'a Program<'a> {
        self.program
    }

    pub(super) fn page(&self) -> Page<'a> {
        self.program.page()
    }

    /// Takes the window as it is, in every look.
    pub(super) async fn shoot(&self, state: &str) {
        self.take(state, None).await;
    }

    /// Takes it with this part of what scrolls in sight.
    pub(super) async fn shoot_part(&self, state: &str, part: &str) {
        self.page().find(part).await;
        self.take(state, Some(part)).await;
    }

    async fn take(&self, state: &str, part: Option<&str>) {
        let page = self.page();
        let window = self.program.desk().window("^Animato$").await;
        // Away from what would light up under it.
        self.program.desk().xdotool(&["mousemove", "1", "1"]).expect("no mouse");
        for &((width, height), theme) in self.looks {
            window.resize(width, height).await;
            page.script("document.documentElement.dataset.theme = arguments[0]", vec![json!(theme)]).await;
            settle(page, width, height).await;
            page.script(SCROLL, vec![json!(part)]).await;
            let file = self.folder.join(format!("{}-{state}-{theme}-{width}x{height}.png", self.language));
            std::fs::write(&file, still_picture(page, &window).await).unwrap();
        }
        window.resize(LARGE.0, LARGE.1).await;
    }
}

/// Ends what moves from one look to another: a picture would catch it half-way.
const STILL: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('*, *::before, *::after { transition: none !important; }');
    document.adoptedStyleSheets = [sheet];";

/// Brings a part into sight, if one is named.
const SCROLL: &str = "
    const part = arguments[0] && document.querySelector(`[data-testid='${arguments[0]}']`);
    part?.scrollIntoView({ block: 'end' });";

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

fn folder() -> PathBuf {
    let folder = std::env::var_os("ANIMATO_SHOTS")
        .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("shots"), PathBuf::from);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
