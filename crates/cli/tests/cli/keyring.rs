//! A session bus with a real Secret Service on it, in folders of its own, ended with the test.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Long enough for any machine; nothing waits for it unless something is broken.
const PATIENCE: Duration = Duration::from_secs(60);

/// A bus that starts nothing by itself: no keychain of the person's can come in its place.
const CONFIGURATION: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:dir=FOLDER</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/>
  </policy>
</busconfig>"#;

/// A keychain, and the bus on which it is found.
pub(crate) struct Keyring {
    folder: TempDir,
    address: String,
    bus: Child,
    service: Option<Child>,
}

impl Keyring {
    /// One that is open.
    pub(crate) fn open() -> Self {
        let mut keyring = Self::bus();
        keyring.serve(true);
        keyring
    }

    /// A bus with nothing on it.
    pub(crate) fn bus() -> Self {
        let folder = tempfile::Builder::new().prefix("animato-keyring-").tempdir().unwrap();
        let configuration = folder.path().join("bus.conf");
        let text = CONFIGURATION.replace("FOLDER", folder.path().to_str().unwrap());
        fs::write(&configuration, text).unwrap();
        let mut bus = Command::new("dbus-daemon")
            .arg(format!("--config-file={}", configuration.display()))
            .args(["--nofork", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is missing: `cargo xtask setup` installs it");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { folder, address: address.trim().to_owned(), bus, service: None }
    }

    /// Stops the keychain and starts it again, locked: nobody is there to type its password.
    pub(crate) fn lock(&mut self) {
        self.stop();
        self.serve(false);
    }

    /// Stops the keychain and starts it again, open.
    pub(crate) fn unlock(&mut self) {
        self.stop();
        self.serve(true);
    }

    /// Where a program finds it.
    pub(crate) fn apply<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let home = self.folder.path();
        for (name, below) in [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_RUNTIME_DIR", "run")] {
            fs::create_dir_all(home.join(below)).unwrap();
            command.env(name, home.join(below));
        }
        command
            .env_remove("ANIMATO_KEYCHAIN")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env("HOME", home)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
    }

    /// Everything that the keychain wrote.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        files_below(&self.folder.path().join("data"))
    }

    fn serve(&mut self, is_open: bool) {
        let mut command = Command::new("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]);
        if is_open {
            command.arg("--unlock");
        }
        self.apply(&mut command).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut service = command.spawn().expect("gnome-keyring-daemon is missing: `cargo xtask setup` installs it");
        // The password of the keychain; without one to unlock it, nobody reads this.
        let _ = service.stdin.take().unwrap().write_all(b"the keychain's own password");
        self.service = Some(service);
        self.until_owned(true);
    }

    fn stop(&mut self) {
        if let Some(mut service) = self.service.take() {
            service.kill().unwrap();
            service.wait().unwrap();
            self.until_owned(false);
        }
    }

    fn until_owned(&self, wanted: bool) {
        let start = Instant::now();
        while self.is_owned() != wanted {
            assert!(start.elapsed() < PATIENCE, "the keychain does not come or go");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether a Secret Service is on the bus.
    fn is_owned(&self) -> bool {
        let mut ask = Command::new("dbus-send");
        ask.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"])
            .args(["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]);
        let answer = self.apply(&mut ask).output().expect("dbus-send is missing: `cargo xtask setup` installs it");
        String::from_utf8_lossy(&answer.stdout).contains("boolean true")
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        for child in self.service.iter_mut().chain([&mut self.bus]) {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// All files in a folder and below it.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}
