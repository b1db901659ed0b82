//! `inspect`, `prepare` and `sample`: what happens to pictures, without a library and without an account.

use std::fs;

use crate::bench::Bench;

#[test]
fn inspecting_tells_of_each_picture_and_goes_on_after_one_that_cannot_be_used() {
    let bench = Bench::new();
    let (good, bad) = (bench.photo("good.png", 9), bench.text("bad.jpg"));
    let ran = bench.run(["--json".as_ref(), "inspect".as_ref(), bad.as_os_str(), good.as_os_str()]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let photo = &ran.of_type("photo")[0];
    assert_eq!(photo["original"]["format"], "PNG");
    assert_eq!((&photo["prepared"]["width"], &photo["prepared"]["height"]), (&480.into(), &360.into()));
    assert!(photo["notices"].is_array());
    let error = &ran.of_type("error")[0];
    assert_eq!(error["code"], "photoUnusable");
    assert!(error["about"].as_str().unwrap().ends_with("bad.jpg"));
    assert_eq!((ran.summary()["count"].clone(), ran.summary()["failed"].clone()), (1.into(), 1.into()));
}

#[test]
fn inspecting_needs_no_library() {
    let bench = Bench::new();
    let ran = bench.run(["inspect".as_ref(), bench.photo("good.jpg", 9).as_os_str()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.contains("JPEG") && ran.stdout.contains("480 x 360"), "{ran:?}");
    assert_eq!(fs::read_dir(bench.path("library")).unwrap().count(), 0);
}

#[test]
fn preparing_writes_the_bytes_and_never_over_a_file() {
    let bench = Bench::new();
    let photo = bench.photo("good.jpg", 9);
    let taken = bench.out().join("good.jpg");
    fs::write(&taken, "mine").unwrap();
    let ran = bench.run([
        "--json".as_ref(),
        "prepare".as_ref(),
        photo.as_os_str(),
        "--out".as_ref(),
        bench.out().as_os_str(),
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(fs::read(&taken).unwrap(), b"mine");
    let written = ran.of_type("photo")[0]["path"].as_str().unwrap().to_owned();
    let bytes = fs::read(written).unwrap();
    assert_eq!(ran.of_type("photo")[0]["prepared"]["bytes"], bytes.len());
    assert!(bytes.starts_with(&[0xff, 0xd8, 0xff]));
}

#[test]
fn the_sample_photos_are_photos_that_can_be_used() {
    let bench = Bench::new();
    let ran = bench.run(["--json".as_ref(), "sample".as_ref(), "--out".as_ref(), bench.out().as_os_str()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let paths: Vec<String> =
        ran.of_type("sample").iter().map(|line| line["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(paths.len(), 3);
    let inspected = bench.run(["inspect".to_owned()].into_iter().chain(paths));
    assert_eq!(inspected.code, 0, "{inspected:?}");
}
