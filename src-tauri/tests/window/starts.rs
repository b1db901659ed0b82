//! Starting: with files, twice, and with a library that cannot be opened.

use crate::desk::Desk;
use crate::pictures::Halves;
use crate::program::{Program, start_again};
use crate::surroundings::Surroundings;
use crate::waiting::until;

const PHOTO: Halves = Halves { width: 640, height: 480, left: [200, 40, 40], right: [40, 60, 200] };
const OTHER: Halves = Halves { width: 640, height: 480, left: [40, 200, 40], right: [240, 240, 240] };

#[tokio::test(flavor = "multi_thread")]
async fn fault_13_files_named_at_the_start_and_at_a_second_start_go_into_the_tray() {
    let surroundings = Surroundings::new();
    let (first, second) = (surroundings.photo("first.jpg"), surroundings.photo("second.png"));
    PHOTO.write(&first);
    OTHER.write(&second);
    let desk = Desk::start().await;
    let program = Program::start_with(&desk, &surroundings, &[first.to_str().unwrap()]).await;
    let page = program.page();
    until("the first photo", async || page.count("tray-photo").await == 1).await;

    let mut again = start_again(&desk, &surroundings, &[second.to_str().unwrap()]);
    until("the end of the second start", async || !again.runs()).await;
    assert_eq!(again.code(), Some(0));
    until("the second photo", async || page.count("tray-photo").await == 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn choices_and_theme_are_there_after_a_restart() {
    let surroundings = Surroundings::new();
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    page.click("settings").await;
    page.click("theme-light").await;
    until("the light theme", async || theme(&program).await == "light").await;
    until("the settings on the disk", async || {
        std::fs::read_to_string(surroundings.settings()).is_ok_and(|text| text.contains("theme = \"light\""))
    })
    .await;
    program.close().await;

    let program = Program::start(&desk, &surroundings).await;
    until("the light theme again", async || theme(&program).await == "light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_38_a_library_in_use_is_said_in_a_dialog_and_never_silently() {
    let surroundings = Surroundings::new();
    let (desk, other_desk) = (Desk::start().await, Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let mut second = start_again(&other_desk, &surroundings, &[]);
    let dialog = other_desk.window("^Animato could not start$").await;
    assert!(second.runs(), "it waits until the sentence was read");
    until("the end of the second program", async || {
        dialog.type_key("Return");
        !second.runs()
    })
    .await;
    assert_eq!(second.code(), Some(1));
    assert!(program.page().shows("window").await, "the first one goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn fault_38_a_damaged_library_is_said_in_a_dialog_left_as_it_is_and_repaired_when_asked() {
    let surroundings = Surroundings::new();
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    program.close().await;
    let spoilt = surroundings.spoil_database();

    let mut again = start_again(&desk, &surroundings, &[]);
    let dialog = desk.window("^Animato could not start$").await;
    until("the end of the program", async || {
        dialog.type_key("Escape");
        !again.runs()
    })
    .await;
    assert_eq!(again.code(), Some(1));
    let (database, rot) = spoilt.iter().min().unwrap();
    assert_eq!(&std::fs::read(database).unwrap(), rot, "the database itself is not touched");

    let mut mending = start_again(&desk, &surroundings, &[]);
    let dialog = desk.window("^Animato could not start$").await;
    until("the library's repair", async || {
        dialog.type_key("Return");
        desk.shows("^The library was repaired$")
    })
    .await;
    let told = desk.window("^The library was repaired$").await;
    until("the end of the repair", async || {
        told.type_key("Return");
        !mending.runs()
    })
    .await;
    assert_eq!(mending.code(), Some(0));
    let program = Program::start(&desk, &surroundings).await;
    assert!(program.page().shows("window").await, "it starts again");
}

async fn theme(program: &Program<'_>) -> String {
    let theme = program.page().script("return document.documentElement.dataset.theme ?? ''", vec![]).await;
    theme.as_str().unwrap_or_default().to_owned()
}
