//! `resume`: goes on with everything that is under way, is held, or was lost on the way.

use animato_engine::view::{Filter, VideoStatus, VideoView};
use animato_engine::{Error, ErrorCode, Role, Studio};

use crate::args::{Global, Wait};
use crate::exit::Exit;
use crate::interrupt::interrupted;
use crate::output::Output;
use crate::session::Session;
use crate::watch::watch;

/// Videos asked for at once.
const PAGE: u32 = 200;

/// Waits for them.
pub(crate) async fn run(wait: Wait, global: &Global, out: Output) -> Result<Exit, Error> {
    let session = Session::connected(global, Role::Works).await?;
    let interrupted = interrupted();
    let done = async {
        // Lets what was held try again. Without credits, what is already paid for can still be saved.
        match session.account().await {
            Err(error) if error.code != ErrorCode::NoCredits => return Err(error),
            _ => {}
        }
        let videos = unfinished(&session.studio).await?;
        watch(&session.studio, videos, 0, wait, interrupted, out).await
    }
    .await;
    session.close().await;
    done
}

/// What is under way, and of what waits for the person that which may go on.
async fn unfinished(studio: &Studio) -> Result<Vec<VideoView>, Error> {
    let mut videos = all(studio, Filter::Making).await?;
    for video in all(studio, Filter::NeedsYou).await? {
        let may_go_on = matches!(
            video.status,
            VideoStatus::Waiting { .. } | VideoStatus::Saving { .. } | VideoStatus::Unknown { .. }
        );
        if may_go_on && videos.iter().all(|known| known.id != video.id) {
            videos.push(video);
        }
    }
    videos.reverse();
    Ok(videos)
}

async fn all(studio: &Studio, filter: Filter) -> Result<Vec<VideoView>, Error> {
    let mut videos: Vec<VideoView> = Vec::new();
    loop {
        let page = studio.videos(&filter.into(), u32::try_from(videos.len()).unwrap_or(u32::MAX), PAGE).await?;
        let is_last = page.videos.is_empty();
        videos.extend(page.videos);
        if is_last || videos.len() >= page.total as usize {
            return Ok(videos);
        }
    }
}
