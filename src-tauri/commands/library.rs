//! Videos: listing them, deciding about them, and handing their files to other programs.

use std::io;
use std::path::{Path, PathBuf};

use animato_engine::ids::{RequestId, VideoId};
use animato_engine::view::{Facets, VideoPage, VideoQuery, VideoView};
use animato_engine::{Delete, Error, ErrorCode, Found};
use tauri::{State, WebviewWindow};

use super::desktop::outside;
use crate::dialogs::{self, DialogWords};
use crate::shell::Shell;

/// Videos of the library that a query asks for, from this place on.
#[tauri::command]
pub(crate) async fn list_videos(
    shell: State<'_, Shell>,
    query: VideoQuery,
    offset: u32,
    limit: u32,
) -> Result<VideoPage, Error> {
    shell.studio().videos(&query, offset, limit).await
}

/// By what the library can be narrowed down.
#[tauri::command]
pub(crate) async fn list_facets(shell: State<'_, Shell>) -> Result<Facets, Error> {
    shell.studio().facets().await
}

/// Looks at the service for a request whose outcome is unknown.
#[tauri::command]
pub(crate) async fn find(shell: State<'_, Shell>, request: RequestId) -> Result<Found, Error> {
    shell.studio().find(&request).await
}

/// Makes a video again, or fetches it again. `shown`: the credits that stood on the button. `agreed`: those to which the person agreed when asked about a limit.
#[tauri::command]
pub(crate) async fn retry(
    shell: State<'_, Shell>,
    video: VideoId,
    shown: Option<f64>,
    agreed: Option<f64>,
) -> Result<Vec<VideoView>, Error> {
    shell.studio().retry(&video, shown, agreed).await
}

/// Marks videos as kept, or not.
#[tauri::command]
pub(crate) async fn keep(shell: State<'_, Shell>, videos: Vec<VideoId>, kept: bool) -> Result<(), Error> {
    shell.studio().keep(&videos, kept).await
}

/// Puts a tag on videos, or takes it off them.
#[tauri::command]
pub(crate) async fn tag(shell: State<'_, Shell>, videos: Vec<VideoId>, tag: String, on: bool) -> Result<(), Error> {
    shell.studio().tag(&videos, &tag, on).await
}

/// Deletes videos here, which can be undone for a while, or at the service, or both. The first that cannot be deleted there
/// ends it.
#[tauri::command]
pub(crate) async fn delete(shell: State<'_, Shell>, videos: Vec<VideoId>, what: Delete) -> Result<(), Error> {
    if what == Delete::Here {
        return shell.studio().discard(&videos).await;
    }
    for video in &videos {
        shell.studio().delete(video, what).await?;
    }
    Ok(())
}

/// Undoes deleting here.
#[tauri::command]
pub(crate) async fn restore(shell: State<'_, Shell>, videos: Vec<VideoId>) -> Result<(), Error> {
    shell.studio().restore(&videos).await
}

/// Shows a video's file in the file manager.
#[tauri::command]
pub(crate) async fn reveal(shell: State<'_, Shell>, video: VideoId) -> Result<(), Error> {
    let file = shell.studio().video_file(&video).await?;
    outside(move || tauri_plugin_opener::reveal_item_in_dir(file), "The file manager could not be opened").await
}

/// Opens a video in the system's player.
#[tauri::command]
pub(crate) async fn open_in_player(shell: State<'_, Shell>, video: VideoId) -> Result<(), Error> {
    let file = shell.studio().video_file(&video).await?;
    outside(move || tauri_plugin_opener::open_path(file, None::<&str>), "The system's player could not be opened").await
}

/// Saves a copy of a video where the person says; `false` when they think better of it.
#[tauri::command]
pub(crate) async fn save_as(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    video: VideoId,
    words: DialogWords,
) -> Result<bool, Error> {
    let from = shell.studio().video_file(&video).await?;
    let name = from.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some(to) = dialogs::video_copy(&window, words, name).await? else { return Ok(false) };
    copy(&from, &to).await.map_err(|e| not_copied(&e))?;
    Ok(true)
}

/// Copies videos into a folder that the person chooses, and says how many were; none when they think better of it.
#[tauri::command]
pub(crate) async fn save_copies(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    videos: Vec<VideoId>,
    words: DialogWords,
) -> Result<u32, Error> {
    let Some(folder) = dialogs::folder(&window, words, None).await? else { return Ok(0) };
    let mut copied = 0;
    for video in &videos {
        let from = shell.studio().video_file(video).await?;
        let to = free_name(&folder, &from);
        copy(&from, &to).await.map_err(|e| not_copied(&e))?;
        copied += 1;
    }
    Ok(copied)
}

/// The file's own name in another folder, with a number where it is taken: nothing is overwritten that nobody was asked about.
fn free_name(folder: &Path, file: &Path) -> PathBuf {
    let own = folder.join(file.file_name().unwrap_or_default());
    if !own.exists() {
        return own;
    }
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let numbered = |n: u32| folder.join(format!("{stem} ({n}).mp4"));
    (2..).map(numbered).find(|path| !path.exists()).unwrap_or(own)
}

/// Written beside and renamed, so that a half copy never has the name that was chosen.
async fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if tokio::fs::canonicalize(to).await.is_ok_and(|to| from.canonicalize().is_ok_and(|from| from == to)) {
        return Ok(());
    }
    let mut part = to.as_os_str().to_owned();
    part.push(".part");
    let copied = match tokio::fs::copy(from, &part).await {
        Ok(_) => tokio::fs::rename(&part, to).await,
        Err(e) => Err(e),
    };
    if copied.is_err() {
        // What is left of it is of no use; the first fault is the one to tell.
        let _ = tokio::fs::remove_file(&part).await;
    }
    copied
}

fn not_copied(why: &io::Error) -> Error {
    let code = match why.kind() {
        io::ErrorKind::StorageFull => ErrorCode::DiskFull,
        _ => ErrorCode::FolderUnusable,
    };
    Error::new(code, format!("The copy could not be saved: {why}. The video itself is safe."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[tokio::test]
    async fn a_copy_is_whole_or_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().join("video.mp4");
        fs::write(&from, b"moving").unwrap();

        let to = folder.path().join("copy.mp4");
        copy(&from, &to).await.unwrap();
        assert_eq!(fs::read(&to).unwrap(), b"moving");

        assert!(copy(&from, &folder.path().join("missing/copy.mp4")).await.is_err());
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names.len(), 2, "{names:?}");
    }

    #[test]
    fn a_copy_in_another_folder_takes_a_name_that_is_free() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = here.path().join("cat.mp4");
        for expected in ["cat.mp4", "cat (2).mp4", "cat (3).mp4"] {
            let name = free_name(there.path(), &file);
            assert_eq!(name, there.path().join(expected));
            fs::write(name, "taken").unwrap();
        }
    }

    #[tokio::test]
    async fn a_copy_onto_itself_leaves_the_video_alone() {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().canonicalize().unwrap().join("video.mp4");
        fs::write(&from, b"moving").unwrap();
        copy(&from, &from).await.unwrap();
        assert_eq!(fs::read(&from).unwrap(), b"moving");
    }
}
