//! What a choice would cost and what speaks against it. Pure: facts in, quote out.

mod limits;
pub(crate) mod sound;

use crate::library::effect::EffectRow;
use crate::settings::Limits;
use crate::spec::{Sound, Spec};
use crate::view::{Field, Figures, ModelView, Objection, ObjectionCode, PriceBasis, Quote, ResolutionView};

pub(crate) use limits::{Spending, passed};

/// Longer prompts were seen to fail at the service.
const LONGEST_PROMPT: u32 = 700;

/// What is known when a quote is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Facts<'a> {
    /// An account is connected.
    pub(crate) connected: bool,
    /// A place for photos is set.
    pub(crate) hosted: bool,
    /// What keeps that place from being used: consent, a secret, an address.
    pub(crate) host_objection: Option<&'a str>,
    /// Photos without a link of their own, where only such links are passed on.
    pub(crate) without_link: u32,
    /// The models that the service lists.
    pub(crate) models: &'a [ModelView],
    /// The effects that the service lists, if it was asked.
    pub(crate) effects: Option<&'a [EffectRow]>,
    /// Prompts that single photos have of their own, none of them blank; the others have the one for all.
    pub(crate) own_prompts: &'a [&'a str],
    /// The balance, if it is known.
    pub(crate) balance: Option<f64>,
    /// What was last charged for one video of this choice.
    pub(crate) charged: Option<f64>,
    /// The most that it may cost, as the caller says.
    pub(crate) max_credits: Option<f64>,
    /// The most that may be spent, as the person set it.
    pub(crate) limits: Limits,
    /// What was spent already.
    pub(crate) spent: Spending,
}

/// Prices a choice for a number of photos.
pub(crate) fn quote(spec: &Spec, photos: u32, facts: &Facts<'_>) -> Quote {
    let model = facts.models.iter().find(|m| m.value == spec.model);
    let videos = photos.saturating_mul(spec.count);
    let (per_video, basis) = price(spec, model, facts.charged);
    let total = per_video.map(|each| each * f64::from(videos));
    let mut quote = Quote {
        photos,
        videos,
        per_video,
        total,
        basis,
        balance: facts.balance,
        balance_after: facts.balance.zip(total).map(|(balance, total)| balance - total),
        objections: Vec::new(),
    };
    quote.objections.extend(surroundings(photos, facts));
    quote.objections.extend(words(spec, photos, facts));
    match model {
        Some(model) => quote.objections.extend(abilities(spec, model)),
        None => quote.objections.push(unknown_model(spec, facts)),
    }
    let money = money(&quote, dearest(spec, model, facts.charged), facts);
    quote.objections.extend(money);
    quote.objections.sort_by_key(|o| (!o.blocks, !o.asks));
    quote
}

/// Credits for one video. What was really charged beats the list, as the list's unit is not always per second.
pub(crate) fn price(spec: &Spec, model: Option<&ModelView>, charged: Option<f64>) -> (Option<f64>, PriceBasis) {
    if let Some(charged) = charged {
        return (Some(charged), PriceBasis::Charged);
    }
    let listed = model.and_then(|m| {
        let unit = resolution(m, &spec.resolution)?.unit_credit?;
        let made = m.sound.filter(|sound| sound.is_made(&spec.sound));
        let sound = made.map_or(1.0, |sound| sound.multiplier);
        Some((unit * f64::from(spec.seconds) * sound).round())
    });
    match listed {
        Some(credits) => (Some(credits), PriceBasis::Listed),
        None => (None, PriceBasis::Unknown),
    }
}

/// Credits for one video by whichever of list and last charge is higher: what a limit is held against.
pub(crate) fn dearest(spec: &Spec, model: Option<&ModelView>, charged: Option<f64>) -> Option<f64> {
    let known = [price(spec, model, charged).0, price(spec, model, None).0];
    known.into_iter().flatten().reduce(f64::max)
}

