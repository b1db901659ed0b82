//! View models: whole things, ready to show, with ids where the window must not see a path.
//!
//! Everything here crosses to TypeScript; `cargo xtask bindings` writes the other side. Times are milliseconds since
//! 1970 UTC, sizes are bytes, lengths of pictures are pixels, money is in the service's credits.

mod host;
mod model;
mod photo;
mod prompt;
mod quote;
mod recipe;
mod sound;
mod spending;
mod video;
mod whole;

pub use host::{HostDraft, HostKind, HostSecretView, HostView, NeedPlace, NeedView, PresetView};
pub use model::{EffectView, ModelSound, ModelView, ResolutionView};
pub use photo::{CropOffer, CropRect, Imported, Notice, PhotoView, Picture, RefusedPhoto};
pub use prompt::{Preset, PresetKind, PromptUse};
pub use quote::{Field, Figures, LimitSpan, Objection, ObjectionCode, PassedLimit, PriceBasis, Quote};
pub use recipe::RecipeView;
pub use sound::SoundView;
pub use spending::{Refund, SpendingRow, SpendingView};
pub use video::{
    Counts, Facet, Facets, Filter, Lookup, Sort, UnderWay, VideoFile, VideoPage, VideoQuery, VideoStatus, VideoView,
};
pub use whole::{AccountView, Event, Snapshot};
