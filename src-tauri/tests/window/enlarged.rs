//! Larger writing: everything stays within the window, and can be reached.

use serde_json::json;

use crate::desk::Desk;
use crate::program::Program;
use crate::surroundings::Surroundings;
use crate::waiting::until;

#[tokio::test(flavor = "multi_thread")]
async fn at_twice_the_size_nothing_is_cut_in_the_smallest_window() {
    let surroundings = Surroundings::new();
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    page.click("samples").await;
    until("the samples in the tray", async || page.count("tray-photo").await == 3).await;

    let window = desk.window("^Animato$").await;
    window.resize(720, 520).await;
    page.script("document.querySelector('[data-testid=prompt]').focus()", vec![]).await;
    let width = async || page.script("return innerWidth", vec![]).await.as_f64().unwrap_or_default();
    until("the small window", async || (width().await - 720.0).abs() < 2.0).await;
    for step in 1..=5 {
        window.type_key("ctrl+equal");
        // A fifth of the natural size with each press.
        let wanted = 720.0 / (1.0 + f64::from(step) * 0.2);
        until("larger writing", async || (width().await - wanted).abs() < 2.0).await;
    }
    assert_eq!(page.script(CUT, vec![]).await, json!([]));
    assert_eq!(page.script(SCROLLS, vec![]).await, json!([0, 0]));
    assert_eq!(page.complaints().await, [""; 0]);

    window.type_key("ctrl+0");
    until("the natural size", async || (width().await - 720.0).abs() < 2.0).await;
    assert_eq!(page.script(CUT, vec![]).await, json!([]));
    assert_eq!(page.script(SCROLLS, vec![]).await, json!([0, 0]));
}

/// How far the page itself is scrolled and could be, in pixels: only what is in it scrolls.
const SCROLLS: &str = "
    const page = document.scrollingElement;
    return [page.scrollTop, page.scrollHeight - page.clientHeight];";

/// What stands beyond the left or the right edge of the window.
const CUT: &str = "
    const shown = [...document.querySelectorAll('[data-testid=window] *')].filter((part) => !part.closest('.sr-only'));
    const beyond = shown.filter((part) => {
        const place = part.getBoundingClientRect();
        return place.width > 0 && (place.right > innerWidth + 1 || place.left < -1);
    });
    return beyond.map((part) => part.dataset.testid ?? part.className ?? part.tagName);";
