//! The program ends in the middle, roughly or politely; the next run saves everything, and nothing is paid twice.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::PathBuf;
use std::process::{Child, Command};

use crate::bench::{Bench, Connected, Server};
use animato_sandbox::{Endpoint, Fault};
use serde_json::Value;

fn animate(account: &Connected<'_>, out: PathBuf, photos: &[PathBuf]) -> Child {
    let words = ["--json", "animate", "--prompt", "push in", "--out"].map(OsString::from);
    let files = std::iter::once(out.into_os_string()).chain(photos.iter().map(|p| p.clone().into_os_string()));
    account.command(words.into_iter().chain(files)).spawn().unwrap()
}

/// Reads lines until a video is told to be in this state.
fn until(child: &mut Child, state: &str) -> BufReader<std::process::ChildStdout> {
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).unwrap() == 0 {
            let mut told = String::new();
            child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
            panic!("it ended before a video was {state}: {told}");
        }
        let line: Value = serde_json::from_str(&line).unwrap();
        if line["type"] == "video" && line["state"] == state {
            return stdout;
        }
    }
}

/// Resumes, and checks that each of so many photos has its video, asked for and paid once.
fn resumed(bench: &Bench, account: &Connected<'_>, server: &Server, photos: usize) {
    let ran = account.run(["--json", "resume"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(bench.saved().len(), photos, "{ran:?}");
    assert_eq!(server.hits(), photos as u64, "one create request for each photo");
    let list = account.run(["--json", "list", "--filter", "ready"]);
    let known: f64 = list.of_type("video").iter().map(|v| v["credits"].as_f64().unwrap()).sum();
    assert_eq!(list.of_type("video").len(), photos);
    assert_eq!(server.sandbox.ledger().credits_charged, known, "what was charged is what the library knows");
}

#[test]
fn fault_1_killed_between_two_photos_it_goes_on_with_the_second_and_pays_each_once() {
    let bench = Bench::new();
    let server = Server::start(20.0);
    let account = bench.connect(&server);
    let photos: Vec<_> = (0..3).map(|n| bench.photo(&format!("{n}.jpg"), n * 40)).collect();
    let mut child = animate(&account, bench.out(), &photos);
    let stdout = until(&mut child, "queued");
    child.kill().unwrap();
    child.wait().unwrap();
    drop(stdout);
    resumed(&bench, &account, &server, 3);
}

#[test]
fn fault_2_killed_while_sending_it_never_sends_again_by_itself_and_finds_what_was_taken() {
    let bench = Bench::new();
    let server = Server::start(20.0);
    let account = bench.connect(&server);
    let mut child = animate(&account, bench.out(), &[bench.photo("a.jpg", 200)]);
    let stdout = until(&mut child, "sending");
    child.kill().unwrap();
    child.wait().unwrap();
    drop(stdout);
    let ran = account.run(["--json", "resume"]);
    match (ran.code, server.hits()) {
        // The service had it.
        (0, 1) => assert_eq!(bench.saved().len(), 1, "{ran:?}"),
        // The service never got it: nothing was paid, and the person is asked.
        (4, 0) => assert_eq!(ran.summary()["unknown"], 1, "{ran:?}"),
        (_, hits) => panic!("{hits} hits, {ran:?}"),
    }
}

#[test]
fn a_reply_that_never_comes_is_looked_for_and_found() {
    let bench = Bench::new();
    let server = Server::start(100.0);
    server.sandbox.faults().next(Endpoint::Create, [Fault::Reset { accept: true }]);
    let account = bench.connect(&server);
    let ran = account.run(["--json", "animate", "--prompt", "push in"].map(OsString::from).into_iter().chain([
        bench.photo("a.jpg", 10).into_os_string(),
        "--out".into(),
        bench.out().into_os_string(),
    ]));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!((server.hits(), bench.saved().len()), (1, 1));
    assert!(ran.of_type("video").iter().any(|v| v["state"] == "unknown"), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_the_waiting_says_so_and_loses_nothing() {
    let bench = Bench::new();
    let server = Server::start(5.0);
    let account = bench.connect(&server);
    let mut child = animate(&account, bench.out(), &[bench.photo("a.jpg", 90)]);
    let mut stdout = until(&mut child, "queued");
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(4), "{rest}");
    let summary: Value = serde_json::from_str(rest.lines().last().unwrap()).unwrap();
    assert_eq!((&summary["stopped"], &summary["waiting"]), (&"interrupted".into(), &1.into()));
    resumed(&bench, &account, &server, 1);
}

#[cfg(unix)]
#[test]
fn the_sandbox_says_how_to_use_it_and_ends_politely() {
    let bench = Bench::new();
    let mut child = bench.command(["--json", "sandbox"]).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    stdout.read_line(&mut first).unwrap();
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    let told: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(told["type"], "sandbox");
    assert!(told["address"].as_str().unwrap().starts_with("http://127.0.0.1:"));
    assert!(told["uploader"]["url"].as_str().unwrap().starts_with(told["address"].as_str().unwrap()));
    assert!(!told["key"].as_str().unwrap().is_empty());
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let summary: Value = serde_json::from_str(rest.trim()).unwrap();
    assert_eq!(summary["type"], "summary");
}
