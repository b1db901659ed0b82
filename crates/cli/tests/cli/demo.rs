//! The demo from end to end: photos in, videos that play out, without an account.

use std::ffi::OsStr;
use std::fs;

use crate::bench::{Bench, demux};

#[test]
fn animating_saves_h264_videos_of_the_length_asked_for_and_sums_up() {
    let bench = Bench::new();
    let photo = bench.photo("a.jpg", 30);
    let ran = bench.run(
        ["--demo", "--speed", "100", "--json", "animate", "--prompt", "slow push in", "--count", "2", "--out"]
            .map(OsStr::new)
            .into_iter()
            .chain([bench.out().as_os_str(), photo.as_os_str()]),
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    let summary = ran.summary();
    assert_eq!((&summary["saved"], &summary["failed"], &summary["unknown"]), (&2.into(), &0.into(), &0.into()));
    let videos = summary["videos"].as_array().unwrap();
    assert_eq!(videos.len(), 2);
    let mut paths: Vec<_> = videos.iter().map(|v| std::path::PathBuf::from(v["path"].as_str().unwrap())).collect();
    paths.sort();
    assert_eq!(paths, bench.saved());
    for (video, path) in videos.iter().zip(videos.iter().map(|v| v["path"].as_str().unwrap())) {
        let (codec, seconds) = demux(path.as_ref());
        assert_eq!(codec, "h264");
        assert!((4.9..=5.2).contains(&seconds), "{seconds}");
        assert!((video["seconds"].as_f64().unwrap() - seconds).abs() < 0.2);
        assert!(video["credits"].as_f64().unwrap() > 0.0);
        assert_eq!(video["state"], "saved");
    }
    let charged: f64 = videos.iter().map(|v| v["credits"].as_f64().unwrap()).sum();
    assert_eq!(summary["credits"].as_f64().unwrap(), charged);
    let types: Vec<_> = ran.lines().iter().map(|line| line["type"].as_str().unwrap().to_owned()).collect();
    assert_eq!(types[0], "quote", "the price is said before anything is made: {types:?}");
}

#[test]
fn people_read_the_price_first_and_the_paths_as_they_are_saved() {
    let bench = Bench::new();
    let photo = bench.photo("a.png", 60);
    let ran = bench.run(
        ["--demo", "--speed", "100", "animate", "--prompt", "pan left", "--out"]
            .map(OsStr::new)
            .into_iter()
            .chain([bench.out().as_os_str(), photo.as_os_str()]),
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    let price = ran.stdout.find("Price: ").unwrap();
    let saved = ran.stdout.find(bench.saved()[0].to_str().unwrap()).unwrap();
    assert!(price < saved, "{ran:?}");
    assert!(ran.stdout.trim_end().ends_with("credits."), "{ran:?}");
}

#[test]
fn a_photo_that_cannot_be_used_does_not_stop_the_others_but_the_exit_code_says_so() {
    let bench = Bench::new();
    let (good, bad) = (bench.photo("good.jpg", 90), bench.text("bad.jpg"));
    let ran = bench.run(
        ["--demo", "--speed", "100", "--json", "animate", "--prompt", "tilt up", "--out"]
            .map(OsStr::new)
            .into_iter()
            .chain([bench.out().as_os_str(), bad.as_os_str(), good.as_os_str()]),
    );
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(ran.of_type("error")[0]["about"], "bad.jpg");
    let summary = ran.summary();
    assert_eq!((&summary["saved"], &summary["photosRefused"]), (&1.into(), &1.into()));
    assert_eq!(bench.saved().len(), 1);
}

#[test]
fn the_service_can_be_asked_what_it_offers() {
    let bench = Bench::new();
    let demo = |command: &str| bench.run(["--demo", "--json", command]);
    let models = demo("models");
    assert_eq!(models.code, 0, "{models:?}");
    let listed = models.of_type("model");
    assert_eq!(models.summary()["count"], listed.len());
    assert!(listed.iter().all(|m| m["value"].is_string() && m["resolutions"].is_array()));
    assert!(!listed.is_empty());
    let effects = demo("effects");
    assert_eq!(effects.code, 0, "{effects:?}");
    assert!(effects.of_type("effect").iter().all(|e| e["code"].is_string()));
    let credits = demo("credits");
    assert_eq!(credits.code, 0, "{credits:?}");
    assert!(credits.summary()["balance"].as_f64().unwrap() > 0.0);
    assert_eq!(credits.summary()["isDemo"], true);
}

#[test]
fn a_quote_costs_nothing_and_makes_nothing() {
    let bench = Bench::new();
    let photo = bench.photo("a.jpg", 120);
    let quote = bench.run(["--demo", "--json", "quote", "--count", "3", photo.to_str().unwrap()]);
    assert_eq!(quote.code, 0, "{quote:?}");
    let told = &quote.of_type("quote")[0];
    assert_eq!(told["videos"], 3);
    assert_eq!(told["total"].as_f64().unwrap(), 3.0 * told["perVideo"].as_f64().unwrap());
    let list = bench.run(["--json", "list"]);
    assert_eq!(list.summary()["count"], 0, "{list:?}");
}

#[test]
fn whoever_detaches_gets_the_videos_later() {
    let bench = Bench::new();
    let photo = bench.photo("a.jpg", 150);
    let ran = bench.run(
        ["--demo", "--speed", "5", "--json", "animate", "--prompt", "push in", "--detach", "--out"]
            .map(OsStr::new)
            .into_iter()
            .chain([bench.out().as_os_str(), photo.as_os_str()]),
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!((&ran.summary()["stopped"], &ran.summary()["waiting"]), (&"detached".into(), &1.into()));
    assert_eq!(bench.saved().len(), 0);
    let resumed = bench.run(["--demo", "--speed", "1000", "--json", "resume"]);
    assert_eq!(resumed.code, 0, "{resumed:?}");
    assert_eq!(resumed.summary()["saved"], 1);
    assert_eq!(bench.saved().len(), 1);
    let id = resumed.summary()["videos"][0]["id"].as_str().unwrap().to_owned();
    let shown = bench.run(["--json", "show", &id]);
    assert_eq!(shown.summary()["video"]["spec"]["prompt"], "push in", "{shown:?}");
    let deleted = bench.run(["--json", "delete", &id]);
    assert_eq!(deleted.code, 0, "{deleted:?}");
    assert_eq!(bench.run(["--json", "list"]).summary()["count"], 0);
}

#[test]
fn time_that_is_up_is_not_a_failure_and_loses_nothing() {
    let bench = Bench::new();
    let photo = bench.photo("a.jpg", 180);
    let ran = bench.run(
        ["--demo", "--speed", "0.1", "--json", "animate", "--prompt", "push in", "--timeout", "1", "--out"]
            .map(OsStr::new)
            .into_iter()
            .chain([bench.out().as_os_str(), photo.as_os_str()]),
    );
    assert_eq!(ran.code, 4, "{ran:?}");
    assert_eq!((&ran.summary()["stopped"], &ran.summary()["failed"]), (&"timedOut".into(), &0.into()));
    assert_eq!(fs::read_dir(bench.out()).unwrap().count(), 0);
    let list = bench.run(["--json", "list", "--filter", "making"]);
    assert_eq!(list.summary()["count"], 1, "{list:?}");
}
