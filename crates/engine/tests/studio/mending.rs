//! A library that is damaged: it is told, and repaired from what can still be read and from what lies beside it. Nothing
//! that was paid for is lost, and nothing is sent a second time.

use std::fs;
use std::path::{Path, PathBuf};

use animato_engine::view::{VideoStatus, VideoView};
use animato_engine::{ErrorCode, Studio, upkeep};
use animato_sandbox::{Endpoint, Fault, Sandbox};
use tempfile::TempDir;

use crate::house::{House, all_saved, options, picture, trouble};
use crate::restarting::scar;

/// A library that nobody has open.
pub(crate) struct Closed {
    pub(crate) sandbox: Sandbox,
    pub(crate) folder: TempDir,
}

impl Closed {
    pub(crate) async fn of(house: House) -> Self {
        let House { sandbox, studio, folder, .. } = house;
        studio.close().await;
        Self { sandbox, folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn refused(&self) -> animato_engine::Error {
        Studio::open(options(self.folder.path(), &self.sandbox)).await.err().expect("it is not opened")
    }

    pub(crate) async fn open(self) -> House {
        let Self { sandbox, folder } = self;
        let studio = Studio::open(options(folder.path(), &sandbox)).await.unwrap();
        let events = studio.events();
        House { sandbox, studio, folder, events }
    }
}

/// A house with two videos that are saved, one that failed, and one that is being made, and these videos.
async fn lived_in() -> (House, Vec<VideoView>) {
    let mut house = House::new().await;
    assert!(all_saved(&house.create_and_settle(2).await));
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(4)]);
    let failed = house.create_and_settle(1).await;
    assert!(matches!(failed[2].status, VideoStatus::Failed { .. }), "{failed:#?}");
    house.sandbox.faults().clear();
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    let running = house.create(1).await.remove(0);
    house.told(&running.id, |status| matches!(status, VideoStatus::Rendering { .. })).await;
    house.sandbox.faults().clear();
    let videos = house.videos().await;
    (house, videos)
}

/// Fills the pages of a table with nonsense.
fn damage(folder: &Path, table: &str) {
    let path = folder.join("library.sqlite");
    let db = rusqlite::Connection::open(&path).unwrap();
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let page: usize = db.query_row(sql, [table], |row| row.get::<_, i64>(0)).unwrap().try_into().unwrap();
    drop(db);
    let mut bytes = fs::read(&path).unwrap();
    bytes[(page - 1) * 4096..page * 4096].fill(0x5a);
    fs::write(&path, bytes).unwrap();
}

