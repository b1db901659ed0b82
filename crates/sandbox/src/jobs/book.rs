//! The one owner of jobs and credits. Every change is on disk before the lock is given back.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::job::{Failure, Job, Order, Outcome};
use super::ledger::Ledger;
use crate::clock::Clock;
use crate::random;
use crate::store::Store;

/// Jobs and credits.
pub(crate) struct Book {
    store: Arc<Store>,
    clock: Clock,
    pages: Mutex<Pages>,
}

struct Pages {
    jobs: BTreeMap<String, Job>,
    /// The ids of those whose credits are still to come back.
    owed: Vec<String>,
    credits: f64,
    last_number: u64,
    ledger: Ledger,
}

/// What came of asking for some videos.
pub(crate) struct Admitted {
    /// Newest last.
    pub jobs: Vec<Job>,
    /// How many the credits did not suffice for.
    pub unpaid: u32,
}

impl Book {
    /// Opens what the store holds; `credits` count when it holds none.
    pub(crate) fn open(store: Arc<Store>, credits: f64, clock: Clock) -> Self {
        let jobs: BTreeMap<String, Job> = store.jobs::<Job>().into_iter().map(|job| (job.id.clone(), job)).collect();
        let last_number = jobs.values().map(|job| job.number).max().unwrap_or(0);
        let owed = jobs.values().filter(|job| job.owed).map(|job| job.id.clone()).collect();
        let credits = store.credits().unwrap_or(credits);
        Self { store, clock, pages: Mutex::new(Pages { jobs, owed, credits, last_number, ledger: Ledger::default() }) }
    }

    /// Takes on as many videos as the credits suffice for, up to `count`, and charges them.
    pub(crate) fn admit(&self, order: &Order, count: u32, doom: Option<&Failure>, speed: f64) -> Admitted {
        let mut pages = self.pages();
        let now = self.clock.now();
        let batch_id = random::hex(12);
        let mut jobs = Vec::new();
        while (jobs.len() as u32) < count && pages.credits >= order.credits {
            let mut job = Job::new(order.clone(), now, speed, &batch_id, count);
            pages.last_number += 1;
            job.number = pages.last_number;
            job.doom = doom.cloned();
            pages.credits -= order.credits;
            pages.ledger.credits_charged += order.credits;
            pages.ledger.accepted.push(job.id.clone());
            self.keep(&job);
            pages.jobs.insert(job.id.clone(), job.clone());
            jobs.push(job);
        }
        if !jobs.is_empty() {
            self.keep_credits(pages.credits);
            if order.pre_video_id.is_none() {
                pages.ledger.accepted_requests += 1;
                pages.ledger.accepted_images.push(order.image_url.clone());
            }
        }
        Admitted { unpaid: count - jobs.len() as u32, jobs }
    }

    pub(crate) fn job(&self, id: &str) -> Option<Job> {
        self.pages().jobs.get(id).cloned()
    }

    /// Newest first.
    pub(crate) fn jobs(&self) -> Vec<Job> {
        let mut jobs: Vec<Job> = self.pages().jobs.values().cloned().collect();
        jobs.sort_by_key(|job| std::cmp::Reverse(job.number));
        jobs
    }

    /// Writes down what became of a job. The credits of a failed one come back when its time is up and everybody sees that it
    /// failed. A job that was deleted meanwhile stays deleted.
    pub(crate) fn settle(&self, id: &str, outcome: Outcome) {
        let mut pages = self.pages();
        let Some(job) = pages.jobs.get_mut(id).filter(|job| job.outcome == Outcome::Pending) else { return };
        job.owed = matches!(outcome, Outcome::Failed(_));
        job.outcome = outcome;
        self.keep(job);
        if job.owed {
            pages.owed.push(id.to_owned());
        } else {
            pages.ledger.rendered += 1;
        }
    }

    /// Writes down that the job's webhook needs to be told no more.
    pub(crate) fn announced(&self, id: &str) {
        if let Some(job) = self.pages().jobs.get_mut(id) {
            job.announced = true;
            self.keep(job);
        }
    }

    /// Ends the life of a video before its time.
    pub(crate) fn expire(&self, id: &str) {
        if let Some(job) = self.pages().jobs.get_mut(id) {
            job.expired = true;
            self.keep(job);
        }
    }

    pub(crate) fn delete(&self, id: &str) {
        let mut pages = self.pages();
        pages.jobs.remove(id);
        self.store.forget_job(id);
    }

    pub(crate) fn credits(&self) -> f64 {
        self.pages().credits
    }

