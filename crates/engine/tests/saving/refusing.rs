//! What is no video, what is not there any more, and where a link must not lead.

use animato_engine::save::{Download, SaveError};
use url::Url;

use crate::Desk;
use crate::film::film;
use crate::server::{Server, head, page, serve};

#[tokio::test]
async fn fault_30_a_video_that_the_service_deleted_is_expired() {
    for status in [404, 410] {
        let server = Server::start(move |_| page(status, "<Error><Code>NoSuchKey</Code></Error>")).await;
        let desk = Desk::new();
        let error = desk.save(&server.url).await.unwrap_err();
        assert!(matches!(error, SaveError::Expired { .. }) && !error.retryable(), "{error}");
    }
}

#[tokio::test]
async fn fault_31_a_page_or_a_message_served_as_the_video_is_refused_by_its_bytes() {
    for body in
        ["<!DOCTYPE html><p>Log in", "  \n<?xml version=\"1.0\"?><Error/>", "{\"code\":1008}", "", "plain words"]
    {
        let server = Server::start(move |_| page(200, body)).await;
        let desk = Desk::new();
        let error = desk.save(&server.url).await.unwrap_err();
        assert!(matches!(error, SaveError::NotAVideo { .. }) && error.needs_new_url(), "{body}: {error}");
        assert!(!desk.path().join("cat.mp4").exists());
    }
}

#[tokio::test]
async fn a_server_in_trouble_is_worth_another_attempt() {
    for status in [429, 500, 502, 503] {
        let server = Server::start(move |_| page(status, "later")).await;
        let error = Desk::new().save(&server.url).await.unwrap_err();
        assert!(matches!(error, SaveError::ServerTrouble { .. }) && error.retryable(), "{error}");
        assert!(!error.needs_new_url());
    }
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_is_offline() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    drop(listener);
    let error = Desk::new().save(&url).await.unwrap_err();
    assert!(matches!(error, SaveError::Offline { .. }) && error.retryable(), "{error}");
}

#[tokio::test]
async fn fault_35_loopback_is_refused_when_the_api_is_elsewhere_and_never_asked() {
    let server = Server::start(|request| serve(request, &film(1000, 1), "\"1\"")).await;
    let desk = Desk::new();
    let part = desk.part();
    let download = Download { allow_loopback: false, ..desk.download(&server.url, &part) };
    let error = desk.saver.save(&download, &|_, _| {}).await.unwrap_err();
    assert!(matches!(error, SaveError::UnsafeLink { .. }) && !error.retryable(), "{error}");
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn fault_35_a_redirect_to_anywhere_unsafe_is_refused() {
    for target in [
        "file:///etc/passwd",
        "http://example.com/video.mp4",
        "https://10.0.0.1/video.mp4",
        "https://169.254.169.254/latest/meta-data",
        "https://[fd00::1]/video.mp4",
        "ftp://example.com/",
        "http://",
        "",
    ] {
        let server = Server::start(move |request| match request.hit {
            0 => vec![head(302, &[("Location", target)])],
            _ => vec![],
        })
        .await;
        let error = Desk::new().save(&server.url).await.unwrap_err();
        // An empty target is the same link again, until there were too many.
        if !target.is_empty() {
            assert!(matches!(error, SaveError::UnsafeLink { .. }), "{target}: {error}");
            assert_eq!(server.asked().len(), 1, "{target}");
        }
        assert!(!error.to_string().contains("s3cret"));
    }
}

#[tokio::test]
async fn fault_35_at_most_five_redirects_are_followed() {
    let film = film(10_000, 1);
    for (redirects, works) in [(5, true), (6, false)] {
        let film = film.clone();
        let server = Server::start(move |request| match request.hit {
            hit if hit < redirects => vec![head(302, &[("Location", &format!("/hop{hit}"))])],
            _ => serve(request, &film, "\"1\""),
        })
        .await;
        let result = Desk::new().save(&server.url).await;
        assert_eq!(result.is_ok(), works, "{result:?}");
        assert_eq!(server.asked().len(), 6);
    }
}

#[tokio::test]
async fn fault_35_no_key_cookie_or_referrer_is_ever_attached() {
    let film = film(10_000, 1);
    let server = Server::start(move |request| match request.hit {
        0 => vec![head(302, &[("Location", "/there"), ("Set-Cookie", "a=b")])],
        _ => serve(request, &film, "\"1\""),
    })
    .await;
    Desk::new().save(&server.url).await.unwrap();
    for request in server.asked() {
        for header in ["x-api-key", "authorization", "cookie", "referer"] {
            assert_eq!(request.header(header), None);
        }
    }
}

#[tokio::test]
async fn the_signature_of_a_link_is_neither_in_an_error_nor_beside_the_part() {
    let film = film(100_000, 1);
    let server = Server::start(move |request| crate::server::serve_cut(request, &film, "\"1\"", 50_000)).await;
    let desk = Desk::new();
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("s3cret"));
    let beside = std::fs::read_to_string(desk.path().join("cat.mp4.part.json")).unwrap();
    assert!(beside.contains("video.mp4") && !beside.contains("s3cret"), "{beside}");
}
