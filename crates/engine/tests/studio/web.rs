//! A web server on this machine with files that a test gives it.

use std::collections::HashMap;
use std::sync::Arc;

use animato_engine::Source;
use axum::Router;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};

pub(crate) struct Web {
    base: url::Url,
}

impl Web {
    pub(crate) async fn serve(files: &[(&str, Vec<u8>)]) -> Self {
        let files: HashMap<String, Vec<u8>> =
            files.iter().map(|(path, bytes)| (path.trim_start_matches('/').to_owned(), bytes.clone())).collect();
        let files = Arc::new(files);
        let answer = move |uri: Uri| async move { answer(&files, &uri) };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
        Self { base }
    }

    pub(crate) fn address(&self, path: &str) -> String {
        self.base.join(path).unwrap().into()
    }

    pub(crate) fn source(&self, path: &str) -> Source {
        Source::Url(self.base.join(path).unwrap())
    }
}

fn answer(files: &HashMap<String, Vec<u8>>, uri: &Uri) -> Response {
    let Some(bytes) = files.get(uri.path().trim_start_matches('/')) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = if bytes.starts_with(b"<html") { "text/html" } else { "application/octet-stream" };
    ([(axum::http::header::CONTENT_TYPE, kind)], bytes.clone()).into_response()
}
