//! Places for photos from a terminal: trying one, listing presets, choosing one.

use std::fs;

use animato_sandbox::{Endpoint, Fault};
use tokio::runtime::Runtime;

use crate::bench::{Bench, Ran, Server};
use crate::store::{KEY_ID, SECRET, Store};

/// A bench whose settings are these.
fn bench(settings: &str) -> Bench {
    let bench = Bench::new();
    fs::write(bench.path("config").join("settings.toml"), settings).unwrap();
    bench
}

fn settings(bench: &Bench) -> String {
    fs::read_to_string(bench.path("config").join("settings.toml")).unwrap_or_default()
}

fn in_a_bucket(endpoint: &str) -> Bench {
    bench(&format!(
        "[host]\nuse = \"bucket\"\n[host.bucket]\nkind = \"s3\"\nendpoint = \"{endpoint}\"\nregion = \"us-east-1\"\nbucket = \"photos\"\naccess_key_id = \"{KEY_ID}\"\n"
    ))
}

/// Tries the place, with this secret in the environment.
fn test(bench: &Bench, secret: &str) -> Ran {
    bench.command(["--json", "host", "test"]).env("ANIMATO_HOST_SECRET", secret).output().unwrap().into()
}

fn store() -> (Runtime, Store) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let store = runtime.block_on(Store::start());
    (runtime, store)
}

#[test]
fn a_bucket_is_tried_step_by_step_and_nothing_stays_there() {
    let (_runtime, store) = store();
    let ran = test(&in_a_bucket(&store.endpoint()), SECRET);
    assert_eq!(ran.code, 0, "{ran:?}");
    let summary = ran.summary();
    assert_eq!(
        (&summary["stored"], &summary["fetched"], &summary["deleted"]),
        (&true.into(), &true.into(), &"yes".into())
    );
    assert!(summary["link"].as_str().unwrap().contains("X-Amz-Signature"), "{summary}");
    assert!(summary["host"].as_str().unwrap().starts_with("photos"), "{summary}");
    assert!(store.photos().is_empty());
}

#[test]
fn a_wrong_secret_is_told_and_never_shown() {
    let (_runtime, store) = store();
    let ran = test(&in_a_bucket(&store.endpoint()), "wrong-s3cret");
    assert_eq!(ran.code, 3, "{ran:?}");
    let summary = ran.summary();
    assert_eq!((&summary["error"]["code"], &summary["stored"]), (&"hostRefused".into(), &false.into()));
    assert!(summary["error"]["message"].as_str().unwrap().contains("does not accept the secret"), "{summary}");
    assert!(!format!("{ran:?}").contains("s3cret"), "{ran:?}");
}

#[test]
fn what_passes_by_itself_is_a_failure_and_what_a_person_must_mend_is_a_refusal() {
    let (_runtime, store) = store();
    let bench = in_a_bucket(&store.endpoint());
    for (word, exit, code) in [("SlowDown", 1, "hostFailed"), ("RequestTimeTooSkewed", 3, "hostRefused")] {
        store.answer_with(Some(word));
        let ran = test(&bench, SECRET);
        assert_eq!((ran.code, &ran.summary()["error"]["code"]), (exit, &code.into()), "{ran:?}");
    }
}