/// A complete choice: what is missing or does not fit is replaced by the model's nearest.
pub(crate) fn completed(mut spec: Spec, models: &[ModelView]) -> Spec {
    let Some(model) = models.iter().find(|m| m.value == spec.model).or(models.first()) else { return spec };
    spec.model.clone_from(&model.value);
    let fitting = resolution(model, &spec.resolution)
        .or_else(|| model.resolutions.iter().find(|r| r.value.eq_ignore_ascii_case("720p")))
        .or(model.resolutions.first());
    if let Some(fitting) = fitting {
        spec.resolution.clone_from(&fitting.value);
        let nearest = fitting.seconds.iter().min_by_key(|s| s.abs_diff(spec.seconds));
        spec.seconds = nearest.copied().unwrap_or(spec.seconds);
    }
    spec.count = spec.count.clamp(1, model.max_count.max(1));
    spec.extend_prompt &= model.extend_prompt;
    if !model.end_frame {
        spec.end_frame = None;
    }
    match model.sound {
        None if spec.sound == Sound::Ai => spec.sound = Sound::None,
        Some(sound) if sound.required && spec.sound == Sound::None => spec.sound = Sound::Ai,
        _ => {}
    }
    spec
}

fn resolution<'a>(model: &'a ModelView, value: &str) -> Option<&'a ResolutionView> {
    model.resolutions.iter().find(|r| r.value == value)
}

fn surroundings(photos: u32, facts: &Facts<'_>) -> Vec<Objection> {
    let mut found = Vec::new();
    if photos == 0 {
        found.push(block(Field::Photos, ObjectionCode::NoPhotos, "Add a photo first."));
    }
    if !facts.connected {
        found.push(block(Field::Account, ObjectionCode::NotConnected, "Connect Akool first, or use the demo."));
    } else if !facts.hosted {
        let message = "Akool needs a link to each photo: choose a place for photos in the settings first.";
        found.push(block(Field::Host, ObjectionCode::NoHost, message));
    } else if let Some(message) = facts.host_objection {
        found.push(block(Field::Host, ObjectionCode::HostNotReady, message));
    } else if facts.without_link > 0 {
        let message = "Only photos that came from a link can be used without a place for photos. Add them by their links, or choose a place in the settings.";
        found.push(block(Field::Host, ObjectionCode::LinksOnly, message));
    }
    found
}

fn words(spec: &Spec, photos: u32, facts: &Facts<'_>) -> Vec<Objection> {
    let mut found = Vec::new();
    let mut prompts = std::iter::once(spec.prompt.as_str()).chain(facts.own_prompts.iter().copied());
    let without = match spec.prompt.trim() {
        "" => photos.max(1).saturating_sub(u32::try_from(facts.own_prompts.len()).unwrap_or(u32::MAX)),
        _ => 0,
    };
    match &spec.effect {
        None if without > 0 => {
            let message = match (facts.own_prompts.len(), without) {
                (0, _) => "Say what should happen, or choose an effect.".to_owned(),
                (_, 1) => {
                    "One photo has no prompt. Say what should happen in it, or write a prompt for all.".to_owned()
                }
                (_, n) => {
                    format!("{n} photos have no prompt. Say what should happen in them, or write a prompt for all.")
                }
            };
            let figures = (!facts.own_prompts.is_empty()).then_some(Figures::WithoutPrompt { photos: without });
            found.push(Objection { figures, ..block(Field::Prompt, ObjectionCode::NoPrompt, message) });
        }
        Some(_) if prompts.any(|prompt| !prompt.trim().is_empty()) => {
            found.push(remark(
                Field::Prompt,
                ObjectionCode::PromptIgnored,
                "The effect decides: the prompt is ignored.",
            ));
        }
        _ => {}
    }
    let is_long = |prompt: &str| prompt.trim().chars().count() > LONGEST_PROMPT as usize;
    if is_long(&spec.prompt) || facts.own_prompts.iter().any(|prompt| is_long(prompt)) {
        let message = format!("Akool may not take prompts longer than {LONGEST_PROMPT} characters.");
        let figures = Some(Figures::LongestPrompt { characters: LONGEST_PROMPT });
        found.push(Objection { figures, ..remark(Field::Prompt, ObjectionCode::LongPrompt, message) });
    }
    if let (Some(code), Some(effects)) = (&spec.effect, facts.effects)
        && !effects.iter().any(|e| e.code == *code)
    {
        found.push(block(
            Field::Effect,
            ObjectionCode::UnknownEffect,
            "Akool does not list this effect. Choose another.",
        ));
    }
    found
}

