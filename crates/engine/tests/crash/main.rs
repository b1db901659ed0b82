//! The program is killed, again and again, in the middle of a batch of six photos and twelve videos, and started again. Every
//! press is one charge at most, and every video that was paid for ends on the disk.
//!
//! The service and the place for photos are real servers in this process, which outlives the one that is killed: another
//! process of this same test, which is the engine at work. `cargo xtask crash --random 200` kills it more often.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "the process tells its starter where it is, and the tally is worth reading")]
#![cfg(unix)]

#[path = "../saving/film.rs"]
#[allow(dead_code, reason = "of the films made by hand, one is enough here")]
mod film;
mod kill;
#[path = "../studio/store.rs"]
#[allow(dead_code, reason = "this one is never in trouble")]
mod store;
mod tally;
mod trial;
mod victim;

use animato_engine::crash::Moment;

use kill::Kill;
use tally::Tally;
use trial::Trial;

/// Random moments, unless `ANIMATO_CRASH_RANDOM` says how many.
const RANDOM: u64 = 20;

/// Moments that a batch passes often enough to be killed at a later one as well.
const LATER: [Moment; 9] = [
    Moment::UploadNoted,
    Moment::Leaving,
    Moment::Answered,
    Moment::ReplyKept,
    Moment::Taken,
    Moment::PartWritten,
    Moment::Renamed,
    Moment::Placed,
    Moment::Saved,
];

/// Also what the process that is killed runs: `victim.rs` starts this test by its name.
#[test]
fn a_batch_that_nobody_kills_is_saved_and_charged_once() {
    if victim::lives() {
        return;
    }
    let mut tally = Tally::default();
    Trial::new().run(&[], &mut tally);
    tally.judge("without a kill");
    assert_eq!(tally.hits, 6);
}

#[test]
fn fault_1_2_3_24_killed_at_each_moment_of_its_way_nothing_is_lost_or_paid_twice() {
    let mut tally = Tally::default();
    let first = Moment::ALL.iter().map(|moment| (*moment, 0));
    for (moment, times) in first.chain(LATER.map(|moment| (moment, 4))) {
        let kill = Kill::At(moment, times);
        Trial::new().run(&[kill], &mut tally);
        tally.judge(&format!("{kill:?}"));
    }
    assert_eq!(tally.kills, Moment::ALL.len() as u64 + LATER.len() as u64, "each moment was met");
    tally.tell();
}

#[test]
fn fault_2_killed_while_the_service_takes_its_time_over_a_call_it_waits_and_finds_what_was_taken() {
    let mut tally = Tally::default();
    Trial::new().run(&[Kill::DuringCreate], &mut tally);
    tally.judge("during a create call");
    assert_eq!((tally.kills, tally.hits, tally.again), (1, 6, 0), "{tally}");
}

#[test]
fn fault_1_killed_right_before_a_call_leaves_it_is_sent_again_by_a_person_and_nobody_else() {
    let mut tally = Tally::default();
    Trial::new().run(&[Kill::At(Moment::Leaving, 0)], &mut tally);
    tally.judge("right before a call leaves");
    assert_eq!((tally.hits, tally.again), (6, 1), "{tally}");
}

#[test]
fn killed_at_random_moments_nothing_is_lost_or_paid_twice() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect(name));
    let trials = number("ANIMATO_CRASH_RANDOM").unwrap_or(RANDOM);
    let seed = number("ANIMATO_CRASH_SEED").unwrap_or(7);
    let mut tally = Tally::default();
    for trial in 0..trials {
        let kills = Kill::random(seed, trial);
        Trial::new().run(&kills, &mut tally);
        tally.judge(&format!("trial {trial} of seed {seed}: {kills:?}"));
    }
    tally.tell();
}
