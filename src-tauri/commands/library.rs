//! Videos: listing them, deciding about them, and handing their files to other programs.

use std::io;
use std::path::Path;

use animato_engine::ids::{RequestId, VideoId};
use animato_engine::view::{Filter, VideoPage, VideoView};
use animato_engine::{Delete, Error, ErrorCode, Found};
use tauri::{State, WebviewWindow};

use crate::dialogs;
use crate::shell::Shell;

/// A page of the library, newest first.
#[tauri::command]
pub(crate) async fn list_videos(
    shell: State<'_, Shell>,
    filter: Filter,
    search: String,
    after: Option<VideoId>,
    limit: u32,
) -> Result<VideoPage, Error> {
    shell.studio().videos(filter, &search, after, limit).await
}

/// Looks at the service for a request whose outcome is unknown.
#[tauri::command]
pub(crate) async fn find(shell: State<'_, Shell>, request: RequestId) -> Result<Found, Error> {
    shell.studio().find(&request).await
}

/// Makes a video again, or fetches it again. `agreed`: the credits to which the person agreed when asked about a limit.
#[tauri::command]
pub(crate) async fn retry(
    shell: State<'_, Shell>,
    video: VideoId,
    agreed: Option<f64>,
) -> Result<Vec<VideoView>, Error> {
    shell.studio().retry(&video, agreed).await
}

/// Marks a video as kept, or not.
#[tauri::command]
pub(crate) async fn keep(shell: State<'_, Shell>, video: VideoId, kept: bool) -> Result<VideoView, Error> {
    shell.studio().keep(&video, kept).await
}

/// Deletes a video here, at the service, or both.
#[tauri::command]
pub(crate) async fn delete(shell: State<'_, Shell>, video: VideoId, what: Delete) -> Result<(), Error> {
    shell.studio().delete(&video, what).await
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
pub(crate) async fn save_as(window: WebviewWindow, shell: State<'_, Shell>, video: VideoId) -> Result<bool, Error> {
    let from = shell.studio().video_file(&video).await?;
    let name = from.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some(to) = dialogs::video_copy(&window, name).await? else { return Ok(false) };
    copy(&from, &to).await.map_err(|e| not_copied(&e))?;
    Ok(true)
}

/// Starting another program may take a while: it is done off the threads that serve the window.
async fn outside<E: std::fmt::Display + Send + 'static>(
    start: impl FnOnce() -> Result<(), E> + Send + 'static,
    what: &str,
) -> Result<(), Error> {
    let started = tokio::task::spawn_blocking(start).await;
    let why = match started {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(e)) => e.to_string(),
        Err(e) => e.to_string(),
    };
    Err(Error::new(ErrorCode::Internal, format!("{what}: {why}.")))
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

    #[tokio::test]
    async fn a_copy_onto_itself_leaves_the_video_alone() {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().canonicalize().unwrap().join("video.mp4");
        fs::write(&from, b"moving").unwrap();
        copy(&from, &from).await.unwrap();
        assert_eq!(fs::read(&from).unwrap(), b"moving");
    }
}
