//! Whether a video really plays in the window: time advances, it can be sought in, and its pictures are the photo's.

use serde_json::{Value, json};

use crate::page::Page;
use crate::pictures::{Colour, Halves, alike};
use crate::waiting::until;

/// Opens this video in the player and watches it.
pub(crate) async fn plays(page: Page<'_>, video: &str, photo: Halves) {
    open(page, video).await;
    advances(page).await;
    let length = page.script(STATE, vec![]).await["length"].as_f64().unwrap();
    assert!((4.8..5.3).contains(&length), "{length} s long");

    for at in [4.0, 1.0] {
        page.script(SEEK, vec![json!(at)]).await;
        until("the end of seeking", async || page.script("return window.sought === true", vec![]).await == json!(true))
            .await;
        let [left, right] = colours(&page.script(DRAW, vec![]).await);
        assert!(alike(left, photo.left), "at {at} s the left is {left:?} and not {:?}", photo.left);
        assert!(alike(right, photo.right), "at {at} s the right is {right:?} and not {:?}", photo.right);
    }
    close(page).await;
}

/// Waits until time passes in the player: there is all that it takes to decode the video.
pub(crate) async fn advances(page: Page<'_>) {
    until("the video to advance", async || {
        let state = page.script(STATE, vec![]).await;
        assert!(state["error"].is_null(), "the player says {state}");
        state["time"].as_f64().is_some_and(|time| time > 0.2)
    })
    .await;
}

/// Opens this video in the player.
pub(crate) async fn open(page: Page<'_>, video: &str) {
    let script = "document.querySelector(`[data-video='${arguments[0]}'] [data-testid='card-play']`).click()";
    page.script(script, vec![json!(video)]).await;
    page.find("player-video").await;
}

/// Uses one of its tools, which is in a menu where the bar has no room for it.
pub(crate) async fn use_tool(page: Page<'_>, name: &str) {
    let in_bar = format!("player-tools-{name}");
    let is_seen =
        "return getComputedStyle(document.querySelector(`[data-testid='${arguments[0]}']`)).visibility === 'visible'";
    page.find(&in_bar).await;
    if page.script(is_seen, vec![json!(in_bar)]).await == json!(true) {
        page.click(&in_bar).await;
    } else {
        page.click("player-tools-more").await;
        page.click(&format!("player-tools-more-{name}")).await;
    }
}

/// Closes the player.
pub(crate) async fn close(page: Page<'_>) {
    page.click("player-close").await;
    until("the player to close", async || !page.shows("player").await).await;
}

fn colours(drawn: &Value) -> [Colour; 2] {
    serde_json::from_value(drawn.clone()).unwrap_or_else(|e| panic!("{e}: {drawn}"))
}

const STATE: &str = "
    const video = document.querySelector('[data-testid=\"player-video\"]');
    return { time: video.currentTime, length: video.duration, error: video.error && video.error.message + video.error.code };";

const SEEK: &str = "
    const video = document.querySelector('[data-testid=\"player-video\"]');
    window.sought = false;
    video.pause();
    video.addEventListener('seeked', () => { window.sought = true; }, { once: true });
    video.currentTime = arguments[0];";

/// The colours at a tenth and at nine tenths of the width, at half the height.
const DRAW: &str = "
    const video = document.querySelector('[data-testid=\"player-video\"]');
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    const pen = canvas.getContext('2d');
    pen.drawImage(video, 0, 0);
    const at = (x) => [...pen.getImageData(Math.round(canvas.width * x), canvas.height / 2, 1, 1).data.slice(0, 3)];
    return [at(0.1), at(0.9)];";
