//! Dragging files between another program and the window, with the mouse.

use std::path::Path;

use crate::desk::{Desk, Window};
use crate::page::Page;
use crate::process::{Lines, Process};
use crate::program::Program;
use crate::waiting::{GLANCE, until};

/// Another program: a file manager of sorts.
pub(crate) struct Other<'a> {
    pub(crate) window: Window<'a>,
    said: Lines,
    _process: Process,
}

impl<'a> Other<'a> {
    /// Starts it with these files in it.
    pub(crate) async fn start(desk: &'a Desk, files: &[&Path]) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src-tauri/tests/window/drag.py");
        // The system's own Python: only that one has the bindings of GTK.
        let (process, said) = Process::start_heard(desk.command("/usr/bin/python3").arg(script).args(files));
        assert_eq!(said.next(), "there");
        Self { window: desk.window("^Photos of another program$").await, said, _process: process }
    }
}

/// Drags these files from another program and lets them go over the middle of the program's window.
pub(crate) async fn drag(desk: &Desk, files: &[&Path], program: &Program<'_>) {
    drag_to(desk, files, program, "tray", None).await;
}

/// As [`drag`], over this part of the window, which the window says is this place.
pub(crate) async fn drag_to(desk: &Desk, files: &[&Path], program: &Program<'_>, place: &str, part: Option<&str>) {
    let Other { window: source, said, _process } = Other::start(desk, files).await;
    let animato = desk.window("^Animato$").await;
    let target = match part {
        None => animato.middle(),
        Some(part) => on_screen(desk, &animato, program.page(), part).await,
    };
    let mut nudge = hand(desk);
    // Until the other program has its place on the screen and the pointer is in it, a press reaches nothing.
    let mut words = Vec::new();
    until("the beginning of the drag", async || {
        desk.xdotool(&["mouseup", "1"]);
        let from = source.middle();
        nudge(from);
        desk.xdotool(&["mousedown", "1"]);
        for _ in 0..6 {
            let [x, y] = from;
            nudge([x + 10, y + 10]);
        }
        words.extend(said.poll());
        words.contains(&"begun".to_owned())
    })
    .await;
    until("the window's answer to the drag", async || {
        nudge(target);
        let told = "return document.querySelector('[data-testid=\"drop-overlay\"]')?.dataset.place ?? null";
        program.page().script(told, vec![]).await == place
    })
    .await;
    desk.xdotool(&["mouseup", "1"]);
    until("the end of the drag", async || {
        words.extend(said.poll());
        words.contains(&"ended".to_owned())
    })
    .await;
}

/// Drags from this part of the window onto another program, and gives the addresses that it took.
pub(crate) async fn drag_out(desk: &Desk, program: &Program<'_>, part: &str, other: &Other<'_>) -> String {
    let animato = desk.window("^Animato$").await;
    let from = on_screen(desk, &animato, program.page(), part).await;
    let mut nudge = hand(desk);
    let mut took = None;
    until("the other program to take it", async || {
        desk.xdotool(&["mouseup", "1"]);
        nudge(from);
        desk.xdotool(&["mousedown", "1"]);
        // The drag begins a moment after the hand has moved; the system then follows the pointer to the other window.
        for _ in 0..6 {
            let [x, y] = from;
            nudge([x + 20, y + 20]);
            tokio::time::sleep(GLANCE).await;
        }
        for _ in 0..6 {
            nudge(other.window.middle());
            tokio::time::sleep(GLANCE).await;
        }
        desk.xdotool(&["mouseup", "1"]);
        tokio::time::sleep(GLANCE).await;
        took = std::iter::from_fn(|| other.said.poll()).find_map(|line| Some(line.strip_prefix("took ")?.to_owned()));
        took.is_some()
    })
    .await;
    took.unwrap()
}

/// A hand that never rests quite at the place where it is told to be: what stands still makes no events.
fn hand(desk: &Desk) -> impl FnMut([i32; 2]) {
    let mut step = 0;
    move |[x, y]| {
        step = (step + 3) % 12;
        desk.xdotool(&["mousemove", &(x + step).to_string(), &(y + step).to_string()]).expect("no mouse");
    }
}

/// Where the middle of this part of the page is on the screen. Not every window manager tells where a window's content
/// begins: so the pointer is put somewhere, and the page asked where it sees it.
async fn on_screen(desk: &Desk, window: &Window<'_>, page: Page<'_>, part: &str) -> [i32; 2] {
    let [x, y] = page.middle(part).await;
    page.script("window.pointer = null; onpointermove = (e) => (window.pointer = [e.clientX, e.clientY])", vec![])
        .await;
    let at = window.middle();
    let mut seen: Option<[i32; 2]> = None;
    until("the page to see the pointer", async || {
        for [x, y] in [[at[0] - 1, at[1]], at] {
            desk.xdotool(&["mousemove", "--sync", &x.to_string(), &y.to_string()]);
        }
        seen = serde_json::from_value(page.script("return window.pointer", vec![]).await).ok();
        seen.is_some()
    })
    .await;
    page.script("onpointermove = null", vec![]).await;
    let seen = seen.unwrap();
    [at[0] - seen[0] + x, at[1] - seen[1] + y]
}
