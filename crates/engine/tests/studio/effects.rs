//! Effects: the list, favourites, what was used, and pictures that are there without the service.

use animato_engine::ids::PressId;
use animato_engine::{Create, ErrorCode, Prompts, Spec};

use crate::house::House;

#[tokio::test]
async fn the_effects_as_last_listed_are_there_at_once() {
    let house = House::new().await;
    let effects = house.studio.effects().await.unwrap();
    assert!(!effects.is_empty());
    let house = house.reopen().await;
    assert_eq!(house.studio.snapshot().await.unwrap().effects, effects);
}

#[tokio::test]
async fn favourites_and_what_was_used_outlive_a_restart() {
    let house = House::new().await;
    let effects = house.studio.effects().await.unwrap();
    let [first, second, ..] = effects.as_slice() else { panic!("too few effects") };
    assert!(effects.iter().all(|effect| !effect.favourite && effect.used_at.is_none()));

    let told = house.studio.favour_effect(&second.code, true).await.unwrap();
    assert!(told[1].favourite && !told[0].favourite);
    let spec = Spec { effect: Some(first.code.clone()), prompt: String::new(), ..house.spec(1).await };
    let (press, photos) = (PressId::fresh().unwrap(), vec![house.photo().await]);
    house
        .studio
        .create(Create { press, spec, photos, prompts: Prompts::default(), out: None, max_credits: None, agreed: None })
        .await
        .unwrap();

    let house = house.reopen().await;
    let effects = house.studio.effects().await.unwrap();
    assert!(effects[0].used_at.is_some() && effects[1].used_at.is_none() && effects[1].favourite);
    let told = house.studio.favour_effect(&effects[1].code, false).await.unwrap();
    assert!(told.iter().all(|effect| !effect.favourite));
}

#[tokio::test]
async fn pictures_and_previews_that_were_shown_once_are_there_without_the_service() {
    let house = House::new().await;
    let effects = house.studio.effects().await.unwrap();
    let [first, second, ..] = effects.as_slice() else { panic!("too few effects") };
    assert!(first.has_poster && first.has_preview);
    let poster = house.studio.effect_poster_file(&first.code).await.unwrap();
    let preview = house.studio.effect_preview_file(&first.code).await.unwrap();
    assert!(std::fs::read(&poster).unwrap().starts_with(b"\xff\xd8\xff"));
    assert_eq!(&std::fs::read(&preview).unwrap()[4..8], b"ftyp");
    assert_eq!(house.studio.effect_poster_file("no such effect").await.unwrap_err().code, ErrorCode::NotFound);

    let House { sandbox, studio, folder, events } = house;
    drop((sandbox, events));
    assert_eq!(studio.effect_poster_file(&first.code).await.unwrap(), poster);
    assert_eq!(studio.effect_preview_file(&first.code).await.unwrap(), preview);
    for missing in [studio.effect_poster_file(&second.code).await, studio.effect_preview_file(&second.code).await] {
        assert_eq!(missing.unwrap_err().code, ErrorCode::NotFound);
    }
    drop(folder);
}

#[tokio::test]
async fn many_who_ask_for_the_same_picture_at_once_get_one() {
    let house = House::new().await;
    let code = house.studio.effects().await.unwrap()[0].code.clone();
    let asked = (0..6).map(|_| house.studio.effect_preview_file(&code));
    let files = futures::future::join_all(asked).await;
    let first = files[0].as_ref().unwrap();
    assert!(files.iter().all(|file| file.as_ref().unwrap() == first));
    assert_eq!(std::fs::read_dir(first.parent().unwrap()).unwrap().count(), 1);
}
