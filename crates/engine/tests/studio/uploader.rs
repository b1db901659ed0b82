//! An uploader as the place for photos, which deletes when its deletion link is asked to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use animato_engine::ErrorCode;
use animato_engine::host::form::DeleteMethod;
use animato_engine::host::{FormHost, HostConfig};
use animato_engine::view::VideoStatus;
use animato_sandbox::{Endpoint, Fault};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, put};

use crate::house::{House, all_saved, trouble};

/// What it keeps, by name.
type Shelf = Arc<Mutex<HashMap<String, Vec<u8>>>>;

/// An uploader on loopback, and how to use it.
async fn uploader() -> (Shelf, FormHost) {
    let shelf = Shelf::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let app = Router::new()
        .route(
            "/new",
            put(async |State(shelf): State<Shelf>, bytes: Bytes| {
                let mut shelf = shelf.lock().unwrap();
                let name = format!("{}.png", shelf.len());
                shelf.insert(name.clone(), bytes.to_vec());
                format!(r#"{{"link":"/kept/{name}","delete":"/delete/{name}"}}"#)
            }),
        )
        .route(
            "/kept/{name}",
            get(async |State(shelf): State<Shelf>, Path(name): Path<String>| {
                shelf.lock().unwrap().get(&name).cloned().ok_or(StatusCode::NOT_FOUND)
            }),
        )
        .route(
            "/delete/{name}",
            get(async |State(shelf): State<Shelf>, Path(name): Path<String>| {
                shelf.lock().unwrap().remove(&name).map(|_| "gone").ok_or(StatusCode::NOT_FOUND)
            }),
        )
        .with_state(shelf.clone());
    tokio::spawn(async move { axum::serve(listener, app).await });
    let mut form = FormHost::new(format!("{base}/new").parse().unwrap());
    form.method = animato_engine::host::form::FormMethod::Put;
    form.link = "/link".into();
    form.delete = Some("/delete".into());
    form.delete_method = DeleteMethod::Get;
    (shelf, form)
}

#[tokio::test]
async fn an_uploader_that_deletes_is_asked_to_once_the_video_is_saved() {
    let (shelf, form) = uploader().await;
    let mut house = House::new().await;
    house.studio.use_host(Some(HostConfig::Form(form))).await.unwrap();
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |status| matches!(status, VideoStatus::Rendering { .. })).await;
    assert_eq!(shelf.lock().unwrap().len(), 1);
    house.sandbox.faults().clear();
    assert!(all_saved(&house.settle().await));
    assert!(shelf.lock().unwrap().is_empty());
}

#[tokio::test]
async fn its_deletion_link_is_followed_though_another_place_is_used_by_then() {
    let (shelf, form) = uploader().await;
    let mut house = House::new().await;
    house.studio.use_host(Some(HostConfig::Form(form))).await.unwrap();
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |status| matches!(status, VideoStatus::Rendering { .. })).await;
    // The sandbox's own, which does not delete.
    let house = house.reopen().await;
    house.sandbox.faults().clear();
    assert!(all_saved(&house.settle().await));
    assert!(shelf.lock().unwrap().is_empty());
}

#[tokio::test]
async fn one_that_gives_no_deletion_link_holds_nothing_up() {
    let (shelf, form) = uploader().await;
    let house = House::new().await;
    let without = FormHost { delete: Some("/no/such/pointer".into()), ..form };
    house.studio.use_host(Some(HostConfig::Form(without))).await.unwrap();
    assert!(all_saved(&house.create_and_settle(1).await));
    assert_eq!(shelf.lock().unwrap().len(), 1, "nothing of ours can delete it, and nothing claims to");
}

#[tokio::test]
async fn a_wrong_pointer_waits_for_the_person_and_costs_nothing() {
    let (_shelf, form) = uploader().await;
    let house = House::new().await;
    let wrong = FormHost { link: "/data/url".into(), ..form };
    house.studio.use_host(Some(HostConfig::Form(wrong))).await.unwrap();
    let videos = house.create_and_settle(1).await;
    assert_eq!((trouble(&videos[0]), house.hits()), (Some(ErrorCode::HostRefused), 0));
    let VideoStatus::Waiting { held: Some(error) } = &videos[0].status else { panic!("{videos:#?}") };
    assert!(error.message.contains("\"/data/url\""), "{error}");
}
