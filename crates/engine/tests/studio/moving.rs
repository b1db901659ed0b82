//! A library is taken out as a whole, and another one is brought in: nothing is lost, overwritten, or paid for twice.

use std::fs;
use std::path::{Path, PathBuf};

use animato_engine::ids::PressId;
use animato_engine::save::poster::Size;
use animato_engine::view::{VideoQuery, VideoStatus, VideoView};
use animato_engine::{Create, ErrorCode, Options, Prompts, Studio};
use animato_sandbox::{Endpoint, Fault};

use crate::house::{House, all_saved, options, picture, trouble};
use crate::mending::{Closed, print_of};

/// Makes one video of another photo than the house usually does.
async fn create_of(house: &House, seed: u8) -> VideoView {
    let imported = house.studio.import(vec![picture(seed)], false).await.unwrap();
    let create = Create {
        press: PressId::fresh().unwrap(),
        spec: house.spec(1).await,
        photos: vec![imported.photos[0].id.clone()],
        prompts: Prompts::default(),
        out: None,
        max_credits: None,
        agreed: None,
    };
    house.studio.create(create).await.unwrap().remove(0)
}

/// A house with a saved video and one that is being made.
async fn busy() -> House {
    let mut house = House::new().await;
    house.create_and_settle(1).await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    let running = create_of(&house, 9).await;
    house.told(&running.id, |s| matches!(s, VideoStatus::Rendering { .. })).await;
    house
}

async fn all(studio: &Studio) -> Vec<VideoView> {
    let mut videos = studio.videos(&VideoQuery::default(), 0, 100).await.unwrap().videos;
    videos.reverse();
    videos
}

/// Every file below a folder, with the digest of its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let found = entries.filter(|entry| entry.file_type().is_file() && entry.file_name() != "library.lock");
    found.map(|entry| (entry.path().to_owned(), print_of(entry.path()))).collect()
}

fn names(files: Vec<(PathBuf, String)>) -> Vec<PathBuf> {
    files.into_iter().map(|(name, _)| name).collect()
}

#[tokio::test]
async fn an_export_is_a_library_of_its_own_with_the_same_videos() {
    let house = busy().await;
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("copy");
    let exported = house.studio.export_library(&target).await.unwrap();
    assert_eq!((exported.videos, exported.photos, exported.files, exported.files_missing), (2, 2, 1, 0));
    let before = house.videos().await;
    // It stands by itself: the original is gone, and the copy lies elsewhere.
    let House { sandbox, studio, folder, .. } = house;
    studio.close().await;
    drop(folder);
    let moved = place.path().join("moved");
    fs::rename(&target, &moved).unwrap();
    let studio = Studio::open(options(&moved, &sandbox)).await.unwrap();
    assert_eq!(all(&studio).await, before);
    let file = studio.video_file(&before[0].id).await.unwrap();
    assert!(file.starts_with(&moved), "{file:?}");
    assert!(studio.poster_file(&before[0].id, Size::Large).await.unwrap().starts_with(moved.join("posters")));
    for video in &before {
        assert!(studio.photo_file(&video.photo).await.unwrap().is_file());
        assert!(moved.join("records").join(format!("{}.json", video.id)).is_file());
    }
    sandbox.faults().clear();
    studio.settled().await;
    assert!(all_saved(&all(&studio).await), "what was being made is saved there, too");
    assert_eq!(sandbox.ledger().create_hits, 2);
    studio.close().await;
}

#[tokio::test]
async fn what_was_not_sent_stays_with_the_library_that_sends_it() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    house.create_and_settle(2).await;
    let place = tempfile::tempdir().unwrap();
    let exported = house.studio.export_library(place.path()).await.unwrap();
    assert_eq!((exported.videos, exported.left_out), (0, 2));
    house.sandbox.faults().clear();
    let copy = Studio::open(options(place.path(), &house.sandbox)).await.unwrap();
    copy.settled().await;
    assert_eq!((all(&copy).await.len(), house.hits()), (0, 0));
    copy.close().await;
    house.studio.refresh().await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn an_export_goes_into_an_empty_folder_alone_and_leaves_nothing_when_it_fails() {
    let house = busy().await;
    let place = tempfile::tempdir().unwrap();
    let used = place.path().join("used");
    fs::create_dir(&used).unwrap();
    fs::write(used.join("mine.txt"), "mine").unwrap();
    let error = house.studio.export_library(&used).await.unwrap_err();
    assert!(error.code == ErrorCode::FolderUnusable && error.message.contains("empty"), "{error}");
    assert_eq!(files(&used).len(), 1);
    assert_eq!(house.studio.export_library(house.folder.path()).await.unwrap_err().code, ErrorCode::FolderUnusable);

    let file = place.path().join("file");
    fs::write(&file, "").unwrap();
    let error = house.studio.export_library(&file.join("below")).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::FolderUnusable);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_file_that_cannot_be_read_is_told_and_nothing_is_left_of_the_copy() {
    let house = busy().await;
    let photo = house.studio.photo_file(&house.videos().await[1].photo).await.unwrap();
    fs::remove_file(&photo).unwrap();
    // It is there and can be opened, and every read of it fails.
    std::os::unix::fs::symlink("/proc/self/mem", &photo).unwrap();
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("new");
    let error = house.studio.export_library(&target).await.unwrap_err();
    assert!(error.code == ErrorCode::FolderUnusable && error.message.ends_with("The library is as it was."), "{error}");
    assert!(!target.exists());

    let other = Closed::of(house).await;
    let ours = tempfile::tempdir().unwrap();
    let studio = Studio::open(Options::new(ours.path())).await.unwrap();
    let before = names(files(ours.path()));
    assert_eq!(studio.bring_in(other.folder.path()).await.unwrap_err().code, ErrorCode::FolderUnusable);
    assert_eq!((all(&studio).await, names(files(ours.path()))), (vec![], before));
    studio.close().await;
}

