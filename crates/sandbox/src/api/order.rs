//! Reading a create request into an order, or refusing it with 1003 and words. Pure.

use super::envelope::Refusal;
use super::fields::{Fields, wrong};
use crate::catalogue::{EFFECTS, MODELS, Model, PREMIUM_CREDITS, Sound};
use crate::jobs::Order;

/// The model that the single endpoint works with, whatever is asked.
const PREMIUM_MODEL: &str = "AkoolImage2VideoPremium";

/// An order, and how many videos of it.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub order: Order,
    pub count: u32,
}

/// Reads a request to the batch endpoint.
pub(crate) fn batch(fields: &Fields) -> Result<Wanted, Refusal> {
    let image_url = fields.address("image_url")?.ok_or_else(|| wrong("image_url", "cannot be empty"))?;
    // Required with an effect as well, which then takes its place.
    let prompt = fields.required_text("prompt")?;
    let effect_code = effect(fields)?;
    let model = model(fields)?;
    let resolution = fields.required_text("resolution")?;
    let listed = model.resolution(&resolution).ok_or_else(|| wrong("resolution", "is not supported by this model"))?;
    let seconds = fields.number("video_length")?.ok_or_else(|| wrong("video_length", "cannot be empty"))?;
    if !model.durations(listed).contains(&seconds) {
        return Err(wrong("video_length", "is not supported by this model"));
    }
    let count = fields.number("count")?.unwrap_or(1);
    if !(1..=model.max_count.min(10)).contains(&count) {
        return Err(wrong("count", &format!("must be between 1 and {}", model.max_count)));
    }
    let last_image_url = fields.address("last_image_url")?;
    if last_image_url.is_some() && !model.last_frame {
        return Err(wrong("last_image_url", "is not supported by this model"));
    }
    let extend_prompt = fields.flag("extend_prompt")?;
    if extend_prompt && !model.extend_prompt {
        return Err(wrong("extend_prompt", "is not supported by this model"));
    }
    let (audio_type, audio_url) = audio(fields)?;
    let generate_audio = sound(fields, model)?;
    let order = Order {
        model_name: model.value.to_owned(),
        seconds,
        prompt,
        negative_prompt: fields.text("negative_prompt")?.unwrap_or_default(),
        extend_prompt,
        image_url,
        last_image_url,
        effect_code,
        audio_type,
        audio_url,
        generate_audio,
        webhook_url: fields.address("webhookurl")?,
        credits: model.credits(listed, seconds, generate_audio),
        slowness: model.slowness,
        pre_video_id: None,
        pre_video_seed: None,
        resolution,
    };
    Ok(Wanted { order, count })
}

/// Reads a request to the single endpoint, which pins a premium model at its price and requires two fields more.
pub(crate) fn single(fields: &Fields) -> Result<Order, Refusal> {
    let order = batch(fields)?.order;
    fields.present_text("negative_prompt")?;
    fields.number("audio_type")?.ok_or_else(|| wrong("audio_type", "cannot be empty"))?;
    fields.flag("is_premium_model")?;
    Ok(Order { model_name: PREMIUM_MODEL.to_owned(), credits: PREMIUM_CREDITS, ..order })
}

/// The kind of sound and its address: 1 made by the service, 2 the person's own, 3 none.
pub(crate) fn audio(fields: &Fields) -> Result<(u8, Option<String>), Refusal> {
    let audio_url = fields.address("audio_url")?;
    match (fields.number("audio_type")?.unwrap_or(3), audio_url) {
        (1, _) => Ok((1, None)),
        (2, Some(address)) => Ok((2, Some(address))),
        (2, None) => Err(wrong("audio_url", "cannot be empty")),
        (3, _) => Ok((3, None)),
        _ => Err(wrong("audio_type", "must be 1, 2 or 3")),
    }
}

fn model(fields: &Fields) -> Result<&'static Model, Refusal> {
    let Some(name) = fields.text("model_name")? else { return Ok(&MODELS[0]) };
    MODELS.iter().find(|model| model.value == name).ok_or_else(|| wrong("model_name", "does not exist"))
}

fn effect(fields: &Fields) -> Result<Option<String>, Refusal> {
    match fields.text("effect_code")? {
        Some(code) if !EFFECTS.iter().any(|effect| effect.code == code) => Err(wrong("effect_code", "does not exist")),
        code => Ok(code),
    }
}

