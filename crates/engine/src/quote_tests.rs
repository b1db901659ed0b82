//! What a quote says, case by case.

use super::*;
use crate::view::ModelSound;

fn model() -> ModelView {
    ModelView {
        value: "fast".into(),
        label: "Fast".into(),
        provider: "akool".into(),
        description: String::new(),
        resolutions: vec![
            ResolutionView { value: "720p".into(), label: "720p".into(), seconds: vec![5, 10], unit_credit: Some(4.0) },
            ResolutionView { value: "4k".into(), label: "4k".into(), seconds: vec![5], unit_credit: None },
        ],
        max_count: 4,
        end_frame: false,
        extend_prompt: false,
        sound: Some(ModelSound { required: false, default_on: false, multiplier: 1.5 }),
        needs_plan: false,
    }
}

fn spec() -> Spec {
    Spec { model: "fast".into(), resolution: "720p".into(), prompt: "wind".into(), count: 2, ..Spec::default() }
}

fn facts(models: &[ModelView]) -> Facts<'_> {
    Facts { connected: true, hosted: true, models, balance: Some(100.0), ..Facts::default() }
}

fn codes(quote: &Quote) -> Vec<ObjectionCode> {
    quote.objections.iter().map(|o| o.code).collect()
}

#[test]
fn the_price_is_credits_per_second_times_seconds_times_videos() {
    let q = quote(&spec(), 2, &facts(&[model()]));
    assert_eq!((q.videos, q.per_video, q.total, q.balance_after), (4, Some(20.0), Some(80.0), Some(20.0)));
    assert_eq!(q.basis, PriceBasis::Listed);
    assert!(q.objections.is_empty(), "{:?}", q.objections);
}

#[test]
fn sound_multiplies_the_listed_price() {
    let q = quote(&Spec { sound: Sound::Ai, ..spec() }, 1, &facts(&[model()]));
    assert_eq!(q.per_video, Some(30.0));
}

#[test]
fn a_model_that_always_makes_sound_costs_that_with_a_file_too() {
    let required = Some(ModelSound { required: true, default_on: true, multiplier: 1.5 });
    let models = [ModelView { sound: required, ..model() }];
    let own = Spec { sound: Sound::Link { url: "https://example.com/rain.mp3".into() }, ..spec() };
    assert_eq!(quote(&own, 1, &facts(&models)).per_video, Some(30.0));
    assert_eq!(quote(&own, 1, &facts(&[model()])).per_video, Some(20.0));
}

#[test]
fn what_was_really_charged_beats_the_list() {
    let models = [model()];
    let q = quote(&spec(), 1, &Facts { charged: Some(5.0), ..facts(&models) });
    assert_eq!((q.per_video, q.basis), (Some(5.0), PriceBasis::Charged));
}

#[test]
fn an_unknown_price_is_said_and_never_zero() {
    let q = quote(&Spec { resolution: "4k".into(), ..spec() }, 1, &facts(&[model()]));
    assert_eq!((q.per_video, q.total, q.basis), (None, None, PriceBasis::Unknown));
    assert_eq!(codes(&q), [ObjectionCode::PriceUnknown]);
    assert!(!q.is_blocked());
}

#[test]
fn an_unknown_price_cannot_be_held_to_a_limit() {
    let models = [model()];
    let q =
        quote(&Spec { resolution: "4k".into(), ..spec() }, 1, &Facts { max_credits: Some(1000.0), ..facts(&models) });
    assert_eq!(codes(&q), [ObjectionCode::OverBudget]);
    assert!(q.is_blocked());
}

