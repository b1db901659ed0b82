//! Places for photos, against an uploader that misbehaves on purpose.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post, put};

use super::*;

/// What the uploader of a test got, and how it misbehaves.
#[derive(Clone, Default)]
struct Shelf {
    kept: Arc<Mutex<Option<Vec<u8>>>>,
    seen: Arc<Mutex<Vec<String>>>,
    gives_back: Option<&'static [u8]>,
}

/// An uploader on loopback; its address is returned.
async fn uploader(shelf: Shelf) -> Url {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    let link = base.join("kept/x.jpg").unwrap().to_string();
    let app = Router::new()
        .route(
            "/up",
            post({
                let link = link.clone();
                async move |State(shelf): State<Shelf>, headers: HeaderMap, mut form: Multipart| {
                    while let Some(field) = form.next_field().await.unwrap() {
                        let name = field.name().unwrap_or_default().to_owned();
                        let file = field.file_name().map(str::to_owned);
                        let bytes = field.bytes().await.unwrap();
                        shelf.seen.lock().unwrap().push(format!("{name}={}", file.clone().unwrap_or_default()));
                        if file.is_some() {
                            *shelf.kept.lock().unwrap() = Some(bytes.to_vec());
                        }
                    }
                    shelf.seen.lock().unwrap().push(format!("{:?}", headers.get("x-token")));
                    format!(r#"{{"data":{{"url":"{link}"}}}}"#)
                }
            }),
        )
        .route(
            "/put",
            put(async move |State(shelf): State<Shelf>, bytes: axum::body::Bytes| {
                *shelf.kept.lock().unwrap() = Some(bytes.to_vec());
                link
            }),
        )
        .route("/refuses", post(async || (StatusCode::PAYLOAD_TOO_LARGE, "no")))
        .route("/plain", post(async || "http://photos.example.com/x.jpg"))
        .route("/silent", post(async || "{}"))
        .route(
            "/kept/{name}",
            get(async |State(shelf): State<Shelf>, Path(_): Path<String>| {
                shelf.gives_back.map(<[u8]>::to_vec).or(shelf.kept.lock().unwrap().clone()).ok_or(StatusCode::NOT_FOUND)
            }),
        )
        .with_state(shelf);
    tokio::spawn(async move { axum::serve(listener, app).await });
    base
}

fn form(url: Url, link: &str) -> FormHost {
    serde_json::from_value(serde_json::json!({
        "url": url, "link": link, "file_field": "photo", "fields": { "album": "a" }, "headers": { "x-token": "t" },
    }))
    .unwrap()
}

fn picture() -> Upload {
    Upload { name: "token.jpg".into(), mime: "image/jpeg", bytes: Bytes::from_static(b"the photo's bytes") }
}

async fn put_to(host: FormHost) -> Result<Url, Error> {
    Uploader::new(HostConfig::Form(host), &Proxy::None).unwrap().put(&picture()).await
}

#[tokio::test]
async fn a_form_carries_the_file_the_fields_and_the_headers_and_the_link_gives_the_photo_back() {
    let shelf = Shelf::default();
    let base = uploader(shelf.clone()).await;
    let link = put_to(form(base.join("up").unwrap(), "/data/url")).await.unwrap();
    assert_eq!(link, base.join("kept/x.jpg").unwrap());
    let seen = shelf.seen.lock().unwrap().join(" ");
    assert!(seen.contains("photo=token.jpg") && seen.contains("album=") && seen.contains("\"t\""), "{seen}");
}

#[tokio::test]
async fn a_put_carries_the_bytes_as_they_are() {
    let shelf = Shelf::default();
    let base = uploader(shelf.clone()).await;
    let host = FormHost { method: form::FormMethod::Put, ..form(base.join("put").unwrap(), "body") };
    put_to(host).await.unwrap();
    assert_eq!(shelf.kept.lock().unwrap().as_deref(), Some(&b"the photo's bytes"[..]));
}

#[tokio::test]
async fn fault_16_a_link_that_does_not_give_back_the_photo_is_found_before_paying() {
    for other in [&b"something else"[..], b"the photo's bytes and more", b"the photo"] {
        let base = uploader(Shelf { gives_back: Some(other), ..Shelf::default() }).await;
        let error = put_to(form(base.join("up").unwrap(), "/data/url")).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::HostLinkWrong, "{error}");
        assert!(error.message.contains("Nothing was sent to Akool"), "{error}");
    }
}

#[tokio::test]
async fn each_fault_of_an_uploader_is_its_own_sentence_and_never_the_services() {
    let base = uploader(Shelf::default()).await;
    let cases = [
        ("refuses", "body", "refused the photo (status 413)"),
        ("silent", "/data/url", "there is no link at \"/data/url\""),
        ("plain", "body", "a link that is not https"),
    ];
    for (path, link, words) in cases {
        let error = put_to(form(base.join(path).unwrap(), link)).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::HostFailed);
        assert!(error.message.contains(words), "{error}");
    }
}

#[tokio::test]
async fn an_uploader_that_is_not_there_cannot_be_reached() {
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let error = put_to(form(Url::parse(&format!("http://{closed}/up")).unwrap(), "body")).await.unwrap_err();
    assert!(error.message.contains("cannot be reached"), "{error}");
}

#[tokio::test]
async fn photos_never_travel_in_the_clear_to_another_machine() {
    let error = put_to(form(Url::parse("http://uploads.example.com/up").unwrap(), "body")).await.unwrap_err();
    assert!(error.message.contains("must be reached by https"), "{error}");
}
