//! What waiting costs the service, and how long a finished video waits to be saved.

use std::time::{Duration, Instant};

use animato_engine::view::VideoStatus;
use animato_sandbox::{Endpoint, Fault};

use crate::row::Row;
use crate::studio::Bench;

/// For how long questions are counted.
const SPAN: Duration = Duration::from_secs(60);
/// Videos whose way from done to saved is measured.
const DONE: usize = 5;

pub(crate) fn measure() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        // Each waits for itself, and hardly does anything: they can do so together.
        let (one, hundred, thousand) = tokio::join!(questions(1), questions(100), questions(1000));
        for (videos, asked) in [(1, one), (100, hundred), (1000, thousand)] {
            let what = format!("waiting: questions with {videos} videos under way");
            Row { what: &what, value: asked, unit: "a minute", beside: None, target: "value<=30" }.tell();
        }
        let what = "waiting: from done at the service to saved";
        Row { what, value: done_to_saved().await, unit: "s", beside: None, target: "" }.tell();
    });
}

/// How often the service is asked in a minute while so many videos are being made: in the first one, when it is asked most.
async fn questions(videos: usize) -> f64 {
    let bench = Bench::new().await;
    bench.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    for at in (0..videos).step_by(10) {
        bench.create(u32::try_from((videos - at).min(10)).expect("at most ten")).await;
    }
    bench.accepted(videos).await;
    let before = bench.sandbox.ledger().result_polls;
    tokio::time::sleep(SPAN).await;
    let asked = bench.sandbox.ledger().result_polls - before;
    bench.studio.close().await;
    asked as f64 * 60.0 / SPAN.as_secs_f64()
}

/// Seconds, the middle of several.
async fn done_to_saved() -> f64 {
    let mut times = Vec::new();
    for _ in 0..DONE {
        let bench = Bench::new().await;
        bench.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
        let id = bench.create(1).await[0].id.clone();
        bench.accepted(1).await;
        while bench.sandbox.ledger().result_polls < 2 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        bench.sandbox.faults().clear();
        let done = Instant::now();
        while bench.studio.video(&id).await.expect("the video").status != VideoStatus::Saved {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        times.push(done.elapsed().as_secs_f64());
        bench.studio.close().await;
    }
    times.sort_by(f64::total_cmp);
    times[DONE / 2]
}
