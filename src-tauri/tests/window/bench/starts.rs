//! From the start of a program to a window that can be used, and what it takes when nothing is done with it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::Client;

use super::browser;
use super::middle;
use super::row::Row;
use super::tree::Tree;
use crate::desk::Desk;
use crate::program::{PROGRAM, drive};
use crate::surroundings::Surroundings;
use crate::waiting::until;

/// Starts that are measured of each; they take turns.
const STARTS: usize = 7;
/// After this nothing is left to do that a start began.
pub(super) const SETTLED: Duration = Duration::from_secs(5);
/// For how long the processors are watched.
const WATCHED: Duration = Duration::from_secs(10);

/// What a start came to.
#[derive(Default)]
pub(super) struct Came {
    /// From the start of the process to the first picture that can be used: milliseconds.
    pub(super) usable: Vec<f64>,
    /// The same until its page began to load: what is the program's own before that, and the web view's.
    pub(super) begun: Vec<f64>,
    /// Of the whole tree of processes, when nothing is done: MB.
    pub(super) memory: Vec<f64>,
}

pub(super) async fn measure(desk: &Desk, empty: &Surroundings, full: &Surroundings) {
    let floor: PathBuf = std::env::var_os("ANIMATO_FLOOR").expect("run it with `cargo xtask bench`").into();
    let nothing = Surroundings::new();
    let [mut bare, mut fresh, mut large, mut chromium] = [(); 4].map(|()| Came::default());
    let (mut bare_idle, mut idle) = (Vec::new(), Vec::new());
    for round in 0..=STARTS {
        // What is read from the disk for the first time is not what is measured.
        let mut first = [(); 4].map(|()| Came::default());
        let [b, f, l, c] =
            if round == 0 { first.each_mut() } else { [&mut bare, &mut fresh, &mut large, &mut chromium] };
        start(desk, &nothing, &floor, b, Some(&mut bare_idle)).await;
        start(desk, empty, &PROGRAM, f, Some(&mut idle)).await;
        start(desk, full, &PROGRAM, l, None).await;
        browser::start(desk, c).await;
    }
    let tell = |what: &str, unit, of: &Vec<f64>, name: &str, other: &Vec<f64>, target| {
        let beside = (!other.is_empty()).then(|| (name, middle(other.clone())));
        Row { what, value: middle(of.clone()), unit, beside, target }.tell();
    };
    let time = "start to usable";
    tell(&format!("{time}, empty library"), "ms", &fresh.usable, "bare Tauri window", &bare.usable, "ratio<=1.25");
    tell(&format!("{time}, empty library"), "ms", &fresh.usable, "Chromium, the page alone", &chromium.usable, "");
    let before = "of which before the page begins to load";
    tell(before, "ms", &fresh.begun, "bare Tauri window", &bare.begun, "");
    tell(&format!("{time}, 10,000 videos"), "ms", &large.usable, "empty library", &fresh.usable, "ratio<=1.5");
    tell("memory, empty library", "MB", &fresh.memory, "bare Tauri window", &bare.memory, "ratio<=1.3");
    tell("memory, empty library", "MB", &fresh.memory, "Chromium, the page alone", &chromium.memory, "");
    tell("memory, 10,000 videos", "MB", &large.memory, "bare Tauri window", &bare.memory, "ratio<=1.3");
    let what = "processor when nothing is done";
    let beside = Some(("bare Tauri window", middle(bare_idle)));
    Row { what, value: middle(idle), unit: "%", beside, target: "value<=0" }.tell();
}

/// Starts it, waits for the mark that its page sets at its first picture that can be used, and ends it.
async fn start(
    desk: &Desk,
    surroundings: &Surroundings,
    application: &Path,
    came: &mut Came,
    idle: Option<&mut Vec<f64>>,
) {
    let (client, mut driver) = drive(desk, surroundings, application, &[]).await;
    let mut marks = None;
    until("the mark of the start", async || {
        marks = marked(&client).await;
        marks.is_some()
    })
    .await;
    let (begun, usable) = marks.unwrap();
    let tree = Tree::of(application).expect("the program runs");
    came.begun.push(begun - tree.started());
    came.usable.push(usable - tree.started());
    tokio::time::sleep(SETTLED).await;
    came.memory.push(tree.memory());
    if let Some(idle) = idle {
        let before = tree.work();
        tokio::time::sleep(WATCHED).await;
        idle.push(100.0 * (tree.work() - before) / WATCHED.as_secs_f64());
    }
    driver.kill();
    until("the end of the program", async || Tree::of(application).is_none()).await;
}

/// When the page began to load and when it was usable: milliseconds since 1970 UTC.
async fn marked(client: &Client) -> Option<(f64, f64)> {
    let script = "const mark = performance.getEntriesByName('usable')[0];
        return mark ? [performance.timeOrigin, performance.timeOrigin + mark.startTime] : null";
    serde_json::from_value(client.execute(script, vec![]).await.ok()?).ok()
}