fn unknown_model(spec: &Spec, facts: &Facts<'_>) -> Objection {
    let message = if facts.models.is_empty() {
        "Akool lists no models at the moment. Try again later."
    } else if spec.model.is_empty() {
        "Choose a model."
    } else {
        "Akool does not list this model. Choose another."
    };
    block(Field::Model, ObjectionCode::UnknownModel, message)
}

fn abilities(spec: &Spec, model: &ModelView) -> Vec<Objection> {
    let mut found = Vec::new();
    let label = &model.label;
    match resolution(model, &spec.resolution) {
        None => {
            let offers = model.resolutions.iter().map(|r| r.value.as_str()).collect::<Vec<_>>().join(", ");
            let message = format!("{label} does not offer this resolution. It offers {offers}.");
            found.push(block(Field::Resolution, ObjectionCode::UnknownResolution, message));
        }
        Some(r) if !r.seconds.contains(&spec.seconds) => {
            let offers = r.seconds.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
            let message = format!("{label} does not make {} s at {}. It makes {offers} s.", spec.seconds, r.label);
            found.push(block(Field::Seconds, ObjectionCode::UnknownLength, message));
        }
        Some(_) => {}
    }
    if spec.count < 1 || spec.count > model.max_count {
        let message = format!("{label} makes 1 to {} videos per photo.", model.max_count);
        found.push(block(Field::Count, ObjectionCode::CountOutOfRange, message));
    }
    if spec.end_frame.is_some() && !model.end_frame {
        let message = format!("{label} takes no end frame. Remove it, or choose another model.");
        found.push(block(Field::EndFrame, ObjectionCode::EndFrameNotSupported, message));
    }
    if spec.extend_prompt && !model.extend_prompt {
        let message = format!("{label} cannot extend prompts.");
        found.push(block(Field::Prompt, ObjectionCode::ExtendNotSupported, message));
    }
    match (&spec.sound, model.sound) {
        (Sound::Ai, None) => {
            let message = format!("{label} makes no sound. Choose none, or another model.");
            found.push(block(Field::Sound, ObjectionCode::SoundNotSupported, message));
        }
        (Sound::None, Some(sound)) if sound.required => {
            let message = format!("{label} always makes sound.");
            found.push(block(Field::Sound, ObjectionCode::SoundRequired, message));
        }
        _ => {}
    }
    found
}

fn money(quote: &Quote, dearest: Option<f64>, facts: &Facts<'_>) -> Vec<Objection> {
    let mut found = Vec::new();
    let highest = dearest.map(|each| each * f64::from(quote.videos));
    match limits::passed(highest, facts) {
        Some(passed) => found.push(passed),
        None if quote.total.is_none() => {
            let message = "Akool names no price for this choice. It will be charged all the same.";
            found.push(remark(Field::Price, ObjectionCode::PriceUnknown, message));
        }
        None => {}
    }
    if let (Some(needed), Some(balance)) = (quote.total, quote.balance)
        && needed > balance
    {
        let message = format!("About {needed} credits are needed; you have {balance}.");
        let figures = Some(Figures::Balance { needed, balance });
        found.push(Objection { figures, ..block(Field::Price, ObjectionCode::NotEnoughCredits, message) });
    }
    found
}

fn block(field: Field, code: ObjectionCode, message: impl Into<String>) -> Objection {
    Objection { field, code, message: message.into(), figures: None, blocks: true, asks: false }
}

fn remark(field: Field, code: ObjectionCode, message: impl Into<String>) -> Objection {
    Objection { field, code, message: message.into(), figures: None, blocks: false, asks: false }
}

#[cfg(test)]
#[path = "quote_tests.rs"]
mod tests;
