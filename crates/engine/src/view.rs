//! View models: whole things, ready to show, with ids where the window must not see a path.
//!
//! Everything here crosses to TypeScript; `cargo xtask bindings` writes the other side. Times are milliseconds since
//! 1970 UTC, sizes are bytes, lengths of pictures are pixels, money is in the service's credits.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Error;
use crate::ids::{PhotoId, RequestId, VideoId};
use crate::spec::Spec;

/// A photo, as prepared for the service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PhotoView {
    /// Its row.
    pub id: PhotoId,
    /// The name it came with, without a folder.
    pub name: String,
    /// What it was.
    pub original: Picture,
    /// What will leave the machine.
    pub prepared: Picture,
    /// What was done to it, in the order in which it was done.
    pub notices: Vec<Notice>,
}

/// The facts of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Picture {
    /// Short name of the format: `JPEG`, `PNG`, `WebP`, `GIF`, `BMP`, `TIFF`, `HEIC`.
    pub format: String,
    /// Width in pixels, as a person sees it (after orientation).
    pub width: u32,
    /// Height in pixels, as a person sees it (after orientation).
    pub height: u32,
    /// Size of the file.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// Something that preparing did to a photo and that a person may want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Notice {
    /// Turned upright by its orientation tag.
    Turned,
    /// Written in another format.
    Converted,
    /// Scaled down to the service's limits.
    ScaledDown,
    /// Only the first picture of several was taken.
    FirstFrame,
    /// Transparency was laid on white.
    Flattened,
    /// Colours were converted to sRGB.
    ColoursConverted,
    /// Location data was removed.
    LocationRemoved,
    /// Other private data (camera, names, thumbnails) was removed.
    PrivateDataRemoved,
    /// Cut to the widest or tallest shape that the service takes.
    Cropped,
}

/// A picture that could not be taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RefusedPhoto {
    /// The name it came with, without a folder.
    pub name: String,
    /// Why not, and what to do.
    pub error: Error,
}

/// What became of the pictures of one drop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Imported {
    /// Taken, in the order in which they came.
    pub photos: Vec<PhotoView>,
    /// Refused.
    pub refused: Vec<RefusedPhoto>,
}

/// A model and what it can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ModelView {
    /// The service's name for it; what a [`Spec`] holds.
    pub value: String,
    /// The name for people.
    pub label: String,
    /// Who makes it; the list is grouped by this.
    pub provider: String,
    /// A sentence of the service's about it; may be empty.
    pub description: String,
    /// In the service's order.
    pub resolutions: Vec<ResolutionView>,
    /// Most videos in one request.
    pub max_count: u32,
    /// Takes a last picture.
    pub end_frame: bool,
    /// Can lengthen a prompt.
    pub extend_prompt: bool,
    /// Sound, where the model can make it.
    pub sound: Option<ModelSound>,
    /// The service says that it needs a paid plan.
    pub needs_plan: bool,
}

/// One resolution of a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ResolutionView {
    /// The service's name; what a [`Spec`] holds.
    pub value: String,
    /// The name for people.
    pub label: String,
    /// Lengths that can be chosen with it, in seconds, rising.
    pub seconds: Vec<u32>,
    /// Credits per second by the service's list; `None` where it names none.
    pub unit_credit: Option<f64>,
}

/// A model's own sound.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ModelSound {
    /// It cannot be turned off.
    pub required: bool,
    /// On unless turned off.
    pub default_on: bool,
    /// What it multiplies the price by.
    pub multiplier: f64,
}

/// An effect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EffectView {
    /// The service's name; what a [`Spec`] holds.
    pub code: String,
    /// The name for people. The service's text, never markup.
    pub name: String,
}

