//! Doing the work of one job: fetch the pictures and render them, or lay a sound beside a finished video; write the file,
//! settle, tell the webhook. Never charges anything.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use sha1::{Digest, Sha1};

use crate::catalogue::EFFECTS;
use crate::http::NotFetched;
use crate::jobs::{Failure, Job, Order, Outcome};
use crate::shared::Shared;
use crate::store::write_whole;
use crate::webhook;
use animato_film::{Look, Move, Picture, RenderError, Scene};

/// Starts to work on a job.
pub(crate) fn start(shared: &Arc<Shared>, job: Job) {
    let shared = shared.clone();
    shared.tasks.clone().spawn(async move {
        let stopping = shared.stopping.clone();
        tokio::select! {
            () = stopping.cancelled() => {}
            () = work(&shared, job) => {}
        }
    });
}

/// Goes on with what an earlier run left unfinished.
pub(crate) fn resume(shared: &Arc<Shared>) {
    let jobs = shared.book.jobs().into_iter().rev();
    let is_unfinished = |job: &Job| job.outcome == Outcome::Pending || job.is_to_be_announced();
    jobs.filter(is_unfinished).for_each(|job| start(shared, job));
}

async fn work(shared: &Arc<Shared>, job: Job) {
    if job.outcome == Outcome::Pending && !finish(shared, &job).await {
        return;
    }
    let Some(address) = job.order.webhook_url.as_ref().filter(|_| job.is_to_be_announced()) else { return };
    while shared.clock.now() < job.ends_at() {
        let left = job.ends_at().saturating_sub(shared.clock.now());
        // The clock can be moved meanwhile: never asleep for long.
        tokio::time::sleep(Duration::from_millis(left.min(50))).await;
    }
    webhook::deliver(shared, &job.id, address).await;
}

/// Whether it came to an end, good or bad, before the sandbox stopped.
async fn finish(shared: &Shared, job: &Job) -> bool {
    let outcome = match (&job.doom, make(shared, job).await) {
        (Some(doom), _) => Outcome::Failed(doom.clone()),
        (None, Ok(outcome)) => outcome,
        (None, Err(RenderError::Stopped)) => return false,
        (None, Err(error)) => {
            Outcome::Failed(Failure { field: Some("error_reason".to_owned()), words: error.to_string() })
        }
    };
    shared.book.settle(&job.id, outcome);
    true
}

/// Fetches, renders and writes.
async fn make(shared: &Shared, job: &Job) -> Result<Outcome, RenderError> {
    if job.doom.is_some() {
        return Err(RenderError::Stopped);
    }
    // Before anything is fetched: a thousand jobs do not keep a thousand photos in memory.
    let Ok(_permit) = shared.renderers.acquire().await else { return Err(RenderError::Stopped) };
    if let Some(film) = &shared.film {
        return keep(&shared.store.video(&job.id), &marked(film, &job.id));
    }
    let material = match &job.order.pre_video_id {
        Some(id) => Material::Film(tokio::fs::read(shared.store.video(id)).await.map_err(|_| gone())?),
        None => pictures(shared, &job.order).await?,
    };
    if let Some(address) = &job.order.audio_url {
        // What it sounds like is not kept: the sound track is always our own chord. That it can be had is checked.
        fetch(shared, address).await.map_err(|e| RenderError::Sound(e.to_string()))?;
    }
    let (job, stopping, path) = (job.clone(), shared.stopping.clone(), shared.store.video(&job.id));
    let rendered = tokio::task::spawn_blocking(move || {
        let video = match material {
            Material::Pictures { photo, last } => {
                animato_film::render(&scene(&job), &photo, last.as_ref(), &|| stopping.is_cancelled())?
            }
            Material::Film(film) => animato_film::dub(&film, &job.seed)?,
        };
        keep(&path, &video)
    });
    rendered.await.unwrap_or_else(|_| Err(RenderError::Picture("the picture cannot be used".to_owned())))
}

/// Writes the finished video.
fn keep(path: &Path, video: &[u8]) -> Result<Outcome, RenderError> {
    write_whole(path, video).map_err(|e| RenderError::File(e.to_string()))?;
    let etag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(Sha1::digest(video)));
    Ok(Outcome::Made { etag, bytes: video.len() as u64 })
}

/// The film with the id in a `free` box at its end, which players step over: the same film for all, and yet each its own.
fn marked(film: &[u8], id: &str) -> Vec<u8> {
    let length = u32::try_from(8 + id.len()).unwrap_or(u32::MAX).to_be_bytes();
    [film, &length, b"free", id.as_bytes()].concat()
}

/// What a video is made from.
enum Material {
    /// Pictures that are to move.
    Pictures { photo: Picture, last: Option<Picture> },
    /// A finished video that is to sound. Its pictures are not asked for again: their links may be dead by now.
    Film(Vec<u8>),
}

fn gone() -> RenderError {
    RenderError::Sound("the video does not exist any more".to_owned())
}

async fn pictures(shared: &Shared, order: &Order) -> Result<Material, RenderError> {
    let photo = picture(shared, &order.image_url, "image").await?;
    let last = match &order.last_image_url {
        Some(address) => Some(picture(shared, address, "last image").await?),
        None => None,
    };
    Ok(Material::Pictures { photo, last })
}

/// What the order asks the renderer for. An effect takes the place of the prompt.
fn scene(job: &Job) -> Scene<'_> {
    let order = &job.order;
    let effect = order.effect_code.as_ref().and_then(|code| EFFECTS.iter().find(|effect| effect.code == code));
    let (camera, strength, look) = match effect {
        Some(effect) => (effect.camera, 1.0, effect.look),
        None => (Move::of_prompt(&order.prompt), Move::strength_of_prompt(&order.prompt), Look::Plain),
    };
    Scene {
        seed: &job.seed,
        resolution: &order.resolution,
        seconds: order.seconds,
        camera,
        strength,
        look,
        sound: order.has_sound(),
    }
}

/// A picture by its address, decoded off the runtime and behind the decoder's panics.
async fn picture(shared: &Shared, address: &str, name: &str) -> Result<Picture, RenderError> {
    let bytes = fetch(shared, address).await.map_err(|e| RenderError::Picture(format!("{name}: {e}")))?;
    let decoded = tokio::task::spawn_blocking(move || animato_film::decode(&bytes)).await;
    decoded.unwrap_or_else(|_| Err(RenderError::Picture(format!("{name}: it cannot be decoded"))))
}

/// Our own photos come from the disk, also when an earlier run on another port gave out the address.
async fn fetch(shared: &Shared, address: &str) -> Result<Bytes, NotFetched> {
    let own = crate::http::web_address(address).filter(|url| url.host_str() == Some("127.0.0.1")).and_then(|url| {
        let name = url.path().strip_prefix("/photos/")?;
        shared.store.photo(name)
    });
    if let Some(path) = own
        && let Ok(bytes) = tokio::fs::read(path).await
    {
        return Ok(bytes.into());
    }
    shared.fetcher.get(address).await
}
