//! A prompt for each photo, prompts that were used, and texts that the person keeps.

use animato_engine::ids::{PhotoId, PressId};
use animato_engine::view::{Preset, PresetKind, VideoView};
use animato_engine::{Create, Error, ErrorCode, Prompts, Spec};
use animato_sandbox::{Endpoint, Fault};

use crate::house::{House, all_saved, options, picture};

async fn photos(house: &House, count: u8) -> Vec<PhotoId> {
    let imported = house.studio.import((0..count).map(picture).collect(), false).await.unwrap();
    imported.photos.into_iter().map(|photo| photo.id).collect()
}

async fn create(house: &House, spec: Spec, photos: Vec<PhotoId>, prompts: Prompts) -> Result<Vec<VideoView>, Error> {
    let press = PressId::fresh().unwrap();
    house.studio.create(Create { press, spec, photos, prompts, out: None, max_credits: None, agreed: None }).await
}

/// One video of one photo with this prompt.
async fn send(house: &House, prompt: &str, negative: &str) {
    let spec = Spec { prompt: prompt.into(), negative_prompt: negative.into(), ..house.spec(1).await };
    create(house, spec, photos(house, 1).await, Prompts::default()).await.unwrap();
    assert!(all_saved(&house.settle().await));
}

/// The prompts of all videos that the service was asked for, as the service has them, the oldest first.
async fn received(house: &House) -> Vec<String> {
    let url = format!("{}/api/open/v3/content/video/list", house.sandbox.base_url());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let reply = client.get(url).header("x-api-key", house.sandbox.key()).send().await.unwrap();
    let jobs: serde_json::Value = reply.json().await.unwrap();
    let jobs = jobs["data"]["result"].as_array().unwrap();
    jobs.iter().rev().map(|job| job["prompt"].as_str().unwrap().to_owned()).collect()
}

async fn used(house: &House, search: &str) -> Vec<String> {
    house.studio.prompts(search, 100).await.unwrap().into_iter().map(|used| used.prompt).collect()
}

#[tokio::test]
async fn a_photo_with_a_prompt_of_its_own_gets_that_one_and_the_others_the_one_for_all() {
    let house = House::new().await;
    let photos = photos(&house, 3).await;
    let own = [(photos[1].clone(), "it rains".to_owned()), (photos[2].clone(), "  ".to_owned())];
    let prompts: Prompts = own.into_iter().collect();
    let spec = Spec { prompt: "slow push in".into(), ..house.spec(1).await };
    let quote = house.studio.quote_each(&spec, &photos, &prompts).await.unwrap();
    assert!(quote.objections.is_empty() && quote.videos == 3, "{quote:?}");
    let videos = create(&house, spec, photos, prompts).await.unwrap();
    let told: Vec<_> = videos.iter().map(|video| video.spec.prompt.as_str()).collect();
    assert_eq!(told, ["slow push in", "it rains", "slow push in"]);
    assert!(all_saved(&house.settle().await));
    let mut received = received(&house).await;
    received.sort();
    assert_eq!(received, ["it rains", "slow push in", "slow push in"]);
}

#[tokio::test]
async fn the_choices_made_last_have_the_prompt_for_all_and_not_one_photos_own() {
    let house = House::new().await;
    let photos = photos(&house, 2).await;
    let prompts: Prompts = photos.iter().map(|photo| (photo.clone(), format!("of {photo}"))).collect();
    create(&house, Spec { prompt: "for all".into(), ..house.spec(1).await }, photos, prompts).await.unwrap();
    house.settle().await;
    assert_eq!(house.studio.snapshot().await.unwrap().spec.prompt, "for all");
}

#[tokio::test]
async fn a_photo_without_any_prompt_holds_everything_back() {
    let house = House::new().await;
    let photos = photos(&house, 2).await;
    let spec = Spec { prompt: " ".into(), ..house.spec(1).await };
    let one: Prompts = [(photos[0].clone(), "it rains".to_owned())].into_iter().collect();
    let refused = create(&house, spec.clone(), photos.clone(), one.clone()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::BadSpec);
    assert!(refused.message.starts_with("One photo has no prompt"), "{refused}");
    assert!(house.videos().await.is_empty());
    create(&house, spec, photos[..1].to_vec(), one).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(received(&house).await, ["it rains"]);
}

