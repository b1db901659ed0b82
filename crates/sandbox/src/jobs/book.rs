//! The one owner of jobs and credits. Every change is on disk before the lock is given back.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::job::{Failure, Job, Order, Outcome};
use super::ledger::Ledger;
use crate::random;
use crate::store::Store;

/// Jobs and credits.
pub(crate) struct Book {
    store: Arc<Store>,
    pages: Mutex<Pages>,
}

struct Pages {
    jobs: BTreeMap<String, Job>,
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
    pub(crate) fn open(store: Arc<Store>, credits: f64) -> Self {
        let jobs: BTreeMap<String, Job> = store.jobs::<Job>().into_iter().map(|job| (job.id.clone(), job)).collect();
        let last_number = jobs.values().map(|job| job.number).max().unwrap_or(0);
        let credits = store.credits().unwrap_or(credits);
        Self { store, pages: Mutex::new(Pages { jobs, credits, last_number, ledger: Ledger::default() }) }
    }

    /// Takes on as many videos as the credits suffice for, up to `count`, and charges them.
    pub(crate) fn admit(&self, order: &Order, count: u32, doom: Option<&Failure>, now: u64, speed: f64) -> Admitted {
        let mut pages = self.pages();
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

    /// Writes down what became of a job; a failed one gets its credits back. A job that was deleted meanwhile stays deleted.
    pub(crate) fn settle(&self, id: &str, outcome: Outcome) {
        let mut pages = self.pages();
        let Some(job) = pages.jobs.get_mut(id).filter(|job| job.outcome == Outcome::Pending) else { return };
        job.outcome = outcome;
        let job = job.clone();
        self.keep(&job);
        if matches!(job.outcome, Outcome::Failed(_)) {
            pages.credits += job.order.credits;
            pages.ledger.credits_refunded += job.order.credits;
            self.keep_credits(pages.credits);
        } else {
            pages.ledger.rendered += 1;
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
        self.pages().jobs.remove(id);
        self.store.forget_job(id);
    }

    pub(crate) fn credits(&self) -> f64 {
        self.pages().credits
    }

    pub(crate) fn set_credits(&self, credits: f64) {
        self.pages().credits = credits;
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

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::super::job::order_for_tests;
    use super::*;

    fn book(credits: f64) -> Book {
        Book::open(Arc::new(Store::open(None).unwrap()), credits)
    }

    #[test]
    fn as_many_videos_are_taken_on_as_the_credits_suffice_for() {
        let book = book(60.0);
        let admitted = book.admit(&order_for_tests(), 4, None, 0, 1.0);
        assert_eq!((admitted.jobs.len(), admitted.unpaid, book.credits()), (2, 2, 10.0));
        assert_eq!(book.ledger().credits_charged, 50.0);
    }

    #[test]
    fn a_failed_video_gives_its_credits_back_once() {
        let book = book(25.0);
        let admitted = book.admit(&order_for_tests(), 1, None, 0, 1.0);
        let failed = || Outcome::Failed(Failure { field: None, words: "no".into() });
        book.settle(&admitted.jobs[0].id, failed());
        book.settle(&admitted.jobs[0].id, failed());
        assert_eq!((book.credits(), book.ledger().credits_refunded), (25.0, 25.0));
    }

    #[test]
    fn jobs_and_credits_outlive_the_book() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Book::open(Arc::new(Store::open(Some(folder.path())).unwrap()), 100.0);
        let first = open();
        let ids: Vec<String> =
            first.admit(&order_for_tests(), 2, None, 0, 1.0).jobs.into_iter().map(|job| job.id).collect();
        drop(first);
        let again = open();
        assert_eq!(again.credits(), 50.0);
        assert_eq!(again.jobs().into_iter().map(|job| job.id).rev().collect::<Vec<_>>(), ids, "newest first");
        again.delete(&ids[0]);
        assert_eq!(open().jobs().len(), 1);
    }
}
