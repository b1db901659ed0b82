//! The two undocumented look-ups.

use serde_json::json;

use crate::house::{House, id};

#[tokio::test]
async fn a_job_is_found_by_its_photo_in_the_list_newest_first() {
    let house = House::new().await;
    let order = house.order().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.extend(house.create(order.clone()).await);
    }
    house.ended(&ids[2]).await;
    let page = |number: u32| {
        let house = &house;
        async move { house.get(&format!("/api/open/v3/content/video/list?page={number}&size=2")).await }
    };
    let first = page(1).await;
    assert_eq!(first["data"]["count"], 3);
    let rows = first["data"]["result"].as_array().unwrap();
    assert_eq!(rows.iter().map(id).collect::<Vec<_>>(), [ids[2].clone(), ids[1].clone()]);
    assert_eq!(
        (&rows[0]["type"], &rows[0]["video_status"], &rows[0]["image_url"]),
        (&15.into(), &3.into(), &order["image_url"])
    );
    assert!(rows[0]["video"].as_str().unwrap().ends_with(".mp4"));
    assert_eq!(page(2).await["data"]["result"].as_array().unwrap().len(), 1);
    assert_eq!(page(9).await["data"]["result"], json!([]));
    assert_eq!(house.get("/api/open/v3/content/video/list?page=x").await["code"], 1003);
}

#[tokio::test]
async fn one_job_is_found_by_its_id() {
    let house = House::new().await;
    let video = house.made().await;
    let found = house.get(&format!("/api/open/v3/content/video/infobymodelid?video_model_id={}", id(&video))).await;
    assert_eq!((&found["data"]["video"], &found["data"]["video_status"]), (&video["video_url"], &3.into()));
    assert_eq!(house.get("/api/open/v3/content/video/infobymodelid?video_model_id=nobody").await["code"], 1008);
    assert_eq!(house.get("/api/open/v3/content/video/infobymodelid").await["code"], 1003);
}
