//! An engine with a sandbox of its own, at the pace that people have it.

use std::time::Duration;

use animato_engine::clock::Pace;
use animato_engine::host::HostConfig;
use animato_engine::ids::{PhotoId, PressId};
use animato_engine::view::VideoView;
use animato_engine::{Connection, Create, Credentials, Options, Prompts, Source, Spec, Studio};
use animato_sandbox::Sandbox;
use tempfile::TempDir;

use crate::making::film;
use crate::pictures::photograph;

pub(crate) struct Bench {
    pub(crate) sandbox: Sandbox,
    pub(crate) studio: Studio,
    pub(crate) photo: PhotoId,
    _folder: TempDir,
}

impl Bench {
    /// The service takes no time to render; creating does not wait a second each time, all else does what it does for people.
    pub(crate) async fn new() -> Self {
        let options =
            animato_sandbox::Options { speed: 1e6, credits: 1e9, film: Some(film(1).into()), ..Default::default() };
        let sandbox = Sandbox::start(options).await.expect("a sandbox");
        let folder = tempfile::tempdir().expect("a folder");
        let host = serde_json::json!({ "url": sandbox.upload_url(), "link": "/data/url" });
        let connection = Connection {
            name: "Bench".into(),
            account: "bench".into(),
            is_demo: true,
            base_url: sandbox.base_url().parse().expect("an address"),
            credentials: Credentials::Key(sandbox.key().to_owned().into()),
            host: Some(HostConfig::Form(serde_json::from_value(host).expect("a place for photos"))),
        };
        let pace = Pace { create_gap: Duration::from_millis(1), ..Pace::default() };
        let options = Options { connection: Some(connection), pace, ..Options::new(folder.path()) };
        let studio = Studio::open(options).await.expect("a library");
        studio.models().await.expect("models");
        studio.refresh().await.expect("a balance");
        let bytes = animato_pixels::jpeg(&photograph(800, 600), 90).expect("a JPEG");
        let source = Source::Bytes { name: "photo.jpg".into(), bytes };
        let photo = studio.import(vec![source], false).await.expect("a photo").photos[0].id.clone();
        Self { sandbox, studio, photo, _folder: folder }
    }

    /// Presses Create once.
    pub(crate) async fn create(&self, count: u32) -> Vec<VideoView> {
        let spec = Spec { prompt: "slow push in".into(), resolution: "720p".into(), count, ..Spec::default() };
        let create = Create {
            press: PressId::fresh().expect("randomness"),
            spec: self.studio.complete(spec).await.expect("a spec"),
            photos: vec![self.photo.clone()],
            prompts: Prompts::default(),
            out: None,
            max_credits: None,
            agreed: Some(f64::MAX),
        };
        self.studio.create(create).await.expect("videos")
    }

    /// Waits until the service has taken so many videos.
    pub(crate) async fn accepted(&self, videos: usize) {
        while self.sandbox.ledger().accepted.len() < videos {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}