#[test]
fn each_wrong_choice_is_told_beside_its_field() {
    use ObjectionCode as C;
    let models = [model()];
    let cases: Vec<(Spec, u32, Field, C)> = vec![
        (spec(), 0, Field::Photos, C::NoPhotos),
        (Spec { prompt: " ".into(), ..spec() }, 1, Field::Prompt, C::NoPrompt),
        (Spec { model: "x".into(), ..spec() }, 1, Field::Model, C::UnknownModel),
        (Spec { resolution: "8k".into(), ..spec() }, 1, Field::Resolution, C::UnknownResolution),
        (Spec { seconds: 7, ..spec() }, 1, Field::Seconds, C::UnknownLength),
        (Spec { count: 5, ..spec() }, 1, Field::Count, C::CountOutOfRange),
        (Spec { count: 0, ..spec() }, 1, Field::Count, C::CountOutOfRange),
        (Spec { end_frame: Some("p".into()), ..spec() }, 1, Field::EndFrame, C::EndFrameNotSupported),
        (Spec { extend_prompt: true, ..spec() }, 1, Field::Prompt, C::ExtendNotSupported),
        (Spec { count: 4, ..spec() }, 2, Field::Price, C::NotEnoughCredits),
    ];
    for (spec, photos, field, code) in cases {
        let q = quote(&spec, photos, &facts(&models));
        let first = &q.objections[0];
        assert_eq!((first.field, first.code, first.blocks), (field, code, true), "{spec:?}");
        assert!(q.is_blocked());
    }
}

#[test]
fn each_photo_needs_a_prompt_of_its_own_or_the_one_for_all() {
    let models = [model()];
    let said = |common: &str, own: &[&str], photos| {
        let spec = Spec { prompt: common.into(), count: 1, ..spec() };
        let q = quote(&spec, photos, &Facts { own_prompts: own, ..facts(&models) });
        q.objections.into_iter().find(|o| o.code == ObjectionCode::NoPrompt).map(|o| o.message)
    };
    assert_eq!(said("wind", &[], 3), None);
    assert_eq!(said("wind", &["rain"], 3), None);
    assert_eq!(said(" ", &["rain", "snow"], 2), None);
    assert!(said("", &["rain", "snow"], 3).unwrap().starts_with("One photo has no prompt"));
    assert!(said("", &["rain"], 3).unwrap().starts_with("2 photos have no prompt"));
    assert!(said("", &[], 3).unwrap().starts_with("Say what should happen"));
}

#[test]
fn what_is_remarked_of_the_prompt_is_remarked_of_each_photos_own() {
    let models = [model()];
    let long = "x".repeat(701);
    let q = quote(&spec(), 1, &Facts { own_prompts: &[&long], ..facts(&models) });
    assert_eq!(codes(&q), [ObjectionCode::LongPrompt]);
    let effect = Spec { effect: Some("squish".into()), prompt: String::new(), ..spec() };
    assert!(codes(&quote(&effect, 1, &facts(&models))).is_empty());
    let q = quote(&effect, 1, &Facts { own_prompts: &["rain"], ..facts(&models) });
    assert_eq!(codes(&q), [ObjectionCode::PromptIgnored]);
}

#[test]
fn an_effect_makes_the_prompt_ignored_and_says_so() {
    let q = quote(&Spec { effect: Some("squish".into()), ..spec() }, 1, &facts(&[model()]));
    assert_eq!(codes(&q), [ObjectionCode::PromptIgnored]);
    assert!(!q.is_blocked());
}

#[test]
fn without_an_account_or_a_place_for_photos_nothing_is_created() {
    let models = [model()];
    let q = quote(&spec(), 1, &Facts { connected: false, ..facts(&models) });
    assert_eq!(codes(&q), [ObjectionCode::NotConnected]);
    let q = quote(&spec(), 1, &Facts { hosted: false, ..facts(&models) });
    assert_eq!(codes(&q), [ObjectionCode::NoHost]);
}

#[test]
fn a_choice_is_completed_by_what_the_model_can_do() {
    let done = completed(Spec { seconds: 9, count: 10, extend_prompt: true, ..Spec::default() }, &[model()]);
    assert_eq!((done.model.as_str(), done.resolution.as_str(), done.seconds, done.count), ("fast", "720p", 10, 4));
    assert!(!done.extend_prompt);
}

#[test]
fn a_choice_that_fits_is_kept() {
    let fitting = Spec { seconds: 10, sound: Sound::Ai, ..spec() };
    assert_eq!(completed(fitting.clone(), &[model()]), fitting);
}
