//! The wheel of the mouse, turned by a hand over a real window: what the pointer is over scrolls.

use serde_json::json;

use crate::desk::Desk;
use crate::program::Program;
use crate::surroundings::Surroundings;
use crate::waiting::until;

#[tokio::test(flavor = "multi_thread")]
async fn the_wheel_scrolls_what_the_pointer_is_over_down_and_up() {
    let (surroundings, desk) = (Surroundings::new(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    page.click("settings").await;
    page.find("settings-panel").await;
    let scrolled = async || page.script(SCROLLED, vec![]).await == json!(true);
    assert!(!scrolled().await, "it begins at its top");

    let [x, y] = desk.window("^Animato$").await.middle().map(|at| at.to_string());
    let turn = |button: &str| desk.xdotool(&["mousemove", &x, &y, "click", button]);
    until("the settings to scroll down", async || {
        turn("5");
        scrolled().await
    })
    .await;
    until("the settings to scroll up again", async || {
        turn("4");
        !scrolled().await
    })
    .await;
}

const SCROLLED: &str = "
    const panel = document.querySelector('[data-testid=\"settings-panel\"]');
    return [panel, ...panel.querySelectorAll('*')].some((element) => element.scrollTop > 0);";
