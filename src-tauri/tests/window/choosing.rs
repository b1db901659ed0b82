//! What a person chooses before a video is made: an end frame, a sound, prompts, and the language of it all.

use std::path::Path;

use crate::desk::Desk;
use crate::drag::drag_to;
use crate::making::{samples, saved};
use crate::page::{Page, is_offered};
use crate::pictures::Halves;
use crate::program::Program;
use crate::service::{ENDS, PLAIN, SOUNDS, Service};
use crate::surroundings::Surroundings;
use crate::waiting::until;

const END: Halves = Halves { width: 640, height: 480, left: [200, 40, 40], right: [40, 60, 200] };

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_dropped_on_its_place_is_the_end_frame_as_far_as_the_model_can_end_on_one() {
    let (surroundings, desk) = (Surroundings::new(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    samples(page, 1).await;
    page.choose("model", PLAIN).await;
    assert!(!is_offered(&page.find("end-frame").await).await, "this model cannot");
    assert!(page.text("end-frame").await.contains("Not with this model"));

    page.choose("model", ENDS).await;
    let picture = surroundings.photo("sunset.png");
    END.write(&picture);
    drag_to(&desk, &[&picture], &program, "endFrame", Some("end-frame")).await;
    page.text_when("end-frame", |text| text.contains("sunset")).await;
    assert_eq!(page.count("tray-photo").await, 1, "it is no photo to be animated");
    page.write("prompt", "the sun goes down").await;
    page.click("create").await;
    saved(page, 1).await;
    page.click("end-frame-remove").await;
    until("no end frame", async || !page.shows("end-frame-remove").await).await;
    assert_eq!(page.complaints().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_file_is_shown_with_its_length_and_played_and_sent_along() {
    let service = Service::start(30.0, 1000.0).await;
    let (surroundings, desk) = (service.surroundings(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    samples(page, 1).await;
    page.choose("model", SOUNDS).await;
    page.write("prompt", "waves roll in").await;
    let silent = page.text_when("price", |text| text.contains("leaves")).await;
    page.click("sound-ai").await;
    page.text_when("price", |text| text.contains("leaves") && text != silent).await;

    page.click("sound-file").await;
    page.click("sound-choose").await;
    let file = surroundings.photo("waves.wav");
    write_tone(&file, 3);
    desk.window("^Sound$").await.choose_file(&file).await;
    page.text_when("sound-name", |text| text.contains("waves")).await;
    page.text_when("sound-length", |text| text.contains('3')).await;
    page.find("sound-wave").await;
    page.click("sound-play").await;
    page.text_when("sound-time", |text| text.contains("0:01")).await;
    page.click("create").await;
    let video = saved(page, 1).await;
    assert_eq!(service.creates(), 1);

    page.click("card-menu").await;
    page.click("card-sound").await;
    page.text_when("sounding-price", |text| text.contains("leaves")).await;
    page.click("sounding-do").await;
    let with_sound = saved(page, 2).await;
    assert_ne!(with_sound, video, "the video as it was stays");
    assert_eq!(page.complaints().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn prompts_come_back_from_the_history_and_from_presets_and_a_photo_can_have_its_own() {
    let (surroundings, desk) = (Surroundings::new(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    samples(page, 2).await;
    page.write("prompt", "slow push in").await;
    page.click("own-prompt").await;
    page.write("prompt", "she smiles").await;
    page.find("tray-own").await;
    page.click("create").await;
    saved(page, 2).await;
    let titles: Vec<_> = page.cards().await.into_iter().map(|card| card.text).collect();
    assert!(titles.iter().any(|text| text.contains("she smiles")), "{titles:?}");
    assert!(titles.iter().any(|text| text.contains("slow push in")), "{titles:?}");

    page.click("own-prompt").await;
    page.write("prompt", "a preset that is kept").await;
    page.click("prompts").await;
    page.click("prompts-page-presets").await;
    page.click("preset-new").await;
    page.write("preset-name", "Kept").await;
    page.click("preset-save").await;
    page.text_when("preset", |text| text.contains("Kept")).await;
    page.click("prompts-page-history").await;
    page.write("prompts-search", "smiles").await;
    page.text_when("prompts-rows", |text| text.contains("smiles") && !text.contains("push")).await;
    page.click("prompts-used").await;
    let prompt = "return document.querySelector('[data-testid=\"prompt\"]').value";
    until("the prompt of before", async || page.script(prompt, vec![]).await == "she smiles").await;
    page.click("prompts").await;
    page.click("prompts-page-presets").await;
    page.click("preset").await;
    until("the preset", async || page.script(prompt, vec![]).await == "a preset that is kept").await;
    assert_eq!(page.complaints().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_language_is_spoken_at_once_in_dialogs_too_and_after_a_restart() {
    let (surroundings, desk) = (Surroundings::new(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();
    page.click("settings").await;
    page.choose("language", "de").await;
    page.text_when("settings-panel", |text| text.contains("Einstellungen")).await;
    page.click("settings-panel-close").await;
    page.click("choose-photos").await;
    let photo = surroundings.photo("foto.png");
    END.write(&photo);
    desk.window("^Fotos hinzufügen$").await.choose_file(&photo).await;
    until("the photo in the tray", async || page.count("tray-photo").await == 1).await;
    program.close().await;
    let program = Program::start(&desk, &surroundings).await;
    program.page().text_when("create", |text| text.contains("rstellen")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_spent_is_shown_by_day_and_model_and_saved_as_a_table() {
    let (surroundings, desk) = (Surroundings::new(), Desk::start().await);
    let program = Program::start(&desk, &surroundings).await;
    let page: Page<'_> = program.page();
    samples(page, 1).await;
    page.write("prompt", "slow push in").await;
    page.click("create").await;
    saved(page, 1).await;
    page.click("today").await;
    page.text_when("spending", |text| text.contains("Akool Fast") && text.contains("25")).await;
    page.click("spending-save").await;
    let table = surroundings.photo("spending.csv");
    desk.window("^Save spending$").await.choose_file(&table).await;
    until("the table", async || table.is_file()).await;
    let text = std::fs::read_to_string(&table).unwrap();
    assert!(text.lines().count() == 2 && text.contains("720p"), "{text}");
    assert_eq!(page.complaints().await, [""; 0]);
}

/// A tone of so many seconds: 16 bit, one channel.
fn write_tone(file: &Path, seconds: u32) {
    const RATE: u32 = 8000;
    let samples: Vec<u8> = (0..RATE * seconds)
        .flat_map(|n| {
            let wave = (f64::from(n) * 440.0 * std::f64::consts::TAU / f64::from(RATE)).sin();
            #[allow(clippy::cast_possible_truncation, reason = "within the range of a sample")]
            let sample = (wave * 8000.0) as i16;
            sample.to_le_bytes()
        })
        .collect();
    let size = u32::try_from(samples.len()).unwrap();
    let mut wav = Vec::new();
    wav.extend(b"RIFF");
    wav.extend((size + 36).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16u32.to_le_bytes());
    wav.extend(1u16.to_le_bytes());
    wav.extend(1u16.to_le_bytes());
    wav.extend(RATE.to_le_bytes());
    wav.extend((RATE * 2).to_le_bytes());
    wav.extend(2u16.to_le_bytes());
    wav.extend(16u16.to_le_bytes());
    wav.extend(b"data");
    wav.extend(size.to_le_bytes());
    wav.extend(samples);
    std::fs::write(file, wav).unwrap();
}
