//! What goes through a proxy, and what of it is ever shown. Nothing leaves this machine: the proxies here lead nowhere.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::*;
use crate::host::{FormHost, HostConfig, Upload, Uploader};
use crate::save::{Download, SaveLimits, Saver};

/// A proxy that writes down where it is asked to go, and leads nowhere.
async fn refusing() -> (Proxy, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = Proxy::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap().0;
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heard = asked.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut buffer = [0; 2048];
            let read = stream.read(&mut buffer).await.unwrap();
            let line = String::from_utf8_lossy(&buffer[..read]).lines().next().unwrap_or_default().to_owned();
            heard.lock().unwrap().push(line);
            stream.write_all(b"HTTP/1.1 502 no\r\n\r\n").await.unwrap();
        }
    });
    (proxy, asked)
}

#[tokio::test]
async fn photos_go_to_their_place_through_the_proxy() {
    let (proxy, asked) = refusing().await;
    let host: FormHost = serde_json::from_value(serde_json::json!({ "url": "https://photos.invalid/up" })).unwrap();
    let upload = Upload { name: "t.jpg".into(), mime: "image/jpeg", bytes: b"bytes".as_slice().into(), link: None };
    let error = Uploader::new(HostConfig::Form(host), &proxy).unwrap().put(&upload).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::HostFailed);
    assert_eq!(*asked.lock().unwrap(), ["CONNECT photos.invalid:443 HTTP/1.1"]);
}

#[tokio::test]
async fn videos_come_through_the_proxy_also_when_it_was_set_later() {
    let (proxy, asked) = refusing().await;
    let folder = tempfile::tempdir().unwrap();
    let download = Download {
        url: &"https://videos.invalid/a.mp4".parse().unwrap(),
        folder: folder.path(),
        file_stem: "a",
        part: &folder.path().join(".a.part"),
        tail: None,
        allow_loopback: false,
        limits: SaveLimits::default(),
    };
    let saver = Saver::new(&Proxy::None).unwrap().through(&proxy).unwrap();
    assert!(saver.save(&download, &|_, _| {}).await.unwrap_err().retryable());
    assert_eq!(*asked.lock().unwrap(), ["CONNECT videos.invalid:443 HTTP/1.1"]);
}

#[test]
fn a_password_is_taken_out_of_the_address() {
    let (proxy, password) = Proxy::parse("http://ann:s%40crt@proxy.example.com:3128").unwrap();
    assert_eq!(proxy.to_text(), "http://ann@proxy.example.com:3128");
    assert_eq!(password.unwrap().expose_secret(), "s@crt");
    let (proxy, password) = Proxy::parse("proxy.example.com:3128").unwrap();
    assert_eq!((proxy.to_text().as_str(), password.is_none()), ("http://proxy.example.com:3128", true));
}

#[test]
fn the_password_goes_only_with_a_user_name_and_is_never_shown() {
    let proxy = |text| Proxy::parse(text).unwrap().0.with_password(Some("s@crt".into()));
    let Proxy::Address(with_user) = proxy("socks5://ann@127.0.0.1:1080") else { panic!("no address") };
    assert_eq!(with_user.full().as_str(), "socks5h://ann:s%40crt@127.0.0.1:1080");
    let Proxy::Address(without) = proxy("http://127.0.0.1:1080") else { panic!("no address") };
    assert_eq!(without.full().password(), None);
    let shown = format!("{:?} {}", proxy("http://ann@h:1"), proxy("http://ann@h:1").to_text());
    assert!(!shown.contains("crt"), "{shown}");
}

#[test]
fn what_is_no_address_of_a_proxy_is_refused_in_a_sentence() {
    for text in ["ftp://h:1", "http://", "http://h:1/path", "http://h:1?q=1", "http://h:99999", "a b"] {
        let error = Proxy::parse(text).unwrap_err();
        assert_eq!(error.code, ErrorCode::BadSpec, "{text}");
    }
    assert!(matches!(Proxy::parse("system").unwrap().0, Proxy::System));
    assert!(matches!(Proxy::parse(" none ").unwrap().0, Proxy::None));
}
