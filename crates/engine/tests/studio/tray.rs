//! Photos into the tray, and what is told of it.

use animato_engine::Source;
use animato_engine::view::Event;

use crate::house::{House, picture};

#[tokio::test]
async fn each_import_is_told_from_its_beginning_to_its_end_under_a_number_of_its_own() {
    let mut house = House::new().await;
    let bad = Source::Bytes { name: "letter.jpg".into(), bytes: b"this is a letter".to_vec() };
    let (one, two) =
        tokio::join!(house.studio.import(vec![picture(1), bad], true), house.studio.import(vec![picture(2)], true));
    assert_eq!((one.unwrap().refused.len(), two.unwrap().photos.len()), (1, 1));
    let mut told = told(&mut house);
    told.sort_unstable();
    let numbers: Vec<_> = told.iter().map(|(batch, ..)| *batch).collect();
    assert!(numbers[0] != numbers[3] && !numbers.contains(&0), "{told:?}");
    let counts: Vec<_> = told.iter().map(|(_, done, total)| (*done, *total)).collect();
    let (long, short) = if counts[0].1 == 2 { counts.split_at(3) } else { (&counts[2..], &counts[..2]) };
    assert_eq!((long, short), (&[(0, 2), (1, 2), (2, 2)][..], &[(0, 1), (1, 1)][..]));
}

#[tokio::test]
async fn an_import_that_is_given_up_is_told_to_be_over() {
    let mut house = House::new().await;
    let studio = house.studio.clone();
    let mut import = Box::pin(studio.import((0..40).map(picture).collect(), true));
    // Its first turn tells the beginning.
    assert!(futures::poll!(&mut import).is_pending());
    drop(import);
    let told = told(&mut house);
    assert_eq!(told.first().map(|(_, done, total)| (*done, *total)), Some((0, 40)));
    assert_eq!(told.last().map(|(_, done, total)| (*done, *total)), Some((40, 40)));
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

#[tokio::test]
async fn the_effects_as_last_listed_are_there_at_once() {
    let house = House::new().await;
    let effects = house.studio.effects().await.unwrap();
    assert!(!effects.is_empty());
    let house = house.reopen().await;
    assert_eq!(house.studio.snapshot().await.unwrap().effects, effects);
}

fn told(house: &mut House) -> Vec<(u32, u32, u32)> {
    let mut told = Vec::new();
    while let Ok(event) = house.events.try_recv() {
        if let Event::Importing { batch, done, total, .. } = event {
            told.push((batch, done, total));
        }
    }
    told
}