/// Tells whether a file is the same as before, without its bytes.
pub(crate) fn print_of(file: &Path) -> String {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(fs::read(file).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn remove_database(folder: &Path) {
    for name in ["library.sqlite", "library.sqlite-wal", "library.sqlite-shm"] {
        let _ = fs::remove_file(folder.join(name));
    }
}

/// What of a video must be the same afterwards; the one that was being made is saved.
fn assert_same(before: &[VideoView], after: &[VideoView]) {
    let ids = |videos: &[VideoView]| videos.iter().map(|v| v.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(after), ids(before));
    for (before, after) in before.iter().zip(after) {
        let facts = |v: &VideoView| (v.spec.clone(), v.photo.clone(), v.photo_name.clone(), v.credits, v.created_at);
        assert_eq!(facts(after), facts(before));
        match &before.status {
            VideoStatus::Failed { .. } => assert!(matches!(after.status, VideoStatus::Failed { .. }), "{after:#?}"),
            VideoStatus::Saved => assert_eq!(after.file, before.file),
            _ => {}
        }
        if !matches!(before.status, VideoStatus::Failed { .. }) {
            assert!(after.status == VideoStatus::Saved && !after.file.as_ref().unwrap().missing, "{after:#?}");
        }
    }
}

#[tokio::test]
async fn fault_38_damage_is_told_and_repaired_and_what_was_paid_for_is_there() {
    for table in ["video", "request", "photo", "sqlite_autoindex_video_1"] {
        let (house, before) = lived_in().await;
        let hits = house.hits();
        let closed = Closed::of(house).await;
        damage(closed.folder.path(), table);
        let damaged = print_of(&closed.path("library.sqlite"));
        let told = closed.refused().await;
        assert_eq!(told.code, ErrorCode::LibraryDamaged, "{table}");
        assert!(told.message.contains("library repair"), "{told}");
        assert_eq!(print_of(&closed.path("library.sqlite")), damaged, "{table}");

        let repaired = upkeep::repair(closed.folder.path()).await.unwrap();
        assert_eq!(print_of(repaired.kept.as_ref().unwrap()), damaged, "the damaged one is kept");
        assert!(!repaired.was_whole, "{table}: {repaired:?}");
        let house = closed.open().await;
        let after = house.settle().await;
        assert_same(&before, &after);
        assert_eq!(house.hits(), hits, "{table}: nothing is sent a second time");
        for video in &after {
            assert!(house.studio.thumbnail_file(&video.photo).await.unwrap().is_file());
        }
    }
}

#[tokio::test]
async fn fault_38_without_a_database_everything_comes_back_from_the_records() {
    let (house, before) = lived_in().await;
    house.studio.keep(std::slice::from_ref(&before[0].id), true).await.unwrap();
    let hits = house.hits();
    let closed = Closed::of(house).await;
    remove_database(closed.folder.path());
    assert_eq!(closed.refused().await.code, ErrorCode::LibraryDamaged);
    let repaired = upkeep::repair(closed.folder.path()).await.unwrap();
    assert_eq!((repaired.videos_of_records, repaired.kept.clone()), (4, None), "{repaired:?}");
    assert_eq!(repaired.photos_of_files, 1);
    let house = closed.open().await;
    let after = house.settle().await;
    assert_same(&before, &after);
    assert!(after[0].kept);
    assert_eq!(house.hits(), hits);
    // The same photo is the same photo: its digest was computed from the file.
    let again = house.studio.import(vec![picture(7)], true).await.unwrap();
    assert_eq!(again.photos[0].id, before[0].photo);
}

#[tokio::test]
async fn fault_38_without_a_database_and_without_photos_the_videos_come_back() {
    let (house, before) = lived_in().await;
    let closed = Closed::of(house).await;
    remove_database(closed.folder.path());
    fs::remove_dir_all(closed.path("photos")).unwrap();
    fs::remove_dir_all(closed.path("thumbnails")).unwrap();
    upkeep::repair(closed.folder.path()).await.unwrap();
    let house = closed.open().await;
    assert_same(&before, &house.settle().await);
}

#[tokio::test]
async fn fault_38_a_call_whose_outcome_is_not_known_is_looked_for_and_not_sent_again() {
    let house = House::new().await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::Reset { accept: true }]);
    house.sandbox.faults().always(Endpoint::List, [Fault::http(500)]);
    let video = house.create(1).await.remove(0);
    house.asked(Endpoint::List, 1).await;
    let hits = house.hits();
    let closed = Closed::of(house).await;
    closed.sandbox.faults().clear();
    remove_database(closed.folder.path());
    let repaired = upkeep::repair(closed.folder.path()).await.unwrap();
    assert_eq!(repaired.videos_of_records, 1);
    let house = closed.open().await;
    let after = house.settle().await;
    assert!(after[0].id == video.id && all_saved(&after), "{after:#?}");
    assert_eq!((hits, house.hits()), (1, 1));
}

#[tokio::test]
async fn fault_38_what_stood_in_sending_is_not_sent_by_a_repair() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::List, [Fault::http(404)]);
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    house.create_and_settle(1).await;
    scar(&house, "UPDATE request SET state = 'sending', sent_at = created_at, image_url = 'https://example.com/t.png'");
    let closed = Closed::of(house).await;
    damage(closed.folder.path(), "listing");
    upkeep::repair(closed.folder.path()).await.unwrap();
    closed.sandbox.faults().clear();
    closed.sandbox.faults().always(Endpoint::List, [Fault::http(404)]);
    let house = closed.open().await;
    let videos = house.settle().await;
    assert_eq!(trouble(&videos[0]), Some(ErrorCode::OutcomeUnknown), "{videos:#?}");
    assert_eq!(house.hits(), 0);
}

