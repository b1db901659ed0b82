//! Webhooks: signed, encrypted, delivered.

use std::path::Path;
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

const KEY: &str = "0123456789abcdef01234567";
const CLIENT_ID: &str = "fedcba9876543210";

/// What was posted to a webhook, and how many times it says no before it takes anything.
#[derive(Clone, Default)]
struct Inbox {
    messages: Arc<Mutex<Vec<Value>>>,
    refusals: usize,
}

impl Inbox {
    /// Starts to listen, and returns the inbox with its address.
    async fn open(refusals: usize) -> (Self, String) {
        let inbox = Self { refusals, ..Self::default() };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().route("/hook", post(receive)).with_state(inbox.clone());
        tokio::spawn(async { axum::serve(listener, router).await });
        (inbox, address)
    }

    /// Waits until so many messages are there, and returns them.
    async fn messages(&self, count: usize) -> Vec<Value> {
        for _ in 0..3000 {
            let messages = self.messages.lock().unwrap().clone();
            if messages.len() >= count {
                return messages;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("there are no {count} messages");
    }
}

async fn receive(State(inbox): State<Inbox>, Json(message): Json<Value>) -> StatusCode {
    let mut messages = inbox.messages.lock().unwrap();
    messages.push(message);
    if messages.len() <= inbox.refusals { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK }
}

fn options(pause: Duration) -> Options {
    let (key, client_id) = (KEY.to_owned(), CLIENT_ID.to_owned());
    Options { speed: 1e9, key, client_id, webhook_pauses: vec![pause], ..Options::default() }
}

fn opened(message: &Value) -> Value {
    let sealed = STANDARD.decode(message["dataEncrypt"].as_str().unwrap()).unwrap();
    let cipher = cbc::Decryptor::<Aes192>::new_from_slices(KEY.as_bytes(), CLIENT_ID.as_bytes()).unwrap();
    serde_json::from_slice(&cipher.decrypt_padded_vec::<Pkcs7>(&sealed).unwrap()).unwrap()
}

/// Orders a video that tells this webhook, and returns its id.
async fn created(house: &House, address: &str) -> String {
    let mut order = house.order().await;
    order["webhookurl"] = address.into();
    house.create(order).await.remove(0)
}

/// Waits until it is on disk that the webhooks of all jobs were told.
async fn announced(folder: &Path) {
    let is_announced = |file: std::io::Result<std::fs::DirEntry>| {
        let job: Value = serde_json::from_slice(&std::fs::read(file.unwrap().path()).unwrap()).unwrap();
        job["announced"] == true
    };
    for _ in 0..3000 {
        if std::fs::read_dir(folder.join("jobs")).unwrap().all(is_announced) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("not all webhooks were told");
}

#[tokio::test]
async fn the_end_of_a_job_is_posted_encrypted_and_posted_again_when_it_was_not_taken() {
    let (inbox, address) = Inbox::open(1).await;
    let house = House::with(options(Duration::ZERO)).await;
    let id = created(&house, &address).await;
    let url = house.ended(&id).await["video_url"].clone();
    let messages = inbox.messages(2).await;
    assert_eq!(messages[0], messages[1]);
    let told = opened(&messages[0]);
    assert_eq!((&told["_id"], &told["status"], &told["url"]), (&id.as_str().into(), &3.into(), &url));
}

#[tokio::test]
async fn a_message_that_was_not_taken_outlives_a_restart_and_one_that_was_taken_is_not_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let start = async || {
        let state = Some(folder.path().to_owned());
        House::with(Options { state, ..options(Duration::from_secs(24 * 3600)) }).await
    };
    let (inbox, address) = Inbox::open(1).await;
    let house = start().await;
    let first = created(&house, &address).await;
    inbox.messages(1).await;
    house.sandbox.stop().await;

    let house = start().await;
    inbox.messages(2).await;
    let second = created(&house, &address).await;
    inbox.messages(3).await;
    announced(folder.path()).await;
    house.sandbox.stop().await;

    let house = start().await;
    let third = created(&house, &address).await;
    let told: Vec<Value> = inbox.messages(4).await.iter().map(|message| opened(message)["_id"].clone()).collect();
    assert_eq!(told, [&first, &first, &second, &third].map(|id| Value::from(id.as_str())));
}