/// What a creation would cost and what speaks against it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Quote {
    /// Number of photos.
    pub photos: u32,
    /// Number of videos: photos times count.
    pub videos: u32,
    /// Credits for one video; `None`: unknown, which is never 0.
    pub per_video: Option<f64>,
    /// Credits for all.
    pub total: Option<f64>,
    /// Where the price comes from.
    pub basis: PriceBasis,
    /// The balance, where known.
    pub balance: Option<f64>,
    /// The balance after, where both are known; may be negative.
    pub balance_after: Option<f64>,
    /// What speaks against it, gravest first.
    pub objections: Vec<Objection>,
}

impl Quote {
    /// Whether Create would be refused.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.objections.iter().any(|o| o.blocks)
    }
}

/// Where a price comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum PriceBasis {
    /// The service's list: an estimate.
    Listed,
    /// What was really charged last time for the same choice.
    Charged,
    /// Nobody says.
    Unknown,
}

/// Something that speaks against a creation, shown beside its field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Objection {
    /// The field beside which it is shown.
    pub field: Field,
    /// For programs.
    pub code: ObjectionCode,
    /// What is wrong and what to do. One short sentence, English.
    pub message: String,
    /// Whether Create is refused; otherwise it is a remark.
    pub blocks: bool,
}

/// A field of the composer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Field {
    /// The tray.
    Photos,
    /// The prompt.
    Prompt,
    /// The negative prompt.
    NegativePrompt,
    /// The effect.
    Effect,
    /// The end frame.
    EndFrame,
    /// The model.
    Model,
    /// The resolution.
    Resolution,
    /// The length.
    Seconds,
    /// Videos per photo.
    Count,
    /// The sound.
    Sound,
    /// The price in the foot.
    Price,
    /// The account.
    Account,
    /// The place for photos.
    Host,
}

/// What speaks against a creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ObjectionCode {
    /// There is no photo.
    NoPhotos,
    /// There is neither a prompt nor an effect.
    NoPrompt,
    /// The prompt is longer than the service has been seen to take.
    LongPrompt,
    /// An effect is chosen: the prompt is ignored.
    PromptIgnored,
    /// No model is chosen, or the service does not list it.
    UnknownModel,
    /// The model does not offer this resolution.
    UnknownResolution,
    /// The model does not offer this length at this resolution.
    UnknownLength,
    /// Fewer than 1 or more than the model's videos per request.
    CountOutOfRange,
    /// The model takes no end frame.
    EndFrameNotSupported,
    /// The model makes no sound.
    SoundNotSupported,
    /// The model always makes sound.
    SoundRequired,
    /// The model cannot lengthen prompts.
    ExtendNotSupported,
    /// The service does not list this effect.
    UnknownEffect,
    /// Nobody knows the price.
    PriceUnknown,
    /// The balance is too small.
    NotEnoughCredits,
    /// Costs more than the caller allows.
    OverBudget,
    /// No account is connected.
    NotConnected,
    /// There is no place from which the service could fetch the photos.
    NoHost,
}

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
    /// Credits charged for it, where the service said so.
    pub credits: Option<f64>,
    /// Credits that a further try would cost, by what is known now.
    pub retry_credits: Option<f64>,
    /// The saved file.
    pub file: Option<VideoFile>,
    /// Marked as kept by the person.
    pub kept: bool,
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
    /// Waiting for the person: unknown, failed, expired, gone, held.
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

/// A page of videos, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct VideoPage {
    /// The videos.
    pub videos: Vec<VideoView>,
    /// There are more after these.
    pub more: bool,
}

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
    /// The choices made last.
    pub spec: Spec,
    /// The models as last listed; empty until the service answered for the first time.
    pub models: Vec<ModelView>,
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
    /// Pictures are being taken in; `done == total` ends it.
    Importing {
        /// Looked at so far.
        done: u32,
        /// Of so many.
        total: u32,
        /// Refused since the last such event.
        refused: Vec<RefusedPhoto>,
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
    /// The models were listed anew.
    Models {
        /// All of them.
        models: Vec<ModelView>,
    },
}
