//! One batch with kills in it, from the press to the last video, and what must be true at its end.

use std::collections::HashSet;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::ExitStatusExt as _;
use std::process::Child;
use std::time::Duration;

use animato_engine::crash::ORDER;
use animato_engine::view::VideoStatus;
use animato_sandbox::{Endpoint, Fault, Options, Sandbox};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::kill::Kill;
use crate::store::Store;
use crate::tally::Tally;
use crate::victim::{self, AGAIN, EACH, EVENT, Orders, PHOTOS};

/// A service, a place for photos and a library.
pub(crate) struct Trial {
    runtime: Runtime,
    sandbox: Sandbox,
    store: Store,
    folder: TempDir,
}

/// How a process ended.
struct Ended {
    /// It came to its end before anybody killed it.
    is_done: bool,
    /// Requests that it sent again, as a person would.
    again: u64,
}

impl Trial {
    pub(crate) fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let options = Options {
            speed: 10_000.0,
            // Large enough to be written in several pieces.
            film: Some(crate::film::film(700_000, 1).into()),
            ..Options::default()
        };
        let (sandbox, store) =
            runtime.block_on(async { (Sandbox::start(options).await.unwrap(), Store::start().await) });
        Self { runtime, sandbox, store, folder: tempfile::tempdir().unwrap() }
    }

    /// Works, is killed each time, and works once more to the end.
    pub(crate) fn run(self, kills: &[Kill], tally: &mut Tally) {
        let again = tally.again;
        for kill in kills {
            let ended = self.process(Some(*kill));
            tally.again += ended.again;
            if ended.is_done && matches!(kill, Kill::At(..)) {
                tally.faults.push("the moment was never met".to_owned());
            }
            tally.kills += u64::from(!ended.is_done);
        }
        let ended = self.process(None);
        tally.again += ended.again;
        if !ended.is_done {
            tally.faults.push("the last start did not come to its end".to_owned());
        }
        self.count(tally.again - again, tally);
    }

    /// Lets a process work to its end, whichever that is.
    fn process(&self, kill: Option<Kill>) -> Ended {
        let mut command = victim::command(&self.orders());
        if let Some(Kill::At(moment, times)) = kill {
            command.env(ORDER, format!("{moment:?} {times}"));
        }
        if matches!(kill, Some(Kill::DuringCreate)) {
            // It is carried out although nobody waits for the answer any more.
            self.sandbox.faults().on_call(3, Endpoint::Create, [Fault::Delay { ms: 700 }]);
        }
        let before = self.sandbox.faults().calls(Endpoint::Create);
        let mut child = command.spawn().unwrap();
        if matches!(kill, Some(Kill::DuringCreate)) {
            while self.sandbox.faults().calls(Endpoint::Create) < before + 3 {
                std::thread::sleep(Duration::from_millis(2));
            }
            child.kill().unwrap();
        }
        let again = watch(&mut child, kill);
        let status = child.wait().unwrap();
        assert!(status.success() || status.signal() == Some(9), "{status}: {kill:?}");
        Ended { is_done: status.success(), again }
    }

    fn orders(&self) -> Orders {
        Orders {
            library: self.folder.path().join("library"),
            service: self.sandbox.base_url().to_owned(),
            key: self.sandbox.key().to_owned(),
            store: self.store.endpoint(),
        }
    }

    /// What must be true now.
    fn count(&self, again: u64, tally: &mut Tally) {
        let _here = self.runtime.enter();
        let ledger = self.sandbox.ledger();
        let videos = self.runtime.block_on(victim::read(&self.folder.path().join("library")));
        let files: HashSet<Vec<u8>> =
            videos.iter().filter_map(|(_, file)| std::fs::read(file.as_ref()?).ok()).collect();
        let requests = videos.iter().map(|(video, _)| &video.request).collect::<HashSet<_>>().len() as u64;
        // Behind the film stand its settings.
        let is_here =
            |id: &String| self.sandbox.film(id).is_some_and(|film| files.iter().any(|f| f.starts_with(&film)));
        let saved = ledger.accepted.iter().filter(|id| is_here(id)).count() as u64;

        let spent = self.runtime.block_on(victim::spent(&self.orders()));
        tally.trials += 1;
        tally.requests += requests;
        tally.hits += ledger.create_hits;
        tally.accepted += ledger.accepted_requests;
        tally.saved += saved;
        tally.lost += ledger.accepted.len() as u64 - saved;
        tally.doubled += ledger.accepted_requests.saturating_sub(requests);

        let mut must = |holds: bool, what: String| {
            if !holds {
                tally.faults.push(what);
            }
        };
        let each = u64::from(PHOTOS);
        must(requests == each && ledger.accepted_requests == each, format!("{requests} requests, {ledger:?}"));
        must(saved == each * u64::from(EACH), format!("{saved} saved"));
        must(spent == ledger.credits_charged, format!("{spent} credits are known of {}", ledger.credits_charged));
        must(ledger.create_hits <= requests + again, format!("{} hits", ledger.create_hits));
        let left: Vec<_> = videos.iter().filter(|(v, _)| v.status != VideoStatus::Saved).map(|(v, _)| v).collect();
        must(left.is_empty(), format!("not saved: {left:?}"));
        let beside = self.folder.path().join("library/videos");
        let beside: Vec<_> = std::fs::read_dir(beside).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        // Each with its settings beside it, and nothing else.
        let recipes = beside.iter().filter(|name| name.to_string_lossy().ends_with(".json")).count() as u64;
        must(recipes == saved && beside.len() as u64 == 2 * saved, format!("in the folder: {beside:?}"));
        // What was sent again leaves the photo of its first sending until that link has ended: a job that was taken after all
        // might still fetch it.
        let left = self.store.photos();
        must(left.len() as u64 <= again, format!("left at the host: {left:?}"));
    }
}

/// Reads what the process tells until it ends, and kills it when that was ordered. Gives the requests sent again.
fn watch(child: &mut Child, mut kill: Option<Kill>) -> u64 {
    let (mut events, mut again) = (0, 0);
    for line in BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok) {
        events += u64::from(line.ends_with(EVENT));
        again += u64::from(line.ends_with(AGAIN));
        if let Some(Kill::After { events: after, milliseconds }) = kill
            && events >= after
        {
            std::thread::sleep(Duration::from_millis(milliseconds));
            child.kill().unwrap();
            kill = None;
        }
    }
    again
}
