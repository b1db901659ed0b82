//! The effects, with posters and previews that are drawn and rendered here.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use image::ImageFormat;
use serde_json::{Value, json};

use super::auth::Caller;
use super::envelope::{Answer, Success};
use crate::catalogue::{EFFECTS, Effect};
use crate::http::serve_file;
use crate::shared::Shared;
use crate::store::write_whole;
use animato_film::{Scene, drawn, render};

/// All effects.
pub(crate) async fn list(State(shared): State<Arc<Shared>>, _: Caller) -> Answer {
    let rows: Vec<Value> = EFFECTS.iter().zip(0u64..).map(|(effect, number)| {
        let base = format!("{}/effects/{}", shared.base_url, effect.code);
        json!({
            "_id": effect.id, "create_time": 1_762_000_000_000 - number * 86_400_000, "name": effect.name, "effect_code": effect.code,
            "logo": format!("{base}.jpg"), "video_url": format!("{base}.mp4"),
        })
    }).collect();
    Ok(Success(json!({ "count": rows.len(), "result": rows })))
}

/// `CODE.jpg` or `CODE.mp4`, made when first asked for.
pub(crate) async fn file(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let Some((code, extension)) = name.rsplit_once('.') else { return StatusCode::NOT_FOUND.into_response() };
    let Some(number) = EFFECTS.iter().position(|effect| effect.code == code) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let effect = &EFFECTS[number];
    let tint = number as f64 / (EFFECTS.len() - 1) as f64;
    match extension {
        "jpg" => match poster(tint) {
            Some(bytes) => ([(header::CONTENT_TYPE, "image/jpeg")], bytes).into_response(),
            None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
        "mp4" => {
            let path = shared.store.video(&format!("effect{number}"));
            let made = path.exists() || {
                let path = path.clone();
                let preview = tokio::task::spawn_blocking(move || write_whole(&path, &preview(effect, tint)?).ok());
                preview.await.ok().flatten().is_some()
            };
            if !made {
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            }
            serve_file(&method, &headers, &path, "video/mp4", &format!("\"{code}\""), false).await
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn poster(tint: f64) -> Option<Vec<u8>> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    drawn::landscape(tint).write_to(&mut bytes, ImageFormat::Jpeg).ok()?;
    Some(bytes.into_inner())
}

/// Three seconds of the effect. One is made at a time: a gallery asks for all of them together.
fn preview(effect: &Effect, tint: f64) -> Option<Vec<u8>> {
    static TURN: OnceLock<Mutex<()>> = OnceLock::new();
    let _turn = TURN.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    let scene = Scene {
        seed: effect.code,
        resolution: "360p",
        seconds: 3,
        camera: effect.camera,
        strength: 1.0,
        look: effect.look,
        sound: false,
    };
    render(&scene, &drawn::landscape(tint), None, &|| false).ok()
}
