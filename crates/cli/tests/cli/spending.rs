//! What was spent, and going beyond a limit only when told to.

use std::ffi::OsString;
use std::fs;

use crate::bench::{Bench, Connected, Ran, Server};

/// Makes one video, with these words besides.
fn animate(account: &Connected<'_>, bench: &Bench, more: &[&str]) -> Ran {
    let words = ["--json", "animate", "--prompt", "push in", "--resolution", "720p"];
    let words = words.iter().chain(more).map(OsString::from);
    account.run(words.chain([bench.photo("a.jpg", 10).into_os_string(), "--out".into(), bench.out().into_os_string()]))
}

#[test]
fn spending_is_listed_by_day_and_model_and_written_as_csv() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    assert_eq!(animate(&account, &bench, &[]).code, 0);
    let file = bench.path("spending.csv");
    let ran = account.run(["--json".into(), "spending".into(), "--csv".into(), file.clone().into_os_string()]);
    let (rows, sum) = (ran.of_type("spending"), ran.summary());
    assert_eq!((rows.len(), &rows[0]["videos"]), (1, &1.into()), "{ran:?}");
    assert_eq!((&sum["today"], &sum["due"]), (&rows[0]["credits"], &0.0.into()), "{ran:?}");
    assert_eq!(fs::read_to_string(file).unwrap().lines().count(), 2);
    let words = account.run(["spending"]);
    assert!(words.stdout.contains("1 video: ") && words.stdout.contains("this month"), "{words:?}");
}

#[test]
fn a_limit_that_asks_is_passed_only_with_the_word_for_it() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    let settings = bench.path("config").join("settings.toml");
    let limits = "[limits]\nper_press = 1\nbeyond = \"ask\"\n";
    fs::write(&settings, format!("{}{limits}", fs::read_to_string(&settings).unwrap())).unwrap();
    let asked = animate(&account, &bench, &[]);
    let error = &asked.summary()["error"];
    assert_eq!((asked.code, &error["code"]), (3, &"beyondLimit".into()), "{asked:?}");
    assert!(error["message"].as_str().unwrap().ends_with("Say --beyond-limits to go on."), "{asked:?}");
    assert_eq!(server.hits(), 0);
    assert_eq!(animate(&account, &bench, &["--beyond-limits"]).code, 0);
    assert_eq!(server.hits(), 1);
}
