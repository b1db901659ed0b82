//! Faults on request: rules for the next calls of an endpoint. A small closed set that composes and can be written as JSON.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use rule::{Endpoint, Fault, Reply, RetryAfter, Rule, When};

pub(crate) use layer::strike;
pub(crate) use plan::Plan;

mod layer;
mod plan;
mod rule;

/// The rules in force. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    rules: Vec<Active>,
    calls: BTreeMap<Endpoint, u64>,
}

/// A rule, and how many of its endpoint's calls it has seen.
#[derive(Debug)]
struct Active {
    rule: Rule,
    seen: u32,
}

impl Faults {
    /// Puts a rule in force; calls count from now.
    pub fn add(&self, rule: Rule) {
        self.inner().rules.push(Active { rule, seen: 0 });
    }

    /// The next call of the endpoint suffers these faults.
    pub fn next(&self, on: Endpoint, faults: impl IntoIterator<Item = Fault>) {
        self.add(Rule { on, when: When::Next(1), faults: faults.into_iter().collect() });
    }

    /// The next `calls` calls of the endpoint suffer these faults.
    pub fn next_calls(&self, calls: u32, on: Endpoint, faults: impl IntoIterator<Item = Fault>) {
        self.add(Rule { on, when: When::Next(calls), faults: faults.into_iter().collect() });
    }

    /// The `number`-th call of the endpoint from now, 1 being the next, suffers these faults.
    pub fn on_call(&self, number: u32, on: Endpoint, faults: impl IntoIterator<Item = Fault>) {
        self.add(Rule { on, when: When::Call(number), faults: faults.into_iter().collect() });
    }

    /// All calls of the endpoint suffer these faults, until [`clear`](Self::clear).
    pub fn always(&self, on: Endpoint, faults: impl IntoIterator<Item = Fault>) {
        self.add(Rule { on, when: When::Always, faults: faults.into_iter().collect() });
    }

    /// Ends all rules.
    pub fn clear(&self) {
        self.inner().rules.clear();
    }

    /// The rules that still have something to do.
    pub fn rules(&self) -> Vec<Rule> {
        self.inner().rules.iter().map(|active| active.rule.clone()).collect()
    }

    /// How many calls of the endpoint have arrived, whatever became of them.
    pub fn calls(&self, on: Endpoint) -> u64 {
        self.inner().calls.get(&on).copied().unwrap_or(0)
    }

    /// Counts a call and says what it is to suffer. Rules that are used up go.
    pub(crate) fn take(&self, on: Endpoint) -> Plan {
        let mut inner = self.inner();
        *inner.calls.entry(on).or_default() += 1;
        let mut faults = Vec::new();
        inner.rules.retain_mut(|active| {
            if active.rule.on != on && active.rule.on != Endpoint::Any {
                return true;
            }
            active.seen = active.seen.saturating_add(1);
            let (strikes, stays) = match active.rule.when {
                When::Always => (true, true),
                When::Next(calls) => (active.seen <= calls, active.seen < calls),
                When::Call(number) => (active.seen == number, active.seen < number),
            };
            if strikes {
                faults.extend(active.rule.faults.iter().cloned());
            }
            stays
        });
        Plan::new(faults)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strikes(faults: &Faults, on: Endpoint) -> bool {
        faults.take(on).faults().next().is_some()
    }

    #[test]
    fn a_rule_strikes_the_calls_it_is_for_and_then_goes() {
        let faults = Faults::default();
        faults.next_calls(2, Endpoint::Results, [Fault::Delay { ms: 1 }]);
        assert!(!strikes(&faults, Endpoint::Create));
        assert_eq!([(); 3].map(|()| strikes(&faults, Endpoint::Results)), [true, true, false]);
        assert!(faults.rules().is_empty());
        faults.on_call(2, Endpoint::Create, [Fault::Delay { ms: 1 }]);
        assert_eq!([(); 3].map(|()| strikes(&faults, Endpoint::Create)), [false, true, false]);
        faults.always(Endpoint::Any, [Fault::Delay { ms: 1 }]);
        assert!(strikes(&faults, Endpoint::Video) && strikes(&faults, Endpoint::Balance));
        faults.clear();
        assert!(!strikes(&faults, Endpoint::Video));
        assert_eq!(faults.calls(Endpoint::Create), 4);
    }

    #[test]
    fn rules_can_be_written_as_json() {
        let text = r#"{"on": "create", "when": {"call": 2}, "faults": [
            {"delay": {"ms": 50}}, {"reset": {"accept": true}}, {"reply": {"status": 502, "accept": true}},
            {"retry_after": {"seconds": 28}}, {"cut_body": {"keep": null}}, "ignore_range",
            {"set_fields": {"fields": {"status": 7}}}, {"fail_job": {"field": "fail_msg", "words": "no"}}]}"#;
        let rule: Rule = serde_json::from_str(text).unwrap();
        assert_eq!((rule.on, rule.when, rule.faults.len()), (Endpoint::Create, When::Call(2), 8));
        let again: Rule = serde_json::from_value(serde_json::to_value(&rule).unwrap()).unwrap();
        assert_eq!(again, rule);
        let short: Rule = serde_json::from_str(r#"{"on": "any", "faults": []}"#).unwrap();
        assert_eq!(short.when, When::Next(1));
    }
}
