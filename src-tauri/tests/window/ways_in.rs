//! Ways in besides dropping files: folders, the clipboard with all that it can hold, and an offer to crop.

use std::path::Path;
use std::process::Stdio;

use crate::desk::Desk;
use crate::drag::drag;
use crate::pictures::Halves;
use crate::process::Process;
use crate::program::Program;
use crate::surroundings::Surroundings;
use crate::waiting::until;

const PHOTO: Halves = Halves { width: 640, height: 480, left: [200, 40, 40], right: [40, 60, 200] };
const OTHER: Halves = Halves { width: 640, height: 480, left: [40, 200, 40], right: [240, 240, 240] };
const PANORAMA: Halves = Halves { width: 2000, height: 400, left: [200, 40, 40], right: [40, 60, 200] };

/// Puts a file's content on the clipboard, as this kind of thing, for as long as it is held.
fn copy(desk: &Desk, kind: &str, content: &Path) -> Process {
    let mut xclip = desk.command("xclip");
    xclip.args(["-quiet", "-selection", "clipboard", "-t", kind, "-i"]).arg(content).stderr(Stdio::null());
    Process::start(&mut xclip)
}

/// Pastes until there are so many photos in the tray.
async fn paste(program: &Program<'_>, photos: u64) {
    let window = program.desk().window("^Animato$").await;
    until("the pasted photo", async || {
        window.type_key("ctrl+v");
        program.page().count("tray-photo").await >= photos
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_copied_files_and_paths_are_pasted_into_the_tray() {
    let surroundings = Surroundings::new();
    let (picture, file, named) =
        (surroundings.photo("picture.png"), surroundings.photo("a file.jpg"), surroundings.photo("named.png"));
    PHOTO.write(&picture);
    OTHER.write(&file);
    Halves { left: [9, 9, 99], ..PHOTO }.write(&named);
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;

    let clipboard = copy(&desk, "image/png", &picture);
    paste(&program, 1).await;
    drop(clipboard);

    let list = surroundings.photo("list.txt");
    let uri = format!("file://{}\r\n", file.display().to_string().replace(' ', "%20"));
    std::fs::write(&list, uri).unwrap();
    let clipboard = copy(&desk, "text/uri-list", &list);
    paste(&program, 2).await;
    drop(clipboard);

    std::fs::write(&list, named.display().to_string()).unwrap();
    let _clipboard = copy(&desk, "UTF8_STRING", &list);
    paste(&program, 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dragged_folder_is_its_photos_and_a_panorama_is_offered_cropped() {
    let surroundings = Surroundings::new();
    let folder = surroundings.photo("holiday");
    std::fs::create_dir_all(folder.join("deeper")).unwrap();
    PHOTO.write(&folder.join("beach.jpg"));
    OTHER.write(&folder.join("deeper/hill.png"));
    PANORAMA.write(&folder.join("panorama.png"));
    std::fs::write(folder.join("notes.txt"), "dear diary").unwrap();
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    drag(&desk, &[&folder], &program).await;
    until("both photos", async || page.count("tray-photo").await == 2).await;
    page.text_when("refused-others", |text| text.contains("One file")).await;
    page.click("tray-offer").await;
    until("the cropped photo", async || page.count("tray-photo").await == 3).await;
    assert_eq!(page.complaints().await, [""; 0], "the offer's picture was shown");
}
