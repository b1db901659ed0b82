//! Whether what was charged for failed videos came back. The service does not say so: a rise of the balance does. Pure.

use crate::library::charge::Due;

/// Credits are told with two decimals at most.
const EXACT: f64 = 0.005;

/// Of what is due, the oldest first, that which a rise of the balance gave back.
///
/// The balance also rises when somebody buys credits, so only a rise by exactly what is due counts: all of it, the oldest
/// few, or one. Anything else tells nothing.
pub(super) fn given_back(rise: f64, due: &[Due]) -> &[Due] {
    let is = |sum: f64| (sum - rise).abs() < EXACT;
    if rise < EXACT {
        return &[];
    }
    let mut sum = 0.0;
    let firsts: Vec<f64> = due
        .iter()
        .map(|one| {
            sum += one.credits;
            sum
        })
        .collect();
    if let Some(last) = firsts.iter().rposition(|sum| is(*sum)) {
        return &due[..=last];
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
        assert_eq!(given(45.0), [20.0, 25.0]);
        assert_eq!(given(20.0), [20.0]);
        assert_eq!(given(30.0), [30.0]);
        for nothing in [0.0, -20.0, 19.0, 1000.0, 55.0, f64::NAN] {
            assert!(given(nothing).is_empty(), "{nothing}");
        }
        assert!(given_back(20.0, &[]).is_empty());
    }

    #[test]
    fn of_equal_ones_the_oldest_comes_first() {
        let waiting = due(&[20.0, 20.0]);
        assert_eq!(given_back(20.0, &waiting)[0].remote_id, "v0");
    }
}
