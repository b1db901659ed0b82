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
    /// Says that it deleted, and does not.
    hoards: bool,
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
                        let text = file.clone().unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned());
                        shelf.seen.lock().unwrap().push(format!("{name}={text}"));
                        if file.is_some() {
                            *shelf.kept.lock().unwrap() = Some(bytes.to_vec());
                        }
                    }
                    for name in ["x-token", "authorization"] {
                        shelf.seen.lock().unwrap().push(format!("{name}: {:?}", headers.get(name)));
                    }
                    format!(r#"{{"data":{{"url":"{link}","page":"{link}?page","delete":"/gone/x"}}}}"#)
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
        .route(
            "/gone/{name}",
            axum::routing::delete(async |State(shelf): State<Shelf>, headers: HeaderMap| {
                shelf.seen.lock().unwrap().push(format!("deleted with {:?}", headers.get("authorization")));
                let was_there = shelf.kept.lock().unwrap().is_some();
                if !shelf.hoards {
                    *shelf.kept.lock().unwrap() = None;
                }
                if was_there { StatusCode::OK } else { StatusCode::GONE }
            }),
        )
        .route(
            "/endless",
            post(async || {
                axum::body::Body::from_stream(futures::stream::repeat(Ok::<_, std::convert::Infallible>(vec![
                    b'x';
                    65536
                ])))
            }),
        )
        .route("/locked", post(async || StatusCode::FORBIDDEN))
        .route("/refuses", post(async || (StatusCode::PAYLOAD_TOO_LARGE, "no")))
        .route("/plain", post(async || "http://photos.example.com/x.jpg"))
        .route("/silent", post(async || "{}"))
        .route(
            "/moved/{port}/{*path}",
            axum::routing::any(async |Path((port, path)): Path<(u16, String)>| {
                axum::response::Redirect::temporary(&format!("http://127.0.0.1:{port}/{path}"))
            }),
        )
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

/// The same, which deletes, and wants a secret field and a secret header.
fn guarded(url: Url) -> FormHost {
    let mut host = FormHost {
        delete: Some("/data/delete".into()),
        secret_fields: vec!["key".into()],
        secret_headers: vec!["Authorization".into()],
        ..form(url, "/data/url")
    };
    host.secrets.insert("field/key", "secret 1".into());
    host.secrets.insert("header/Authorization", "secret 2".into());
    host
}

fn picture() -> Upload {
    Upload { name: "token.jpg".into(), mime: "image/jpeg", bytes: Bytes::from_static(b"the photo's bytes"), link: None }
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
    assert!(seen.contains("photo=token.jpg") && seen.contains("album=a") && seen.contains("\"t\""), "{seen}");
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
        ("refuses", "body", ErrorCode::HostRefused, "too large for it (status 413)"),
        ("locked", "body", ErrorCode::HostRefused, "check its key"),
        ("nowhere", "body", ErrorCode::HostRefused, "takes nothing at this address (status 404)"),
        (
            "silent",
            "/data/url",
            ErrorCode::HostRefused,
            "no link at \"/data/url\" in its answer: correct this JSON pointer",
        ),
        ("plain", "body", ErrorCode::HostFailed, "a link that is not https"),
        ("plain", "/data/url", ErrorCode::HostFailed, "not with JSON"),
        ("endless", "body", ErrorCode::HostFailed, "something that is not a link"),
    ];
    for (path, link, code, words) in cases {
        let error = put_to(form(base.join(path).unwrap(), link)).await.unwrap_err();
        assert_eq!(error.code, code, "{error}");
        assert!(error.message.contains(words) && error.message.contains("Nothing was sent to Akool"), "{error}");
    }
}

#[tokio::test]
async fn an_uploader_that_is_not_there_cannot_be_reached() {
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let error = put_to(form(Url::parse(&format!("http://{closed}/up")).unwrap(), "body")).await.unwrap_err();
    assert!(error.message.contains("cannot be reached"), "{error}");
}

#[tokio::test]
async fn one_without_https_where_https_is_spoken_is_told_apart() {
    let base = uploader(Shelf::default()).await;
    let mut secure = base.join("up").unwrap();
    secure.set_scheme("https").unwrap();
    let error = put_to(form(secure, "body")).await.unwrap_err();
    assert!(error.message.contains("no secure connection"), "{error}");
}

#[tokio::test]
async fn photos_never_travel_in_the_clear_to_another_machine() {
    let error = put_to(form(Url::parse("http://uploads.example.com/up").unwrap(), "body")).await.unwrap_err();
    assert!(error.message.contains("must be reached by https"), "{error}");
}

#[tokio::test]
async fn secrets_reach_the_uploader_in_their_field_and_header() {
    let shelf = Shelf::default();
    let base = uploader(shelf.clone()).await;
    put_to(guarded(base.join("up").unwrap())).await.unwrap();
    let seen = shelf.seen.lock().unwrap().join(" ");
    assert!(
        seen.contains("key=secret 1") && seen.contains("authorization: Some(Sensitive)") | seen.contains("secret 2"),
        "{seen}"
    );
}

