//! What a person does with finished videos: is told of them, compares them, hands them to other programs, begins anew from them.

use std::path::Path;

use animato_sandbox::{Endpoint, Fault};
use serde_json::json;

use crate::desk::Desk;
use crate::drag::{Other, drag_out};
use crate::listener::Listener;
use crate::making::{samples, saved};
use crate::player;
use crate::program::Program;
use crate::service::Service;
use crate::surroundings::Surroundings;
use crate::waiting::until;

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_elsewhere_is_told_when_the_videos_are_done() {
    let service = Service::start(30.0, 1000.0).await;
    let (surroundings, desk) = (service.surroundings(), Desk::start().await);
    let listener = Listener::start(&desk);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    let other = Other::start(&desk, &[]).await;
    samples(page, 3).await;
    page.write("prompt", "slow push in").await;
    page.text_when("price", |text| text.contains("leaves")).await;
    // They are not done before the person has turned away.
    service.faults().always(Endpoint::Results, [Fault::status(2)]);
    page.click("create").await;
    page.cards_when("three under way", |cards| cards.iter().filter(|card| card.state == "rendering").count() == 3)
        .await;
    until("the person to look at the other program", async || {
        other.window.focus();
        page.script("return document.hasFocus()", vec![]).await == json!(false)
    })
    .await;
    service.faults().clear();
    let mut told = None;
    until("the notice", async || {
        told = listener.poll().or(told.take());
        told.is_some()
    })
    .await;
    let (title, text) = told.unwrap();
    assert_eq!((title.as_str(), text.as_str()), ("All done", "3 videos are saved."));
    assert_eq!(listener.poll(), None, "once, for all of them");
    assert_eq!(surroundings.videos().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_videos_are_compared_in_step_and_one_of_them_is_kept() {
    let (surroundings, desk) = (Surroundings::new(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    samples(page, 2).await;
    page.write("prompt", "slow push in").await;
    page.click("create").await;
    saved(page, 2).await;
    page.script(SELECT_ALL, vec![]).await;
    page.click("selection-compare").await;
    until("both videos", async || page.count("compare-video").await == 2).await;

    let mut times = (0.0_f64, 0.0_f64);
    until("both to play, in step", async || {
        times = serde_json::from_value(page.script(TIMES, vec![]).await).unwrap();
        times.0 > 0.6 && times.1 > 0.6 && (times.0 - times.1).abs() < 0.25
    })
    .await;
    page.click("compare-play").await;
    page.click("compare-frame-forward").await;
    until("both to stand at the same picture", async || {
        times = serde_json::from_value(page.script(TIMES, vec![]).await).unwrap();
        (times.0 - times.1).abs() < 0.02
    })
    .await;

    page.click("compare-keep").await;
    page.text_when("compare-sum", |text| text.contains("50") || text.contains("kept")).await;
    page.click("compare-close").await;
    page.click("filter-kept").await;
    page.cards_when("the kept one", |cards| cards.len() == 1).await;
    assert_eq!(page.complaints().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_is_copied_and_dragged_to_another_program_and_its_copy_is_saved() {
    let (surroundings, desk) = (Surroundings::new(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    samples(page, 1).await;
    page.write("prompt", "slow push in, 100 % calm").await;
    page.click("create").await;
    let video = saved(page, 1).await;
    let file = surroundings.videos().remove(0);

    player::open(page, &video).await;
    player::use_tool(page, "copy-file").await;
    until("the file on the clipboard", async || {
        let mut xclip = desk.command("xclip");
        let output = xclip.args(["-selection", "clipboard", "-t", "text/uri-list", "-o"]).output().unwrap();
        names(&String::from_utf8_lossy(&output.stdout), &file)
    })
    .await;

    let other = Other::start(&desk, &[]).await;
    let taken = drag_out(&desk, &program, "player-grip", &other).await;
    assert!(names(&taken, &file), "{taken}");

    player::use_tool(page, "save-as").await;
    let copy = surroundings.photo("my copy.mp4");
    let dialog = desk.window("^Save a copy$").await;
    dialog.choose_file(&copy).await;
    until("the copy", async || copy.is_file()).await;
    page.find("player-said").await;
    assert_eq!(std::fs::read(&copy).unwrap(), std::fs::read(&file).unwrap());
    assert_eq!(page.complaints().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_is_tried_again_and_what_cannot_be_fetched_says_how_long_it_lives() {
    let service = Service::start(30.0, 1000.0).await;
    let (surroundings, desk) = (service.surroundings(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    samples(page, 1).await;
    page.write("prompt", "slow push in").await;
    page.text_when("price", |text| text.contains("leaves")).await;
    let words = "The picture shows something that this model may not animate";
    let fails = Fault::FailJob { field: Some("error_reason".to_owned()), words: words.to_owned() };
    service.faults().next(Endpoint::Create, [fails]);
    page.click("create").await;
    let failed =
        page.cards_when("a failed video", |cards| cards.len() == 1 && cards[0].state == "failed").await.remove(0);
    assert!(failed.text.contains(words), "the service's own words: {}", failed.text);

    service.faults().always(Endpoint::Video, [Fault::http(503)]);
    page.click("card-act-retry").await;
    page.cards_when("one that is ready and not here", |cards| {
        cards.iter().any(|card| card.state == "saving" && card.text.contains("deletes it in"))
    })
    .await;
    assert_eq!(service.creates(), 2, "once for each press");

    service.faults().clear();
    page.cards_when("it saved", |cards| cards.iter().any(|card| card.state == "saved")).await;
    page.write("prompt", "something else").await;
    page.click("card-menu").await;
    page.click("card-reuse").await;
    let prompt = "return document.querySelector('[data-testid=\"prompt\"]').value";
    until("its settings", async || page.script(prompt, vec![]).await == "slow push in").await;
    assert_eq!(page.complaints().await, [""; 0]);
}

/// Whether this list of addresses names this file.
fn names(list: &str, file: &Path) -> bool {
    let address = reqwest::Url::from_file_path(file).unwrap();
    list.lines()
        .any(|line| reqwest::Url::parse(line.trim()).is_ok_and(|named| named.to_file_path() == address.to_file_path()))
}

const SELECT_ALL: &str = "document.querySelectorAll('[data-testid=\"card-select\"]').forEach((box) => box.click())";

const TIMES: &str =
    "return [...document.querySelectorAll('[data-testid=\"compare-video\"]')].map((v) => v.currentTime)";
