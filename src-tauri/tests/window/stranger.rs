//! A service that is not the sandbox: only the calls that a window makes on its way to a saved video, written by hand from
//! the published API and with models, prices and ids of its own.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use animato_film::{Look, Move, Scene, decode, render};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::service::KEY;

/// Credits that an account has at the beginning.
const CREDITS: u32 = 80;
/// Credits for one video of 5 s.
const PRICE: u32 = 20;

/// The running service; it serves until the runtime ends.
pub(crate) struct Stranger {
    address: SocketAddr,
    made: Arc<Made>,
}

/// What it was asked for and what it made.
#[derive(Default)]
struct Made {
    films: Mutex<HashMap<String, Vec<u8>>>,
    photos: Mutex<Vec<String>>,
}

type Shared = State<(SocketAddr, Arc<Made>)>;

impl Stranger {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let made = Arc::new(Made::default());
        let app = Router::new()
            .route("/api/open/v3/faceswap/quota/info", get(balance))
            .route("/api/open/v4/aigModel/list", get(models))
            .route("/api/open/v4/image2Video/effects", get(effects))
            .route("/api/open/v4/image2Video/createBySourcePrompt/batch", post(create))
            .route("/api/open/v4/image2Video/resultsByIds", post(results))
            .route("/films/{name}", get(film))
            .with_state((address, made.clone()));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, made }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The links of the photos that it was given, one for each create call.
    pub(crate) fn photos(&self) -> Vec<String> {
        self.made.photos.lock().unwrap().clone()
    }
}

/// The envelope, or the refusal of a key that is not ours.
fn answer(headers: &HeaderMap, data: impl FnOnce() -> Value) -> Json<Value> {
    let is_known = headers.get("x-api-key").is_some_and(|key| key == KEY);
    Json(if is_known {
        json!({ "code": 1000, "msg": "OK", "data": data() })
    } else {
        json!({ "code": 1101, "msg": "no" })
    })
}

async fn balance(State((_, made)): Shared, headers: HeaderMap) -> Json<Value> {
    let spent = PRICE * u32::try_from(made.films.lock().unwrap().len()).unwrap();
    answer(&headers, || json!({ "credit": CREDITS - spent }))
}

async fn models(headers: HeaderMap) -> Json<Value> {
    answer(&headers, || {
        json!([{
            "sort": 1, "type": 1501, "provider": "stranger", "label": "Stranger One", "value": "stranger/one", "maxCount": 1,
            "resolutionList": [{ "label": "720p", "value": "720P", "unit_credit": PRICE / 5, "durationList": [5] }],
            "durationList": [], "generate_audio": null, "somethingNew": { "a": 1 },
        }])
    })
}

async fn effects(headers: HeaderMap) -> Json<Value> {
    answer(&headers, || json!({ "result": [], "count": 0 }))
}

/// Fetches the photo as a real service would, and has the film ready before it answers.
async fn create(State((_, made)): Shared, headers: HeaderMap, Json(order): Json<Value>) -> Json<Value> {
    let link = order["image_url"].as_str().unwrap().to_owned();
    let photo = reqwest::get(&link).await.unwrap().error_for_status().unwrap().bytes().await.unwrap();
    let film = tokio::task::spawn_blocking(move || shoot(&photo)).await.unwrap();
    let id = format!("stranger-{}", made.photos.lock().unwrap().len());
    made.photos.lock().unwrap().push(link);
    made.films.lock().unwrap().insert(id.clone(), film);
    answer(
        &headers,
        || json!({ "successList": [{ "_id": id, "status": 1, "deduction_credit": PRICE }], "errorList": [] }),
    )
}

fn shoot(photo: &[u8]) -> Vec<u8> {
    let scene = Scene {
        seed: "stranger",
        resolution: "720P",
        seconds: 5,
        camera: Move::PushIn,
        strength: 1.0,
        look: Look::Plain,
        sound: false,
    };
    render(&scene, &decode(photo).unwrap(), None, &|| false).unwrap()
}

async fn results(State((address, made)): Shared, headers: HeaderMap, body: Bytes) -> Json<Value> {
    let asked: Value = serde_json::from_slice(&body).unwrap();
    let ids: Vec<_> = asked["_ids"].as_str().unwrap().split(',').map(str::to_owned).collect();
    let films = made.films.lock().unwrap();
    let rows: Vec<_> = ids
        .iter()
        .filter(|id| films.contains_key(*id))
        .map(|id| json!({ "_id": id, "status": "3", "video_url": format!("http://{address}/films/{id}.mp4") }))
        .collect();
    answer(&headers, || json!({ "result": rows }))
}

async fn film(State((_, made)): Shared, Path(name): Path<String>, headers: HeaderMap) -> impl IntoResponse {
    assert!(!headers.contains_key("x-api-key"), "a video is fetched without the key");
    let film = made.films.lock().unwrap().get(name.trim_end_matches(".mp4")).cloned();
    film.map(|film| ([(header::CONTENT_TYPE, "video/mp4")], film)).ok_or(StatusCode::NOT_FOUND)
}
