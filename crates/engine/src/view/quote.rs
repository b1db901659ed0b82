//! Prices, and what speaks against a creation.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ErrorCode;

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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Objection {
    /// The field beside which it is shown.
    pub field: Field,
    /// For programs.
    pub code: ObjectionCode,
    /// What is wrong and what to do. One short sentence, English.
    pub message: String,
    /// The figures of the message, where it has any that the choice itself does not show: from them and the code, it can be
    /// said whole in another language.
    pub figures: Option<Figures>,
    /// Whether Create is refused; otherwise it is a remark.
    pub blocks: bool,
    /// Create goes on only when the person was asked and agreed.
    pub asks: bool,
}

/// What an objection counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum Figures {
    /// Of several photos, some have no prompt.
    WithoutPrompt {
        /// How many.
        photos: u32,
    },
    /// The longest prompt that the service has been seen to take.
    LongestPrompt {
        /// Unicode scalar values.
        characters: u32,
    },
    /// The balance is too small.
    Balance {
        /// Credits that are needed.
        needed: f64,
        /// Credits that there are.
        balance: f64,
    },
    /// The person's limits that would be passed.
    Limits {
        /// Each of them. None: the price is not known, so that it cannot be held to any.
        passed: Vec<PassedLimit>,
    },
}

/// A limit that would be passed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PassedLimit {
    /// What it is for.
    pub span: LimitSpan,
    /// What would be spent in that span with this creation. Credits.
    pub sum: f64,
    /// The limit. Credits.
    pub limit: f64,
}

/// What a limit is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum LimitSpan {
    /// One creation.
    Press,
    /// A day, local time.
    Day,
    /// A month, local time.
    Month,
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
    /// The video that is to sound was made with another account than the connected one.
    OtherAccount,
    /// There is no place from which the service could fetch the photos.
    NoHost,
    /// There is such a place, and something keeps it from being used: consent, a secret, an address.
    HostNotReady,
    /// Only photos that came from a link can be used, and some did not.
    LinksOnly,
    /// The video that is to sound is not finished.
    NotFinished,
    /// The service does not have the video that is to sound any more.
    NotAtService,
}

impl ObjectionCode {
    /// The error of a creation that this blocks.
    #[must_use]
    pub fn error_code(self) -> ErrorCode {
        match self {
            Self::NotConnected | Self::OtherAccount => ErrorCode::NotConnected,
            Self::NoHost | Self::HostNotReady | Self::LinksOnly => ErrorCode::NoHost,
            Self::NotEnoughCredits => ErrorCode::NoCredits,
            Self::OverBudget => ErrorCode::OverBudget,
            Self::NoPhotos => ErrorCode::PhotoUnusable,
            Self::NotFinished | Self::NotAtService => ErrorCode::Gone,
            _ => ErrorCode::BadSpec,
        }
    }
}
