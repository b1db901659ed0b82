//! From what was typed and what the service lists to a spec. Pure; whether it can be created is the quote's to say.

use animato_engine::ids::PhotoId;
use animato_engine::view::{ModelView, ResolutionView};
use animato_engine::{Error, ErrorCode, Sound, Spec};

use crate::args::SpecArgs;

/// Fills in what was not typed: the first model that needs no plan, its cheapest resolution, 5 seconds or its shortest.
///
/// What was typed is taken as it stands, except that a model may be named by its label.
///
/// # Errors
/// `BadSpec` when no such model is listed; `ServiceTrouble` when none is.
pub(crate) fn choose(
    typed: &SpecArgs,
    models: &[ModelView],
    end_frame: Option<PhotoId>,
    sound: Option<Sound>,
) -> Result<Spec, Error> {
    let model = model(typed.model.as_deref(), models)?;
    let resolution = resolution(typed.resolution.as_deref(), model);
    let seconds = typed.seconds.or_else(|| length(resolution)).unwrap_or(5);
    let always_sounds = model.sound.is_some_and(|sound| sound.required);
    Ok(Spec {
        model: model.value.clone(),
        resolution: resolution.map(|r| r.value.clone()).or_else(|| typed.resolution.clone()).unwrap_or_default(),
        seconds,
        count: typed.count,
        prompt: typed.prompt.clone().unwrap_or_default(),
        negative_prompt: typed.negative.clone(),
        extend_prompt: typed.extend_prompt,
        effect: typed.effect.clone(),
        end_frame,
        sound: sound.unwrap_or(if always_sounds { Sound::Ai } else { Sound::None }),
    })
}

/// The choices in words, for the line that says the price.
pub(crate) fn in_words(spec: &Spec, models: &[ModelView]) -> String {
    let label = models.iter().find(|m| m.value == spec.model).map_or(spec.model.as_str(), |m| m.label.as_str());
    let mut words = format!("{label}, {}, {} s", spec.resolution, spec.seconds);
    if let Some(effect) = &spec.effect {
        words = format!("{words}, effect {effect}");
    }
    if spec.sound != Sound::None {
        words.push_str(", with sound");
    }
    words
}

fn model<'a>(typed: Option<&str>, models: &'a [ModelView]) -> Result<&'a ModelView, Error> {
    let found = match typed {
        None => models.iter().find(|m| !m.needs_plan).or_else(|| models.first()),
        Some(name) => models.iter().find(|m| m.value == name).or_else(|| {
            models.iter().find(|m| m.label.eq_ignore_ascii_case(name) || m.value.eq_ignore_ascii_case(name))
        }),
    };
    found.ok_or_else(|| match typed {
        Some(name) => Error::new(
            ErrorCode::BadSpec,
            format!("The service lists no model \"{name}\". Nothing was charged. `animato-cli models` shows them."),
        ),
        None => Error::new(
            ErrorCode::ServiceTrouble,
            "The service lists no models at the moment. Nothing was charged. Please try again later.",
        ),
    })
}

fn resolution<'a>(typed: Option<&str>, model: &'a ModelView) -> Option<&'a ResolutionView> {
    match typed {
        Some(name) => model
            .resolutions
            .iter()
            .find(|r| r.value == name)
            .or_else(|| model.resolutions.iter().find(|r| r.value.eq_ignore_ascii_case(name))),
        // An unknown price is not a low one.
        None => model
            .resolutions
            .iter()
            .min_by(|a, b| a.unit_credit.unwrap_or(f64::INFINITY).total_cmp(&b.unit_credit.unwrap_or(f64::INFINITY))),
    }
}

fn length(resolution: Option<&ResolutionView>) -> Option<u32> {
    let seconds = &resolution?.seconds;
    seconds.iter().copied().find(|s| *s == 5).or_else(|| seconds.first().copied())
}

#[cfg(test)]
mod tests {
    use animato_engine::view::ModelSound;

    use super::*;

    fn listed(value: &str, needs_plan: bool, resolutions: &[(&str, &[u32], Option<f64>)]) -> ModelView {
        ModelView {
            value: value.to_owned(),
            label: format!("{value} label"),
            provider: "test".to_owned(),
            description: String::new(),
            resolutions: resolutions
                .iter()
                .map(|(value, seconds, unit_credit)| ResolutionView {
                    value: (*value).to_owned(),
                    label: (*value).to_owned(),
                    seconds: seconds.to_vec(),
                    unit_credit: *unit_credit,
                })
                .collect(),
            max_count: 10,
            end_frame: false,
            extend_prompt: false,
            sound: None,
            needs_plan,
        }
    }

    #[test]
    fn nothing_typed_means_the_first_model_without_a_plan_at_its_cheapest() {
        let models = [
            listed("pro", true, &[("720p", &[5], Some(1.0))]),
            listed("plain", false, &[("auto", &[5], None), ("4k", &[5, 10], Some(6.0)), ("720p", &[6, 10], Some(4.0))]),
        ];
        let spec = choose(&SpecArgs::default(), &models, None, None).unwrap();
        assert_eq!((spec.model.as_str(), spec.resolution.as_str(), spec.seconds), ("plain", "720p", 6));
    }

    #[test]
    fn a_model_may_be_named_by_its_label_and_what_is_typed_stays() {
        let models = [listed("a", false, &[("720p", &[5, 10], Some(4.0))])];
        let typed = SpecArgs {
            model: Some("A LABEL".to_owned()),
            resolution: Some("720P".to_owned()),
            seconds: Some(7),
            ..SpecArgs::default()
        };
        let spec = choose(&typed, &models, None, None).unwrap();
        assert_eq!((spec.model.as_str(), spec.resolution.as_str(), spec.seconds), ("a", "720p", 7));
        let typed = SpecArgs { resolution: Some("8k".to_owned()), ..SpecArgs::default() };
        assert_eq!(choose(&typed, &models, None, None).unwrap().resolution, "8k");
    }

    #[test]
    fn an_unlisted_model_is_refused_by_name() {
        let models = [listed("a", false, &[])];
        let typed = SpecArgs { model: Some("b".to_owned()), ..SpecArgs::default() };
        let error = choose(&typed, &models, None, None).unwrap_err();
        assert_eq!(error.code, ErrorCode::BadSpec);
        assert!(error.message.contains("\"b\""));
        assert_eq!(choose(&SpecArgs::default(), &[], None, None).unwrap_err().code, ErrorCode::ServiceTrouble);
    }

    #[test]
    fn a_model_that_always_sounds_sounds_unless_told_otherwise() {
        let mut model = listed("a", false, &[("720p", &[5], Some(4.0))]);
        model.sound = Some(ModelSound { required: true, default_on: true, multiplier: 2.0 });
        let models = [model];
        assert_eq!(choose(&SpecArgs::default(), &models, None, None).unwrap().sound, Sound::Ai);
        assert_eq!(choose(&SpecArgs::default(), &models, None, Some(Sound::None)).unwrap().sound, Sound::None);
    }
}
