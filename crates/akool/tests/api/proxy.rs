//! Getting out through a proxy. Whatever is said to it is said on loopback: it never connects further.

use std::sync::{Arc, Mutex};

use akool::{Auth, Client, Config, CreateBatch, ErrorKind, Proxy, Url};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::server::{KEY, Server, success};

const BALANCE: &str = "GET /api/open/v3/faceswap/quota/info";

/// A proxy that writes down what it is asked, and refuses to go further.
struct Refusing {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Refusing {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = asked.clone();
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut buffer = vec![0; 4096];
                let mut request = Vec::new();
                // A CONNECT ends with an empty line; the greeting of SOCKS is three or four bytes.
                while !request.ends_with(b"\r\n\r\n") && request.first() != Some(&5) {
                    let read = stream.read(&mut buffer).await.unwrap();
                    if read == 0 {
                        break;
                    }
                    request.extend_from_slice(&buffer[..read]);
                }
                heard.lock().unwrap().push(String::from_utf8_lossy(&request).into_owned());
                let refusal: &[u8] = if request.first() == Some(&5) { &[5, 0xff] } else { b"HTTP/1.1 502 no\r\n\r\n" };
                stream.write_all(refusal).await.unwrap();
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// A client of a service whose name nobody but a proxy could find.
fn client(proxy: &str) -> Client {
    let base = Url::parse("https://service.invalid").unwrap();
    let proxy = Proxy::Url(Url::parse(proxy).unwrap());
    Client::new(Config { proxy, ..Config::new(base, Auth::Key(KEY.into())) }).unwrap()
}

#[tokio::test]
async fn the_proxy_finds_the_name_gets_its_own_password_and_never_sees_the_key() {
    let proxy = Refusing::start().await;
    let error = client(&format!("http://ann:s%40crt@{}", proxy.address)).account().balance().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Connect, "{error}");
    let asked = proxy.asked();
    assert_eq!(asked.len(), 1);
    assert!(asked[0].starts_with("CONNECT service.invalid:443 HTTP/1.1\r\n"), "{}", asked[0]);
    // "ann:s@crt" in base64.
    assert!(asked[0].to_lowercase().contains("proxy-authorization: basic yw5uonnay3j0"), "{}", asked[0]);
    assert!(!asked[0].contains(KEY) && !asked[0].contains("x-api-key"));
    assert!(!format!("{error} {error:?}").contains("crt"), "{error:?}");
}

#[tokio::test]
async fn a_create_that_the_proxy_refused_was_certainly_not_sent() {
    let proxy = Refusing::start().await;
    let request = CreateBatch::new("https://example.com/p.jpg", "p", "720p", 5);
    let client = client(&format!("http://{}", proxy.address));
    let error = client.videos().create_batch(&request).await.unwrap_err();
    assert!(!error.maybe_processed, "{error:?}");
    assert_eq!(proxy.asked().len(), 1);
}

#[tokio::test]
async fn a_socks_proxy_is_spoken_to_as_one() {
    let proxy = Refusing::start().await;
    let error = client(&format!("socks5h://ann:word@{}", proxy.address)).account().balance().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Connect, "{error}");
    assert_eq!(proxy.asked()[0].as_bytes().first(), Some(&5));
}

#[tokio::test]
async fn a_service_on_this_machine_is_reached_directly() {
    let proxy = Refusing::start().await;
    let server = Server::expecting([(BALANCE, success(json!({ "credit": 7 })))]).await;
    let way = Proxy::Url(Url::parse(&format!("http://{}", proxy.address)).unwrap());
    let client = Client::new(Config { proxy: way, ..server.config() }).unwrap();
    assert_eq!(client.account().balance().await.unwrap(), 7.0);
    server.finish();
    assert!(proxy.asked().is_empty());
}