#[tokio::test]
async fn what_another_library_has_comes_in_once_beside_what_is_here() {
    let house = busy().await;
    let there = house.videos().await;
    let other = Closed::of(house).await;
    let untouched = files(other.folder.path());

    let ours = tempfile::tempdir().unwrap();
    let studio = Studio::open(options(ours.path(), &other.sandbox)).await.unwrap();
    // The same photo is here already, under an id of its own.
    let photo = studio.import(vec![picture(7)], true).await.unwrap().photos[0].id.clone();
    let came = studio.bring_in(other.folder.path()).await.unwrap();
    assert_eq!((came.videos, came.photos, came.files, came.known, came.left_out), (2, 1, 1, 0, 0), "{came:?}");
    let here = all(&studio).await;
    assert_eq!(here[0].photo, photo);
    assert_eq!((&here[0].id, &here[1].id), (&there[0].id, &there[1].id));
    assert!(studio.video_file(&here[0].id).await.unwrap().starts_with(ours.path()));
    assert!(ours.path().join("records").join(format!("{}.json", here[1].id)).is_file());
    assert_eq!(files(other.folder.path()), untouched, "the other library is only read");

    let before = files(ours.path());
    let again = studio.bring_in(other.folder.path()).await.unwrap();
    assert_eq!((again.videos, again.photos, again.files, again.known), (0, 0, 0, 2));
    assert_eq!(names(files(ours.path())), names(before));

    other.sandbox.faults().clear();
    studio.refresh().await.unwrap();
    studio.settled().await;
    assert!(all_saved(&all(&studio).await), "what was paid for there is saved here");
    assert_eq!(other.sandbox.ledger().create_hits, 2);
    studio.close().await;
}

#[tokio::test]
async fn what_another_library_did_not_send_stays_there_and_what_is_not_known_comes_as_not_known() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::List, [Fault::http(404)]);
    house.sandbox.faults().next(Endpoint::Create, [Fault::Reset { accept: true }]);
    let lost = house.create_and_settle(1).await.remove(0);
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    create_of(&house, 9).await;
    house.settle().await;
    let other = Closed::of(house).await;
    other.sandbox.faults().clear();
    other.sandbox.faults().always(Endpoint::List, [Fault::http(404)]);

    let ours = tempfile::tempdir().unwrap();
    let studio = Studio::open(options(ours.path(), &other.sandbox)).await.unwrap();
    let came = studio.bring_in(other.folder.path()).await.unwrap();
    assert_eq!((came.videos, came.left_out), (1, 1));
    studio.settled().await;
    let here = all(&studio).await;
    assert_eq!((here.len(), &here[0].id, trouble(&here[0])), (1, &lost.id, Some(ErrorCode::OutcomeUnknown)));
    assert_eq!(other.sandbox.ledger().create_hits, 1);
    studio.close().await;
}

#[tokio::test]
async fn what_cannot_be_brought_in_is_told_and_leaves_ours_as_it_was() {
    let house = busy().await;
    let ours = tempfile::tempdir().unwrap();
    let studio = Studio::open(Options::new(ours.path())).await.unwrap();
    let before = files(ours.path());
    let code = async |folder: &Path| studio.bring_in(folder).await.unwrap_err().code;
    assert_eq!(code(house.folder.path()).await, ErrorCode::LibraryBusy, "another engine works with it");
    assert_eq!(code(ours.path()).await, ErrorCode::BadSpec);
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(code(empty.path()).await, ErrorCode::NotFound);

    let other = Closed::of(house).await;
    let database = other.path("library.sqlite");
    let whole = fs::read(&database).unwrap();
    fs::write(&database, vec![b'x'; 8192]).unwrap();
    let error = studio.bring_in(other.folder.path()).await.unwrap_err();
    assert!(error.code == ErrorCode::LibraryDamaged && error.message.contains("Repair it first"), "{error}");
    fs::write(&database, &whole).unwrap();
    rusqlite::Connection::open(&database).unwrap().pragma_update(None, "user_version", 999).unwrap();
    assert_eq!(code(other.folder.path()).await, ErrorCode::LibraryNewer);
    fs::write(&database, &whole).unwrap();

    // A folder that is a file cannot take the videos in.
    fs::remove_dir_all(ours.path().join("videos")).unwrap();
    fs::write(ours.path().join("videos"), "in the way").unwrap();
    assert_eq!(code(other.folder.path()).await, ErrorCode::FolderUnusable);
    fs::remove_file(ours.path().join("videos")).unwrap();
    assert_eq!(all(&studio).await, []);
    assert_eq!(names(files(ours.path())), names(before), "what was copied is taken back");
    studio.close().await;
}
