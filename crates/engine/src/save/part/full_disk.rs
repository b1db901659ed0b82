//! Tests: a disk that is full at the worst moment costs nothing but time.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use url::Url;

use super::{Claims, Part, Validator};
use crate::save::place::{Disk, RealDisk};
use crate::save::{Download, SaveError, SaveLimits};

const FIRST: [u8; 1000] = [1; 1000];
const SECOND: [u8; 500] = [2; 500];

#[tokio::test]
async fn fault_32_a_disk_full_on_write_keeps_what_it_took_and_goes_on_when_there_is_room() {
    let desk = Desk::new();
    let mut part = desk.open(FullDisk::on_write(1200)).await;
    begin_with(&mut part, &FIRST).await.unwrap();
    part.write(&SECOND).await.unwrap();
    desk.assert_full(part.sync().await);
    assert_eq!(part.len(), 1200);
    // As at the end of every attempt, what did arrive is noted.
    part.sync().await.unwrap();
    drop(part);
    desk.goes_on_from(1200).await;
}

#[tokio::test]
async fn fault_32_a_disk_full_on_fsync_trusts_only_what_was_synced_before() {
    let desk = Desk::new();
    let mut part = desk.open(RealDisk).await;
    begin_with(&mut part, &FIRST).await.unwrap();
    drop(part);
    let mut part = desk.open(FullDisk::on_syncs(u32::MAX)).await;
    part.carry_on(&desk.url, 1500).await.unwrap();
    part.write(&SECOND).await.unwrap();
    desk.assert_full(part.sync().await);
    drop(part);
    desk.goes_on_from(1000).await;
}

#[tokio::test]
async fn a_disk_that_tells_only_once_of_what_it_lost_is_not_believed_when_asked_again() {
    let desk = Desk::new();
    let mut part = desk.open(RealDisk).await;
    begin_with(&mut part, &FIRST).await.unwrap();
    drop(part);
    let mut part = desk.open(FullDisk::on_syncs(1)).await;
    part.carry_on(&desk.url, 1500).await.unwrap();
    part.write(&SECOND).await.unwrap();
    desk.assert_full(part.sync().await);
    // As at the end of every attempt.
    desk.assert_full(part.sync().await);
    drop(part);
    desk.goes_on_from(1000).await;
}

#[tokio::test]
async fn fault_32_a_disk_full_on_rename_keeps_the_whole_part() {
    let desk = Desk::new();
    let mut part = desk.open(FullDisk { rename: true, ..FullDisk::default() }).await;
    begin_with(&mut part, &[FIRST.as_slice(), &SECOND].concat()).await.unwrap();
    desk.assert_full(part.finish(desk.folder.path(), "cat").await);
    let part = desk.open(RealDisk).await;
    assert!(part.is_complete());
    let placed = part.finish(desk.folder.path(), "cat").await.unwrap();
    assert_eq!(fs::read(placed).unwrap(), [FIRST.as_slice(), &SECOND].concat());
    assert_eq!(fs::read_dir(desk.folder.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn fault_40_a_video_is_on_the_disk_before_it_has_its_name_and_its_name_before_it_is_saved() {
    let (desk, steps) = (Desk::new(), Arc::default());
    let mut part = desk.open(Watched(Arc::clone(&steps))).await;
    begin_with(&mut part, &[FIRST.as_slice(), &SECOND].concat()).await.unwrap();
    part.finish(desk.folder.path(), "cat").await.unwrap();
    let mut steps = std::mem::take(&mut *steps.lock().unwrap());
    steps.dedup();
    assert_eq!(steps, ["write", "sync", "rename", "sync folder"]);
}

async fn begin_with(part: &mut Part, bytes: &[u8]) -> Result<(), SaveError> {
    part.begin(&part_url(), Some(Validator::ETag("\"1\"".into())), Some(1500)).await?;
    part.write(bytes).await?;
    part.sync().await
}

fn part_url() -> Url {
    Url::parse("https://cdn.example.com/video.mp4").unwrap()
}

struct Desk {
    folder: TempDir,
    url: Url,
    claims: Claims,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), url: part_url(), claims: Claims::default() }
    }

    async fn open(&self, disk: impl Disk + 'static) -> Part {
        let (folder, part) = (self.folder.path(), self.folder.path().join("cat.part"));
        let limits = SaveLimits::default();
        let d = Download {
            url: &self.url,
            folder,
            file_stem: "cat",
            part: &part,
            tail: None,
            allow_loopback: false,
            limits,
        };
        Part::open(&self.claims, Arc::new(disk), &d).await.unwrap()
    }

    fn assert_full<T: std::fmt::Debug>(&self, result: Result<T, SaveError>) {
        let error = result.unwrap_err();
        assert!(matches!(&error, SaveError::DiskFull { folder } if folder == self.folder.path()), "{error}");
        assert!(self.folder.path().join("cat.part").exists());
        assert!(!self.folder.path().join("cat.mp4").exists());
    }

    async fn goes_on_from(&self, offset: usize) {
        let whole = [FIRST.as_slice(), &SECOND].concat();
        let mut part = self.open(RealDisk).await;
        assert_eq!(part.resume_point().unwrap().offset, offset as u64);
        part.carry_on(&self.url, 1500).await.unwrap();
        part.write(&whole[offset..]).await.unwrap();
        part.sync().await.unwrap();
        let placed = part.finish(self.folder.path(), "cat").await.unwrap();
        assert_eq!(fs::read(placed).unwrap(), whole);
    }
}

/// A disk that remembers what it was asked to do.
#[derive(Debug)]
struct Watched(Arc<Mutex<Vec<&'static str>>>);

impl Watched {
    fn note(&self, step: &'static str) {
        self.0.lock().unwrap().push(step);
    }
}

impl Disk for Watched {
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        self.note("write");
        RealDisk.write(file, bytes)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        self.note("sync");
        RealDisk.sync(file)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.note("rename");
        RealDisk.rename_new(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.note("sync folder");
        RealDisk.sync_folder(folder)
    }

    fn free_space(&self, _: &Path) -> Option<u64> {
        None
    }
}

/// A disk that has no room left at one of three moments.
#[derive(Debug)]
struct FullDisk {
    capacity: u64,
    /// So many of the next syncs fail.
    syncs: Mutex<u32>,
    rename: bool,
}

impl FullDisk {
    fn on_write(capacity: u64) -> Self {
        Self { capacity, ..Self::default() }
    }

    fn on_syncs(failing: u32) -> Self {
        Self { syncs: Mutex::new(failing), ..Self::default() }
    }
}

impl Default for FullDisk {
    fn default() -> Self {
        Self { capacity: u64::MAX, syncs: Mutex::new(0), rename: false }
    }
}

impl Disk for FullDisk {
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        let room = self.capacity.saturating_sub(file.metadata()?.len());
        match bytes.len().min(usize::try_from(room).unwrap_or(usize::MAX)) {
            0 => Err(ErrorKind::StorageFull.into()),
            n => RealDisk.write(file, &bytes[..n]),
        }
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        let mut failing = self.syncs.lock().unwrap();
        if *failing == 0 {
            return RealDisk.sync(file);
        }
        *failing -= 1;
        Err(ErrorKind::StorageFull.into())
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.rename { Err(ErrorKind::StorageFull.into()) } else { RealDisk.rename_new(from, to) }
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.sync_folder(folder)
    }

    fn free_space(&self, _: &Path) -> Option<u64> {
        None
    }
}
