//! Where a key may be sent at all.

use std::time::Duration;

use akool::{Auth, Client, Config, ErrorKind, Proxy, SecretString, Timeouts, Url};
use serde_json::json;
use tokio::net::TcpListener;

use crate::server::{KEY, Server, status, success};

fn at(address: &str) -> Result<Client, akool::Error> {
    Client::new(Config::new(Url::parse(address).unwrap(), Auth::Key(KEY.into())))
}

#[test]
fn https_is_allowed_everywhere_and_http_on_this_machine() {
    for address in [
        "https://openapi.akool.com",
        "https://10.0.0.1/prefix",
        "http://127.0.0.1:8787",
        "http://127.9.9.9",
        "http://[::1]:8787/",
        "http://LOCALHOST:8787",
    ] {
        assert!(at(address).is_ok(), "{address}");
    }
}

#[test]
fn fault_54_an_address_that_could_carry_the_key_in_the_clear_is_refused() {
    for address in [
        "http://openapi.akool.com",
        "http://10.0.0.1",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://0.0.0.0",
        "http://[::2]",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "https://name:word@openapi.akool.com",
        "https://openapi.akool.com/?a=b",
    ] {
        assert_eq!(at(address).unwrap_err().kind, ErrorKind::UnsafeUrl, "{address}");
    }
}

#[test]
fn an_impossible_key_is_refused_before_anything_is_sent() {
    let base = Url::parse("http://127.0.0.1:1").unwrap();
    for key in ["", " \n", "a\nb"] {
        let error = Client::new(Config::new(base.clone(), Auth::Key(key.into()))).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Config, "{key:?}");
    }
    let auth = Auth::Pair { client_id: String::new(), client_secret: SecretString::from("x") };
    assert_eq!(Client::new(Config::new(base, auth)).unwrap_err().kind, ErrorKind::Config);
}

#[test]
fn fault_53_nothing_printed_for_a_developer_shows_a_secret() {
    let proxy = Proxy::Url(Url::parse("http://name:proxy-SECRET@127.0.0.1:1").unwrap());
    let base = Url::parse("https://openapi.akool.com").unwrap();
    let pair = Auth::Pair { client_id: "id".into(), client_secret: KEY.into() };
    for auth in [Auth::Key(KEY.into()), pair] {
        let config = Config { proxy: proxy.clone(), ..Config::new(base.clone(), auth) };
        let printed = format!("{config:?} {:?}", Client::new(config.clone()).unwrap());
        assert!(!printed.contains("SECRET"), "{printed}");
    }
}

#[tokio::test]
async fn a_path_of_the_base_address_is_a_prefix() {
    let route = "GET /prefix/api/open/v3/faceswap/quota/info";
    let server =
        Server::expecting([(route, success(json!({ "credit": 1 }))), (route, success(json!({ "credit": 1 })))]).await;
    for path in ["prefix", "prefix/"] {
        let config = Config { base_url: server.url.join(path).unwrap(), ..server.config() };
        Client::new(config).unwrap().account().balance().await.unwrap();
    }
    server.finish();
}

#[tokio::test]
async fn what_goes_to_this_machine_goes_past_the_proxy() {
    let proxy = Server::expecting([]).await;
    let server = Server::expecting([("GET /api/open/v3/faceswap/quota/info", success(json!({ "credit": 1 })))]).await;
    let config = Config { proxy: Proxy::Url(proxy.url.clone()), ..server.config() };
    assert_eq!(Client::new(config).unwrap().account().balance().await, Ok(1.0));
    server.finish();
    proxy.finish();
}

#[tokio::test]
async fn a_proxy_is_used_and_does_not_see_the_key() {
    let proxy = Server::expecting([("CONNECT akool.invalid:443", status(502, ""))]).await;
    let base = Url::parse("https://akool.invalid").unwrap();
    let config = Config { proxy: Proxy::Url(proxy.url.clone()), ..Config::new(base, Auth::Key(KEY.into())) };
    let error = Client::new(config).unwrap().account().balance().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Connect, "{error}");
    let seen = proxy.finish();
    assert!(!format!("{seen:?}").contains("SECRET"));
}

#[tokio::test]
async fn a_service_that_does_not_speak_tls_in_time_is_no_connection() {
    // It accepts, and then never says a word.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = Url::parse(&format!("https://{}", listener.local_addr().unwrap())).unwrap();
    let timeouts = Timeouts { connect: Duration::from_millis(200), ..Timeouts::default() };
    let client = Client::new(Config { timeouts, ..Config::new(base, Auth::Key(KEY.into())) }).unwrap();
    let error = client.account().balance().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Connect, "{error}");
    assert!(error.is_safe_to_repeat());
}
