//! What stops a command before it makes anything: one sentence that says what to do, and the right exit code.

use std::ffi::OsStr;
use std::net::TcpListener;

use crate::bench::{Bench, Connected, Ran, Server};

/// An animate command for this photo, on this account.
fn animate(account: &Connected<'_>, bench: &Bench, more: &[&str]) -> Ran {
    let photo = bench.photo("photo.jpg", 30);
    let out = bench.out();
    let base = ["--json".as_ref(), "animate".as_ref(), photo.as_os_str(), "--prompt".as_ref(), "push in".as_ref()];
    let to = [OsStr::new("--out"), out.as_os_str()];
    account.run(base.into_iter().chain(to).chain(more.iter().map(OsStr::new)))
}

/// The error in the summary of something refused: its code and its sentence.
fn refusal(ran: &Ran, exit: i32) -> (String, String) {
    assert_eq!(ran.code, exit, "{ran:?}");
    let error = ran.summary()["error"].clone();
    (error["code"].as_str().unwrap().to_owned(), error["message"].as_str().unwrap().to_owned())
}

#[test]
fn without_a_key_it_says_what_to_do() {
    let bench = Bench::new();
    let photo = bench.photo("a.jpg", 1);
    let ran = bench.run(["animate".as_ref(), photo.as_os_str(), "--prompt".as_ref(), "push in".as_ref()]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.stderr.contains("AKOOL_API_KEY") && ran.stderr.contains("--demo"), "{ran:?}");
    assert_eq!(ran.stdout, "");
}

#[test]
fn a_wrong_key_is_told_and_never_shown() {
    let bench = Bench::new();
    let server = Server::start(100.0);
    let mut account = bench.connect(&server);
    account.key = "not-the-key-s3cret".to_owned();
    let ran = animate(&account, &bench, &[]);
    let (code, _) = refusal(&ran, 3);
    assert_eq!(code, "wrongKey");
    assert!(!format!("{ran:?}").contains("s3cret"), "{ran:?}");
    assert_eq!(bench.run(["--json", "list"]).summary()["count"], 0);
}

#[test]
fn without_a_network_nothing_is_sent() {
    let bench = Bench::new();
    let server = Server::start(100.0);
    let mut account = bench.connect(&server);
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    account.address = format!("http://{free}");
    let (code, message) = refusal(&animate(&account, &bench, &[]), 1);
    assert_eq!(code, "offline");
    assert!(message.ends_with('.'), "{message}");
}

#[test]
fn without_a_place_for_photos_nothing_is_made() {
    let bench = Bench::new();
    let server = Server::start(100.0);
    let account = bench.connect(&server);
    std::fs::remove_file(bench.path("config").join("settings.toml")).unwrap();
    assert_eq!(refusal(&animate(&account, &bench, &[]), 3).0, "noHost");
}

#[test]
fn more_than_allowed_is_not_spent() {
    let bench = Bench::new();
    let server = Server::start(100.0);
    let account = bench.connect(&server);
    let ran = animate(&account, &bench, &["--max-credits", "1"]);
    assert_eq!(refusal(&ran, 3).0, "overBudget");
    assert_eq!(ran.of_type("quote").len(), 1, "the price is said all the same");
    assert_eq!(server.hits(), 0);
}

#[test]
fn without_credits_nothing_is_sent_and_it_says_so() {
    let bench = Bench::new();
    let server = Server::start(100.0);
    server.sandbox.set_credits(1.0);
    let account = bench.connect(&server);
    assert_eq!(refusal(&animate(&account, &bench, &[]), 3).0, "noCredits");
    assert_eq!(server.hits(), 0);
}

#[test]
fn a_place_for_photos_can_be_tried() {
    let bench = Bench::new();
    let server = Server::start(100.0);
    let account = bench.connect(&server);
    let ran = account.run(["--json", "host", "test"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.summary()["link"].as_str().unwrap().starts_with("http://127.0.0.1:"));
    drop(server);
    assert_eq!(refusal(&account.run(["--json", "host", "test"]), 1).0, "hostFailed");
}

#[test]
fn mistakes_of_the_command_line_are_2_and_the_last_line_is_still_a_summary() {
    let bench = Bench::new();
    let photo = bench.photo("a.jpg", 1);
    let photo = photo.to_str().unwrap();
    for mistake in [
        &["--json", "animate", photo, "--prompt", "x", "--nonsense"][..],
        &["--json", "animate", "--prompt", "x"],
        &["--json", "animate", photo],
        &["--json", "--speed", "2", "models"],
        &["--json", "--demo", "animate", photo, "--prompt", "x", "--model", "no such model"],
        &["--json", "--demo", "animate", photo, "--prompt", "x", "--resolution", "no such"],
        &["--json", "show", "no-such-video"],
    ] {
        let ran = bench.run(mistake);
        assert_eq!(ran.code, 2, "{mistake:?} {ran:?}");
        assert!(ran.summary()["error"]["message"].is_string());
    }
}

#[test]
fn photos_none_of_which_can_be_used_are_a_failure_and_cost_nothing() {
    let bench = Bench::new();
    let (one, two) = (bench.text("one.jpg"), bench.text("two.png"));
    let ran = bench.run([
        "--demo".as_ref(),
        "animate".as_ref(),
        one.as_os_str(),
        two.as_os_str(),
        "--prompt".as_ref(),
        "x".as_ref(),
    ]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stderr.contains("one.jpg: ") && ran.stderr.contains("two.png: "), "{ran:?}");
}

#[test]
fn a_reader_who_goes_away_does_not_stop_the_work() {
    let bench = Bench::new();
    let photo = bench.photo("a.jpg", 1);
    let mut child = bench
        .command(["--demo", "--speed", "100", "--json", "animate", "--prompt", "x", "--out"])
        .arg(bench.out())
        .arg(photo)
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(bench.saved().len(), 1);
}
