//! What makes the window a place to work in: effects, tags, undo, settings that come back, and an end that asks first.

use animato_sandbox::{Endpoint, Fault};

use crate::desk::Desk;
use crate::drag::drag;
use crate::making::{samples, saved};
use crate::page::{ESCAPE, Page};
use crate::program::Program;
use crate::service::Service;
use crate::surroundings::Surroundings;
use crate::waiting::until;

/// Makes a video of one sample.
async fn make(page: Page<'_>, prompt: &str) {
    samples(page, 1).await;
    page.write("prompt", prompt).await;
    page.text_when("price", |text| text.contains("leaves")).await;
    page.click("create").await;
    saved(page, 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_effect_is_chosen_by_its_picture_and_greys_the_prompt() {
    let (surroundings, desk) = (Surroundings::new(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    samples(page, 3).await;
    page.click("effect").await;
    page.find("effects-grid").await;
    let loaded = "return [...document.querySelectorAll('[data-testid=\"effects-grid\"] img')].filter((i) => i.naturalWidth > 0).length";
    until("the effects' pictures", async || page.script(loaded, vec![]).await.as_u64() > Some(2)).await;
    page.write("effects-search", "film").await;
    page.click("effect-option-old_film_70416").await;
    until("the browser to close", async || !page.shows("effects").await).await;
    page.text_when("prompt-ignored", |text| text.contains("not used")).await;
    page.click("effect-remove").await;
    until("the prompt to count again", async || !page.shows("prompt-ignored").await).await;
    assert_eq!(page.complaints().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_is_tagged_found_deleted_and_brought_back() {
    let (surroundings, desk) = (Surroundings::new(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    make(page, "slow push in").await;

    page.click("card-menu").await;
    page.click("card-tags").await;
    page.write("tags-field", "Lisbon").await;
    page.click("tags-add").await;
    page.keys("tags-field", ESCAPE).await;
    page.write("search", "lisb").await;
    page.cards_when("the tagged one", |cards| cards.len() == 1).await;
    page.write("search", "no such words").await;
    page.cards_when("nothing", <[_]>::is_empty).await;
    page.write("search", " ").await;
    page.cards_when("the video again", |cards| cards.len() == 1).await;

    page.click("card-menu").await;
    page.click("card-delete").await;
    page.click("delete-confirm").await;
    page.cards_when("an empty library", <[_]>::is_empty).await;
    assert_eq!(surroundings.videos().len(), 1, "until it is too late to undo it");
    page.click("toast-undo").await;
    page.cards_when("the video back", |cards| cards.len() == 1 && cards[0].state == "saved").await;
    assert_eq!(page.complaints().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_that_is_dropped_on_the_window_offers_its_settings_and_its_last_frame() {
    let (surroundings, desk) = (Surroundings::new(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    make(page, "a slow orbit to the left").await;
    page.write("prompt", "something else").await;

    let video = surroundings.videos().remove(0);
    drag(&desk, &[&video], &program).await;
    page.text_when("recipe", |text| text.contains("a slow orbit to the left")).await;
    page.click("recipe-both").await;
    until("the question to close", async || !page.shows("recipe").await).await;
    let prompt = "return document.querySelector('[data-testid=\"prompt\"]').value";
    until("its prompt", async || page.script(prompt, vec![]).await == "a slow orbit to the left").await;
    let names = "return [...document.querySelectorAll('[data-testid=\"tray-photo\"]')].map((p) => p.title).join()";
    until("its last frame in the tray", async || {
        page.script(names, vec![]).await.as_str().is_some_and(|names| names.contains("last frame"))
    })
    .await;
    assert_eq!(page.complaints().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_over_work_asks_first_and_the_work_is_saved_at_the_next_start() {
    let service = Service::start(10_000.0, 1000.0).await;
    let (surroundings, desk) = (service.surroundings(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    service.faults().always(Endpoint::Results, [Fault::status(2)]);
    samples(page, 3).await;
    page.write("prompt", "slow push in").await;
    page.text_when("price", |text| text.contains("leaves")).await;
    page.click("create").await;
    page.cards_when("three under way", |cards| cards.iter().filter(|card| card.state == "rendering").count() == 3)
        .await;

    let window = desk.window("^Animato$").await;
    window.close();
    page.find("quit").await;
    assert!(page.text("quit-text").await.contains('3'), "{}", page.text("quit-text").await);
    page.click("quit-no").await;
    until("the window as it was", async || !page.shows("quit").await).await;
    assert!(surroundings.in_use());

    window.close();
    page.find("quit").await;
    // Who closes once more means it.
    window.close();
    until("the end of the program", async || !surroundings.in_use()).await;
    drop(program);
    service.faults().clear();
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    page.cards_when("three saved videos", |cards| cards.iter().filter(|card| card.state == "saved").count() == 3).await;
    assert_eq!(service.creates(), 3);
}
