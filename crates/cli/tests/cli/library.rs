//! Looking after a library from a terminal: damage is told with what to do about it, and that does what it says.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use animato_engine::{Options, Studio};

use crate::bench::{Bench, Connected, Ran, Server};

/// Makes and saves one video in the library's own folder.
fn animate(account: &Connected<'_>, bench: &Bench, photo: &str, shade: u8) {
    let words = ["--json", "animate", "--prompt", "push in"].map(OsString::from);
    let ran = account.run(words.into_iter().chain([bench.photo(photo, shade).into_os_string()]));
    assert_eq!(ran.code, 0, "{ran:?}");
}

fn library(account: &Connected<'_>, words: &[&str]) -> Ran {
    account.run(["--json", "library"].iter().chain(words))
}

/// The videos of a library, without where it lies.
fn listed(account: &Connected<'_>, folder: &Path) -> Vec<serde_json::Value> {
    let list = account.run(["--json", "--library", folder.to_str().unwrap(), "list"]);
    assert_eq!(list.code, 0, "{list:?}");
    let mut videos = list.of_type("video");
    for video in &mut videos {
        let path = video["path"].as_str().unwrap().to_owned();
        assert!(path.starts_with(folder.to_str().unwrap()) && Path::new(&path).is_file(), "{path}");
        video["path"] = Path::new(&path).file_name().unwrap().to_str().into();
    }
    videos
}

#[test]
fn fault_38_a_damaged_library_is_told_repaired_and_as_before() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    animate(&account, &bench, "a.jpg", 90);
    let folder = bench.path("library");
    let before = listed(&account, &folder);
    assert_eq!(library(&account, &["check"]).code, 0);
    fs::write(folder.join("library.sqlite"), vec![b'x'; 8192]).unwrap();

    let told = account.run(["--json", "list"]);
    assert_eq!(told.code, 1);
    let error = told.summary()["error"].clone();
    assert_eq!(error["code"], "libraryDamaged");
    assert!(error["message"].as_str().unwrap().contains("animato-cli library repair"), "{error}");
    let check = library(&account, &["check"]);
    assert!(check.code == 1 && !check.of_type("fault").is_empty(), "{check:?}");

    let repaired = library(&account, &["repair"]);
    assert_eq!((repaired.code, &repaired.summary()["videosOfRecords"]), (0, &1.into()), "{repaired:?}");
    let kept = repaired.summary()["kept"].as_str().unwrap().to_owned();
    assert_eq!(fs::read(kept).unwrap(), vec![b'x'; 8192]);
    let mut after = listed(&account, &folder);
    assert_eq!(std::mem::take(&mut after[0]), before[0]);
    assert_eq!(library(&account, &["check"]).code, 0);
    assert_eq!(library(&account, &["repair"]).summary()["wasWhole"], true);
    assert_eq!(server.hits(), 1);
}

#[test]
fn a_library_is_exported_beside_a_window_and_imported_into_another_one() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    animate(&account, &bench, "a.jpg", 90);
    let (ours, copy, other) = (bench.path("library"), bench.path("copy"), bench.path("other"));
    let before = listed(&account, &ours);

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let window = runtime.block_on(Studio::open(Options::new(&ours))).unwrap();
    let exported = library(&account, &["export", copy.to_str().unwrap()]);
    assert_eq!((exported.code, &exported.summary()["files"]), (0, &1.into()), "{exported:?}");
    let busy = library(&account, &["import", copy.to_str().unwrap()]);
    assert_eq!((busy.code, &busy.summary()["error"]["code"]), (1, &"libraryBusy".into()), "{busy:?}");
    let busy = library(&account, &["repair"]);
    assert_eq!((busy.code, &busy.summary()["error"]["code"]), (1, &"libraryBusy".into()), "{busy:?}");
    assert_eq!(library(&account, &["check"]).code, 0, "a check works beside a window");
    runtime.block_on(window.close());

    assert_eq!(listed(&account, &copy), before);
    let import = ["--json", "--library", other.to_str().unwrap(), "library", "import", copy.to_str().unwrap()];
    let first = account.run(import);
    assert_eq!((first.code, &first.summary()["videos"]), (0, &1.into()), "{first:?}");
    assert_eq!(listed(&account, &other), before);
    let second = account.run(import);
    assert_eq!((&second.summary()["videos"], &second.summary()["known"]), (&0.into(), &1.into()), "{second:?}");
    assert_eq!(server.hits(), 1);
}

#[test]
fn what_is_no_library_is_told_and_nothing_is_made_there() {
    let bench = Bench::new();
    let nowhere = bench.path("nowhere");
    for words in [["library", "repair"], ["library", "check"]] {
        let ran = bench.run(["--json", "--library", nowhere.to_str().unwrap()].iter().chain(&words));
        assert_eq!((ran.code, &ran.summary()["error"]["code"]), (2, &"notFound".into()), "{ran:?}");
    }
    let ran = bench.run(["--json", "library", "import", nowhere.to_str().unwrap()]);
    assert_eq!((ran.code, &ran.summary()["error"]["code"]), (2, &"notFound".into()), "{ran:?}");
    assert!(!nowhere.exists());
}

#[test]
fn people_are_told_in_words() {
    let bench = Bench::new();
    let server = Server::start(1000.0);
    let account = bench.connect(&server);
    animate(&account, &bench, "a.jpg", 90);
    for name in ["library.sqlite", "library.sqlite-wal", "library.sqlite-shm"] {
        let _ = fs::remove_file(bench.path("library").join(name));
    }
    let ran = account.run(["library", "repair"]);
    assert!(ran.stdout.contains("1 video and 1 photo came back") && ran.stdout.contains("Nothing was sent"), "{ran:?}");
    let ran = account.run(["library", "check"]);
    assert!(ran.stdout.contains("sound"), "{ran:?}");
}
