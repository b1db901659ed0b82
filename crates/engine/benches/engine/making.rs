//! What making videos costs: rendering in the sandbox, and the engine's own part, with everything on the disk before it counts.

use std::time::{Duration, Instant};

use animato_film::{FRAME_RATE, Look, Move, Picture, Scene, decode, render};

use crate::pictures::photograph;
use crate::row::Row;
use crate::studio::Bench;

/// Seconds of the videos that are rendered.
const SECONDS: u32 = 5;
/// Presses of Create, one video each.
const PRESSES: usize = 100;
/// Changes of one video.
const CHANGES: u32 = 500;

pub(crate) fn measure() {
    let photo = picture();
    let begun = Instant::now();
    render_one(&photo, SECONDS);
    let work = begun.elapsed().as_secs_f64() / f64::from(SECONDS);
    let what = format!("sandbox: work for a second of 720p video, {FRAME_RATE} frames");
    Row { what: &what, value: work, unit: "s", beside: None, target: "value<=0.6" }.tell();

    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let bench = Bench::new().await;
        let begun = Instant::now();
        for _ in 0..PRESSES {
            bench.create(1).await;
        }
        rate("engine: presses of Create written down", PRESSES as f64, begun.elapsed());
        bench.accepted(PRESSES).await;
        rate("engine: requests hosted, sent and accepted", PRESSES as f64, begun.elapsed());
        bench.studio.settled().await;
        let video = bench.studio.videos(&Default::default(), 0, 1).await.expect("videos").videos[0].id.clone();
        let begun = Instant::now();
        for n in 0..CHANGES {
            bench.studio.keep(std::slice::from_ref(&video), n % 2 == 0).await.expect("a change");
        }
        rate("library: changes, each on the disk", f64::from(CHANGES), begun.elapsed());
        bench.studio.close().await;
    });
}

/// A real MP4 of so many seconds.
pub(crate) fn film(seconds: u32) -> Vec<u8> {
    render_one(&picture(), seconds)
}

fn picture() -> Picture {
    let jpeg = animato_pixels::jpeg(&photograph(4000, 3000), 92).expect("a JPEG");
    decode(&jpeg).expect("a picture")
}

fn render_one(photo: &Picture, seconds: u32) -> Vec<u8> {
    let scene = Scene {
        seed: "bench",
        resolution: "720p",
        seconds,
        camera: Move::of_prompt("slow push in"),
        strength: 1.0,
        look: Look::Plain,
        sound: false,
    };
    render(&scene, photo, None, &|| false).expect("a film")
}

fn rate(what: &str, of: f64, took: Duration) {
    Row { what, value: of / took.as_secs_f64(), unit: "a second", beside: None, target: "" }.tell();
}