#[test]
fn without_its_secret_it_says_where_one_goes() {
    let (_runtime, store) = store();
    let ran = in_a_bucket(&store.endpoint()).run(["--json", "host", "test"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.summary()["error"]["message"].as_str().unwrap().contains("ANIMATO_HOST_SECRET"), "{ran:?}");
}

#[test]
fn a_secret_in_the_settings_file_is_refused_and_the_file_left_alone() {
    let text =
        "[host]\nuse = \"bucket\"\n[host.bucket]\nkind = \"s3\"\nbucket = \"b\"\nsecret_access_key = \"s-s3cret\"\n";
    let bench = bench(text);
    for command in [&["--json", "host", "test"][..], &["--json", "host", "use", "uguu", "--consent"]] {
        let ran = bench.run(command);
        assert_eq!(ran.code, 2, "{ran:?}");
        let message = ran.summary()["error"]["message"].as_str().unwrap().to_owned();
        assert!(message.contains("ANIMATO_HOST_SECRET") && !format!("{ran:?}").contains("s3cret"), "{ran:?}");
    }
    assert_eq!(settings(&bench), text);
}

#[test]
fn people_read_each_step_in_words() {
    let (_runtime, store) = store();
    let bench = in_a_bucket(&store.endpoint());
    let ran: Ran = bench.command(["host", "test"]).env("ANIMATO_HOST_SECRET", SECRET).output().unwrap().into();
    assert_eq!(ran.code, 0, "{ran:?}");
    for words in ["Uploaded          yes", "Came back whole   yes", "Deleted           yes"] {
        assert!(ran.stdout.contains(words), "{ran:?}");
    }
}

/// A bench whose uploader answers as the sandbox does, and whose settings look for these links in the answer.
fn at_an_uploader(server: &Server, link: &str, delete: &str) -> Bench {
    bench(&format!(
        "[host]\nuse = \"form\"\n[host.form]\nurl = \"{}\"\nlink = \"{link}\"\ndelete = \"{delete}\"\n",
        server.sandbox.upload_url()
    ))
}

#[test]
fn a_place_that_took_the_picture_and_gave_no_link_is_not_said_to_have_taken_nothing() {
    let server = Server::start(100.0);
    let ran = at_an_uploader(&server, "/data/nowhere", "").run(["host", "test"]);
    assert_eq!((ran.code, server.uploads()), (3, 1), "{ran:?}");
    assert!(ran.stderr.contains("took the photo, but there is no link at \"/data/nowhere\""), "{ran:?}");
    assert!(ran.stdout.contains("Its link          none") && !ran.stdout.contains("Uploaded"), "{ran:?}");
    assert!(ran.stdout.contains("Came back whole   not tried"), "{ran:?}");
}

#[test]
fn a_place_whose_link_does_not_work_has_the_picture_all_the_same() {
    let server = Server::start(100.0);
    server.sandbox.faults().always(Endpoint::Photo, [Fault::http(404)]);
    let ran = at_an_uploader(&server, "/data/url", "").run(["host", "test"]);
    assert_eq!((ran.code, server.uploads()), (1, 1), "{ran:?}");
    assert!(ran.stderr.contains("gave a link that answers with status 404"), "{ran:?}");
    for words in [
        "Uploaded          yes",
        "Came back whole   no",
        "Deleted           not possible there",
        "Its link          http",
    ] {
        assert!(ran.stdout.contains(words), "{ran:?}");
    }
}

#[test]
fn a_deletion_link_that_is_not_where_the_settings_say_is_told_as_that() {
    let server = Server::start(100.0);
    let ran = at_an_uploader(&server, "/data/url", "/data/nowhere").run(["host", "test"]);
    assert_eq!((ran.code, server.uploads()), (0, 1), "{ran:?}");
    assert!(ran.stdout.contains("Deleted           no: its answer has no link to delete with"), "{ran:?}");
}

#[test]
fn a_place_that_is_not_there_gave_no_link_and_one_that_is_none_was_sent_nothing() {
    let server = Server::start(100.0);
    let bench = at_an_uploader(&server, "/data/url", "");
    drop(server);
    let ran = bench.run(["host", "test"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stdout.contains("Its link          none"), "{ran:?}");

    fs::write(bench.path("config").join("settings.toml"), "[host]\nuse = \"link\"\n").unwrap();
    let ran = bench.run(["host", "test"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.stdout.contains("Uploaded          no: nothing was sent there"), "{ran:?}");
}

#[test]
fn every_preset_is_listed_with_what_to_know_about_it() {
    let ran = Bench::new().run(["--json", "host", "presets"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let presets = ran.of_type("preset");
    assert_eq!(ran.summary()["count"], presets.len());
    assert!(presets.iter().all(|p| p["notice"].as_str().unwrap().contains("anybody with the link")));
    assert!(presets.iter().any(|p| p["id"] == "imgbb" && !p["needs"].as_array().unwrap().is_empty()));
}

#[test]
fn a_public_place_is_used_only_with_consent() {
    let bench = Bench::new();
    let refused = bench.run(["--json", "host", "use", "litterbox"]);
    assert_eq!((refused.code, settings(&bench)), (3, String::new()), "{refused:?}");
    assert!(refused.summary()["error"]["message"].as_str().unwrap().contains("anybody with the link"));

    let used = bench.run(["--json", "host", "use", "litterbox", "--consent"]);
    assert_eq!(used.code, 0, "{used:?}");
    assert_eq!((&used.summary()["host"], &used.summary()["todo"]), (&"litterbox.catbox.moe".into(), &().into()));
    assert!(settings(&bench).contains("consent = \"catbox.moe\""), "{}", settings(&bench));

    let unknown = bench.run(["--json", "host", "use", "attic", "--consent"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert!(unknown.summary()["error"]["message"].as_str().unwrap().contains("litterbox"));
}

#[test]
fn an_uploader_file_is_read_and_its_secret_is_not_written() {
    let bench = Bench::new();
    let file = bench.path("mine.sxcu");
    let text = r#"{"RequestURL":"https://up.example.com/","FileFormName":"f","URL":"{json:link}","Headers":{"Authorization":"Bearer s3cret"}}"#;
    fs::write(&file, text).unwrap();
    let used = bench.run(["--json".as_ref(), "host".as_ref(), "use".as_ref(), file.as_os_str()]);
    assert_eq!(used.code, 0, "{used:?}");
    let written = settings(&bench);
    assert!(
        written.contains("secret_headers = [\"Authorization\"]") && written.contains("link = \"/link\""),
        "{written}"
    );
    assert!(!format!("{written}{used:?}").contains("s3cret"), "{written}{used:?}");

    fs::write(&file, r#"{"RequestURL":"https://up.example.com/","FileFormName":"f","URL":"{regex:1}"}"#).unwrap();
    let refused = bench.run(["--json".as_ref(), "host".as_ref(), "use".as_ref(), file.as_os_str()]);
    assert_eq!((refused.code, settings(&bench)), (2, written), "{refused:?}");
}
