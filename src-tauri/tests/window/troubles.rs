//! What goes wrong is said in one clear sentence, and nothing is lost by it.

use animato_sandbox::{Endpoint, Fault};

use crate::desk::Desk;
use crate::drag::drag;
use crate::journey::the_key_is_nowhere;
use crate::page::{Page, is_offered};
use crate::pictures::Halves;
use crate::program::Program;
use crate::service::{KEY, Service};
use crate::surroundings::Surroundings;
use crate::waiting::until;

const PHOTO: Halves = Halves { width: 640, height: 480, left: [200, 40, 40], right: [40, 60, 200] };

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_refused_in_a_sentence_and_the_right_one_is_taken() {
    let service = Service::start(20.0, 500.0).await;
    let surroundings = service.surroundings_without_key();
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    page.click("connect-akool").await;
    page.write("key", "this-is-no-key").await;
    page.click("connect").await;
    let said = page.text_when("connect-error", |text| !text.is_empty()).await;
    assert!(is_one_clear_sentence(&said) && said.contains("key"), "{said}");
    assert!(!said.contains("this-is-no-key"), "{said}");
    assert!(page.text("account").await.contains("Demo"), "the former account is still there");

    page.write("key", KEY).await;
    page.click("connect").await;
    page.text_when("account", |text| text.contains("Akool") && text.contains("500")).await;
    page.text_when("connected", |text| text.contains("500") && text.contains("this session only")).await;
    page.click("connect-next").await;
    page.click("connect-close").await;
    until("the end of the path", async || !page.shows("connect-panel").await).await;

    the_key_is_nowhere(&surroundings, page).await;
    assert!(std::fs::read_to_string(surroundings.settings()).unwrap().contains("[[accounts]]"), "the account is kept");
    page.click("settings").await;
    page.click("account-demo").await;
    page.text_when("account", |text| text.contains("Demo")).await;
    page.click("account-use").await;
    page.text_when("account", |text| text.contains("Akool")).await;
    page.click("account-forget").await;
    page.click("account-forget-confirm").await;
    page.text_when("account", |text| text.contains("Demo")).await;
    assert!(!std::fs::read_to_string(surroundings.settings()).unwrap().contains("[[accounts]]"), "it is forgotten");
    assert_eq!(page.complaints().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_is_said_beside_the_price_and_gone_when_it_is_raised() {
    let service = Service::start(20.0, 500.0).await;
    let surroundings = service.surroundings();
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    add(&desk, &surroundings, &program).await;
    page.write("prompt", "slow push in").await;
    page.text_when("price", |text| text.contains("leaves")).await;
    page.click("settings").await;
    page.write("limit-press", "1").await;
    page.click("limits-save").await;
    page.find("limits-saved").await;
    page.click("settings-panel-close").await;
    let said = page.text_when("objection-overBudget", |text| !text.is_empty()).await;
    assert!(is_one_clear_sentence(&said), "{said}");
    assert!(!is_offered(&page.find("create").await).await);

    page.click("limits-change").await;
    page.write("limit-press", "400").await;
    page.click("limits-save").await;
    page.click("settings-panel-close").await;
    until("no objection", async || !page.shows("objection-overBudget").await).await;
    let create = page.find("create").await;
    until("an offer to create", async || is_offered(&create).await).await;
    assert_eq!(service.creates(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_of_the_environment_holds_the_queue_in_a_sentence() {
    let service = Service::start(20.0, 500.0).await;
    let surroundings = service.surroundings().with("AKOOL_API_KEY", "this-is-no-key");
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    let said = program.page().text_when("held", |text| text.contains("key")).await;
    assert!(is_one_clear_sentence(&said), "{said}");
    assert!(!program.page().shows("connect-akool").await, "the environment decides, not the window");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_network_the_work_waits_and_goes_on_when_it_is_back() {
    let service = Service::start(20.0, 500.0).await;
    let surroundings = service.surroundings();
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    add(&desk, &surroundings, &program).await;
    page.write("prompt", "slow push in").await;
    page.text_when("price", |text| text.contains("leaves")).await;
    service.faults().always(Endpoint::Any, [Fault::Reset { accept: false }]);
    page.click("create").await;
    let held = page.text_when("card-veil", |text| text.contains("On hold")).await;
    assert!(is_one_clear_sentence(&held) && held.contains("nothing was charged"), "{held}");
    page.click("card-act-check").await;
    let said = page.text_when("held", |text| !text.is_empty()).await;
    assert!(is_one_clear_sentence(&said), "{said}");

    service.faults().clear();
    page.cards_when("the video saved", |cards| cards.len() == 1 && cards[0].state == "saved").await;
    until("the sentence to go", async || !page.shows("held").await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_credits_nothing_is_created_and_the_price_says_why() {
    let service = Service::start(20.0, 3.0).await;
    let surroundings = service.surroundings();
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    add(&desk, &surroundings, &program).await;
    page.write("prompt", "slow push in").await;
    let said = page.text_when("objection-notEnoughCredits", |text| !text.is_empty()).await;
    assert!(is_one_clear_sentence(&said), "{said}");
    assert!(!is_offered(&page.find("create").await).await);
    // Pressed all the same, it says why and creates nothing.
    page.script("document.querySelector('[data-testid=create]').click()", vec![]).await;
    page.text_when("announcer", |text| text == said).await;
    assert_eq!(service.creates(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_cannot_be_used_is_named_and_the_others_are_taken() {
    let surroundings = Surroundings::new();
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    let (good, bad) = (surroundings.photo("good.jpg"), surroundings.photo("<b>bad<i>.jpg"));
    PHOTO.write(&good);
    std::fs::write(&bad, "this is a letter and no photo").unwrap();
    drag(&desk, &[&bad, &good], &program).await;
    let said = page.text_when("refused-photo", |text| !text.is_empty()).await;
    assert!(said.contains("<b>bad<i>.jpg"), "the name is shown as text: {said}");
    assert!(is_one_clear_sentence(said.trim_start_matches("<b>bad<i>.jpg")), "{said}");
    until("the good photo in the tray", async || page.count("tray-photo").await == 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_13_two_quick_clicks_on_create_are_one_request() {
    let service = Service::start(20.0, 500.0).await;
    let surroundings = service.surroundings();
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    add(&desk, &surroundings, &program).await;
    page.write("prompt", "slow push in").await;
    page.text_when("price", |text| text.contains("leaves")).await;
    page.double_click("create").await;
    page.cards_when("the video saved", |cards| !cards.is_empty() && cards.iter().all(|card| card.state == "saved"))
        .await;
    assert_eq!(page.cards().await.len(), 1);
    assert_eq!(service.creates(), 1);
}

/// Brings a photo into the tray by dragging it.
async fn add(desk: &Desk, surroundings: &Surroundings, program: &Program<'_>) {
    let photo = surroundings.photo("photo.jpg");
    PHOTO.write(&photo);
    drag(desk, &[&photo], program).await;
    let page: Page<'_> = program.page();
    until("the photo in the tray", async || page.count("tray-photo").await == 1).await;
}

/// Words for a person: something said, ended like a sentence, without the inside of the program.
fn is_one_clear_sentence(text: &str) -> bool {
    let text = text.trim();
    let insides = ["Error", "error:", "reqwest", "panicked", "0x", "{", "undefined", "null", "[object"];
    (20..260).contains(&text.len()) && text.contains('.') && insides.iter().all(|inside| !text.contains(inside))
}
