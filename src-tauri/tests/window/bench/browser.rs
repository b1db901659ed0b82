//! The built interface opened as a page by Chromium, which has no engine to ask: what a browser's window takes before any of
//! the program's own work.

use std::process::Stdio;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Html;
use axum::routing::{get, post};
use tower_http::services::ServeDir;

use super::starts::Came;
use super::tree::Tree;
use crate::desk::Desk;
use crate::process::Process;
use crate::waiting::until;

const PROGRAM: &str = "/usr/lib/chromium/chromium";
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/dist");
/// Tells the server when something was painted: milliseconds since 1970 UTC.
const TELLS: &str = "<script>new PerformanceObserver((list) => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    if (paint) fetch('/painted/' + (performance.timeOrigin + paint.startTime), { method: 'POST' });
}).observe({ type: 'paint', buffered: true });</script>";

type Painted = Arc<Mutex<Option<f64>>>;

/// One start, where Chromium is installed.
pub(super) async fn start(desk: &Desk, came: &mut Came) {
    if !std::path::Path::new(PROGRAM).is_file() {
        return;
    }
    let painted = Painted::default();
    let index =
        std::fs::read_to_string(format!("{PAGE}/index.html")).unwrap().replacen("<head>", &format!("<head>{TELLS}"), 1);
    let router = Router::new()
        .route("/", get(async move || Html(index)))
        .route("/painted/{at}", post(note))
        .fallback_service(ServeDir::new(PAGE))
        .with_state(painted.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let page = format!("http://{}/", listener.local_addr().unwrap());
    let server = tokio::spawn(async move { axum::serve(listener, router).await });

    let profile = tempfile::tempdir().unwrap();
    let mut chromium = desk.command(PROGRAM);
    // As root, as in a container, it cannot isolate its processes.
    chromium.args(["--no-sandbox", "--no-first-run", "--no-default-browser-check", "--disable-component-update"]);
    chromium.arg(format!("--user-data-dir={}", profile.path().display())).arg(format!("--app={page}"));
    let mut chromium = Process::start(chromium.stdout(Stdio::null()).stderr(Stdio::null()));
    until("Chromium's first picture", async || painted.lock().unwrap().is_some()).await;
    let at = painted.lock().unwrap().unwrap();
    let tree = Tree::of(std::path::Path::new(PROGRAM)).unwrap();
    came.usable.push(at - tree.started());
    tokio::time::sleep(super::starts::SETTLED).await;
    came.memory.push(tree.memory());
    chromium.kill();
    server.abort();
}

async fn note(State(painted): State<Painted>, Path(at): Path<f64>) {
    *painted.lock().unwrap() = Some(at);
}
