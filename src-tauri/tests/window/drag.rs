//! Dragging files from another program onto the window, with the mouse.

use std::path::Path;

use crate::desk::Desk;
use crate::process::Process;
use crate::program::Program;
use crate::waiting::until;

/// Drags these files from a file manager of sorts and lets them go over the middle of the program's window.
pub(crate) async fn drag(desk: &Desk, files: &[&Path], program: &Program<'_>) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src-tauri/tests/window/drag.py");
    // The system's own Python: only that one has the bindings of GTK.
    let (_other, said) = Process::start_heard(desk.command("/usr/bin/python3").arg(script).args(files));
    assert_eq!(said.next(), "there");
    let source = desk.window("^Photos of another program$").await;
    let target = desk.window("^Animato$").await.middle();

    let mut step = 0;
    let mut nudge = |[x, y]: [i32; 2]| {
        step = (step + 3) % 12;
        desk.xdotool(&["mousemove", &(x + step).to_string(), &(y + step).to_string()]).expect("no mouse");
    };
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
        program.page().shows("drop-overlay").await
    })
    .await;
    desk.xdotool(&["mouseup", "1"]);
    until("the end of the drag", async || {
        words.extend(said.poll());
        words.contains(&"ended".to_owned())
    })
    .await;
}