#[tokio::test]
async fn the_link_of_a_page_becomes_the_link_of_the_file() {
    let base = uploader(Shelf::default()).await;
    let host = FormHost {
        link_replace: vec![["?page".into(), String::new()]],
        ..form(base.join("up").unwrap(), "/data/page")
    };
    assert_eq!(put_to(host).await.unwrap(), base.join("kept/x.jpg").unwrap());
}

#[tokio::test]
async fn a_trial_says_what_happened_step_by_step() {
    let base = uploader(Shelf::default()).await;
    let up = base.join("up").unwrap();
    let tried = async |form| trial(HostConfig::Form(form), &Proxy::None).await.unwrap();
    let whole = tried(guarded(up.clone())).await;
    assert_eq!((whole.stored, whole.fetched, whole.deleted, &whole.error), (true, true, Deleted::Yes, &None));
    let lasting = tried(form(up.clone(), "/data/url")).await;
    assert_eq!((lasting.stored, lasting.fetched, lasting.deleted), (true, true, Deleted::Cannot));
    let refused = tried(form(base.join("refuses").unwrap(), "body")).await;
    assert_eq!((refused.stored, refused.error.map(|e| e.code)), (false, Some(ErrorCode::HostRefused)));

    let hoarder = uploader(Shelf { hoards: true, ..Shelf::default() }).await;
    assert_eq!(tried(guarded(hoarder.join("up").unwrap())).await.deleted, Deleted::No);
    let liar = uploader(Shelf { gives_back: Some(b"something else"), ..Shelf::default() }).await;
    let liar = tried(guarded(liar.join("up").unwrap())).await;
    assert_eq!((liar.stored, liar.fetched, liar.error.map(|e| e.code)), (true, false, Some(ErrorCode::HostLinkWrong)));
}

#[tokio::test]
async fn a_deletion_link_elsewhere_never_sees_the_uploaders_secrets() {
    let (ours, theirs) = (Shelf::default(), Shelf::default());
    let (base, other) = (uploader(ours.clone()).await, uploader(theirs.clone()).await);
    let follow = async |base: &Url, at: &Url| {
        let host = Uploader::new(HostConfig::Form(guarded(base.join("up").unwrap())), &Proxy::None).unwrap();
        host.follow(&Deletion { method: DeleteMethod::Delete, link: at.join("gone/x").unwrap() }).await.unwrap();
    };
    follow(&base, &other).await;
    follow(&base, &base).await;
    assert_eq!(theirs.seen.lock().unwrap().as_slice(), ["deleted with None"]);
    assert!(ours.seen.lock().unwrap()[0].starts_with("deleted with Some"));
}

#[tokio::test]
async fn a_redirect_leads_neither_photo_nor_secrets_to_another_machine() {
    let (ours, theirs) = (Shelf::default(), Shelf::default());
    let (base, other) = (uploader(ours.clone()).await, uploader(theirs.clone()).await);
    let moved = |to: &str| base.join(&format!("moved/{to}")).unwrap();
    let there = other.port().unwrap();
    let error = put_to(guarded(moved(&format!("{there}/up")))).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::HostRefused);
    assert!(error.message.contains("leads to another address (status 307)"), "{error}");

    let host = Uploader::new(HostConfig::Form(guarded(base.join("up").unwrap())), &Proxy::None).unwrap();
    let delete = async |link: Url| host.follow(&Deletion { method: DeleteMethod::Delete, link }).await;
    assert!(delete(moved(&format!("{there}/gone/x"))).await.is_err());
    assert_eq!(theirs.seen.lock().unwrap().len(), 0);
    let here = base.port().unwrap();
    delete(moved(&format!("{here}/gone/x"))).await.unwrap();
    assert!(ours.seen.lock().unwrap()[0].starts_with("deleted with Some"));
}

#[tokio::test]
async fn a_photo_without_a_link_of_its_own_cannot_be_passed_on() {
    let uploader = Uploader::new(HostConfig::Link, &Proxy::None).unwrap();
    let error = uploader.store(&picture()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NoHost);
    let linked = Upload { link: Some("https://photos.example.com/a.jpg".into()), ..picture() };
    assert_eq!(uploader.store(&linked).await.unwrap().link.as_str(), "https://photos.example.com/a.jpg");
}

#[tokio::test]
async fn the_link_of_a_photo_is_good_while_it_gives_the_same_photo() {
    let sample = &crate::samples::all()[0];
    let prepared = crate::photo::prepare(
        &sample.jpeg.clone().into(),
        &crate::photo::Limits::default(),
        crate::photo::Crop::Refuse,
    )
    .unwrap();
    let shelf = Shelf::default();
    let link = uploader(shelf.clone()).await.join("kept/x.jpg").unwrap();
    let photo = Upload { bytes: prepared.bytes.into(), ..picture() };
    let passes_on = Uploader::new(HostConfig::Link, &Proxy::None).unwrap();
    *shelf.kept.lock().unwrap() = Some(sample.jpeg.clone());
    passes_on.check(&link, &photo).await.unwrap();
    *shelf.kept.lock().unwrap() = Some(crate::samples::all()[1].jpeg.clone());
    assert_eq!(passes_on.check(&link, &photo).await.unwrap_err().code, ErrorCode::HostLinkWrong);
}