#[tokio::test]
async fn fault_38_a_request_whose_videos_were_all_taken_is_not_sent_whatever_its_row_says() {
    let house = House::new().await;
    let before = house.create_and_settle(2).await;
    scar(&house, "UPDATE request SET state = 'hosted', sent_at = NULL");
    let closed = Closed::of(house).await;
    damage(closed.folder.path(), "listing");
    upkeep::repair(closed.folder.path()).await.unwrap();
    let house = closed.open().await;
    assert_same(&before, &house.settle().await);
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_38_what_was_not_sent_is_sent_once_after_a_repair() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    house.create_and_settle(1).await;
    let closed = Closed::of(house).await;
    closed.sandbox.faults().clear();
    damage(closed.folder.path(), "listing");
    let repaired = upkeep::repair(closed.folder.path()).await.unwrap();
    assert_eq!((repaired.requests, repaired.videos, repaired.left_out), (1, 1, 0));
    let house = closed.open().await;
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_38_a_database_of_an_earlier_day_is_not_gone_on_with_and_pays_nothing_twice() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    house.create_and_settle(2).await;
    let closed = Closed::of(house).await;
    let earlier = fs::read(closed.path("library.sqlite")).unwrap();
    closed.sandbox.faults().clear();
    let house = closed.open().await;
    let before = house.settle().await;
    assert!(all_saved(&before));
    let closed = Closed::of(house).await;
    remove_database(closed.folder.path());
    fs::write(closed.path("library.sqlite"), &earlier).unwrap();

    let told = closed.refused().await;
    assert!(told.code == ErrorCode::LibraryDamaged && told.message.contains("older"), "{told}");
    assert!(upkeep::check(closed.folder.path()).await.unwrap().faults[0].contains("older"));
    let repaired = upkeep::repair(closed.folder.path()).await.unwrap();
    assert_eq!(repaired.videos_of_records, 2);
    let house = closed.open().await;
    assert_same(&before, &house.settle().await);
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn a_whole_library_is_left_as_it_is() {
    let (house, before) = lived_in().await;
    let closed = Closed::of(house).await;
    let before_it = print_of(&closed.path("library.sqlite"));
    assert_eq!(upkeep::check(closed.folder.path()).await.unwrap().faults, Vec::<String>::new());
    let repaired = upkeep::repair(closed.folder.path()).await.unwrap();
    assert!(repaired.was_whole && repaired.kept.is_none(), "{repaired:?}");
    assert_eq!(print_of(&closed.path("library.sqlite")), before_it);
    let house = closed.open().await;
    assert_same(&before, &house.settle().await);
}

#[tokio::test]
async fn fault_38_a_second_repair_keeps_what_the_first_one_kept() {
    let (house, _) = lived_in().await;
    let closed = Closed::of(house).await;
    let mut kept = Vec::new();
    for _ in 0..2 {
        damage(closed.folder.path(), "video");
        kept.push(upkeep::repair(closed.folder.path()).await.unwrap().kept.unwrap());
    }
    assert_ne!(kept[0], kept[1]);
    assert!(kept.iter().all(|file| file.is_file()));
}

#[tokio::test]
async fn fault_38_a_library_in_use_or_of_a_later_version_or_of_nobody_is_not_repaired() {
    let (house, _) = lived_in().await;
    assert_eq!(upkeep::repair(house.folder.path()).await.unwrap_err().code, ErrorCode::LibraryBusy);
    scar(&house, "PRAGMA user_version = 999");
    let closed = Closed::of(house).await;
    let before_it = print_of(&closed.path("library.sqlite"));
    assert_eq!(upkeep::repair(closed.folder.path()).await.unwrap_err().code, ErrorCode::LibraryNewer);
    assert_eq!(print_of(&closed.path("library.sqlite")), before_it);
    let nowhere = tempfile::tempdir().unwrap();
    let error = upkeep::repair(nowhere.path()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    assert_eq!(fs::read_dir(nowhere.path()).unwrap().count(), 0, "nothing is made there");
}

#[tokio::test]
async fn a_check_names_the_damage_and_changes_nothing() {
    let (house, _) = lived_in().await;
    let found = upkeep::check(house.folder.path()).await.unwrap();
    assert_eq!((found.faults.len(), found.records), (0, 4), "beside the engine that works with it");
    let closed = Closed::of(house).await;
    damage(closed.folder.path(), "video");
    let before_it = print_of(&closed.path("library.sqlite"));
    assert!(!upkeep::check(closed.folder.path()).await.unwrap().faults.is_empty());
    assert_eq!(print_of(&closed.path("library.sqlite")), before_it);
    remove_database(closed.folder.path());
    assert_eq!(upkeep::check(closed.folder.path()).await.unwrap().faults.len(), 1);
}
