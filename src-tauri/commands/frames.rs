//! Single pictures: the one on which videos end, and those that are taken out of videos.

use animato_engine::ids::{RecipeId, VideoId};
use animato_engine::view::PhotoView;
use animato_engine::{Error, Source};
use tauri::{State, WebviewWindow};

use crate::dialogs::{self, DialogWords};
use crate::shell::Shell;

/// Asks the person for the picture on which videos are to end; `None` when they think better of it. It does not go to the tray.
#[tauri::command]
pub(crate) async fn pick_end_frame(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    words: DialogWords,
) -> Result<Option<PhotoView>, Error> {
    let Some(file) = dialogs::picture(&window, words).await? else { return Ok(None) };
    shell.studio().import_one(vec![Source::Path(file)]).await.map(Some)
}

/// The picture that a video shows at this second, or its last, as a photo that is not in the tray.
#[tauri::command]
pub(crate) async fn frame_photo(shell: State<'_, Shell>, video: VideoId, at: Option<f64>) -> Result<PhotoView, Error> {
    shell.studio().frame_photo(&video, at).await
}

/// The last picture of a video whose settings came in with it, as a photo that is not in the tray.
#[tauri::command]
pub(crate) async fn recipe_frame(shell: State<'_, Shell>, recipe: RecipeId) -> Result<PhotoView, Error> {
    shell.studio().recipe_frame(&recipe).await
}
