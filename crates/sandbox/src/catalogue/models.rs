//! The models: a set that shows every shape that the service's list was seen to have.

use serde_json::{Value, json};

use crate::number::number;

/// What the single endpoint charges for a video, whatever is asked.
pub(crate) const PREMIUM_CREDITS: f64 = 100.0;

/// One model, as the service lists it.
pub(crate) struct Model {
    pub sort: i32,
    pub provider: &'static str,
    pub label: &'static str,
    pub value: &'static str,
    /// Missing from the list when empty.
    pub description: &'static str,
    pub resolutions: &'static [Resolution],
    /// Seconds; empty where the resolutions have their own.
    pub durations: &'static [u32],
    pub is_pro: bool,
    pub requires_pay: bool,
    pub sound: Sound,
    pub last_frame: bool,
    pub extend_prompt: bool,
    pub max_count: u32,
    /// How much longer than the usual model it works.
    pub slowness: f64,
}

/// One entry of `resolutionList`.
pub(crate) struct Resolution {
    pub value: &'static str,
    pub width: u32,
    pub height: u32,
    /// Credits per second. `None` is missing from the list, and charged at [`Resolution::UNLISTED`].
    pub unit_credit: Option<f64>,
    /// Seconds; empty where the model's own list counts.
    pub durations: &'static [u32],
}

/// `generate_audio` of the list.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Sound {
    /// `null`.
    Never,
    /// `true`.
    Included,
    /// An object.
    Priced { required: bool, default: bool, multiplier: f64 },
}

impl Model {
    pub(crate) fn resolution(&self, value: &str) -> Option<&Resolution> {
        self.resolutions.iter().find(|resolution| resolution.value == value)
    }

    /// The seconds that can be asked for at this resolution.
    pub(crate) fn durations(&self, resolution: &Resolution) -> &'static [u32] {
        if resolution.durations.is_empty() { self.durations } else { resolution.durations }
    }

    /// The credits of one video.
    pub(crate) fn credits(&self, resolution: &Resolution, seconds: u32, sound: bool) -> f64 {
        let multiplier = match self.sound {
            Sound::Priced { multiplier, .. } if sound => multiplier,
            _ => 1.0,
        };
        (resolution.unit_credit.unwrap_or(Resolution::UNLISTED) * f64::from(seconds) * multiplier).round()
    }

    /// As an entry of the service's list.
    pub(crate) fn listed(&self) -> Value {
        let mut entry = json!({
            "sort": self.sort, "type": 1501, "group": "akool", "provider": self.provider, "label": self.label, "value": self.value,
            "resolutionList": self.resolutions.iter().map(Resolution::listed).collect::<Vec<_>>(),
            "durationList": self.durations, "isPro": self.is_pro, "requiresPay": self.requires_pay,
            "generate_audio": match self.sound {
                Sound::Never => Value::Null,
                Sound::Included => Value::Bool(true),
                Sound::Priced { required, default, multiplier } =>
                    json!({ "required": required, "type": "boolean", "default": default, "extra_credit_multiplier": number(multiplier) }),
            },
            "supportedLastFrame": self.last_frame, "supportedExtendPrompt": self.extend_prompt,
            "maxImageCount": if self.last_frame { 2 } else { 1 }, "maxCount": self.max_count,
        });
        if !self.description.is_empty() {
            entry["description"] = self.description.into();
        }
        entry
    }
}

impl Resolution {
    /// Credits per second where the list names no price.
    pub(crate) const UNLISTED: f64 = 8.0;

    fn listed(&self) -> Value {
        let mut entry = json!({ "label": self.value, "value": self.value, "width": self.width, "height": self.height });
        if let Some(credits) = self.unit_credit {
            entry["unit_credit"] = number(credits);
        }
        if !self.durations.is_empty() {
            entry["durationList"] = self.durations.into();
        }
        entry
    }
}

/// A resolution that the model's own durations go with.
const fn at(value: &'static str, width: u32, height: u32, unit_credit: f64) -> Resolution {
    Resolution { value, width, height, unit_credit: Some(unit_credit), durations: &[] }
}

