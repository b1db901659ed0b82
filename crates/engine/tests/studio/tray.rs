//! Photos into the tray, and what is told of it.

use animato_engine::view::Event;

use crate::house::{House, picture};

#[tokio::test]
async fn an_import_that_is_given_up_is_told_to_be_over() {
    let mut house = House::new().await;
    let studio = house.studio.clone();
    let mut import = Box::pin(studio.import((0..40).map(picture).collect(), true));
    // Its first turn tells the beginning.
    assert!(futures::poll!(&mut import).is_pending());
    drop(import);
    let told = told(&mut house);
    assert_eq!(told.first(), Some(&(0, 40)));
    let (done, total) = *told.last().unwrap();
    assert_eq!(done, total, "its end is told");
}

#[tokio::test]
async fn a_photo_that_left_the_tray_can_be_put_back() {
    let house = House::new().await;
    let photos = house.studio.import(vec![picture(1), picture(2)], true).await.unwrap().photos;
    house.studio.remove_from_tray(vec![photos[0].id.clone()]).await.unwrap();
    let tray = house.studio.add_to_tray(vec![photos[0].id.clone(), "nobody".to_owned().into()]).await.unwrap();
    assert_eq!(tray, [photos[1].clone(), photos[0].clone()]);
    let again = house.studio.add_to_tray(vec![photos[1].id.clone()]).await.unwrap();
    assert_eq!(again, tray, "what is there already stays where it is");
    assert_eq!(house.studio.snapshot().await.unwrap().tray, tray);
}

fn told(house: &mut House) -> Vec<(u32, u32)> {
    let mut told = Vec::new();
    while let Ok(event) = house.events.try_recv() {
        if let Event::Importing { done, total, .. } = event {
            told.push((done, total));
        }
    }
    told
}