    pub(crate) fn set_credits(&self, credits: f64) {
        let mut pages = self.pages();
        pages.credits = credits;
        self.keep_credits(credits);
    }

    pub(crate) fn ledger(&self) -> Ledger {
        self.pages().ledger.clone()
    }

    /// Counts something.
    pub(crate) fn count(&self, what: impl FnOnce(&mut Ledger)) {
        what(&mut self.pages().ledger);
    }

    fn keep(&self, job: &Job) {
        if let Err(error) = self.store.keep_job(&job.id, job) {
            tracing::warn!(%error, "a job could not be written");
        }
    }

    fn keep_credits(&self, credits: f64) {
        if let Err(error) = self.store.keep_credits(credits) {
            tracing::warn!(%error, "the credits could not be written");
        }
    }

    /// The pages as they are now: nobody sees a job fail before its credits are back.
    fn pages(&self) -> MutexGuard<'_, Pages> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        self.give_back(&mut pages);
        pages
    }

    /// Gives back the credits of the failed jobs whose time is up.
    fn give_back(&self, pages: &mut Pages) {
        if pages.owed.is_empty() {
            return;
        }
        let now = self.clock.now();
        for id in std::mem::take(&mut pages.owed) {
            let Some(job) = pages.jobs.get_mut(&id) else { continue };
            if now < job.ends_at() {
                pages.owed.push(id);
                continue;
            }
            job.owed = false;
            pages.credits += job.order.credits;
            pages.ledger.credits_refunded += job.order.credits;
            self.keep(job);
            self.keep_credits(pages.credits);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::job::order_for_tests;
    use super::*;

    fn book(credits: f64) -> Book {
        Book::open(Arc::new(Store::open(None).unwrap()), credits, Clock::held_at(1_000_000))
    }

    fn take_on(book: &Book, count: u32) -> Vec<Job> {
        book.admit(&order_for_tests(), count, None, 1.0).jobs
    }

    fn failed() -> Outcome {
        Outcome::Failed(Failure { field: None, words: "no".into() })
    }

    #[test]
    fn as_many_videos_are_taken_on_as_the_credits_suffice_for() {
        let book = book(60.0);
        let admitted = book.admit(&order_for_tests(), 4, None, 1.0);
        assert_eq!((admitted.jobs.len(), admitted.unpaid, book.credits()), (2, 2, 10.0));
        assert_eq!(book.ledger().credits_charged, 50.0);
    }

    #[test]
    fn a_failed_video_gives_its_credits_back_once_and_not_before_it_is_seen_to_have_failed() {
        let book = book(25.0);
        let job = take_on(&book, 1).remove(0);
        book.settle(&job.id, failed());
        book.settle(&job.id, failed());
        assert_eq!((book.credits(), book.ledger().credits_refunded), (0.0, 0.0));
        book.clock.advance(Duration::from_secs(51));
        assert_eq!((book.credits(), book.ledger().credits_refunded), (25.0, 25.0));
        assert_eq!(book.credits(), 25.0);
    }

    #[test]
    fn credits_that_are_to_come_back_outlive_the_book_and_come_back_once() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::held_at(1_000_000);
        let open = || Book::open(Arc::new(Store::open(Some(folder.path())).unwrap()), 25.0, clock.clone());
        let first = open();
        let job = take_on(&first, 1).remove(0);
        first.settle(&job.id, failed());
        drop(first);
        assert_eq!(open().credits(), 0.0);
        clock.advance(Duration::from_secs(51));
        assert_eq!(open().credits(), 25.0);
        assert_eq!(open().credits(), 25.0);
    }

    #[test]
    fn jobs_and_credits_outlive_the_book() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::held_at(1_000_000);
        let open = || Book::open(Arc::new(Store::open(Some(folder.path())).unwrap()), 100.0, clock.clone());
        let first = open();
        let ids: Vec<String> = take_on(&first, 2).into_iter().map(|job| job.id).collect();
        drop(first);
        let again = open();
        assert_eq!(again.credits(), 50.0);
        assert_eq!(again.jobs().into_iter().map(|job| job.id).rev().collect::<Vec<_>>(), ids, "newest first");
        again.delete(&ids[0]);
        assert_eq!(open().jobs().len(), 1);
    }

    #[test]
    fn what_is_on_disk_is_what_the_book_says_whoever_changes_it_at_the_same_time() {
        let book = book(0.0);
        std::thread::scope(|threads| {
            for thread in 0..4 {
                let book = &book;
                threads.spawn(move || (0..100).for_each(|number| book.set_credits(f64::from(thread * 1000 + number))));
            }
        });
        assert_eq!(book.store.credits(), Some(book.credits()));
    }
}
