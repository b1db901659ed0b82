//! The account, the whole of the window, and what changes in it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Counts, CropOffer, EffectView, ModelView, PhotoView, RecipeView, RefusedPhoto, VideoPage, VideoView};
use crate::error::Error;
use crate::ids::VideoId;
use crate::spec::Spec;

/// The account as the header shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AccountView {
    /// The name for people: "Demo", "Akool".
    pub name: String,
    /// The service's host name and port.
    pub service: String,
    /// Nobody is charged: the built-in sandbox, or whatever was started as a trial.
    pub is_demo: bool,
    /// Credits left, where known.
    pub balance: Option<f64>,
    /// Credits charged since midnight, local time.
    pub today: f64,
    /// What keeps the queue from going on: key, credits, network.
    pub held: Option<Error>,
    /// The place for photos, by name; `None`: none is set.
    pub host: Option<String>,
}

/// What the window needs to paint itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Snapshot {
    /// The account.
    pub account: AccountView,
    /// The photos in the tray.
    pub tray: Vec<PhotoView>,
    /// Pictures that could be used without their edges.
    pub offers: Vec<CropOffer>,
    /// The choices made last.
    pub spec: Spec,
    /// The models as last listed; empty until the service answered for the first time.
    pub models: Vec<ModelView>,
    /// The effects as last listed.
    pub effects: Vec<EffectView>,
    /// The newest videos.
    pub page: VideoPage,
    /// How many there are.
    pub counts: Counts,
}

/// What the engine tells: whole view models, after they are on the disk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "type")]
#[ts(export)]
pub enum Event {
    /// The tray is now this.
    Tray {
        /// All its photos.
        photos: Vec<PhotoView>,
    },
    /// These photos are new in the tray, at its end: many may come one after the other, and none repeats the others.
    TrayAdded {
        /// In their order.
        photos: Vec<PhotoView>,
    },
    /// The offers to crop are now these.
    Offers {
        /// All of them, the oldest first.
        offers: Vec<CropOffer>,
    },
    /// Pictures are being taken in; `done == total` ends it. Told a few times a second, whatever comes in.
    Importing {
        /// Looked at so far.
        done: u32,
        /// Of so many; grows while folders are being looked through.
        total: u32,
        /// Refused since the last such event.
        refused: Vec<RefusedPhoto>,
        /// Files of folders that are no pictures, since the last such event.
        others: u32,
    },
    /// A video is new or changed.
    Video {
        /// The whole of it.
        video: Box<VideoView>,
        /// The counts that go with it.
        counts: Counts,
    },
    /// A video left the library.
    Removed {
        /// Which.
        video: VideoId,
        /// The counts that go with it.
        counts: Counts,
    },
    /// Bytes of a video that is being saved. Passing news, not on the disk.
    Progress {
        /// Which.
        video: VideoId,
        /// Bytes so far.
        #[ts(type = "number")]
        done: u64,
        /// Of so many, where the server says.
        #[ts(type = "number | null")]
        total: Option<u64>,
    },
    /// The account changed.
    Account {
        /// The whole of it.
        account: AccountView,
    },
    /// A video came in whose settings travel with it.
    Recipe {
        /// How it was made.
        recipe: RecipeView,
    },
    /// The models were listed anew.
    Models {
        /// All of them.
        models: Vec<ModelView>,
    },
}
