//! The one task that moves requests and videos from state to state.
//!
//! Workers do (upload, send, ask, fetch) and come back with what happened; only this task decides and writes, one
//! transaction a change, then tells. Which work there is, is read from the library each time: after a crash it goes
//! on where the library stands.

mod accept;
mod balance;
mod command;
mod hearing;
mod history;
mod hold;
mod hosting;
mod lookup;
mod polling;
mod refund;
mod saving;
mod sending;
mod service;
mod taking_down;
mod write;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::{AbortHandle, Id, JoinSet};
use tokio::time::{Instant, sleep_until};

use crate::core::Core;
use crate::error::Error;
use crate::ids::{RequestId, VideoId};
use crate::session::Session;
use crate::studio::Role;

pub(crate) use command::{Again, Command, Forget};
pub(crate) use hearing::{Word, read};
use hold::{Hold, Rests};
pub(crate) use saving::part_of;
pub(crate) use service::{is_not_found, stopped_while_sending, to_error};
pub(crate) use write::estimate;

/// A handle to the running queue.
pub(crate) struct QueueHandle {
    commands: mpsc::UnboundedSender<Command>,
    asked: Arc<AtomicU64>,
    settled: watch::Receiver<u64>,
}

impl QueueHandle {
    /// Asks for something. A queue that has stopped is being closed; nothing is lost by not hearing.
    pub(crate) fn ask(&self, command: Command) {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let _ = self.commands.send(command);
    }

    /// Waits until nothing is left that goes on by itself.
    pub(crate) async fn settled(&self) {
        let asked = self.asked.load(Ordering::SeqCst);
        let mut settled = self.settled.clone();
        // An error means that the queue has stopped.
        let _ = settled.wait_for(|seen| *seen >= asked).await;
    }
}

/// Starts the queue. It stops when a [`Command::Close`] comes or every handle is dropped.
pub(crate) fn start(core: Arc<Core>) -> (QueueHandle, tokio::task::JoinHandle<()>) {
    let (commands, inbox) = mpsc::unbounded_channel();
    let asked = Arc::new(AtomicU64::new(1));
    let (settle, settled) = watch::channel(0);
    let queue = Queue {
        core,
        inbox,
        obeyed: 1,
        settle,
        workers: JoinSet::new(),
        flight: HashMap::new(),
        hold: None,
        rests: Rests::default(),
        polls: HashMap::new(),
        dead_links: HashMap::new(),
        last_poll: None,
        last_create: None,
        looks: HashMap::new(),
        balance_due: None,
        is_unwritten: true,
        lost_in_a_row: 0,
        is_outdated: false,
        closing: false,
    };
    (QueueHandle { commands, asked, settled }, tokio::spawn(queue.run()))
}

/// A piece of work that a worker does.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Work {
    Host(RequestId),
    Send(RequestId),
    Look(RequestId),
    Poll(Vec<VideoId>),
    Save(VideoId),
    Balance,
    /// An upload, by its row.
    TakeDown(i64),
}

/// What a worker came back with.
enum Done {
    Hosted(Result<crate::library::request::Links, Error>),
    Sent(Result<accept::Reply, akool::Error>),
    Looked(history::Seen),
    Polled(Result<polling::Answers, akool::Error>),
    Saved(Result<crate::save::SavedFile, crate::save::SaveError>),
    /// What is left, and when it was asked for.
    Balance(Result<f64, akool::Error>, Arc<Session>, Instant),
    TakenDown(Result<(), Error>),
}

/// A worker on its way.
struct Flight {
    work: Work,
    handle: AbortHandle,
    /// The account that it works for.
    session: Arc<Session>,
}

struct Queue {
    core: Arc<Core>,
    inbox: mpsc::UnboundedReceiver<Command>,
    /// Commands carried out so far; the start counts as the first.
    obeyed: u64,
    settle: watch::Sender<u64>,
    workers: JoinSet<Done>,
    flight: HashMap<Id, Flight>,
    /// What keeps everything from going on.
    hold: Option<Hold>,
    /// What keeps single things from going on.
    rests: Rests,
    /// What is remembered of asking for the running videos.
    polls: HashMap<VideoId, polling::Asking>,
    /// From how many links in a row a video was not to be had, for whatever kept it otherwise says nothing of its links.
    dead_links: HashMap<VideoId, u32>,
    last_poll: Option<Instant>,
    last_create: Option<Instant>,
    /// Looks taken and still to take for unknown outcomes.
    looks: HashMap<RequestId, lookup::Looks>,
    /// When to ask for the balance next.
    balance_due: Option<Instant>,
    /// The library may say "sending" of a create call that is not on its way: at the start, and after a failed write.
    is_unwritten: bool,
    /// Outcomes lost in a row: a gateway that swallows calls is not fed the whole queue.
    lost_in_a_row: u32,
    /// What is being written down was learned with another account than the one that is connected now.
    is_outdated: bool,
    closing: bool,
}

/// What filling found: when something becomes due, and whether anything goes on by itself.
#[derive(Default)]
struct Outlook {
    next: Option<Instant>,
    busy: bool,
}

impl Outlook {
    fn at(&mut self, due: Instant) {
        self.next = Some(self.next.map_or(due, |next| next.min(due)));
    }
}

/// After a fault of the library itself.
const LIBRARY_FAULT: Duration = Duration::from_secs(1);

