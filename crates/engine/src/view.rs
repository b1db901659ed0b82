//! View models: whole things, ready to show, with ids where the window must not see a path.
//!
//! Everything here crosses to TypeScript; `cargo xtask bindings` writes the other side. Times are milliseconds since
//! 1970 UTC, sizes are bytes, lengths of pictures are pixels, money is in the service's credits.

mod host;
mod model;
mod photo;
mod prompt;
mod quote;
mod sound;
mod spending;
mod video;
mod whole;

pub use host::{HostDraft, HostKind, HostSecretView, HostView, NeedPlace, NeedView, PresetView};
pub use model::{EffectView, ModelSound, ModelView, ResolutionView};
pub use photo::{CropOffer, CropRect, Imported, Notice, PhotoView, Picture, RefusedPhoto};
pub use prompt::{Preset, PresetKind, PromptUse};
pub use quote::{Field, Objection, ObjectionCode, PriceBasis, Quote};
pub use sound::SoundView;
pub use spending::{Refund, SpendingRow, SpendingView};
pub use video::{Counts, Filter, Lookup, VideoFile, VideoPage, VideoStatus, VideoView};
pub use whole::{AccountView, Event, Snapshot};
