//! The process that is killed: the engine, doing what a person asked for before it died, and telling what happens.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use animato_engine::clock::Pace;
use animato_engine::host::{BucketHost, HostConfig};
use animato_engine::view::{Filter, Lookup, VideoStatus, VideoView};
use animato_engine::{Connection, Create, Credentials, Options, Prompts, Role, Source, Spec, Studio};
use serde::{Deserialize, Serialize};

use crate::store::{KEY_ID, SECRET};

/// What it is told by whoever starts it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Orders {
    pub(crate) library: PathBuf,
    pub(crate) service: String,
    pub(crate) key: String,
    pub(crate) store: String,
}

/// Where the orders are.
const ORDERS: &str = "ANIMATO_CRASH_ORDERS";

/// Photos of the batch, and videos of each.
pub(crate) const PHOTOS: u8 = 6;
pub(crate) const EACH: u32 = 2;

/// A word on stdout, by which the one who waits knows where it is.
pub(crate) const EVENT: &str = "event";
pub(crate) const AGAIN: &str = "again";

/// The process, ready to be started.
pub(crate) fn command(orders: &Orders) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "a_batch_that_nobody_kills_is_saved_and_charged_once", "--nocapture"])
        .env(ORDERS, serde_json::to_string(orders).unwrap())
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    command
}

/// Does its work, when this process is one.
pub(crate) fn lives() -> bool {
    let Ok(orders) = std::env::var(ORDERS) else { return false };
    let orders: Orders = serde_json::from_str(&orders).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(work(&orders));
    true
}

/// What a person does who finds the program stopped: starts it, sees to it that all was pressed, and clears up what is
/// unknown.
async fn work(orders: &Orders) {
    let studio = Studio::open(options(orders)).await.unwrap();
    let mut events = studio.events();
    tokio::spawn(async move {
        while events.recv().await.is_ok() {
            println!("{EVENT}");
        }
    });
    studio.models().await.unwrap();
    let sources = (0..PHOTOS).map(picture).collect();
    let photos = studio.import(sources, false).await.unwrap().photos;
    let spec = Spec { prompt: "slow push in".into(), resolution: "720p".into(), count: EACH, ..Spec::default() };
    let create = Create {
        press: "the-one-press".to_owned().into(),
        spec: studio.complete(spec).await.unwrap(),
        photos: photos.into_iter().map(|photo| photo.id).collect(),
        prompts: Prompts::default(),
        out: None,
        max_credits: None,
        agreed: None,
    };
    studio.create(create).await.unwrap();
    loop {
        studio.settled().await;
        let unknown = unknown(&studio).await;
        let Some((video, lookup)) = unknown.into_iter().next() else {
            // The last of them may have been found only now, and is still to be saved.
            studio.settled().await;
            break;
        };
        match lookup {
            // The window says of these that nothing was charged, and that sending again is safe.
            Lookup::Absent => {
                studio.retry(&video.id, None, None).await.unwrap();
                println!("{AGAIN}");
            }
            _ => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
    studio.close().await;
}

async fn unknown(studio: &Studio) -> Vec<(VideoView, Lookup)> {
    let videos = studio.videos(&Filter::All.into(), 0, 100).await.unwrap().videos;
    let unknown = videos.into_iter().filter_map(|video| match video.status {
        VideoStatus::Unknown { lookup, .. } => Some((video, lookup)),
        _ => None,
    });
    unknown.collect()
}

fn options(orders: &Orders) -> Options {
    let short = Duration::from_millis;
    let pace = Pace {
        create_gap: short(1),
        poll_gap: short(20),
        backoff: short(5),
        backoff_max: short(50),
        looks: vec![short(5), short(200)],
        // The service here takes milliseconds to take what it received, not minutes.
        absent_after: short(1500),
        ..Pace::default()
    };
    Options { connection: Some(connection(orders)), pace, ..Options::new(&orders.library) }
}

fn connection(orders: &Orders) -> Connection {
    let described = serde_json::json!({
        "kind": "s3", "endpoint": orders.store, "region": "us-east-1", "bucket": "photos", "access_key_id": KEY_ID,
    });
    let mut bucket: BucketHost = serde_json::from_value(described).unwrap();
    bucket.secrets.insert("bucket", SECRET.into());
    Connection {
        name: "Test".into(),
        account: "test".into(),
        is_demo: false,
        base_url: orders.service.parse().unwrap(),
        credentials: Credentials::Key(orders.key.clone().into()),
        host: Some(HostConfig::Bucket(bucket)),
    }
}

/// A small picture of its own for each seed.
fn picture(seed: u8) -> Source {
    let picture = image::RgbImage::from_fn(480, 360, |x, y| image::Rgb([seed * 40, (x / 2) as u8, (y / 2) as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    Source::Bytes { name: format!("picture {seed}.png"), bytes: bytes.into_inner() }
}

/// What the library knows that was charged.
pub(crate) async fn spent(orders: &Orders) -> f64 {
    let studio = Studio::open(Options { role: Role::Asks, ..options(orders) }).await.unwrap();
    let spending = studio.spending().await.unwrap();
    studio.close().await;
    spending.rows.iter().map(|row| row.credits).sum()
}

/// The videos of a library as they stand, and their files: read by nobody who works.
pub(crate) async fn read(library: &Path) -> Vec<(VideoView, Option<PathBuf>)> {
    let studio = Studio::open(Options { role: Role::Asks, ..Options::new(library) }).await.unwrap();
    let mut found = Vec::new();
    for video in studio.videos(&Filter::All.into(), 0, 100).await.unwrap().videos {
        let file = studio.video_file(&video.id).await.ok();
        found.push((video, file));
    }
    studio.close().await;
    found
}
