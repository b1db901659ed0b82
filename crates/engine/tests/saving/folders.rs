//! Folders that are gone, full, or hold a file of that name already.

use std::fs;
use std::path::Path;

use animato_engine::save::{Download, SaveError};

use crate::Desk;
use crate::film::film;
use crate::server::{Server, serve};

async fn server(film: &[u8]) -> Server {
    let film = film.to_vec();
    Server::start(move |request| serve(request, &film, "\"1\"")).await
}

#[tokio::test]
async fn fault_37_a_target_that_exists_is_never_overwritten() {
    let film = film(10_000, 1);
    let server = server(&film).await;
    let desk = Desk::new();
    fs::write(desk.path().join("cat.mp4"), "the person's own").unwrap();
    let saved = desk.save(&server.url).await.unwrap();
    assert_eq!(saved.path, desk.path().join("cat (2).mp4"));
    assert!(fs::read(saved.path).unwrap() == film);
    assert_eq!(fs::read_to_string(desk.path().join("cat.mp4")).unwrap(), "the person's own");
}

#[tokio::test]
async fn fault_34_a_stem_that_is_a_path_stays_in_the_folder() {
    let film = film(10_000, 1);
    let server = server(&film).await;
    let desk = Desk::new();
    let part = desk.part();
    let download = Download { file_stem: "../../x", ..desk.download(&server.url, &part) };
    let saved = desk.saver.save(&download, &|_, _| {}).await.unwrap();
    assert_eq!(saved.path.parent(), Some(desk.path()));
    desk.assert_only(&saved, &film);
}

#[tokio::test]
async fn fault_33_a_folder_that_is_gone_is_named_and_nothing_is_asked() {
    let server = server(&film(1000, 1)).await;
    let desk = Desk::new();
    let (gone, part) = (desk.path().join("Videos"), desk.path().join("Videos/cat.mp4.part"));
    let download = Download { folder: &gone, ..desk.download(&server.url, &part) };
    let error = desk.saver.save(&download, &|_, _| {}).await.unwrap_err();
    assert!(matches!(&error, SaveError::FolderUnusable { folder, .. } if *folder == gone), "{error}");
    assert!(error.to_string().contains("Videos"), "{error}");
    assert!(server.asked().is_empty());
    fs::create_dir(&gone).unwrap();
    desk.saver.save(&download, &|_, _| {}).await.unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn fault_33_a_read_only_folder_is_named_and_works_once_it_can_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let server = server(&film(1000, 1)).await;
    let desk = Desk::new();
    let set = |mode| fs::set_permissions(desk.path(), fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    if fs::write(desk.path().join("probe"), "").is_ok() {
        // Somebody to whom permissions do not apply; what such an error becomes is tested beside `SaveError`.
        return;
    }
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(matches!(&error, SaveError::FolderUnusable { folder, .. } if folder == desk.path()), "{error}");
    set(0o755);
    desk.save(&server.url).await.unwrap();
}

#[tokio::test]
async fn fault_33_a_folder_removed_in_the_middle_is_named_and_the_video_fetched_again_later() {
    let film = film(10_000, 1);
    let desk = Desk::new();
    let (videos, parts) = (desk.path().join("Videos"), desk.path().join("cat.mp4.part"));
    fs::create_dir(&videos).unwrap();
    let (vanishing, served) = (videos.clone(), film.clone());
    let server = Server::start(move |request| {
        fs::remove_dir_all(&vanishing).unwrap();
        serve(request, &served, "\"1\"")
    })
    .await;
    let download = Download { folder: &videos, ..desk.download(&server.url, &parts) };
    let error = desk.saver.save(&download, &|_, _| {}).await.unwrap_err();
    assert!(matches!(&error, SaveError::FolderUnusable { folder, .. } if *folder == videos), "{error}");
    fs::create_dir(&videos).unwrap();
    let saved = desk.saver.save(&download, &|_, _| {}).await.unwrap();
    assert!(fs::read(saved.path).unwrap() == film);
    assert_eq!(server.asked().len(), 1, "the whole part was kept");
}

#[tokio::test]
async fn fault_32_a_disk_without_room_is_said_before_it_is_filled_and_the_download_goes_on_later() {
    let film = film(10_000, 1);
    let server = server(&film).await;
    let mut desk = Desk::new();
    desk.limits.min_free_space = u64::MAX;
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(matches!(&error, SaveError::DiskFull { folder } if folder == desk.path()), "{error}");
    desk.limits.min_free_space = 0;
    let saved = desk.save(&server.url).await.unwrap();
    desk.assert_only(&saved, &film);
}

/// Where there is a file system in memory beside the one of the temporary folder.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn fault_33_the_part_may_lie_on_another_file_system() {
    let shm = Path::new("/dev/shm");
    let Ok(elsewhere) = tempfile::tempdir_in(shm) else { return };
    let film = film(10_000, 1);
    let server = server(&film).await;
    let desk = Desk::new();
    let part = elsewhere.path().join("cat.mp4.part");
    let saved = desk.saver.save(&desk.download(&server.url, &part), &|_, _| {}).await.unwrap();
    desk.assert_only(&saved, &film);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}
