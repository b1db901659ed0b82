//! Reading from the disk, and names for showing.

use std::time::Duration;

use animato_engine::photo::{Limits, Refusal, read_file, safe_name};

use crate::corpus;

#[test]
fn a_picture_is_read_whole_up_to_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jpg");
    let picture = corpus("gps.jpg");
    assert!(picture.len() > 5000, "longer than the part that is looked at first");
    std::fs::write(&path, &picture).unwrap();
    assert_eq!(read_file(&path, &Limits::default()), Ok(picture.clone()));
    let limits = Limits { max_bytes_in: picture.len() as u64 - 1, ..Limits::default() };
    assert_eq!(read_file(&path, &limits), Err(Refusal::TooManyBytes { max_bytes: limits.max_bytes_in }));
}

#[test]
fn what_is_no_picture_is_told_by_its_first_bytes_whatever_its_size() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.jpg");
    std::fs::write(&path, b"\x1aE\xdf\xa3 a film").unwrap();
    std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(40 << 30).unwrap();
    assert!(matches!(read_file(&path, &Limits::default()), Err(Refusal::UnsupportedFormat { name: "A video", .. })));
    std::fs::write(&path, b"").unwrap();
    assert_eq!(read_file(&path, &Limits::default()), Err(Refusal::Empty));
}

#[test]
fn fault_42_folders_and_missing_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(read_file(folder.path(), &Limits::default()), Err(Refusal::Folder));
    assert_eq!(read_file(folder.path().join("none"), &Limits::default()), Err(Refusal::Missing));
}

#[cfg(unix)]
#[test]
fn fault_42_a_pipe_or_a_device_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.jpg");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || tell.send(read_file(&pipe, &Limits::default())));
    assert_eq!(told.recv_timeout(Duration::from_secs(20)), Ok(Err(Refusal::NotAFile)));
    assert_eq!(read_file("/dev/zero", &Limits::default()), Err(Refusal::NotAFile));
}

#[test]
fn a_name_is_shown_without_folders_and_tricks() {
    assert_eq!(safe_name("/home/me/holiday/beach.jpg"), "beach.jpg");
    assert_eq!(safe_name("C:\\Users\\me\\beach.jpg"), "beach.jpg");
    assert_eq!(safe_name("..\u{0}\n/a\tb\u{7f}.png"), "ab.png");
    assert_eq!(safe_name("photo\u{202e}gpj.exe"), "photogpj.exe");
    assert_eq!(safe_name("Größe 東京 😀.jpg"), "Größe 東京 😀.jpg");
    for nothing in ["", "/", "..", " ", "\u{202e}"] {
        assert_eq!(safe_name(nothing), "photo", "{nothing:?}");
    }
}

#[test]
fn a_long_name_keeps_its_extension() {
    let name = safe_name(&format!("{}.jpeg", "ä".repeat(5000)));
    assert_eq!(name.chars().count(), 120);
    assert!(name.ends_with("….jpeg"), "{name}");
}
