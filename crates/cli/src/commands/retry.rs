//! `retry`: makes videos again because a person says so.

use animato_engine::view::VideoStatus;
use animato_engine::{Error, ErrorCode, Role};

use crate::args::{Global, Wait};
use crate::exit::Exit;
use crate::interrupt::interrupted;
use crate::output::Output;
use crate::session::Session;
use crate::watch::watch;
use crate::words::{number, plural};

/// Says what it may cost, sends again, and waits.
pub(crate) async fn run(ids: &[String], wait: Wait, global: &Global, out: Output) -> Result<Exit, Error> {
    let session = Session::connected(global, Role::Works).await?;
    let done = again(&session, ids, wait, out).await;
    session.close().await;
    done
}

async fn again(session: &Session, ids: &[String], wait: Wait, out: Output) -> Result<Exit, Error> {
    let studio = &session.studio;
    session.account().await?;
    let mut olds = Vec::with_capacity(ids.len());
    for id in ids {
        let video = studio.video(&id.as_str().into()).await?;
        olds.push(video);
    }
    for video in &olds {
        let free = matches!(video.status, VideoStatus::Saved | VideoStatus::Saving { .. });
        let price = match video.retry_credits {
            _ if free => "Fetching it again costs nothing.".to_owned(),
            Some(credits) => format!("Making it again may cost {} credits.", number(credits)),
            None => "Making it again may cost credits; the price is not known.".to_owned(),
        };
        out.remark(format!("{}: {price}", video.photo_name));
    }
    let interrupted = interrupted();
    let events = studio.events();
    let mut videos = Vec::new();
    let mut refused = 0;
    for old in &olds {
        match studio.retry(&old.id).await {
            Ok(made) => videos.extend(made),
            Err(error) => {
                out.error(Some(old.id.as_str()), &error);
                refused += 1;
            }
        }
    }
    if videos.is_empty() {
        return Err(Error::new(
            ErrorCode::BadSpec,
            format!("{} could not be tried again. Nothing was charged.", plural(refused as u64, "video")),
        ));
    }
    // Two videos of one request come back together.
    let mut seen = std::collections::HashSet::new();
    videos.retain(|video| seen.insert(video.id.clone()));
    watch(studio, events, videos, refused, wait, interrupted, out).await
}
