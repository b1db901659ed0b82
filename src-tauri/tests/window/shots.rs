//! Pictures of every view of the window, to be looked at: in English each in dark and light, large and small; in every other
//! language dark and large, and light and small.
//!
//! Not a check of anything, so it runs only when asked: `cargo xtask shots`.

mod album;
mod beginning;
mod composing;
mod library;
mod troubles;

use album::{Album, Look};

use crate::desk::Desk;
use crate::program::Program;
use crate::service::Service;

/// The window's sizes, in pixels: as it opens at first, and small.
const LARGE: (i32, i32) = (1240, 800);
const SMALL: (i32, i32) = (900, 600);

/// What every language is looked at in.
const LOOKS: [Look; 2] = [(LARGE, "dark"), (SMALL, "light")];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures and checks nothing; run it with `cargo xtask shots`"]
async fn english() {
    tour("en", &[(LARGE, "dark"), (LARGE, "light"), (SMALL, "dark"), (SMALL, "light")]).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures and checks nothing; run it with `cargo xtask shots`"]
async fn german_and_french() {
    tour("de", &LOOKS).await;
    tour("fr", &LOOKS).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures and checks nothing; run it with `cargo xtask shots`"]
async fn spanish_and_portuguese() {
    tour("es", &LOOKS).await;
    tour("pt", &LOOKS).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes pictures and checks nothing; run it with `cargo xtask shots`"]
async fn chinese_japanese_and_korean() {
    tour("zh-CN", &LOOKS).await;
    tour("ja", &LOOKS).await;
    tour("ko", &LOOKS).await;
}

/// All views of the window in one language, each in these sizes and themes.
async fn tour(language: &str, looks: &[Look]) {
    let desk = Desk::start().await;
    beginning::tour(&desk, language, looks).await;
    let service = Service::start(30.0, 1000.0).await;
    let surroundings = service.surroundings_in(language);
    let program = Program::start(&desk, &surroundings).await;
    let album = Album::of(&program, language, looks).await;
    composing::tour(&album, &surroundings).await;
    library::tour(&album, &surroundings).await;
    troubles::tour(&album, &service).await;
}
