//! The list of effects, and that they are rendered.

use std::io::Cursor;

use mp4::Mp4Reader;

use crate::house::House;

#[tokio::test]
async fn every_effect_has_a_poster_and_a_preview_that_can_be_played() {
    let house = House::new().await;
    let data = house.get("/api/open/v4/image2Video/effects").await["data"].clone();
    let effects = data["result"].as_array().unwrap();
    assert_eq!(data["count"], effects.len());
    let poster = house.http.get(effects[0]["logo"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(image::guess_format(&poster).unwrap(), image::ImageFormat::Jpeg);
    let preview =
        house.http.get(effects[0]["video_url"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap();
    let reader = Mp4Reader::read_header(Cursor::new(&preview[..]), preview.len() as u64).unwrap();
    assert_eq!(reader.duration().as_secs(), 3);
    for name in ["nothing.jpg", "nothing", "hero_push_70418.exe", "..%2f..%2fetc"] {
        let url = format!("{}/effects/{name}", house.sandbox.base_url());
        assert_eq!(house.http.get(url).send().await.unwrap().status(), 404, "{name}");
    }
}

#[tokio::test]
async fn an_effect_takes_the_place_of_the_prompt() {
    let house = House::new().await;
    let mut order = house.order().await;
    order["effect_code"] = "old_film_70416".into();
    order["prompt"] = "Old Film".into();
    let ids = house.create(order).await;
    let row = house.ended(&ids[0]).await;
    assert_eq!(
        (&row["status"], &row["effect_name"], &row["effect_code"]),
        (&3.into(), &"Old Film".into(), &"old_film_70416".into())
    );
}
