//! Damaged files by the thousand: whatever comes in, a whole picture or one clear line comes out.
//!
//! Every input is a function of a seed and a number, so that what fails can be made again. A few thousand run with the other
//! tests; `cargo xtask fuzz --inputs 1000000` runs as many as somebody has patience for.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stderr, reason = "who lets a million inputs run wants to know what came of them")]

mod damage;
mod random;
mod seeds;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use animato_engine::photo::{Crop, Limits, Refusal, memory, prepare};

use random::Random;
use seeds::Seeds;

/// Inputs, unless `ANIMATO_FUZZ_INPUTS` says how many.
const INPUTS: u64 = 3000;
/// The seed, unless `ANIMATO_FUZZ_SEED` names another.
const SEED: u64 = 41;

thread_local! {
    /// Where the last panic of this thread began.
    static PANICKED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What the inputs came to.
#[derive(Debug, Default)]
struct Tally {
    accepted: u64,
    refused: BTreeMap<String, u64>,
    /// Panics of decoders, by where they began: caught, each the refusal of one file.
    panics: BTreeMap<String, u64>,
}

#[test]
fn fault_49_damaged_files_are_refused_in_one_line_or_become_whole_pictures() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect(name));
    let inputs = number("ANIMATO_FUZZ_INPUTS").unwrap_or(INPUTS);
    let seed = number("ANIMATO_FUZZ_SEED").unwrap_or(SEED);
    // A decoder's panic is expected and counted; the words of each would fill the screen.
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map(|place| format!("{}:{}", place.file(), place.line()));
        let is_ours = place.as_deref().is_none_or(is_ours);
        PANICKED.set(place);
        if is_ours {
            usual(info);
        }
    }));

    let (seeds, next) = (Seeds::new(), AtomicU64::new(0));
    let work = || {
        let mut tally = Tally::default();
        loop {
            let input = next.fetch_add(1, Ordering::Relaxed);
            if input >= inputs {
                return tally;
            }
            let mut random = Random::new(seed, input);
            let bytes = damage::damaged(seeds.pick(&mut random), &seeds, &mut random);
            if let Err(fault) = check(&bytes, input, &mut tally) {
                let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{seed}-{input}.bin"));
                std::fs::write(&file, &bytes).unwrap();
                panic!("input {input} of seed {seed}: {fault}\nkept as {}", file.display());
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let tally = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().expect("an input failed; see above")).reduce(Tally::plus)
    });
    let tally = tally.unwrap();
    eprintln!("{inputs} inputs: {tally:#?}");
    assert_eq!(tally.accepted + tally.refused.values().sum::<u64>(), inputs);
    assert!(inputs < INPUTS || tally.accepted > inputs / 100, "the damage is too small or too great to tell anything");
    assert!(inputs < INPUTS || tally.refused.len() > 4, "only a few kinds of refusal were met");
}

impl Tally {
    fn plus(mut self, other: Self) -> Self {
        self.accepted += other.accepted;
        for (sum, more) in [(&mut self.refused, other.refused), (&mut self.panics, other.panics)] {
            more.into_iter().for_each(|(name, count)| *sum.entry(name).or_default() += count);
        }
        self
    }
}

fn is_ours(place: &str) -> bool {
    !place.contains(".cargo") && !place.contains("/rustc/")
}

/// Small limits, so that a header that claims much costs little; some inputs meet the true ones.
fn limits(input: u64) -> Limits {
    let small = Limits {
        min_height: 1,
        max_height: 400,
        min_ratio: 0.01,
        max_ratio: 100.0,
        max_pixels_in: 400_000,
        max_memory: 8 << 20,
        ..Limits::default()
    };
    if input.is_multiple_of(64) { Limits::default() } else { small }
}

fn check(bytes: &[u8], input: u64, tally: &mut Tally) -> Result<(), String> {
    let limits = limits(input);
    let bytes = bytes::Bytes::from(bytes.to_vec());
    let crop = if input.is_multiple_of(3) { Crop::Centre } else { Crop::Refuse };
    PANICKED.set(None);
    match prepare(&bytes, &limits, crop) {
        Ok(prepared) => {
            tally.accepted += 1;
            let sized =
                |bytes: &[u8]| image::load_from_memory(bytes).map(|picture| (picture.width(), picture.height()));
            if sized(&prepared.bytes).ok() != Some((prepared.width, prepared.height)) {
                return Err(format!(
                    "claims {} × {} and is {:?}",
                    prepared.width,
                    prepared.height,
                    sized(&prepared.bytes)
                ));
            }
            sized(&prepared.thumbnail).map_err(|error| format!("the thumbnail: {error}"))?;
            let needed = memory(&bytes, &limits).map_err(|refusal| format!("taken, but not measured: {refusal}"))?;
            if needed < u64::from(prepared.width) * u64::from(prepared.height) * 3 {
                return Err(format!("{needed} bytes are too few for what came of it"));
            }
        }
        Err(refusal) => {
            let kind = format!("{refusal:?}");
            let kind = kind.split([' ', '{']).next().unwrap_or_default().to_owned();
            *tally.refused.entry(kind).or_default() += 1;
            if !refusal.message().ends_with('.') {
                return Err(format!("no sentence: {}", refusal.message()));
            }
            if refusal == Refusal::DecoderFailed {
                let place = PANICKED.take().ok_or("the decoder failed without a panic")?;
                if is_ours(&place) {
                    return Err(format!("our own code panicked at {place}"));
                }
                *tally.panics.entry(place).or_default() += 1;
            }
        }
    }
    Ok(())
}
