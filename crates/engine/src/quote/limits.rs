//! The limits that a person set, held against what a creation would cost. Pure.

use super::{Facts, block};
use crate::settings::{Beyond, Limits};
use crate::view::{Field, Figures, LimitSpan, Objection, ObjectionCode, PassedLimit};

/// What was spent already, in credits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spending {
    /// Charged since midnight, local time.
    pub(crate) today: f64,
    /// Charged since the first of the month, local time.
    pub(crate) month: f64,
    /// What is under way and not charged yet, as far as its price is known.
    pub(crate) under_way: f64,
}

/// The limits that would be passed, in one objection.
pub(crate) fn passed(total: Option<f64>, facts: &Facts<'_>) -> Option<Objection> {
    if let Some(limit) = facts.max_credits {
        match total {
            None => {
                return Some(over("The price is not known, so it cannot be held to your limit. Nothing was sent."));
            }
            Some(total) if total > limit => {
                let message = format!("It would cost about {total} credits; your limit is {limit}. Nothing was sent.");
                return Some(over(message));
            }
            Some(_) => {}
        }
    }
    if facts.limits.are_none() {
        return None;
    }
    let Some(total) = total else {
        return Some(beyond(
            facts.limits,
            Vec::new(),
            "The price is not known, so it cannot be held to your limits.",
            "Choose another model, or take the limits away in the settings.",
        ));
    };
    let Limits { per_press, per_day, per_month, .. } = facts.limits;
    let Spending { today, month, under_way } = facts.spent;
    let sums = [
        (LimitSpan::Press, per_press, 0.0),
        (LimitSpan::Day, per_day, today + under_way),
        (LimitSpan::Month, per_month, month + under_way),
    ];
    let passed = sums.into_iter().filter_map(|(span, limit, spent)| {
        let (limit, sum) = (limit?, spent + total);
        (sum > limit).then(|| PassedLimit { span, sum: rounded(sum), limit: rounded(limit) })
    });
    let passed: Vec<_> = passed.collect();
    // Whoever agrees to go beyond them is to know of each.
    let message = passed.iter().map(sentence).collect::<Vec<_>>().join(" ");
    let remedy = "Choose less, or change the limit in the settings.";
    (!passed.is_empty()).then(|| beyond(facts.limits, passed, &message, remedy))
}

fn sentence(PassedLimit { span, sum, limit }: &PassedLimit) -> String {
    let (would, of) = match span {
        LimitSpan::Press => ("This would cost", "for one press"),
        LimitSpan::Day => ("This would bring today to", "for a day"),
        LimitSpan::Month => ("This would bring this month to", "for a month"),
    };
    format!("{would} about {sum} credits; your limit {of} is {limit}.")
}

/// What the person wants of what passes their limits: refused with what to do about it, or asked for each time.
fn beyond(limits: Limits, passed: Vec<PassedLimit>, message: &str, remedy: &str) -> Objection {
    let figures = Some(Figures::Limits { passed });
    match limits.beyond {
        Beyond::Refuse => Objection { figures, ..over(format!("{message} {remedy}")) },
        Beyond::Ask => Objection { figures, blocks: false, asks: true, ..over(message) },
    }
}

fn over(message: impl Into<String>) -> Objection {
    block(Field::Price, ObjectionCode::OverBudget, message)
}

/// Two decimals at most: sums of credits gather dust behind the point.
fn rounded(credits: f64) -> f64 {
    (credits * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(total: Option<f64>, limits: Limits, spent: Spending) -> Option<String> {
        let facts = Facts { limits, spent, ..Facts::default() };
        let objection = passed(total, &facts)?;
        assert!(objection.blocks && objection.field == Field::Price && objection.code == ObjectionCode::OverBudget);
        Some(objection.message)
    }

    const SPENT: Spending = Spending { today: 40.0, month: 400.0, under_way: 10.0 };

    #[test]
    fn each_limit_is_passed_only_beyond_it() {
        let press = Limits { per_press: Some(50.0), ..Limits::default() };
        let day = Limits { per_day: Some(100.0), ..Limits::default() };
        let month = Limits { per_month: Some(460.0), ..Limits::default() };
        for (limits, fits, words) in
            [(press, 50.0, "for one press"), (day, 50.0, "today to"), (month, 50.0, "this month to")]
        {
            assert_eq!(message(Some(fits), limits, SPENT), None, "{limits:?}");
            let said = message(Some(fits + 0.01), limits, SPENT).unwrap();
            assert!(said.contains(words) && said.ends_with("in the settings."), "{said}");
        }
    }

    #[test]
    fn whoever_wants_to_be_asked_is_asked_and_not_refused() {
        for (total, words) in [(Some(60.0), "your limit for a day is 100."), (None, "cannot be held to your limits.")] {
            let limits = Limits { per_day: Some(100.0), beyond: Beyond::Ask, ..Limits::default() };
            let objection = passed(total, &Facts { limits, spent: SPENT, ..Facts::default() }).unwrap();
            assert!(objection.asks && !objection.blocks && objection.message.ends_with(words), "{objection:?}");
        }
        let facts = Facts { max_credits: Some(1.0), ..Facts::default() };
        assert!(passed(Some(2.0), &facts).unwrap().blocks, "a limit said for this once is meant");
    }

    #[test]
    fn every_limit_that_would_be_passed_is_named() {
        let limits = Limits { per_press: Some(5.0), per_day: Some(45.0), per_month: Some(1e9), ..Limits::default() };
        let said = message(Some(10.0), limits, SPENT).unwrap();
        assert!(
            said.contains("for one press is 5.") && said.contains("for a day is 45.") && !said.contains("month"),
            "{said}"
        );
    }

    #[test]
    fn the_sums_are_told_beside_the_sentence() {
        let limits = Limits { per_press: Some(5.0), per_day: Some(45.0), ..Limits::default() };
        let figures = |total| {
            let objection = passed(total, &Facts { limits, spent: SPENT, ..Facts::default() })?;
            objection.figures
        };
        let press = PassedLimit { span: LimitSpan::Press, sum: 10.0, limit: 5.0 };
        let day = PassedLimit { span: LimitSpan::Day, sum: 60.0, limit: 45.0 };
        assert_eq!(figures(Some(10.0)), Some(Figures::Limits { passed: vec![press, day] }));
        assert_eq!(figures(None), Some(Figures::Limits { passed: vec![] }), "held back by all of them");
    }

    #[test]
    fn what_is_under_way_counts_for_the_day_and_the_month() {
        let day = Limits { per_day: Some(100.0), ..Limits::default() };
        assert_eq!(message(Some(60.0), day, Spending { under_way: 0.0, ..SPENT }), None);
        assert!(message(Some(60.0), day, SPENT).unwrap().contains("today to about 110 credits"));
    }

    #[test]
    fn a_price_that_nobody_knows_is_held_back_by_any_limit_and_by_none_without() {
        let month = Limits { per_month: Some(1e9), ..Limits::default() };
        assert!(message(None, month, SPENT).unwrap().contains("not known"));
        assert_eq!(message(None, Limits::default(), SPENT), None);
    }
}
