//! Photos: uploaded, fetched, refused.

use reqwest::multipart::{Form, Part};
use serde_json::Value;

use crate::house::{House, png};

#[tokio::test]
async fn an_upload_gives_an_address_that_nobody_guesses_and_that_gives_the_bytes_back() {
    let house = House::new().await;
    let photo = png(320, 320);
    let (one, two) = (house.upload(photo.clone()).await, house.upload(photo.clone()).await);
    assert_ne!(one, two);
    let token = one.rsplit_once('/').unwrap().1;
    assert!(token.len() >= 32 + 4 && token.ends_with(".png"), "{one}");
    let reply = house.http.get(one).send().await.unwrap();
    assert_eq!(reply.headers()["content-type"], "image/png");
    assert_eq!(reply.bytes().await.unwrap(), photo);
    assert_eq!(house.sandbox.ledger().uploads, 2);
}

#[tokio::test]
async fn what_is_no_photo_is_refused() {
    let house = House::new().await;
    for bytes in [&b""[..], b"hello", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", b"%PDF-1.7"] {
        assert_eq!(house.send_file(bytes.to_vec()).await["code"], 1003);
    }
    let other_field = Form::new().part("photo", Part::bytes(png(320, 320)));
    let reply: Value =
        house.http.post(house.sandbox.upload_url()).multipart(other_field).send().await.unwrap().json().await.unwrap();
    assert_eq!(reply["code"], 1003);
    let reply: Value =
        house.http.post(house.sandbox.upload_url()).body("no form").send().await.unwrap().json().await.unwrap();
    assert_eq!(reply["code"], 1003);
}

#[tokio::test]
async fn nothing_outside_of_the_photos_is_served() {
    let house = House::new().await;
    for name in ["..%2fcredits.json", "%2e%2e%2fcredits.json", "a.jpg%00", "credits.json"] {
        let reply = house.http.get(format!("{}/{name}", house.sandbox.upload_url())).send().await.unwrap();
        assert_eq!(reply.status(), 404, "{name}");
    }
}
