//! What can be said before anything is made.

use serde_json::json;

use super::album::Album;
use crate::drag::drag;
use crate::page::{ESCAPE, Page};
use crate::pictures::Halves;
use crate::surroundings::Surroundings;
use crate::waiting::until;

/// An account without videos, the composer and what opens from it; at the end, six videos are on order.
pub(super) async fn tour(album: &Album<'_>, surroundings: &Surroundings) {
    let page = album.page();
    until("the models", async || page.text("model").await.contains("Akool")).await;
    album.shoot("empty").await;

    page.click("samples").await;
    until("the samples", async || page.count("tray-photo").await == 3).await;
    page.write("prompt", "The camera pushes in slowly, the light warms, nothing else moves").await;
    page.click("count-plus").await;
    priced(page).await;
    album.shoot("composing").await;
    album.shoot_part("composing-end", "count").await;
    page.click("model").await;
    page.find("model-list").await;
    album.shoot("models").await;
    page.keys("model-list", ESCAPE).await;
    page.click("effect").await;
    page.find("effects-grid").await;
    album.shoot("effects").await;
    page.click("effects-close").await;
    page.click("prompts").await;
    page.find("prompts-list").await;
    album.shoot("prompts").await;
    page.keys("prompts-search", ESCAPE).await;

    let panorama = surroundings.photo("panorama.png");
    Halves { width: 2000, height: 400, left: [40, 90, 160], right: [210, 160, 90] }.write(&panorama);
    drag(album.program().desk(), &[&panorama], album.program()).await;
    page.find("tray-offer").await;
    album.shoot("offer").await;
    page.click("offer-dismiss").await;
    page.click("create").await;
}

/// Until the price is known, and Create can be pressed.
pub(super) async fn priced(page: Page<'_>) {
    let script = "return document.querySelector('[data-testid=\"create\"]').getAttribute('aria-disabled') === 'false'";
    until("the price", async || page.script(script, vec![]).await == json!(true)).await;
}
