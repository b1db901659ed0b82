//! A terminal beside a running engine: it reads and asks, and where it cannot act it says so and changes nothing.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::process::Child;

use animato_engine::ids::PressId;
use animato_engine::view::VideoView;
use animato_engine::{Create, Options, Prompts, Source, Spec, Studio};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::bench::{Bench, Connected, Ran, Server};

/// The engine of a window: another one than that of the program under test, on the same library.
struct Window {
    runtime: Runtime,
    studio: Studio,
}

impl Window {
    /// Opens it, with one video that is saved and one that waits for an account.
    fn open(bench: &Bench, account: &Connected<'_>) -> Self {
        let ran = account.run(
            words(["--json", "animate", "--prompt", "push in", "--out"])
                .chain([bench.out().into_os_string(), bench.photo("saved.jpg", 90).into_os_string()]),
        );
        assert_eq!(ran.code, 0, "{ran:?}");
        let runtime = Runtime::new().unwrap();
        let studio = runtime.block_on(Studio::open(Options::new(bench.path("library")))).unwrap();
        Self { runtime, studio }
    }

    fn videos(&self) -> Vec<VideoView> {
        self.runtime.block_on(self.studio.videos(&Default::default(), 0, 50)).unwrap().videos
    }

    fn close(self) {
        self.runtime.block_on(self.studio.close());
    }
}

fn words<const N: usize>(words: [&str; N]) -> impl Iterator<Item = OsString> + use<N> {
    words.map(OsString::from).into_iter()
}

/// One sentence that says who holds the library and what to do, and the exit code of something that failed.
fn assert_busy(ran: &Ran) {
    assert_eq!(ran.code, 1, "{ran:?}");
    let error = &ran.summary()["error"];
    assert_eq!(error["code"], "libraryBusy", "{ran:?}");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("already running") && message.ends_with("nothing was sent."), "{message}");
}

#[test]
fn it_reads_and_asks_beside_a_window() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    let window = Window::open(&bench, &account);
    let id = window.videos()[0].id.to_string();

    let list = account.run(["--json", "list"]);
    assert_eq!((list.code, &list.of_type("video")[0]["id"]), (0, &id.as_str().into()), "{list:?}");
    assert!(list.of_type("video")[0]["path"].as_str().unwrap().ends_with(".mp4"));
    let show = account.run(["--json", "show", &id]);
    assert_eq!((show.code, &show.summary()["state"]), (0, &"saved".into()), "{show:?}");
    let models = account.run(["--json", "models"]);
    assert!(models.code == 0 && !models.of_type("model").is_empty(), "{models:?}");
    let effects = account.run(["--json", "effects"]);
    assert!(effects.code == 0 && !effects.of_type("effect").is_empty(), "{effects:?}");
    let credits = account.run(["--json", "credits"]);
    let charged = server.sandbox.ledger().credits_charged;
    assert_eq!((credits.code, credits.summary()["balance"].as_f64()), (0, Some(1000.0 - charged)), "{credits:?}");
    let host = account.run(["--json", "host", "test"]);
    assert_eq!(host.code, 0, "{host:?}");
    window.close();
}

#[test]
fn a_quote_beside_a_window_is_as_good_as_any_and_leaves_no_photo_there() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    let window = Window::open(&bench, &account);
    let files = || std::fs::read_dir(bench.path("library").join("photos")).unwrap().count();
    let before = files();
    let quote = || account.run(words(["--json", "quote"]).chain([bench.photo("new.jpg", 10).into_os_string()]));
    let beside = quote();
    assert_eq!(beside.code, 0, "{beside:?}");
    assert_eq!(files(), before, "a photo that is only quoted for is not kept");
    window.close();
    let alone = quote();
    assert_eq!(beside.of_type("quote"), alone.of_type("quote"));
}

#[test]
fn a_quote_is_for_the_models_of_now_and_not_for_those_that_the_window_knows() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    // Nothing was ever asked of the service here.
    let runtime = Runtime::new().unwrap();
    let studio = runtime.block_on(Studio::open(Options::new(bench.path("library")))).unwrap();
    let ran = account.run(words(["--json", "quote"]).chain([bench.photo("new.jpg", 10).into_os_string()]));
    assert!(ran.code == 0 && ran.of_type("quote")[0]["total"].is_number(), "{ran:?}");
    runtime.block_on(studio.close());
}

