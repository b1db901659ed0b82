//! Models: what can make a video, in which sizes and lengths, and at what price.

use std::cmp::Reverse;

use serde_json::Value;

use crate::client::Client;
use crate::error::Error;
use crate::read;
use crate::reply::Effect;
use crate::status::Skipped;
use crate::transport::Call;

/// 1501 is the service's number for image to video. The brackets are part of the parameter's name.
const PATH: &str = "api/open/v4/aigModel/list?types[]=1501";

/// The models. From [`Client::models`].
#[derive(Clone, Copy, Debug)]
pub struct Models<'a> {
    client: &'a Client,
}

/// The models, the one that the service wants first in front, and what could not be used.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelList {
    /// Usable models by `sort`, descending. Empty is a valid answer.
    pub models: Vec<Model>,
    /// Entries that lack what a create call needs.
    pub skipped: Vec<Skipped>,
}

/// Something that makes videos.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What a create call sends as `model_name`.
    pub value: String,
    /// For people; `value` where there is none.
    pub label: String,
    /// Place in the list, higher first.
    pub sort: Option<i64>,
    /// 1501 for image to video.
    pub model_type: Option<i64>,
    /// As the service groups it.
    pub group: Option<String>,
    /// Who made it ("akool", "kwaivgi").
    pub provider: Option<String>,
    /// For people.
    pub description: Option<String>,
    /// At least one.
    pub resolutions: Vec<Resolution>,
    /// Marked as professional.
    pub is_pro: bool,
    /// Needs a paid plan. False does **not** mean that it is free.
    pub requires_pay: bool,
    /// What it can do about sound; `None`: silent.
    pub sound: Option<Sound>,
    /// Takes a last frame.
    pub supports_last_frame: bool,
    /// Can lengthen the prompt by itself.
    pub supports_extend_prompt: bool,
    /// Pictures per request, at least 1.
    pub max_image_count: u32,
    /// Videos per request, 1 to 10.
    pub max_count: u32,
}

/// A size of a model's videos.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// What a create call sends as `resolution`, letter for letter ("720p", "768P", "1280x720").
    pub value: String,
    /// For people; `value` where there is none.
    pub label: String,
    /// Pixels, as listed; the video keeps the photo's aspect.
    pub width: Option<u32>,
    /// Pixels, as listed.
    pub height: Option<u32>,
    /// Credits per second of video, as clients in production compute it. `None`: the price is unknown, which is not 0.
    pub unit_credit: Option<f64>,
    /// Seconds to choose from, at least one: the resolution's own list, or else the model's.
    pub durations: Vec<u32>,
}

/// A model's sound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sound {
    /// Cannot be left out.
    pub required: bool,
    /// On unless said otherwise.
    pub default: bool,
    /// By how much sound multiplies the price; `None`: not said.
    pub extra_credit_multiplier: Option<f64>,
}

impl<'a> Models<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// All models for image to video.
    ///
    /// # Errors
    /// As every call; [`Unreadable`](crate::ErrorKind::Unreadable) when no list came.
    pub async fn list(&self) -> Result<ModelList, Error> {
        let (reply, envelope) = self.client.read(Call::get(PATH)).await?;
        let list = envelope.get("data").and_then(Value::as_array);
        let list = list.ok_or_else(|| reply.unreadable(Effect::Reads, "no list of models in it"))?;
        let mut read = ModelList::default();
        for (index, entry) in list.iter().enumerate() {
            match Model::read(entry) {
                Ok(model) => read.models.push(model),
                Err(reason) => read.skipped.push(Skipped {
                    index,
                    name: read::text(entry, &["label", "value"]),
                    reason: reason.into(),
                }),
            }
        }
        // Stable: models of the same place stay in the service's order; those without one come last.
        read.models.sort_by_key(|model| Reverse(model.sort));
        Ok(read)
    }
}

impl Model {
    /// The resolution with this `value`.
    pub fn resolution(&self, value: &str) -> Option<&Resolution> {
        self.resolutions.iter().find(|resolution| resolution.value == value)
    }

    fn read(entry: &Value) -> Result<Self, &'static str> {
        let value = read::id(entry, &["value"]).ok_or("no value")?;
        let shared = durations(entry);
        let list = entry.get("resolutionList").and_then(Value::as_array).ok_or("no list of resolutions")?;
        let resolutions: Vec<_> = list.iter().filter_map(|item| Resolution::read(item, &shared)).collect();
        if resolutions.is_empty() {
            return Err("no resolution with a length");
        }
        Ok(Self {
            label: read::text(entry, &["label"]).unwrap_or_else(|| value.clone()),
            value,
            sort: read::integer(entry, "sort"),
            model_type: read::integer(entry, "type"),
            group: read::text(entry, &["group"]),
            provider: read::text(entry, &["provider"]),
            description: read::text(entry, &["description"]),
            resolutions,
            is_pro: read::flag(entry, "isPro").unwrap_or(false),
            requires_pay: read::flag(entry, "requiresPay").unwrap_or(false),
            sound: Sound::read(entry.get("generate_audio").unwrap_or(&Value::Null)),
            supports_last_frame: read::flag(entry, "supportedLastFrame").unwrap_or(false),
            supports_extend_prompt: read::flag(entry, "supportedExtendPrompt").unwrap_or(false),
            max_image_count: read::count(entry, "maxImageCount").unwrap_or(1),
            max_count: read::count(entry, "maxCount").unwrap_or(1).min(10),
        })
    }
}

impl Resolution {
    fn read(item: &Value, shared: &[u32]) -> Option<Self> {
        let value = read::id(item, &["value"])?;
        let own = durations(item);
        let durations = if own.is_empty() { shared.to_vec() } else { own };
        (!durations.is_empty()).then(|| Self {
            label: read::text(item, &["label"]).unwrap_or_else(|| value.clone()),
            value,
            width: read::count(item, "width"),
            height: read::count(item, "height"),
            unit_credit: read::number(item, "unit_credit").filter(|&credit| credit >= 0.0),
            durations,
        })
    }
}

impl Sound {
    /// Anything but null means that the model can make sound.
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::Object(_) => Some(Self {
                required: read::flag(value, "required").unwrap_or(false),
                default: read::flag(value, "default").unwrap_or(false),
                extra_credit_multiplier: read::number(value, "extra_credit_multiplier").filter(|&by| by > 0.0),
            }),
            // That it can; not that it does so unasked, which the create call documents as off.
            _ => Some(Self { required: false, default: false, extra_credit_multiplier: None }),
        }
    }
}

/// Whole seconds in the service's order, each once.
fn durations(of: &Value) -> Vec<u32> {
    let mut seconds = Vec::new();
    for item in of.get("durationList").and_then(Value::as_array).into_iter().flatten() {
        let length = read::as_integer(item).and_then(|length| u32::try_from(length).ok()).filter(|&length| length > 0);
        seconds.extend(length.filter(|length| !seconds.contains(length)));
    }
    seconds
}
