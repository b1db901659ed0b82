//! What one call is to suffer, asked for by those whom it concerns. Pure.

use serde_json::Value;

use super::rule::{Fault, Reply, RetryAfter};
use crate::jobs::Failure;

/// What one call is to suffer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan(Vec<Fault>);

impl Plan {
    pub(crate) fn new(faults: Vec<Fault>) -> Self {
        Self(faults)
    }

    pub(crate) fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }

    /// Milliseconds, added up.
    pub(crate) fn delay(&self) -> u64 {
        self.0.iter().map(|fault| if let Fault::Delay { ms } = fault { *ms } else { 0 }).fold(0, u64::saturating_add)
    }

    /// Whether the connection is reset, before or after the call is carried out.
    pub(crate) fn resets(&self, after: bool) -> bool {
        self.0.iter().any(|fault| matches!(fault, Fault::Reset { accept } if *accept == after))
    }

    pub(crate) fn reply(&self, after: bool) -> Option<&Reply> {
        self.find(|fault| {
            if let Fault::Reply(reply) = fault { Some(reply).filter(|reply| reply.accept == after) } else { None }
        })
    }

    pub(crate) fn retry_after(&self) -> Option<RetryAfter> {
        self.find(|fault| if let Fault::RetryAfter(when) = fault { Some(*when) } else { None })
    }

    /// Bytes of the body to send, of so many.
    pub(crate) fn cut(&self, length: usize) -> Option<usize> {
        self.find(|fault| match fault {
            Fault::CutBody { keep: None } => Some(length / 2),
            Fault::CutBody { keep: Some(keep) } => Some(usize::try_from(*keep).unwrap_or(length).min(length)),
            _ => None,
        })
    }

    pub(crate) fn bytes_per_second(&self) -> Option<u32> {
        self.find(
            |fault| if let Fault::Slow { bytes_per_second } = fault { Some((*bytes_per_second).max(1)) } else { None },
        )
    }

    pub(crate) fn has(&self, fault: &Fault) -> bool {
        self.0.contains(fault)
    }

    pub(crate) fn hides(&self, id: &str) -> bool {
        self.0.iter().any(
            |fault| matches!(fault, Fault::MissingIds { ids } if ids.is_empty() || ids.iter().any(|other| other == id)),
        )
    }

    pub(crate) fn refuses(&self, id: &str) -> bool {
        self.0.iter().any(|fault| matches!(fault, Fault::PoisonId { id: other } if other == id))
    }

    /// Sets the fields of one row.
    pub(crate) fn set_fields(&self, id: &str, row: &mut Value) {
        let Some(row) = row.as_object_mut() else { return };
        for fault in &self.0 {
            if let Fault::SetFields { ids, fields } = fault
                && (ids.is_empty() || ids.iter().any(|other| other == id))
            {
                row.extend(fields.clone());
            }
        }
    }

    pub(crate) fn accept_count(&self) -> Option<u32> {
        self.find(|fault| if let Fault::AcceptCount { count } = fault { Some((*count).min(100)) } else { None })
    }

    pub(crate) fn failure(&self) -> Option<Failure> {
        self.find(|fault| match fault {
            Fault::FailJob { field, words } => Some(Failure { field: field.clone(), words: words.clone() }),
            _ => None,
        })
    }

    fn find<'a, T>(&'a self, pick: impl FnMut(&'a Fault) -> Option<T>) -> Option<T> {
        self.0.iter().find_map(pick)
    }
}
