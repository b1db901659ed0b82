//! `list`: the videos of the library. Asks nobody; nothing goes on meanwhile.

use std::fmt;

use animato_engine::view::Filter;
use animato_engine::{Error, Role};
use serde::Serialize;

use crate::args::{Global, Which};
use crate::exit::Exit;
use crate::lines::{Count, VideoLine};
use crate::output::Output;
use crate::session::Session;
use crate::words::plural;

/// Lists them, newest first.
pub(crate) async fn run(which: Which, search: &str, limit: u32, global: &Global, out: Output) -> Result<Exit, Error> {
    let session = Session::unconnected(global, Role::Reads).await?;
    let done = list(&session, which.into(), search, limit, out).await;
    session.close().await;
    done
}

async fn list(session: &Session, filter: Filter, search: &str, limit: u32, out: Output) -> Result<Exit, Error> {
    let page = session.studio.videos(filter, search, None, limit).await?;
    for video in &page.videos {
        let path = session.studio.video_file(&video.id).await.ok();
        out.line(&Row(VideoLine::new(video, path)));
    }
    let more = if page.more { " There are more: --limit shows them." } else { "" };
    let words = format!("{}.{more}", plural(page.videos.len() as u64, "video"));
    out.summary(&Count::told(page.videos.len(), words));
    Ok(Exit::Saved)
}

/// The same line as everywhere, with the id in front for people.
#[derive(Serialize)]
#[serde(transparent)]
struct Row(VideoLine);

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}", self.0.id, self.0)
    }
}

impl From<Which> for Filter {
    fn from(which: Which) -> Self {
        match which {
            Which::All => Self::All,
            Which::Making => Self::Making,
            Which::Ready => Self::Ready,
            Which::Kept => Self::Kept,
            Which::NeedsYou => Self::NeedsYou,
        }
    }
}