/// Whether the model is to make sound: as asked, or because it must. A missing field is no, whatever the list calls the
/// default: that is for whoever draws a switch.
fn sound(fields: &Fields, model: &Model) -> Result<bool, Refusal> {
    let asked = fields.flag("generate_audio")?;
    match model.sound {
        Sound::Never if asked => Err(wrong("generate_audio", "is not supported by this model")),
        Sound::Priced { required: true, .. } => Ok(true),
        Sound::Never | Sound::Priced { .. } | Sound::Included => Ok(asked),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn fields(changes: Value) -> Fields {
        let mut body = json!({ "image_url": "https://example.com/a.jpg", "prompt": "push in", "resolution": "720p", "video_length": 5 });
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        Fields::of(body.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn every_wrong_parameter_is_refused_by_its_name() {
        for (changes, name) in [
            (json!({ "image_url": "" }), "image_url"),
            (json!({ "image_url": "file:///etc/passwd" }), "image_url"),
            (json!({ "image_url": 7 }), "image_url"),
            (json!({ "prompt": " " }), "prompt"),
            (json!({ "prompt": "", "effect_code": "old_film_70416" }), "prompt"),
            (json!({ "model_name": "no-such-model" }), "model_name"),
            (json!({ "resolution": "768P" }), "resolution"),
            (json!({ "resolution": null }), "resolution"),
            (json!({ "video_length": 6 }), "video_length"),
            (json!({ "video_length": "5" }), "video_length"),
            (json!({ "video_length": -5 }), "video_length"),
            (json!({ "count": 0 }), "count"),
            (json!({ "count": 11 }), "count"),
            (json!({ "count": 3, "model_name": "kling-v2-6-pro" }), "count"),
            (json!({ "last_image_url": "https://example.com/b.jpg" }), "last_image_url"),
            (json!({ "extend_prompt": true, "model_name": "vidu-q2", "video_length": 4 }), "extend_prompt"),
            (json!({ "generate_audio": true }), "generate_audio"),
            (json!({ "generate_audio": "yes", "model_name": "kling-v2-6-pro" }), "generate_audio"),
            (json!({ "audio_type": 4 }), "audio_type"),
            (json!({ "audio_type": 2 }), "audio_url"),
            (json!({ "effect_code": "no-such-effect" }), "effect_code"),
            (json!({ "webhookurl": "nowhere" }), "webhookurl"),
        ] {
            let refusal = batch(&fields(changes.clone())).unwrap_err();
            assert_eq!(refusal.code, 1003, "{changes}");
            assert!(refusal.msg.contains(name), "{changes}: {}", refusal.msg);
        }
    }

    #[test]
    fn a_resolutions_own_durations_count() {
        let hailuo = |resolution, seconds| {
            batch(&fields(
                json!({ "model_name": "MiniMax-Hailuo-02", "resolution": resolution, "video_length": seconds }),
            ))
        };
        assert!(hailuo("768P", 10).is_ok() && hailuo("1080P", 6).is_ok());
        assert!(hailuo("1080P", 10).is_err());
    }

    #[test]
    fn sound_is_charged_where_the_list_says_so() {
        let credits = |changes| batch(&fields(changes)).unwrap().order.credits;
        let kling = |sound| json!({ "model_name": "kling-v2-6-pro", "generate_audio": sound });
        assert_eq!((credits(kling(false)), credits(kling(true))), (63.0, 125.0));
    }

    #[test]
    fn sound_that_was_not_asked_for_is_made_only_where_the_model_must() {
        let order = |changes| batch(&fields(changes)).unwrap().order;
        let veo = |sound: Value| {
            order(
                json!({ "model_name": "veo3.1", "resolution": "1280x720", "video_length": 4, "generate_audio": sound }),
            )
        };
        let heard = |order: Order| (order.generate_audio, order.credits);
        assert_eq!(
            [Value::Null, false.into(), true.into()].map(|sound| heard(veo(sound))),
            [(false, 80.0), (false, 80.0), (true, 120.0)]
        );
        assert!(order(json!({ "model_name": "sora-2", "resolution": "1280x720", "video_length": 4 })).generate_audio);
    }

    #[test]
    fn the_single_endpoint_takes_a_premium_model_and_its_price_whatever_is_asked() {
        let asked = json!({ "is_premium_model": false, "negative_prompt": "", "audio_type": 3 });
        let order = single(&fields(asked)).unwrap();
        assert_eq!((order.credits, order.model_name.as_str()), (100.0, PREMIUM_MODEL));
    }

    #[test]
    fn the_single_endpoint_requires_the_negative_prompt_and_the_kind_of_sound() {
        for (changes, name) in [
            (json!({ "audio_type": 3 }), "negative_prompt"),
            (json!({ "audio_type": 3, "negative_prompt": null }), "negative_prompt"),
            (json!({ "negative_prompt": "" }), "audio_type"),
        ] {
            let refusal = single(&fields(changes)).unwrap_err();
            assert!(refusal.code == 1003 && refusal.msg.contains(name), "{}", refusal.msg);
        }
        assert!(batch(&fields(json!({}))).is_ok(), "the batch endpoint does not");
    }
}
