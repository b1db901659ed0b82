//! Videos as the library shows them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Error;
use crate::ids::{PhotoId, RequestId, VideoId};
use crate::spec::Spec;
use crate::view::Refund;

/// A video as the library shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct VideoView {
    /// Its row.
    pub id: VideoId,
    /// The create call it belongs to.
    pub request: RequestId,
    /// The photo it was made from.
    pub photo: PhotoId,
    /// That photo's name.
    pub photo_name: String,
    /// When Create was pressed.
    #[ts(type = "number")]
    pub created_at: i64,
    /// Everything that was chosen.
    pub spec: Spec,
    /// The model's name for people.
    pub model_label: String,
    /// Where it stands.
    pub status: VideoStatus,
    /// It is under way, and the service, which took it longer ago than it keeps files, never said where it is. It may be deleted.
    pub overdue: bool,
    /// Credits charged for it, where the service said so.
    pub credits: Option<f64>,
    /// What became of its charge, if it could not be made.
    pub refund: Option<Refund>,
    /// Credits that a further try would cost, by what is known now.
    pub retry_credits: Option<f64>,
    /// The saved file.
    pub file: Option<VideoFile>,
    /// When it was saved.
    #[ts(type = "number | null")]
    pub saved_at: Option<i64>,
    /// Marked as kept by the person.
    pub kept: bool,
    /// The person's own words for it, by name.
    pub tags: Vec<String>,
}

/// A saved file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct VideoFile {
    /// File name without a folder.
    pub name: String,
    /// Size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Length in seconds, as the file says.
    pub seconds: f64,
    /// It has a sound track.
    pub has_sound: bool,
    /// It is no longer where it was saved.
    pub missing: bool,
    /// It is missing, and could not be fetched again: the service did not have it any more.
    pub lost: bool,
}

/// Where a video stands, in the person's terms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "kind")]
#[ts(export)]
pub enum VideoStatus {
    /// Not yet sent to the service.
    Waiting {
        /// What it waits for, where something is in the way.
        held: Option<Error>,
    },
    /// The create call is under way.
    Sending,
    /// In the service's queue.
    Queued {
        /// When the service accepted it.
        #[ts(type = "number")]
        since: i64,
        /// How long such a video usually takes from acceptance, milliseconds; `None`: not yet known.
        #[ts(type = "number | null")]
        usual: Option<i64>,
    },
    /// The service renders it.
    Rendering {
        /// When the service accepted it.
        #[ts(type = "number")]
        since: i64,
        /// How long such a video usually takes from acceptance, milliseconds; `None`: not yet known.
        #[ts(type = "number | null")]
        usual: Option<i64>,
    },
    /// Done at the service; being fetched.
    Saving {
        /// When the service deletes it.
        #[ts(type = "number")]
        expires: i64,
        /// What is in the way of saving, where something is.
        held: Option<Error>,
    },
    /// On the disk.
    Saved,
    /// The service could not make it, or refused it.
    Failed {
        /// Why.
        error: Error,
    },
    /// The outcome of the create call is not known; the person decides.
    Unknown {
        /// What is known.
        error: Error,
        /// What looking for it gave so far.
        lookup: Lookup,
    },
    /// Deleted by the service before it could be saved.
    Expired,
    /// No longer known to the service.
    Gone,
}

/// What looking for a lost request gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Lookup {
    /// Not looked yet.
    #[default]
    NotLooked,
    /// Looked: the service does not have it. Sending again is safe.
    Absent,
    /// The service did not answer the look-up in a way that can be trusted.
    Unavailable,
}

/// Which videos to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Under way.
    Making,
    /// Saved.
    Ready,
    /// Marked by the person.
    Kept,
    /// Waiting for the person: unknown, failed, expired, gone. What is merely held is under way and says why.
    NeedsYou,
}

/// How many videos each filter shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Counts {
    /// All.
    pub all: u32,
    /// Under way.
    pub making: u32,
    /// Saved.
    pub ready: u32,
    /// Marked by the person.
    pub kept: u32,
    /// Waiting for the person.
    pub needs_you: u32,
}

/// How many videos are under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct UnderWay {
    /// Sent to the service, or right now on their way to it: it goes on with them.
    pub sent: u32,
    /// Not yet sent: they wait.
    pub unsent: u32,
}

/// Which videos to list, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct VideoQuery {
    /// By their state, or the person's mark.
    pub filter: Filter,
    /// Words that must all be in its prompt, effect, photo's name, model or tags, each also as a part of a longer word.
    pub search: String,
    /// Of this model only: its `value`.
    pub model: Option<String>,
    /// With this tag only.
    pub tag: Option<String>,
    /// Created on this local day only: `2026-11-27`.
    pub day: Option<String>,
    /// The order.
    pub sort: Sort,
}

impl From<Filter> for VideoQuery {
    fn from(filter: Filter) -> Self {
        Self { filter, ..Self::default() }
    }
}

/// In which order to list videos. Where two are alike, the newer one is first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Sort {
    /// The last created first.
    #[default]
    Newest,
    /// The first created first.
    Oldest,
    /// By the photo's name.
    Name,
    /// The longest first.
    Longest,
    /// The dearest first.
    Dearest,
}

/// A part of what a query asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct VideoPage {
    /// The videos.
    pub videos: Vec<VideoView>,
    /// How many the query asks for in all.
    pub total: u32,
}

/// By what the library can be narrowed down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Facets {
    /// The models of its videos, by name.
    pub models: Vec<Facet>,
    /// The tags of its videos, by name.
    pub tags: Vec<Facet>,
    /// The days on which its videos were created, the latest first.
    pub days: Vec<Facet>,
}

/// One of the values by which the library can be narrowed down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Facet {
    /// For a [`VideoQuery`].
    pub value: String,
    /// For people.
    pub label: String,
    /// How many videos have it.
    pub count: u32,
}
