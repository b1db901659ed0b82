//! The sandbox's own place for photos and sounds: an upload gives an address with an unguessable token.

use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::envelope::{Answer, Refusal, Success};
use crate::http::serve_file;
use crate::random;
use crate::shared::Shared;
use crate::store::write_whole;

/// Takes the form's field `file` and answers with its address at `/data/url`. Needs no key, as most public uploaders.
pub(crate) async fn upload(State(shared): State<Arc<Shared>>, form: Result<Multipart, MultipartRejection>) -> Answer {
    let mut form = form.map_err(|_| Refusal::parameter("Parameter error: the body must be multipart/form-data"))?;
    let broken = |_| Refusal::parameter("Parameter error: the form cannot be read, or is larger than 64 MB");
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some("file") {
            continue;
        }
        let bytes = field.bytes().await.map_err(broken)?;
        let Some((extension, _)) = kind(&bytes) else {
            return Err(Refusal::parameter("Parameter error: file is neither a picture nor a sound"));
        };
        let name = format!("{}.{extension}", random::hex(16));
        let Some(path) = shared.store.photo(&name) else { return Err(unwritten()) };
        let written = tokio::task::spawn_blocking(move || write_whole(&path, &bytes)).await;
        if !matches!(written, Ok(Ok(()))) {
            return Err(unwritten());
        }
        shared.book.count(|ledger| ledger.uploads += 1);
        return Ok(Success(json!({ "url": format!("{}/{name}", shared.upload_url()) })));
    }
    Err(Refusal::parameter("Parameter error: the field file is missing"))
}

/// An uploaded file.
pub(crate) async fn photo(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let Some(path) = shared.store.photo(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let Some(kind) = type_of(path.clone()).await else { return StatusCode::NOT_FOUND.into_response() };
    serve_file(&method, &headers, &path, kind, &format!("\"{name}\""), false).await
}

fn unwritten() -> Refusal {
    Refusal { code: 1015, msg: "The file could not be stored".to_owned() }
}

async fn type_of(path: PathBuf) -> Option<&'static str> {
    let extension = path.extension()?.to_str()?;
    KINDS.iter().find(|kind| kind.0 == extension).map(|kind| kind.1)
}

/// Extension, type, offset and first bytes.
const KINDS: &[(&str, &str, usize, &[u8])] = &[
    ("jpg", "image/jpeg", 0, b"\xff\xd8\xff"),
    ("png", "image/png", 0, b"\x89PNG\r\n\x1a\n"),
    ("webp", "image/webp", 8, b"WEBP"),
    ("gif", "image/gif", 0, b"GIF8"),
    ("bmp", "image/bmp", 0, b"BM"),
    ("wav", "audio/wav", 8, b"WAVE"),
    ("mp3", "audio/mpeg", 0, b"ID3"),
    ("mp3", "audio/mpeg", 0, b"\xff\xfb"),
    ("mp3", "audio/mpeg", 0, b"\xff\xf3"),
    ("aac", "audio/aac", 0, b"\xff\xf1"),
    ("aac", "audio/aac", 0, b"\xff\xf9"),
    ("m4a", "audio/mp4", 4, b"ftyp"),
    ("ogg", "audio/ogg", 0, b"OggS"),
    ("flac", "audio/flac", 0, b"fLaC"),
];

/// What the bytes are, judged by themselves and not by the name they came with.
fn kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let found =
        KINDS.iter().find(|(_, _, offset, magic)| bytes.get(*offset..).is_some_and(|rest| rest.starts_with(magic)));
    found.map(|(extension, kind, _, _)| (*extension, *kind))
}
