//! A studio with a sandbox of its own, in a folder of its own, that waits milliseconds where the product waits seconds.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use animato_engine::clock::{Clock, Pace};
use animato_engine::host::HostConfig;
use animato_engine::ids::{PhotoId, PressId, VideoId};
use animato_engine::view::{Event, Filter, VideoStatus, VideoView};
use animato_engine::{Connection, Create, Credentials, Options, Prompts, Source, Spec, Studio};
use animato_sandbox::Sandbox;
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;

pub(crate) struct House {
    pub(crate) sandbox: Sandbox,
    pub(crate) studio: Studio,
    pub(crate) folder: TempDir,
    pub(crate) events: Receiver<Event>,
}

/// Between two questions for results.
pub(crate) const POLL_GAP: Duration = Duration::from_millis(20);

/// Long enough for any machine; nothing waits for it unless something is broken.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// The hands of a clock, which the test moves.
pub(crate) struct Hands(Arc<AtomicI64>);

impl Hands {
    pub(crate) fn new() -> Self {
        Self(Arc::new(AtomicI64::new(1_800_000_000_000)))
    }

    pub(crate) fn clock(&self) -> Clock {
        let now = self.0.clone();
        Clock::new(move || now.load(Ordering::SeqCst))
    }

    /// So many hours on, or back.
    pub(crate) fn forward(&self, hours: i64) {
        self.0.fetch_add(hours * 3600 * 1000, Ordering::SeqCst);
    }
}

impl House {
    pub(crate) async fn new() -> Self {
        Self::with(animato_sandbox::Options::default(), |_| {}).await
    }

    pub(crate) async fn with(sandbox: animato_sandbox::Options, change: impl FnOnce(&mut Options)) -> Self {
        let sandbox = Sandbox::start(animato_sandbox::Options { speed: 10_000.0, ..sandbox }).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut options = options(folder.path(), &sandbox);
        change(&mut options);
        let studio = Studio::open(options).await.unwrap();
        let events = studio.events();
        // What every program asks at its start.
        studio.models().await.unwrap();
        studio.refresh().await.unwrap();
        Self { sandbox, studio, folder, events }
    }

    /// Closes the engine and opens it again on the same library.
    pub(crate) async fn reopen(self) -> Self {
        let Self { sandbox, studio, folder, events: _ } = self;
        studio.close().await;
        let studio = Studio::open(options(folder.path(), &sandbox)).await.unwrap();
        let events = studio.events();
        Self { sandbox, studio, folder, events }
    }

    pub(crate) async fn photo(&self) -> PhotoId {
        let imported = self.studio.import(vec![picture(7)], false).await.unwrap();
        imported.photos[0].id.clone()
    }

    /// The first model's smallest choice.
    pub(crate) async fn spec(&self, count: u32) -> Spec {
        let spec = Spec { prompt: "slow push in".into(), resolution: "720p".into(), count, ..Spec::default() };
        self.studio.complete(spec).await.unwrap()
    }

    pub(crate) async fn create(&self, count: u32) -> Vec<VideoView> {
        self.studio.create(press(self.spec(count).await, vec![self.photo().await])).await.unwrap()
    }

    /// Creates, and waits until nothing goes on by itself.
    pub(crate) async fn create_and_settle(&self, count: u32) -> Vec<VideoView> {
        self.create(count).await;
        self.settle().await
    }

    pub(crate) async fn settle(&self) -> Vec<VideoView> {
        tokio::time::timeout(PATIENCE, self.studio.settled()).await.expect("the engine settles");
        self.videos().await
    }

    /// All videos, the oldest first.
    pub(crate) async fn videos(&self) -> Vec<VideoView> {
        let mut videos = self.studio.videos(&Filter::All.into(), 0, 100).await.unwrap().videos;
        videos.reverse();
        videos
    }

    /// Waits until a video is told in a state that passes the test.
    pub(crate) async fn told(&mut self, id: &VideoId, test: impl Fn(&VideoStatus) -> bool) -> VideoView {
        let wait = async {
            let now = self.studio.video(id).await.unwrap();
            if test(&now.status) {
                return now;
            }
            loop {
                if let Event::Video { video, .. } = self.events.recv().await.unwrap()
                    && video.id == *id
                    && test(&video.status)
                {
                    return *video;
                }
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.expect("the event comes")
    }

    /// Waits until the service's ledger passes the test.
    pub(crate) async fn asked_for(&self, test: impl Fn(&animato_sandbox::Ledger) -> bool) {
        let wait = async {
            while !test(&self.sandbox.ledger()) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.expect("the service is asked");
    }

    /// Waits until the service has been asked this often more.
    pub(crate) async fn asked(&self, on: animato_sandbox::Endpoint, more: u64) {
        let goal = self.sandbox.faults().calls(on) + more;
        let wait = async {
            while self.sandbox.faults().calls(on) < goal {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.expect("the service is asked");
    }

    pub(crate) fn hits(&self) -> u64 {
        self.sandbox.ledger().create_hits
    }
}

/// A press of Create for nothing but this.
pub(crate) fn press(spec: Spec, photos: Vec<PhotoId>) -> Create {
    Create {
        press: PressId::fresh().unwrap(),
        spec,
        photos,
        prompts: Prompts::default(),
        out: None,
        max_credits: None,
        agreed: None,
    }
}

pub(crate) fn options(folder: &Path, sandbox: &Sandbox) -> Options {
    let pace = Pace {
        create_gap: Duration::from_millis(1),
        poll_gap: POLL_GAP,
        backoff: Duration::from_millis(5),
        backoff_max: Duration::from_millis(50),
        looks: vec![Duration::from_millis(1), Duration::from_millis(5)],
        absent_after: Duration::ZERO,
        top_up: Duration::from_millis(20),
        charge_shows: Duration::ZERO,
        ..Pace::default()
    };
    Options { connection: Some(connection(sandbox)), pace, ..Options::new(folder) }
}

pub(crate) fn connection(sandbox: &Sandbox) -> Connection {
    let host = serde_json::json!({ "url": sandbox.upload_url(), "link": "/data/url" });
    Connection {
        name: "Test".into(),
        account: "test".into(),
        is_demo: true,
        base_url: sandbox.base_url().parse().unwrap(),
        credentials: Credentials::Key(sandbox.key().to_owned().into()),
        host: Some(HostConfig::Form(serde_json::from_value(host).unwrap())),
    }
}

/// A small picture in two colours; the seed makes it another one.
pub(crate) fn picture(seed: u8) -> Source {
    let mut picture = image::RgbImage::from_pixel(480, 360, image::Rgb([210, 90, seed]));
    for (x, _, pixel) in picture.enumerate_pixels_mut() {
        if x < 240 {
            *pixel = image::Rgb([seed, 80, 200]);
        }
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    Source::Bytes { name: format!("picture {seed}.png"), bytes: bytes.into_inner() }
}

/// The code of what went wrong with a video, if something did.
pub(crate) fn trouble(video: &VideoView) -> Option<animato_engine::ErrorCode> {
    match &video.status {
        VideoStatus::Failed { error } | VideoStatus::Unknown { error, .. } => Some(error.code),
        VideoStatus::Waiting { held } | VideoStatus::Saving { held, .. } => held.as_ref().map(|e| e.code),
        _ => None,
    }
}

pub(crate) fn all_saved(videos: &[VideoView]) -> bool {
    !videos.is_empty() && videos.iter().all(|v| v.status == VideoStatus::Saved)
}
