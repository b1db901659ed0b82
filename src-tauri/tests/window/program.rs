//! The program itself, started as WebDriver starts it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::LazyLock;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::desk::Desk;
use crate::page::Page;
use crate::process::Process;
use crate::surroundings::Surroundings;
use crate::waiting::until;

/// The program under test: as the tests' build made it, or the one that who measures names.
pub(crate) static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    std::env::var_os("ANIMATO_WINDOW_PROGRAM").map_or_else(|| env!("CARGO_BIN_EXE_animato").into(), PathBuf::from)
});

/// The running program with its window; killed when this is dropped, like a power cut.
pub(crate) struct Program<'a> {
    desk: &'a Desk,
    surroundings: &'a Surroundings,
    client: Client,
    driver: Process,
}

impl<'a> Program<'a> {
    /// Starts it and waits until its window shows something.
    pub(crate) async fn start(desk: &'a Desk, surroundings: &'a Surroundings) -> Self {
        Self::start_with(desk, surroundings, &[]).await
    }

    /// Starts it with these arguments.
    pub(crate) async fn start_with(desk: &'a Desk, surroundings: &'a Surroundings, arguments: &[&str]) -> Self {
        let (client, driver) = drive(desk, surroundings, &PROGRAM, arguments).await;
        let program = Self { desk, surroundings, client, driver };
        program.page().ready().await;
        program
    }

    /// What stands in the window.
    pub(crate) fn page(&self) -> Page<'_> {
        Page::new(&self.client)
    }

    /// The desktop it stands on.
    pub(crate) fn desk(&self) -> &'a Desk {
        self.desk
    }

    /// Closes its window, as a person does, and waits until it ended.
    pub(crate) async fn close(self) {
        let window = self.desk.window("^Animato$").await;
        window.close();
        until("the end of the program", async || !self.surroundings.in_use()).await;
    }

    /// Ends it at once, in the middle of whatever it does.
    pub(crate) async fn kill(mut self) {
        self.driver.kill();
        until("the end of the program", async || !self.surroundings.in_use()).await;
    }
}

/// Starts a program with a window of Tauri's and takes hold of its page; it ends with the driver.
pub(crate) async fn drive(
    desk: &Desk,
    surroundings: &Surroundings,
    application: &Path,
    arguments: &[&str],
) -> (Client, Process) {
    let [port, native] = free_ports();
    let mut driver = desk.command(self::driver());
    surroundings.apply(&mut driver);
    driver.args(["--port", &port, "--native-port", &native]);
    driver.stdout(voice()).stderr(voice());
    let driver = Process::start(&mut driver);
    let address = format!("http://127.0.0.1:{port}");

    let options = json!({ "tauri:options": { "application": application, "args": arguments } });
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(options.as_object().unwrap().clone());
    let mut client = None;
    until("a session with the window", async || {
        client = builder.connect(&address).await.ok();
        client.is_some()
    })
    .await;
    (client.unwrap(), driver)
}

/// A second start of the program, not driven.
pub(crate) fn start_again(desk: &Desk, surroundings: &Surroundings, arguments: &[&str]) -> Process {
    let mut command = desk.command(&*PROGRAM);
    surroundings.apply(&mut command);
    Process::start(command.args(arguments).stdout(voice()).stderr(voice()))
}

/// The driver that `cargo xtask` installs, or the one on the search path.
fn driver() -> PathBuf {
    let tmp = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let installed = tmp.with_file_name("tools").join("bin/tauri-driver");
    if installed.is_file() { installed } else { PathBuf::from("tauri-driver") }
}

/// Two ports that are free now.
fn free_ports() -> [String; 2] {
    let listeners = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port().to_string())
}

/// Where the program's own words go. They are heard when somebody asks for them: `ANIMATO_WINDOW_LOUD=1`.
fn voice() -> Stdio {
    if std::env::var_os("ANIMATO_WINDOW_LOUD").is_some() { Stdio::inherit() } else { Stdio::null() }
}