/// In the order of the file, which is not the order of `sort`: clients must sort.
pub(crate) const MODELS: &[Model] = &[
    Model {
        sort: 900,
        provider: "akool",
        label: "Akool Fast",
        value: "AkoolImage2VideoFastV1",
        description: "Quick and steady, for most photos.",
        resolutions: &[at("720p", 1280, 720, 5.0), at("1080p", 1920, 1080, 10.0), at("4k", 3840, 2160, 20.0)],
        durations: &[5, 10],
        is_pro: false,
        requires_pay: false,
        sound: Sound::Never,
        last_frame: false,
        extend_prompt: true,
        max_count: 10,
        slowness: 1.0,
    },
    Model {
        sort: 700,
        provider: "alibaba",
        label: "Wan 2.5 Preview",
        value: "alibaba/wan2.5-i2v-preview",
        description: "Natural movement, with sound when asked.",
        resolutions: &[at("480p", 854, 480, 5.0), at("720p", 1280, 720, 10.0), at("1080p", 1920, 1080, 15.0)],
        durations: &[5, 10],
        is_pro: false,
        requires_pay: false,
        sound: Sound::Priced { required: false, default: false, multiplier: 1.5 },
        last_frame: false,
        extend_prompt: true,
        max_count: 4,
        slowness: 1.5,
    },
    Model {
        sort: 800,
        provider: "bytedance",
        label: "Seedance 1.0 Lite",
        value: "seedance-1-0-lite-i2v-250428",
        description: "Can end on a second photo.",
        resolutions: &[at("480p", 854, 480, 3.0), at("720p", 1280, 720, 5.0), at("1080p", 1920, 1080, 10.0)],
        durations: &[5, 10],
        is_pro: false,
        requires_pay: false,
        sound: Sound::Never,
        last_frame: true,
        extend_prompt: false,
        max_count: 4,
        slowness: 1.0,
    },
    Model {
        sort: 600,
        provider: "kwaivgi",
        label: "Kling 2.6 Pro",
        value: "kling-v2-6-pro",
        description: "Fine detail, slow. Can end on a second photo.",
        resolutions: &[at("720p", 1280, 720, 12.5), at("1080p", 1920, 1080, 18.0)],
        durations: &[5, 10],
        is_pro: true,
        requires_pay: true,
        sound: Sound::Priced { required: false, default: false, multiplier: 2.0 },
        last_frame: true,
        extend_prompt: false,
        max_count: 2,
        slowness: 4.0,
    },
    Model {
        sort: 500,
        provider: "minimax",
        label: "Hailuo 02",
        value: "MiniMax-Hailuo-02",
        description: "Strong movement.",
        resolutions: &[
            Resolution { value: "768P", width: 1366, height: 768, unit_credit: Some(7.0), durations: &[6, 10] },
            Resolution { value: "1080P", width: 1920, height: 1080, unit_credit: Some(12.0), durations: &[6] },
        ],
        durations: &[],
        is_pro: false,
        requires_pay: false,
        sound: Sound::Never,
        last_frame: false,
        extend_prompt: false,
        max_count: 4,
        slowness: 3.0,
    },
    Model {
        sort: 400,
        provider: "google",
        label: "Veo 3.1",
        value: "veo3.1",
        description: "Sound is part of it unless switched off.",
        resolutions: &[at("1280x720", 1280, 720, 20.0), at("1920x1080", 1920, 1080, 30.0)],
        durations: &[4, 6, 8],
        is_pro: true,
        requires_pay: true,
        sound: Sound::Priced { required: false, default: true, multiplier: 1.5 },
        last_frame: true,
        extend_prompt: false,
        max_count: 1,
        slowness: 2.0,
    },
    Model {
        sort: 300,
        provider: "openai",
        label: "Sora 2",
        value: "sora-2",
        description: "Always with sound. The list names no price.",
        resolutions: &[Resolution { value: "1280x720", width: 1280, height: 720, unit_credit: None, durations: &[] }],
        durations: &[4, 8, 12],
        is_pro: true,
        requires_pay: true,
        sound: Sound::Priced { required: true, default: true, multiplier: 1.0 },
        last_frame: false,
        extend_prompt: false,
        max_count: 1,
        slowness: 5.0,
    },
    Model {
        sort: 200,
        provider: "vidu",
        label: "Vidu Q2",
        value: "vidu-q2",
        description: "",
        resolutions: &[at("540p", 960, 540, 3.0), at("720p", 1280, 720, 4.5), at("1080p", 1920, 1080, 8.0)],
        durations: &[2, 4, 8],
        is_pro: false,
        requires_pay: false,
        sound: Sound::Included,
        last_frame: true,
        extend_prompt: false,
        max_count: 4,
        slowness: 1.0,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_resolution_of_every_model_can_be_had_for_some_seconds() {
        for model in MODELS {
            for resolution in model.resolutions {
                assert!(!model.durations(resolution).is_empty(), "{} {}", model.value, resolution.value);
            }
        }
    }

    #[test]
    fn credits_are_the_list_price_times_the_seconds_and_sound_costs_more_where_the_list_says_so() {
        let model = |value| MODELS.iter().find(|model| model.value == value).unwrap();
        let fast = model("AkoolImage2VideoFastV1");
        assert_eq!(fast.credits(fast.resolution("720p").unwrap(), 5, false), 25.0);
        let wan = model("alibaba/wan2.5-i2v-preview");
        assert_eq!(wan.credits(wan.resolution("480p").unwrap(), 5, true), 38.0);
        let vidu = model("vidu-q2");
        assert_eq!(vidu.credits(vidu.resolution("720p").unwrap(), 4, true), 18.0);
    }
}
