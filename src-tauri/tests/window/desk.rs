//! A desktop of its own: a screen, a session bus and a window manager, and a hand that moves the mouse.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::process::Process;
use crate::waiting::{GLANCE, until};

/// The screen's size: room for the window and for another program beside it.
const SCREEN: &str = "1600x1000x24";

/// A desktop; gone with everything on it when this is dropped.
pub(crate) struct Desk {
    display: String,
    bus: String,
    /// The window manager first: what is started last ends first.
    _processes: Vec<Process>,
}

impl Desk {
    /// Starts one on a free display number.
    pub(crate) async fn start() -> Self {
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]);
        let (xvfb, said) = Process::start_heard(xvfb.stderr(Stdio::null()));
        let display = format!(":{}", said.next());
        let mut dbus = Command::new("dbus-daemon");
        dbus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        let (dbus, said) = Process::start_heard(dbus.stderr(Stdio::null()));
        let bus = said.next();
        let mut openbox = Command::new("openbox");
        openbox.env("DISPLAY", &display).env("DBUS_SESSION_BUS_ADDRESS", &bus);
        let openbox = Process::start(openbox.stderr(Stdio::null()));
        let desk = Self { display, bus, _processes: vec![openbox, dbus, xvfb] };
        until("a window manager", async || desk.xdotool(&["get_num_desktops"]).is_some()).await;
        desk
    }

    /// A command for a program on this desktop.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY");
        command
    }

    /// What `xdotool` answers; `None` when it cannot do it.
    pub(crate) fn xdotool(&self, arguments: &[&str]) -> Option<String> {
        let output = self.command("xdotool").args(arguments).output().expect("xdotool is missing");
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Waits for a window whose title matches this pattern.
    pub(crate) async fn window(&self, title: &str) -> Window<'_> {
        let mut found = None;
        until(&format!("a window named {title}"), async || {
            found = self.find(title);
            found.is_some()
        })
        .await;
        Window { desk: self, title: title.to_owned(), id: found.unwrap() }
    }

    /// Whether a window whose title matches this pattern is there now.
    pub(crate) fn shows(&self, title: &str) -> bool {
        self.find(title).is_some()
    }

    fn find(&self, title: &str) -> Option<String> {
        let ids = self.xdotool(&["search", "--onlyvisible", "--name", title])?;
        ids.lines().last().filter(|id| !id.is_empty()).map(ToOwned::to_owned)
    }
}

/// A test that fails leaves a picture of what it saw last.
impl Drop for Desk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let name = std::thread::current().name().unwrap_or("window").replace("::", "-");
            let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
            // ImageMagick is a help and not a need.
            let taken = self.command("import").args(["-window", "root"]).arg(&file).status();
            if taken.is_ok_and(|status| status.success()) {
                eprintln!("the screen at the end: {}", file.display());
            }
        }
    }
}

/// A window on a [`Desk`].
pub(crate) struct Window<'a> {
    desk: &'a Desk,
    /// The pattern that it was found by.
    title: String,
    id: String,
}

impl Window<'_> {
    /// Left, top, width and height on the screen.
    pub(crate) fn place(&self) -> [i32; 4] {
        let text = self.desk.xdotool(&["getwindowgeometry", "--shell", &self.id]).expect("the window is gone");
        let number = |key: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
            line.unwrap_or_else(|| panic!("no {key} in {text}")).parse().unwrap()
        };
        [number("X"), number("Y"), number("WIDTH"), number("HEIGHT")]
    }

    /// What stands on the screen where it is, without its frame: a PNG. The web view's own pictures of itself never come where it
    /// is painted by the processor.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let mut import = self.desk.command("import");
        // Two pictures of the same are the same file.
        import.args(["-define", "png:exclude-chunks=date,time", "-window", &self.id, "png:-"]);
        let output = import.output().expect("ImageMagick is missing");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    /// The middle of it on the screen.
    pub(crate) fn middle(&self) -> [i32; 2] {
        let [left, top, width, height] = self.place();
        [left + width / 2, top + height / 2]
    }

    /// Presses a key in it, named as xdotool names keys.
    pub(crate) fn type_key(&self, key: &str) {
        // It may have gone in the meantime.
        let _ = self.desk.xdotool(&["windowfocus", "--sync", &self.id, "key", "--clearmodifiers", key]);
    }

    /// Takes the focus.
    pub(crate) fn focus(&self) {
        let _ = self.desk.xdotool(&["windowfocus", "--sync", &self.id]);
    }

    /// Types this into what has the focus in it.
    pub(crate) fn type_text(&self, text: &str) {
        let _ = self.desk.xdotool(&["windowfocus", "--sync", &self.id, "type", "--clearmodifiers", text]);
    }

    /// Has this file chosen in it, a dialog for files of the system's, and waits until it is gone.
    pub(crate) async fn choose_file(&self, file: &Path) {
        until("the dialog for files to close", async || {
            // In place of what stands there: a dialog that has just come may have heard the half of it.
            self.type_key("ctrl+a");
            self.type_text(&file.display().to_string());
            self.type_key("Return");
            tokio::time::sleep(GLANCE * 10).await;
            !self.desk.shows(&self.title)
        })
        .await;
    }

    /// Has the window manager close it, as its button does: once, and whichever window has the focus.
    pub(crate) fn close(&self) {
        let mut wmctrl = self.desk.command("wmctrl");
        // It may have gone in the meantime.
        let _ = wmctrl.args(["-i", "-c", &self.id]).status().expect("wmctrl is missing");
    }

    /// Gives it this size and waits until it has it.
    pub(crate) async fn resize(&self, width: i32, height: i32) {
        let (w, h) = (width.to_string(), height.to_string());
        until("the window's new size", async || {
            self.desk.xdotool(&["windowsize", &self.id, &w, &h]);
            let [_, _, has_width, has_height] = self.place();
            (has_width, has_height) == (width, height)
        })
        .await;
    }
}
