//! Settings that travel with a video: out with it, and in again.

use std::path::Path;

use animato_engine::settings::FileNames;
use animato_engine::view::Event;
use animato_engine::{Delete, ErrorCode, Source};

use crate::house::House;

fn beside(video: &Path) -> std::path::PathBuf {
    video.with_extension("json")
}

async fn recipe_of(house: &House, video: &Path) -> Option<animato_engine::view::RecipeView> {
    let mut events = house.studio.events();
    house.studio.import(vec![Source::Path(video.to_owned())], true).await.unwrap();
    while let Ok(event) = events.try_recv() {
        if let Event::Recipe { recipe } = event {
            return Some(recipe);
        }
    }
    None
}

#[tokio::test]
async fn a_saved_video_tells_how_it_was_made_wherever_it_goes() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let file = house.studio.video_file(&video.id).await.unwrap();
    let text = std::fs::read_to_string(beside(&file)).unwrap();
    let told: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(told["animato"], 1);
    assert_eq!(told["spec"]["prompt"], video.spec.prompt.as_str());
    assert_eq!(told["photo"]["name"], video.photo_name.as_str());
    assert_eq!(told["credits"].as_f64(), video.credits);
    assert!(!text.contains("127.0.0.1") && !text.contains("sandbox"), "{text}");

    // Sent to somebody else, under another name and without the file beside it.
    let stranger = House::new().await;
    let copy = stranger.folder.path().join("from a friend.MP4");
    std::fs::copy(&file, &copy).unwrap();
    let recipe = recipe_of(&stranger, &copy).await.unwrap();
    assert_eq!((recipe.name.as_str(), recipe.photo), ("from a friend.MP4", None));
    assert_eq!((recipe.spec, recipe.photo_name), (video.spec.clone(), video.photo_name.clone()));

    // Here, its photo is known.
    assert_eq!(recipe_of(&house, &file).await.unwrap().photo, Some(video.photo.clone()));

    house.studio.delete(&video.id, Delete::Here).await.unwrap();
    assert!(!file.exists() && !beside(&file).exists());
}

#[tokio::test]
async fn what_comes_in_from_elsewhere_goes_on_from_its_last_picture() {
    let (house, stranger) = (House::new().await, House::new().await);
    let video = house.create_and_settle(1).await.remove(0);
    let copy = stranger.folder.path().join("from a friend.mp4");
    std::fs::copy(house.studio.video_file(&video.id).await.unwrap(), &copy).unwrap();
    let recipe = recipe_of(&stranger, &copy).await.unwrap();
    let last = stranger.studio.recipe_frame(&recipe.id).await.unwrap();
    assert_eq!(last.name, "picture 7 - last frame.png");
    assert_eq!(last.prepared, house.studio.frame_photo(&video.id, None).await.unwrap().prepared);
    assert!(stranger.studio.snapshot().await.unwrap().tray.is_empty());
    std::fs::remove_file(copy).unwrap();
    assert_eq!(stranger.studio.recipe_frame(&recipe.id).await.unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(stranger.studio.recipe_frame(&"none".into()).await.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn an_mp4_of_another_program_is_refused_as_before() {
    let house = House::new().await;
    let file = house.folder.path().join("other.mp4");
    std::fs::write(&file, b"\0\0\0\x0cftypisom and more than that").unwrap();
    assert_eq!(recipe_of(&house, &file).await, None);
    let refused = house.studio.import(vec![Source::Path(file)], true).await.unwrap().refused;
    assert_eq!(refused.len(), 1);
}

#[tokio::test]
async fn who_does_not_want_it_gets_the_video_as_the_service_made_it_and_named_as_they_say() {
    let names = FileNames::new("{seconds} of {photo}", false).unwrap();
    let house = House::with(animato_sandbox::Options::default(), |options| options.names = names).await;
    let video = house.create_and_settle(1).await.remove(0);
    let file = house.studio.video_file(&video.id).await.unwrap();
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("5 s of picture 7 - ") && name.ends_with(".mp4"), "{name}");
    assert!(!beside(&file).exists());
    assert_eq!(recipe_of(&house, &file).await, None);
}

#[tokio::test]
async fn a_file_of_the_persons_beside_a_video_is_neither_written_over_nor_deleted() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    let file = house.studio.video_file(&video.id).await.unwrap();
    std::fs::write(beside(&file), "my notes").unwrap();
    house.studio.delete(&video.id, Delete::Here).await.unwrap();
    assert_eq!(std::fs::read_to_string(beside(&file)).unwrap(), "my notes");
}