#[test]
fn what_it_cannot_do_beside_a_window_it_says_and_changes_nothing() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    let window = Window::open(&bench, &account);
    let (before, hits) = (window.videos(), server.hits());
    let id = before[0].id.to_string();

    assert_busy(
        &account.run(
            words(["--json", "animate", "--prompt", "push in"]).chain([bench.photo("new.jpg", 10).into_os_string()]),
        ),
    );
    assert_busy(&account.run(["--json", "resume"]));
    assert_busy(&account.run(["--json", "retry", &id]));
    assert_busy(&account.run(["--json", "find", &id]));
    assert_busy(&account.run(["--json", "delete", &id]));
    assert_busy(&account.run(["--json", "delete", "--remote", &id]));
    assert_busy(&account.run(["--json", "audio", &id, "--sound", "ai"]));
    assert_eq!((window.videos(), server.hits()), (before, hits));
    assert_eq!(bench.saved().len(), 1);
    window.close();
}

#[test]
fn what_a_window_has_under_way_is_not_taken_for_lost() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    let window = Window::open(&bench, &account);
    let library = rusqlite::Connection::open(bench.path("library").join("library.sqlite")).unwrap();
    library.execute_batch("UPDATE request SET state = 'sending'; UPDATE video SET state = 'waiting'").unwrap();
    let list = account.run(["--json", "list"]);
    assert_eq!(list.of_type("video")[0]["state"], "sending", "{list:?}");
    assert_eq!(account.run(["--json", "credits"]).code, 0);
    let state: String = library.query_row("SELECT state FROM request", [], |row| row.get(0)).unwrap();
    assert_eq!(state, "sending");
    window.close();
}

#[test]
fn the_engine_itself_refuses_to_act_beside_another() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    let window = Window::open(&bench, &account);
    let video = window.videos().remove(0);
    window.runtime.block_on(async {
        let options = Options { role: animato_engine::Role::Reads, ..Options::new(bench.path("library")) };
        let beside = Studio::open(options).await.unwrap();
        let seen = beside.import(vec![Source::Path(bench.photo("new.jpg", 1))], true).await.unwrap();
        let create = Create {
            press: PressId::fresh().unwrap(),
            spec: Spec::default(),
            photos: vec![seen.photos[0].id.clone()],
            prompts: Prompts::default(),
            out: None,
            max_credits: None,
            agreed: None,
        };
        let busy = animato_engine::ErrorCode::LibraryBusy;
        assert_eq!(beside.create(create).await.unwrap_err().code, busy);
        assert_eq!(beside.retry(&video.id, None, None).await.unwrap_err().code, busy);
        assert_eq!(beside.find(&video.request).await.unwrap_err().code, busy);
        assert_eq!(beside.keep(std::slice::from_ref(&video.id), true).await.unwrap_err().code, busy);
        assert_eq!(beside.delete(&video.id, animato_engine::Delete::Here).await.unwrap_err().code, busy);
        beside.close().await;
    });
    window.close();
}

/// A demo that a terminal runs holds the library as a window does; the sandbox beside it touches nothing of its.
#[test]
fn beside_a_demo_there_is_a_demo_that_remembers_nothing() {
    let bench = Bench::new();
    let mut running = bench
        .command(
            words(["--json", "--demo", "--speed", "1", "animate", "--prompt", "push in", "--out"])
                .chain([bench.out().into_os_string(), bench.photo("a.jpg", 90).into_os_string()]),
        )
        .spawn()
        .unwrap();
    wait_for_queued(&mut running);
    let models = bench.run(["--json", "--demo", "models"]);
    assert!(models.code == 0 && !models.of_type("model").is_empty(), "{models:?}");
    let list = bench.run(["--json", "list"]);
    assert_eq!(list.of_type("video").len(), 1, "{list:?}");
    assert_busy(&bench.run(["--json", "--demo", "resume"]));
    running.kill().unwrap();
    running.wait().unwrap();
}

fn wait_for_queued(running: &mut Child) {
    let stdout = BufReader::new(running.stdout.as_mut().unwrap());
    let mut lines = stdout.lines().map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap());
    assert!(lines.any(|line| line["state"] == "queued"), "it ended before");
}
