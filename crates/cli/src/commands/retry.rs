//! `retry`: makes videos again because a person says so.

use animato_engine::view::VideoStatus;
use animato_engine::{Error, Role};

use crate::args::{Agreement, Global, Wait};
use crate::exit::Exit;
use crate::interrupt::interrupted;
use crate::lines::Summary;
use crate::output::Output;
use crate::session::Session;
use crate::watch::{Stop, watch};
use crate::words::{number, remedied};

/// Says what it may cost, sends again, and waits.
pub(crate) async fn run(
    ids: &[String],
    agreement: Agreement,
    wait: Wait,
    global: &Global,
    out: Output,
) -> Result<Exit, Error> {
    let session = Session::connected(global, Role::Works).await?;
    let done = again(&session, ids, agreement, wait, out).await;
    session.close().await;
    done
}

async fn again(
    session: &Session,
    ids: &[String],
    agreement: Agreement,
    wait: Wait,
    out: Output,
) -> Result<Exit, Error> {
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
    if agreement.max_credits.is_some() {
        // Held to what the service asks today, as a creation is.
        studio.models().await?;
    }
    let ids: Vec<_> = olds.into_iter().map(|video| video.id).collect();
    let tried = studio.retry_within(&ids, agreement.max_credits, agreement.credits()).await?;
    let mut videos = Vec::new();
    let (mut refused, mut gravest) = (0, None);
    for (id, made) in tried {
        match made.map_err(remedied) {
            Ok(made) => videos.extend(made),
            Err(error) => {
                out.error(Some(id.as_str()), &error);
                refused += 1;
                gravest = gravest.max(Some(Exit::of_error(error.code)));
            }
        }
    }
    if videos.is_empty() {
        let exit = gravest.unwrap_or(Exit::Usage);
        out.summary(&Summary::new(Vec::new(), refused, Stop::Over, exit));
        return Ok(exit);
    }
    // Two videos of one request come back together.
    let mut seen = std::collections::HashSet::new();
    videos.retain(|video| seen.insert(video.id.clone()));
    watch(studio, videos, refused, wait, interrupted, out).await
}