#[tokio::test]
async fn a_video_is_made_again_with_its_photos_own_prompt() {
    let house = House::new().await;
    let photos = photos(&house, 1).await;
    let own: Prompts = [(photos[0].clone(), "it rains".to_owned())].into_iter().collect();
    house.sandbox.faults().next(Endpoint::Create, [Fault::FailJob { field: None, words: "no".to_owned() }]);
    let failed = create(&house, house.spec(1).await, photos, own).await.unwrap();
    house.settle().await;
    house.studio.retry(&failed[0].id, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(received(&house).await, ["it rains", "it rains"]);
}

#[tokio::test]
async fn prompts_that_were_sent_are_listed_once_the_last_used_first() {
    let house = House::new().await;
    send(&house, "it rains", "people").await;
    send(&house, "slow push in", "").await;
    send(&house, " it rains ", "wind").await;
    let used = house.studio.prompts("", 100).await.unwrap();
    let told: Vec<_> = used.iter().map(|u| (u.prompt.as_str(), u.negative_prompt.as_str(), u.uses)).collect();
    assert_eq!(told, [("it rains", "wind", 2), ("slow push in", "", 1)]);
    assert!(used[0].used_at >= used[1].used_at);
    assert_eq!(house.studio.prompts("", 1).await.unwrap(), used[..1]);
}

#[tokio::test]
async fn prompts_are_found_in_whatever_case_and_by_what_should_not_happen() {
    let house = House::new().await;
    send(&house, "Über den Dächern", "No People").await;
    send(&house, "slow push in", "").await;
    assert_eq!(used(&house, "ÜBER").await, ["Über den Dächern"]);
    assert_eq!(used(&house, " people ").await, ["Über den Dächern"]);
    assert_eq!(used(&house, "PUSH").await, ["slow push in"]);
    assert!(used(&house, "snow").await.is_empty());
}

#[tokio::test]
async fn what_was_never_sent_or_gave_way_to_an_effect_is_not_listed() {
    let house = House::new().await;
    let photos = photos(&house, 1).await;
    let effect = Some("old_film_70416".to_owned());
    let spec = Spec { prompt: "ignored".into(), effect, ..house.spec(1).await };
    create(&house, spec, photos.clone(), Prompts::default()).await.unwrap();
    assert!(all_saved(&house.settle().await));
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    let spec = Spec { prompt: "still waiting".into(), ..house.spec(1).await };
    create(&house, spec, photos, Prompts::default()).await.unwrap();
    assert!(used(&house, "").await.is_empty());
}

fn names(presets: &[Preset]) -> Vec<(&str, &str)> {
    presets.iter().map(|preset| (preset.name.as_str(), preset.text.as_str())).collect()
}

#[tokio::test]
async fn texts_are_kept_changed_and_forgotten() {
    use PresetKind::{Negative, Prompt};
    let house = House::new().await;
    house.studio.save_preset(None, Prompt, " Rain ", " it rains ").await.unwrap();
    let presets = house.studio.save_preset(None, Negative, "rain", "people, text").await.unwrap();
    assert_eq!(names(&presets), [("Rain", "it rains"), ("rain", "people, text")], "each field has names of its own");
    let id = presets[0].id.clone();
    let presets = house.studio.save_preset(Some(id.clone()), Prompt, "Heavy rain", "it pours").await.unwrap();
    assert_eq!(names(&presets), [("Heavy rain", "it pours"), ("rain", "people, text")]);
    let house = house.reopen().await;
    assert_eq!(house.studio.presets().await.unwrap(), presets);
    let left = house.studio.delete_preset(id.clone()).await.unwrap();
    assert_eq!(left, presets[1..]);
    assert_eq!(house.studio.delete_preset(id.clone()).await.unwrap(), left, "one that is gone is no fault");
    let gone = house.studio.save_preset(Some(id), Prompt, "a", "b").await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_text_needs_a_name_that_no_other_of_its_field_has() {
    let house = House::new().await;
    let save = async |name: &str, text: &str| house.studio.save_preset(None, PresetKind::Prompt, name, text).await;
    save("Rain", "it rains").await.unwrap();
    let long = "x".repeat(6_000);
    for (name, text) in
        [(" ", "words"), ("Snow", " "), ("RAIN", "it pours"), (long.as_str(), "words"), ("Snow", long.as_str())]
    {
        assert_eq!(save(name, text).await.unwrap_err().code, ErrorCode::BadSpec, "{}", name.len());
    }
    assert_eq!(house.studio.presets().await.unwrap().len(), 1);
}

#[tokio::test]
async fn texts_of_another_library_come_in_beside_what_is_here() {
    let (house, other) = (House::new().await, tempfile::tempdir().unwrap());
    let studio = animato_engine::Studio::open(options(other.path(), &house.sandbox)).await.unwrap();
    studio.save_preset(None, PresetKind::Prompt, "rain", "it pours").await.unwrap();
    studio.save_preset(None, PresetKind::Prompt, "Snow", "it snows").await.unwrap();
    studio.close().await;
    house.studio.save_preset(None, PresetKind::Prompt, "Rain", "it rains").await.unwrap();
    for _ in 0..2 {
        house.studio.bring_in(other.path()).await.unwrap();
        assert_eq!(names(&house.studio.presets().await.unwrap()), [("Rain", "it rains"), ("Snow", "it snows")]);
    }
}
