//! The program itself, started as WebDriver starts it.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::desk::Desk;
use crate::page::Page;
use crate::process::Process;
use crate::surroundings::Surroundings;
use crate::waiting::until;

/// The program under test, as the build made it.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_animato");

/// The running program with its window; killed when this is dropped, like a power cut.
pub(crate) struct Program<'a> {
    desk: &'a Desk,
    client: Client,
    driver: Process,
}

impl<'a> Program<'a> {
    /// Starts it and waits until its window shows something.
    pub(crate) async fn start(desk: &'a Desk, surroundings: &Surroundings) -> Self {
        Self::start_with(desk, surroundings, &[]).await
    }

    /// Starts it with these arguments.
    pub(crate) async fn start_with(desk: &'a Desk, surroundings: &Surroundings, arguments: &[&str]) -> Self {
        let [port, native] = free_ports();
        let mut driver = desk.command(driver());
        surroundings.apply(&mut driver);
        driver.args(["--port", &port, "--native-port", &native]);
        if std::env::var_os("ANIMATO_WINDOW_LOUD").is_none() {
            driver.stdout(Stdio::null()).stderr(Stdio::null());
        }
        let driver = Process::start(&mut driver);
        let address = format!("http://127.0.0.1:{port}");

        let options = json!({ "tauri:options": { "application": PROGRAM, "args": arguments } });
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(options.as_object().unwrap().clone());
        let mut client = None;
        until("a session with the window", async || {
            client = builder.connect(&address).await.ok();
            client.is_some()
        })
        .await;
        let program = Self { desk, client: client.unwrap(), driver };
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

    /// Waits until it ended by itself.
    pub(crate) async fn ended(self) {
        until("the end of the program", async || self.client.title().await.is_err()).await;
    }

    /// Ends it at once, in the middle of whatever it does.
    pub(crate) fn kill(mut self) {
        self.driver.kill();
    }
}

/// A second start of the program, not driven.
pub(crate) fn start_again(desk: &Desk, surroundings: &Surroundings, arguments: &[&str]) -> Process {
    let mut command = desk.command(PROGRAM);
    surroundings.apply(&mut command);
    Process::start(command.args(arguments).stderr(Stdio::null()))
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
