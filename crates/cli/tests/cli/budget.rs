//! `--max-credits` of what spends credits on a video that is there already: refused before anything is sent, or let through.

use std::ffi::OsString;
use std::fs;

use animato_sandbox::{Endpoint, Fault};
use serde_json::Value;

use crate::bench::{Bench, Connected, Ran, Server};

/// Makes so many videos of one photo, with these words besides, and gives what each cost by the quote, and their ids.
fn animate(account: &Connected<'_>, bench: &Bench, count: u32, more: &[&str]) -> (Ran, f64, Vec<String>) {
    let count = count.to_string();
    let words = ["--json", "animate", "--prompt", "push in", "--count", &count];
    let words = words.iter().chain(more).map(OsString::from);
    let files = [bench.photo("a.jpg", 10).into_os_string(), "--out".into(), bench.out().into_os_string()];
    let ran = account.run(words.chain(files));
    let each = ran.of_type("quote")[0]["perVideo"].as_f64().unwrap_or_default();
    let ids =
        ran.summary()["videos"].as_array().unwrap().iter().map(|v| v["id"].as_str().unwrap().to_owned()).collect();
    (ran, each, ids)
}

/// Videos that the service took and could not make.
fn failed(server: &Server, account: &Connected<'_>, bench: &Bench, count: u32) -> (f64, Vec<String>) {
    server.sandbox.faults().next(Endpoint::Create, [Fault::FailJob { field: None, words: "not this one".into() }]);
    let (ran, each, ids) = animate(account, bench, count, &[]);
    assert_eq!((ran.code, ids.len()), (1, count as usize), "{ran:?}");
    (each, ids)
}

fn retry(account: &Connected<'_>, ids: &[String], max: f64) -> Ran {
    let words = ["--json", "retry"].map(str::to_owned).into_iter().chain(ids.iter().cloned());
    account.run(words.chain(["--max-credits".to_owned(), max.to_string()]))
}

/// The sentence of what was refused because it costs too much.
fn over_budget(ran: &Ran) -> String {
    let error: Value = ran.summary()["error"].clone();
    assert_eq!((ran.code, &error["code"]), (3, &"overBudget".into()), "{ran:?}");
    error["message"].as_str().unwrap().to_owned()
}

#[test]
fn making_one_again_for_more_than_allowed_sends_nothing_and_for_as_much_it_is_made() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    let (each, ids) = failed(&server, &account, &bench, 1);
    let said = over_budget(&retry(&account, &ids, each - 0.5));
    assert_eq!(said, format!("It would cost about {each} credits; your limit is {}. Nothing was sent.", each - 0.5));
    assert_eq!(server.hits(), 1, "the first time only");

    let ran = retry(&account, &ids, each);
    assert_eq!((ran.code, server.hits(), bench.saved().len()), (0, 2, 1), "{ran:?}");
}

#[test]
fn one_that_is_named_twice_is_made_again_once() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    let (each, ids) = failed(&server, &account, &bench, 1);
    let twice = [ids.clone(), ids].concat();
    let ran = retry(&account, &twice, each);
    assert_eq!((ran.code, server.hits(), bench.saved().len()), (0, 2, 1), "{ran:?}");
}

#[test]
fn the_higher_of_list_and_last_charge_is_what_the_limit_is_held_against() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    let (each, ids) = failed(&server, &account, &bench, 1);
    for (charged, highest) in [(each + 7.0, each + 7.0), (each - 1.0, each)] {
        let db = rusqlite::Connection::open(bench.path("library").join("library.sqlite")).unwrap();
        assert_eq!(db.execute("UPDATE price SET credits = ?1", [charged]).unwrap(), 1);
        drop(db);
        let said = over_budget(&retry(&account, &ids, highest - 0.5));
        assert!(said.starts_with(&format!("It would cost about {highest} credits;")), "{said}");
    }
    assert_eq!(server.hits(), 1);
    let ran = retry(&account, &ids, each);
    assert_eq!((ran.code, server.hits()), (0, 2), "{ran:?}");
}

