//! Whether what was charged for failed videos came back, where the service does not say so of the job: a rise of the balance
//! by exactly that much is the only other sign. Pure.

use crate::library::charge::{Due, Totals};

/// Credits are told with two decimals at most.
const EXACT: f64 = 0.005;

/// By how much a balance is higher than the one before it, all charges and all that came back reckoned in; `None` where that
/// cannot be said, because some charge is not known.
pub(super) fn rise(before: (f64, Totals), now: (f64, Totals)) -> Option<f64> {
    let ((credits, then), (left, totals)) = (before, now);
    let expected = credits - (totals.charged - then.charged) + (totals.returned - then.returned);
    (totals.unpriced == then.unpriced).then_some(left - expected)
}

/// Of what is due, the oldest first, that which a rise of the balance gave back: all of it, or one.
///
/// The balance also rises when somebody buys credits, so anything but exactly that much tells nothing.
pub(super) fn given_back(rise: f64, due: &[Due]) -> &[Due] {
    let is = |sum: f64| (sum - rise).abs() < EXACT;
    if due.is_empty() || rise < EXACT {
        return &[];
    }
    if is(due.iter().map(|one| one.credits).sum()) {
        return due;
    }
    match due.iter().position(|one| is(one.credits)) {
        Some(one) => &due[one..=one],
        None => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(credits: &[f64]) -> Vec<Due> {
        let one = |(credits, n): (&f64, i64)| Due {
            remote_id: format!("v{n}"),
            video: format!("{n}").into(),
            credits: *credits,
            failed_at: n,
        };
        credits.iter().zip(0..).map(one).collect()
    }

    #[test]
    fn only_a_rise_by_exactly_what_is_due_gives_back() {
        let waiting = due(&[20.0, 25.0, 30.0]);
        let given = |rise: f64| given_back(rise, &waiting).iter().map(|d| d.credits).collect::<Vec<_>>();
        assert_eq!(given(75.0), [20.0, 25.0, 30.0]);
        assert_eq!(given(20.0), [20.0]);
        assert_eq!(given(30.0), [30.0]);
        for nothing in [0.0, -20.0, 19.0, 45.0, 55.0, 1000.0, f64::NAN] {
            assert!(given(nothing).is_empty(), "{nothing}");
        }
        assert!(given_back(20.0, &[]).is_empty());
    }

    #[test]
    fn of_equal_ones_the_oldest_comes_first() {
        let waiting = due(&[20.0, 20.0]);
        assert_eq!(given_back(20.0, &waiting)[0].remote_id, "v0");
    }

    #[test]
    fn charges_and_what_came_back_are_no_rise() {
        let totals = |charged, returned, unpriced| Totals { charged, returned, unpriced };
        let before = (1000.0, totals(100.0, 0.0, 0));
        assert_eq!(rise(before, (950.0, totals(150.0, 0.0, 0))), Some(0.0));
        assert_eq!(rise(before, (975.0, totals(150.0, 0.0, 0))), Some(25.0));
        assert_eq!(rise(before, (975.0, totals(150.0, 25.0, 0))), Some(0.0));
        assert_eq!(rise(before, (975.0, totals(150.0, 0.0, 1))), None, "nobody knows what the third one cost");
    }
}
