//! Webhooks: signed, encrypted, delivered.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aes::Aes192;
use animato_sandbox::Options;
use axum::extract::State;
use axum::http::StatusCode;
use axum::{Json, Router, routing::post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use serde_json::Value;

use crate::house::House;

type Inbox = Arc<Mutex<Vec<Value>>>;

/// Refuses the first message and takes the others.
async fn receive(State(inbox): State<Inbox>, Json(message): Json<Value>) -> StatusCode {
    let mut inbox = inbox.lock().unwrap();
    inbox.push(message);
    if inbox.len() == 1 { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK }
}

#[tokio::test]
async fn the_end_of_a_job_is_posted_encrypted_and_posted_again_when_it_was_not_taken() {
    let inbox = Inbox::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/hook", listener.local_addr().unwrap());
    let router = Router::new().route("/hook", post(receive)).with_state(inbox.clone());
    tokio::spawn(async { axum::serve(listener, router).await });

    let (key, client_id) = ("0123456789abcdef01234567".to_owned(), "fedcba9876543210".to_owned());
    let house =
        House::with(Options { speed: 1e9, key: key.clone(), client_id: client_id.clone(), ..Options::default() }).await;
    let mut order = house.order().await;
    order["webhookurl"] = address.into();
    let ids = house.create(order).await;
    let url = house.ended(&ids[0]).await["video_url"].clone();
    for _ in 0..500 {
        if inbox.lock().unwrap().len() >= 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let messages = inbox.lock().unwrap().clone();
    assert_eq!(messages[0], messages[1]);
    let sealed = STANDARD.decode(messages[0]["dataEncrypt"].as_str().unwrap()).unwrap();
    let cipher = cbc::Decryptor::<Aes192>::new_from_slices(key.as_bytes(), client_id.as_bytes()).unwrap();
    let opened: Value = serde_json::from_slice(&cipher.decrypt_padded_vec::<Pkcs7>(&sealed).unwrap()).unwrap();
    assert_eq!((&opened["_id"], &opened["status"], &opened["url"]), (&ids[0].as_str().into(), &3.into(), &url));
}
