//! Videos, what is done with them, and the settings.

use serde_json::json;

use super::album::Album;
use super::composing::priced;
use crate::drag::drag;
use crate::making::saved;
use crate::page::ESCAPE;
use crate::player;
use crate::service::{ENDS, PLAIN, SOUNDS};
use crate::surroundings::Surroundings;
use crate::waiting::until;

/// The library with six videos and what opens from it, then the settings.
pub(super) async fn tour(album: &Album<'_>, surroundings: &Surroundings) {
    let page = album.page();
    saved(page, 6).await;
    album.shoot("ready").await;
    one_video(album, surroundings).await;
    many_videos(album).await;
    page.click("facets").await;
    page.find("facets-panel").await;
    album.shoot("filter").await;
    page.keys("facets-panel", ESCAPE).await;
    page.click("today").await;
    page.find("spending-day").await;
    album.shoot("spending").await;
    page.click("spending-close").await;
    settings(album).await;
}

/// What can be done with one of them.
async fn one_video(album: &Album<'_>, surroundings: &Surroundings) {
    let page = album.page();
    page.click("card-menu").await;
    page.find("card-menu-list").await;
    album.shoot("card-menu").await;
    page.click("card-sound").await;
    page.find("sounding-price").await;
    album.shoot("sound").await;
    page.click("sounding-cancel").await;

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

    drag(album.program().desk(), &[&surroundings.videos().remove(0)], album.program()).await;
    page.find("recipe-both").await;
    album.shoot("recipe").await;
    page.click("recipe-no").await;

    page.choose("model", ENDS).await;
    page.click("end-frame").await;
    page.find("end-frame-list").await;
    album.shoot("end-frame").await;
    page.click("end-frame-video").await;
    page.find("frames-video").await;
    album.shoot("frames").await;
    page.click("frames-close").await;
    page.choose("model", SOUNDS).await;
    page.click("sound-file").await;
    album.shoot_part("composing-sound", "sound-choose").await;
    page.click("sound-none").await;
    // Its usual time is known by now: a bar of which it is not would never stand still.
    page.choose("model", PLAIN).await;
}

/// What can be done with several.
async fn many_videos(album: &Album<'_>) {
    let page = album.page();
    let choose =
        "[...document.querySelectorAll('[data-testid=\"card-select\"]')].slice(0, 2).forEach((box) => box.click())";
    page.script(choose, vec![]).await;
    page.find("selection").await;
    album.shoot("selecting").await;
    page.click("selection-tags").await;
    page.find("tags-panel").await;
    album.shoot("tags").await;
    page.keys("tags-field", ESCAPE).await;
    page.click("selection-compare").await;
    until("both videos", async || page.count("compare-video").await == 2).await;
    page.click("compare-play").await;
    album.shoot("comparing").await;
    page.click("compare-close").await;
    page.click("selection-delete").await;
    page.find("delete-confirm").await;
    album.shoot("delete").await;
    page.click("delete-close").await;
    page.click("selection-clear").await;
}

/// The settings from their beginning to their end, and what a limit there leads to.
async fn settings(album: &Album<'_>) {
    let page = album.page();
    page.click("settings").await;
    page.find("settings-panel").await;
    album.shoot("settings").await;
    page.click("proxy-address").await;
    for part in ["limits-save", "names-save", "proxy-save", "licences"] {
        album.shoot_part(&format!("settings-{part}"), part).await;
    }
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
}
