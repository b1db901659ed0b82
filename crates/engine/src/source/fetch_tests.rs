//! Fetching, from a server on this machine that behaves as it is told.

use std::convert::Infallible;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Redirect};
use axum::routing::get;
use futures::stream;

use super::*;

/// Enough of a picture to be taken for one.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n and so on";

async fn served() -> Url {
    let app = Router::new()
        .route("/picture", get(|| async { PICTURE }))
        .route("/page", get(|| async { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], "<html>hello</html>") }))
        .route("/text", get(|| async { "hello" }))
        .route("/none", get(|| async { StatusCode::NOT_FOUND }))
        .route("/mine", get(|| async { StatusCode::FORBIDDEN }))
        .route("/broken", get(|| async { StatusCode::BAD_GATEWAY }))
        .route("/endless", get(|| async { endless(PICTURE) }))
        .route("/endless-film", get(|| async { endless(b"\x1aE\xdf\xa3 film") }))
        .route("/round", get(|| async { Redirect::temporary("/round") }))
        .route("/nowhere", get(|| async { StatusCode::FOUND }))
        .route("/file", get(|| async { Redirect::temporary("file:///etc/passwd") }))
        .route("/hop/{left}", get(hop))
        .route("/told", get(told));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    Url::parse(&format!("http://{address}/")).unwrap()
}

fn endless(start: &'static [u8]) -> Body {
    let first = stream::once(async move { Ok::<_, Infallible>(Bytes::from_static(start)) });
    let rest = stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from(vec![0; 8192])));
    Body::from_stream(futures::StreamExt::chain(first, rest))
}

async fn hop(uri: Uri) -> Redirect {
    let left: usize = uri.path().rsplit('/').next().unwrap().parse().unwrap();
    if left == 1 { Redirect::to("/picture") } else { Redirect::to(&format!("/hop/{}", left - 1)) }
}

/// A picture only for those who come without any word about the person.
async fn told(headers: HeaderMap) -> axum::response::Response {
    let gossip = [header::REFERER, header::COOKIE, header::AUTHORIZATION];
    if gossip.iter().any(|name| headers.contains_key(name)) {
        return StatusCode::IM_A_TEAPOT.into_response();
    }
    PICTURE.into_response()
}

async fn fetched(path: &str) -> Result<Bytes, Refusal> {
    let limits = Limits { max_bytes_in: 1 << 20, ..Limits::default() };
    Web::new(&crate::proxy::Proxy::None).unwrap().get(&served().await.join(path).unwrap(), &limits).await
}

#[tokio::test]
async fn a_picture_is_fetched_over_five_redirects_and_not_over_six() {
    assert_eq!(fetched("picture").await.unwrap(), PICTURE);
    assert_eq!(fetched("hop/5").await.unwrap(), PICTURE);
    assert!(matches!(fetched("hop/6").await, Err(Refusal::BadLink { .. })));
    assert!(matches!(fetched("round").await, Err(Refusal::BadLink { .. })));
}

#[tokio::test]
async fn what_is_no_picture_is_told_apart() {
    assert_eq!(fetched("page").await, Err(Refusal::WebPage));
    assert_eq!(fetched("text").await, Err(Refusal::NotAPicture));
    for (path, words) in [("none", "nothing at it"), ("mine", "everybody"), ("broken", "502"), ("nowhere", "nowhere")] {
        let refusal = fetched(path).await.unwrap_err();
        assert!(refusal.message().contains(words), "{path}: {}", refusal.message());
    }
}

#[tokio::test]
async fn no_more_is_read_than_is_needed() {
    assert_eq!(fetched("endless").await, Err(Refusal::TooManyBytes { max_bytes: 1 << 20 }));
    assert!(matches!(fetched("endless-film").await, Err(Refusal::UnsupportedFormat { .. })));
}

#[tokio::test]
async fn nothing_of_the_person_goes_with_it() {
    assert_eq!(fetched("told").await.unwrap(), PICTURE);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_the_networks_fault() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = Url::parse(&format!("http://{free}/")).unwrap();
    let refusal = Web::new(&crate::proxy::Proxy::None).unwrap().get(&url, &Limits::default()).await.unwrap_err();
    assert!(matches!(refusal, Refusal::NotFetched { .. }), "{refusal:?}");
}

#[tokio::test]
async fn only_the_web_is_asked_and_never_with_a_password() {
    let limits = Limits::default();
    for url in ["ftp://a.example/x.jpg", "data:image/png;base64,AAAA", "http://me:secret@127.0.0.1/x.jpg"] {
        let refusal =
            Web::new(&crate::proxy::Proxy::None).unwrap().get(&Url::parse(url).unwrap(), &limits).await.unwrap_err();
        assert!(matches!(refusal, Refusal::BadLink { .. }), "{url}: {refusal:?}");
        assert!(!refusal.message().contains("secret"));
    }
    assert!(matches!(fetched("file").await, Err(Refusal::BadLink { .. })));
}

#[test]
fn an_address_says_where_it_leads() {
    let of = |url: &str| place(&Url::parse(url).unwrap()).unwrap();
    assert_eq!(of("https://a.example/"), Place::Internet);
    assert_eq!(of("http://localhost:80/"), Place::Machine);
    assert_eq!(of("http://[::1]/"), Place::Machine);
    assert_eq!(of("http://192.168.1.7/"), Place::Network);
    assert_eq!(of("http://169.254.169.254/"), Place::Network);
}
