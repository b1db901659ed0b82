//! `list`: the videos of the library. Asks nobody; nothing goes on meanwhile.

use std::fmt;

use animato_engine::view::{Filter, Sort, VideoQuery};
use animato_engine::{Error, Role};
use serde::Serialize;

use crate::args::{Global, Listing, Order, Which};
use crate::exit::Exit;
use crate::lines::{Count, VideoLine};
use crate::output::Output;
use crate::session::Session;
use crate::words::plural;

/// The most that the engine tells at once.
const PAGE: u32 = 500;

/// Lists them.
pub(crate) async fn run(listing: &Listing, global: &Global, out: Output) -> Result<Exit, Error> {
    let session = Session::unconnected(global, Role::Reads).await?;
    let done = list(&session, listing, out).await;
    session.close().await;
    done
}

async fn list(session: &Session, listing: &Listing, out: Output) -> Result<Exit, Error> {
    let query = VideoQuery {
        filter: listing.filter.into(),
        search: listing.search.clone(),
        model: listing.model.clone(),
        tag: listing.tag.clone(),
        day: listing.day.clone(),
        sort: listing.sort.into(),
    };
    let (mut told, mut total) = (0, u32::MAX);
    while told < listing.limit.min(total) {
        let page = session.studio.videos(&query, told, (listing.limit - told).min(PAGE)).await?;
        for video in &page.videos {
            let path = session.studio.video_file(&video.id).await.ok();
            out.line(&Row(VideoLine::new(video, path)));
        }
        // Where another engine deletes meanwhile, there may be fewer than there were.
        total = if page.videos.is_empty() { told } else { page.total };
        told += u32::try_from(page.videos.len()).unwrap_or(u32::MAX);
    }
    let more = if told < total { " There are more: --limit shows them." } else { "" };
    let words = format!("{}.{more}", plural(u64::from(told), "video"));
    out.summary(&Count::told(told as usize, words));
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

impl From<Order> for Sort {
    fn from(order: Order) -> Self {
        match order {
            Order::Newest => Self::Newest,
            Order::Oldest => Self::Oldest,
            Order::Name => Self::Name,
            Order::Longest => Self::Longest,
            Order::Dearest => Self::Dearest,
        }
    }
}