#[test]
fn several_made_again_are_held_to_what_they_cost_together_and_none_of_them_is_sent() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    let (each, ids) = failed(&server, &account, &bench, 2);
    over_budget(&retry(&account, &ids, each * 2.0 - 0.5));
    assert_eq!(server.hits(), 1, "not even the one that fits");

    let twice = [ids[0].clone(), ids[0].clone()];
    let ran = retry(&account, &twice, each);
    assert_eq!((ran.code, server.hits()), (0, 2), "named twice, made and paid once: {ran:?}");
    let ran = retry(&account, &ids[1..], each);
    assert_eq!((ran.code, server.hits(), bench.saved().len()), (0, 3, 2), "{ran:?}");
}

#[test]
fn videos_of_a_refused_request_go_together_and_count_once() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    server.sandbox.faults().next(Endpoint::Create, [Fault::code(1003, "Parameter error")]);
    let (ran, each, ids) = animate(&account, &bench, 2, &[]);
    assert_eq!((ran.code, server.hits()), (1, 1), "{ran:?}");
    over_budget(&retry(&account, &ids[..1], each));
    assert_eq!(server.hits(), 1, "the other one would be made with it");

    let ran = retry(&account, &ids, each * 2.0);
    assert_eq!((ran.code, server.hits(), bench.saved().len()), (0, 2, 2), "{ran:?}");
    assert_eq!(server.sandbox.ledger().credits_charged, each * 2.0);
}

#[test]
fn what_nobody_knows_the_price_of_is_not_made_again_within_a_limit() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    server.sandbox.faults().next(Endpoint::Create, [Fault::code(1003, "Parameter error")]);
    let (ran, _, ids) = animate(&account, &bench, 1, &["--model", "sora-2", "--sound", "ai"]);
    assert_eq!((ran.code, server.hits()), (1, 1), "{ran:?}");
    assert!(over_budget(&retry(&account, &ids, 1000.0)).starts_with("The price is not known"));
    assert_eq!(server.hits(), 1);
}

#[test]
fn fetching_a_lost_file_again_is_free_and_fits_any_limit() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    let (ran, _, ids) = animate(&account, &bench, 1, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    fs::remove_file(&bench.saved()[0]).unwrap();
    let ran = retry(&account, &ids, 0.0);
    assert_eq!((ran.code, server.hits(), bench.saved().len()), (0, 1, 1), "{ran:?}");
}

#[test]
fn a_sound_for_more_than_allowed_is_not_asked_for_and_for_as_much_it_is_added() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    let (ran, _, ids) = animate(&account, &bench, 1, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let audio = |more: &[&str]| account.run(["--json", "audio", &ids[0], "--sound", "ai"].iter().chain(more));
    for more in [&["--max-credits", "4"][..], &["--max-credits", "4.99", "--beyond-limits"]] {
        let said = over_budget(&audio(more));
        assert!(said.starts_with("It would cost about 5 credits; your limit is 4"), "{said}");
    }
    assert_eq!(server.sounds(), 0);

    let ran = audio(&["--max-credits", "5"]);
    assert_eq!((ran.code, server.sounds()), (0, 1), "{ran:?}");
    assert_eq!(ran.summary()["credits"], 5.0, "{ran:?}");
}

#[test]
fn a_sound_that_could_not_be_made_is_held_to_its_own_price_again() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    let (ran, _, ids) = animate(&account, &bench, 1, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    server.sandbox.faults().next(Endpoint::Audio, [Fault::FailJob { field: None, words: "no sound".into() }]);
    let ran = account.run(["--json", "audio", &ids[0], "--sound", "ai"]);
    assert_eq!((ran.code, server.sounds()), (1, 1), "{ran:?}");
    let made = [ran.summary()["videos"][0]["id"].as_str().unwrap().to_owned()];
    over_budget(&retry(&account, &made, 4.0));
    assert_eq!(server.sounds(), 1);

    let ran = retry(&account, &made, 5.0);
    assert_eq!((ran.code, server.sounds(), server.hits()), (0, 2, 1), "{ran:?}");
}
