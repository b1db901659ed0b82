//! The account: its jobs, its credits, and a count of what happened.

pub(crate) use book::Book;
pub(crate) use job::{Failure, Job, Order, Outcome, Status};
pub use ledger::Ledger;

mod book;
mod job;
mod ledger;