impl Queue {
    async fn run(mut self) {
        loop {
            let outlook = self.fill().await.unwrap_or_else(|error| {
                tracing::error!(%error, "the queue cannot read the library");
                Outlook { next: Some(Instant::now() + LIBRARY_FAULT), busy: true }
            });
            if self.flight.is_empty() && self.closing {
                return;
            }
            // What goes on by itself again, as after a look that found something late, is settled no more.
            let is_settled = self.flight.is_empty() && !outlook.busy;
            self.settle.send_replace(if is_settled { self.obeyed } else { 0 });
            tokio::select! {
                Some(done) = self.workers.join_next_with_id() => self.finish(done).await,
                command = self.inbox.recv(), if !self.closing => match command {
                    Some(command) => {
                        self.obey(command).await;
                        self.obeyed += 1;
                    }
                    None => self.close(),
                },
                () = sleep_until(outlook.next.unwrap_or_else(far)), if outlook.next.is_some() => {}
            }
        }
    }

    /// At the start, and after the outcome of a create call could not be written down.
    async fn put_in_order(&mut self) -> Result<(), Error> {
        if self.is_unwritten && !self.is_flying(|work| matches!(work, Work::Send(_))) {
            self.recover().await?;
            self.is_unwritten = false;
        }
        Ok(())
    }

    /// Starts whatever can be started.
    async fn fill(&mut self) -> Result<Outlook, Error> {
        let mut outlook = Outlook::default();
        // What is under way is the business of the engine that holds the library.
        if !self.core.library.is_ours() {
            return Ok(outlook);
        }
        self.put_in_order().await?;
        let Some(session) = self.core.session().filter(|_| !self.closing) else { return Ok(outlook) };
        self.fill_balance(&session, &mut outlook);
        self.fill_lookup(&session, &mut outlook).await?;
        if self.core.role != Role::Works {
            return Ok(outlook);
        }
        self.fill_saving(&session, &mut outlook).await?;
        self.fill_polling(&session, &mut outlook).await?;
        self.fill_sending(&session, &mut outlook).await?;
        self.fill_hosting(&session, &mut outlook).await?;
        self.fill_taking_down(&session, &mut outlook).await?;
        Ok(outlook)
    }

    fn start(&mut self, work: Work, session: &Arc<Session>, task: impl Future<Output = Done> + Send + 'static) {
        let handle = self.workers.spawn(task);
        self.flight.insert(handle.id(), Flight { work, handle, session: session.clone() });
    }

    fn is_flying(&self, test: impl Fn(&Work) -> bool) -> bool {
        self.flight.values().any(|flight| test(&flight.work))
    }

    fn flying(&self, test: impl Fn(&Work) -> bool) -> usize {
        self.flight.values().filter(|flight| test(&flight.work)).count()
    }

    async fn finish(&mut self, done: Result<(Id, Done), tokio::task::JoinError>) {
        let is_stopped = done.as_ref().is_err_and(tokio::task::JoinError::is_cancelled);
        let (id, done) = match done {
            Ok((id, done)) => (id, Some(done)),
            Err(error) => {
                if error.is_panic() {
                    tracing::error!(%error, "a worker broke");
                }
                (error.id(), None)
            }
        };
        let Some(Flight { work, session, .. }) = self.flight.remove(&id) else { return };
        // Stopped by ourselves: it is no failure, and taken up again without a rest.
        if is_stopped && !matches!(work, Work::Send(_)) {
            return;
        }
        self.is_outdated = self.core.session().is_none_or(|now| !Arc::ptr_eq(&now, &session));
        if let Err(error) = self.apply(work.clone(), done).await {
            tracing::error!(%error, "what happened could not be written down");
            self.is_unwritten |= matches!(work, Work::Send(_));
            self.rest(&work);
        }
        self.is_outdated = false;
    }

    /// A piece of work that came to nothing is not taken up again at once.
    fn rest(&mut self, work: &Work) {
        match work {
            Work::Host(request) => self.rests.add(request.as_str(), &self.core.pace, None),
            Work::Save(video) => self.rests.add(video.as_str(), &self.core.pace, None),
            Work::TakeDown(row) => self.rest_taking_down(*row),
            Work::Send(_) | Work::Look(_) | Work::Poll(_) | Work::Balance => {}
        }
    }

    async fn apply(&mut self, work: Work, done: Option<Done>) -> Result<(), Error> {
        match (work, done) {
            (Work::Host(request), Some(Done::Hosted(result))) => self.hosted(request, result).await,
            (Work::Send(request), Some(Done::Sent(result))) => self.sent(request, result).await,
            (Work::Look(request), Some(Done::Looked(seen))) => self.looked(request, seen).await,
            (Work::Poll(_), Some(Done::Polled(result))) => self.polled(result).await,
            (Work::Save(video), Some(Done::Saved(result))) => self.saved(video, result).await,
            (Work::Balance, Some(Done::Balance(result, session, asked))) => self.balance(result, &session, asked).await,
            (Work::TakeDown(row), Some(Done::TakenDown(result))) => self.taken_down(row, result).await,
            // A broken worker: a send may have left, anything else is taken up again from the library.
            (Work::Send(request), _) => self.lost(&request, service::unexplained_loss()).await,
            (work, _) => {
                self.rest(&work);
                Ok(())
            }
        }
    }

    fn close(&mut self) {
        self.closing = true;
        // Uploads, questions and downloads can stop anywhere. A create on its way is waited for, and what is being taken down
        // would lie there until the next start.
        self.stop_where(|work| !matches!(work, Work::Send(_) | Work::TakeDown(_)));
    }

    fn stop_where(&self, test: impl Fn(&Work) -> bool) {
        self.flight.values().filter(|flight| test(&flight.work)).for_each(|flight| flight.handle.abort());
    }
}

fn far() -> Instant {
    Instant::now() + Duration::from_secs(3600)
}
