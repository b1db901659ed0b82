//! The way out: what goes through a proxy, and that a change of it needs no restart.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use animato_engine::{Connection, ErrorCode, Proxy};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::house::{House, all_saved, connection};

/// A proxy that counts who asks, and lets nobody further.
async fn refusing() -> (Proxy, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = Proxy::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap().0;
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut buffer = [0; 2048];
            let read = stream.read(&mut buffer).await.unwrap_or_default();
            if buffer[..read].starts_with(b"CONNECT ") {
                count.fetch_add(1, Ordering::SeqCst);
            }
            // Whoever asked may be gone already.
            let _ = stream.write_all(b"HTTP/1.1 502 no\r\n\r\n").await;
        }
    });
    (proxy, asked)
}

#[tokio::test]
async fn the_service_is_asked_through_a_proxy_from_the_moment_it_is_set() {
    let house = House::new().await;
    let far = Connection {
        base_url: "https://service.invalid".parse().unwrap(),
        account: "far".into(),
        ..connection(&house.sandbox)
    };
    let (proxy, asked) = refusing().await;
    house.studio.use_proxy(proxy.clone()).await.unwrap();
    house.studio.connect(Some(far.clone())).await.unwrap();
    assert_eq!(house.studio.refresh().await.unwrap_err().code, ErrorCode::Offline);
    assert!(asked.load(Ordering::SeqCst) > 0);

    let (other, asked_then) = refusing().await;
    let before = asked_then.load(Ordering::SeqCst);
    house.studio.use_proxy(other).await.unwrap();
    assert!(house.studio.refresh().await.is_err());
    assert!(asked_then.load(Ordering::SeqCst) > before, "the same account, on the new way");
}

#[tokio::test]
async fn what_is_on_this_machine_is_reached_directly() {
    let house = House::new().await;
    let (proxy, asked) = refusing().await;
    house.studio.use_proxy(proxy).await.unwrap();
    assert!(all_saved(&house.create_and_settle(1).await));
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}
