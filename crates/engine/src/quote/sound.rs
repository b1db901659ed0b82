//! What adding a sound to a finished video costs, and what speaks against it. Pure.

use super::{Facts, block, money};
use crate::view::{Field, Objection, ObjectionCode, PriceBasis, Quote};

/// Seconds of a row of the service's table of prices, and credits for it: 5 for 5 s, 10 for 10 s.
const ROW: u32 = 5;

/// A sound for a video.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Adding {
    /// Length of the video.
    pub(crate) seconds: u32,
    /// The sound is a file, for which the service needs a link.
    pub(crate) is_file: bool,
    /// Sound was part of making the video: then the service says that adding another is free.
    pub(crate) had_sound: bool,
    /// Whether the service has the video.
    pub(crate) standing: Standing,
}

/// Whether the service has a video that is to sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is finished, and the service has it.
    There,
    /// It is not finished.
    NotYet,
    /// It failed, or the service has deleted it.
    NoLonger,
    /// It belongs to another account.
    OtherAccount,
}

/// Prices a sound. `facts.charged`: what was last charged for a sound of this length.
pub(crate) fn quote(adding: Adding, facts: &Facts<'_>) -> Quote {
    let (each, basis) = match facts.charged {
        Some(charged) => (charged, PriceBasis::Charged),
        None => (listed(adding.seconds), PriceBasis::Listed),
    };
    let mut quote = Quote {
        photos: 0,
        videos: 1,
        per_video: Some(each),
        total: Some(each),
        basis,
        balance: facts.balance,
        balance_after: facts.balance.map(|balance| balance - each),
        objections: surroundings(adding, facts),
    };
    let mut money = money(&quote, Some(dearest(adding.seconds, facts.charged)), facts);
    if adding.had_sound {
        // It may well be free: the service has the last word.
        money.iter_mut().filter(|o| o.code == ObjectionCode::NotEnoughCredits).for_each(|o| o.blocks = false);
    }
    quote.objections.extend(money);
    quote.objections.sort_by_key(|o| (!o.blocks, !o.asks));
    quote
}

/// Credits by the service's table. For a length between two rows nobody says: it is taken for the longer one.
pub(crate) fn listed(seconds: u32) -> f64 {
    f64::from(seconds.div_ceil(ROW).max(1)) * f64::from(ROW)
}

/// Credits by whichever of table and last charge is higher: what a limit is held against.
pub(crate) fn dearest(seconds: u32, charged: Option<f64>) -> f64 {
    charged.unwrap_or_default().max(listed(seconds))
}

fn surroundings(adding: Adding, facts: &Facts<'_>) -> Vec<Objection> {
    let mut found = Vec::new();
    if !facts.connected {
        let message = "Connect Akool first, or use the demo.";
        found.push(block(Field::Account, ObjectionCode::NotConnected, message));
    }
    match adding.standing {
        Standing::There => {}
        Standing::NotYet => {
            let message = "This video is not finished. Add a sound when it is.";
            found.push(block(Field::Sound, ObjectionCode::NotFinished, message));
        }
        Standing::NoLonger => {
            let message =
                "Akool does not have this video any more: it keeps one for 7 days, and a sound can be added only then.";
            found.push(block(Field::Sound, ObjectionCode::NotAtService, message));
        }
        Standing::OtherAccount => {
            let message = "This video was made with another account. Connect that account to add a sound.";
            found.push(block(Field::Account, ObjectionCode::OtherAccount, message));
        }
    }
    if adding.is_file && facts.connected {
        if !facts.hosted {
            let message = "Akool needs a link to the sound: choose a place for photos in the settings.";
            found.push(block(Field::Host, ObjectionCode::NoHost, message));
        } else if let Some(message) = facts.host_objection {
            found.push(block(Field::Host, ObjectionCode::HostNotReady, message));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Limits;

    const FIVE: Adding = Adding { seconds: 5, is_file: false, had_sound: false, standing: Standing::There };

    fn facts() -> Facts<'static> {
        Facts { connected: true, hosted: true, balance: Some(100.0), ..Facts::default() }
    }

    fn codes(quote: &Quote) -> Vec<(ObjectionCode, bool)> {
        quote.objections.iter().map(|o| (o.code, o.blocks)).collect()
    }

    #[test]
    fn the_table_has_the_price_until_one_was_charged() {
        for (seconds, credits) in [(5, 5.0), (10, 10.0), (8, 10.0), (3, 5.0), (0, 5.0), (12, 15.0)] {
            let q = quote(Adding { seconds, ..FIVE }, &facts());
            assert_eq!((q.total, q.basis, q.balance_after), (Some(credits), PriceBasis::Listed, Some(100.0 - credits)));
            assert!(q.objections.is_empty(), "{:?}", q.objections);
        }
        let q = quote(FIVE, &Facts { charged: Some(7.0), ..facts() });
        assert_eq!((q.per_video, q.total, q.basis), (Some(7.0), Some(7.0), PriceBasis::Charged));
    }

    #[test]
    fn a_limit_is_held_against_the_higher_of_table_and_last_charge() {
        for (charged, highest) in [(None, 5.0), (Some(7.0), 7.0), (Some(2.0), 5.0)] {
            for (limit, fits) in [(highest, true), (highest - 0.01, false)] {
                let limits = Limits { per_press: Some(limit), ..Limits::default() };
                let q = quote(FIVE, &Facts { charged, limits, ..facts() });
                assert_eq!(q.objections.is_empty(), fits, "{charged:?} and {limit}: {:?}", q.objections);
            }
        }
    }

    #[test]
    fn without_the_credits_it_is_refused_unless_it_may_be_free() {
        let poor = Facts { balance: Some(4.0), ..facts() };
        assert_eq!(codes(&quote(FIVE, &poor)), [(ObjectionCode::NotEnoughCredits, true)]);
        let again = quote(Adding { had_sound: true, ..FIVE }, &poor);
        assert_eq!(codes(&again), [(ObjectionCode::NotEnoughCredits, false)]);
    }

    #[test]
    fn only_a_finished_video_of_this_account_that_the_service_still_has_can_sound() {
        use ObjectionCode::{NotAtService, NotConnected, NotFinished, OtherAccount};
        for (standing, code) in [
            (Standing::NotYet, NotFinished),
            (Standing::NoLonger, NotAtService),
            (Standing::OtherAccount, OtherAccount),
        ] {
            assert_eq!(codes(&quote(Adding { standing, ..FIVE }, &facts())), [(code, true)]);
        }
        assert_eq!(codes(&quote(FIVE, &Facts { connected: false, ..facts() })), [(NotConnected, true)]);
    }

    #[test]
    fn a_file_needs_a_place_and_other_sounds_do_not() {
        let file = Adding { is_file: true, ..FIVE };
        let unready = Facts { host_objection: Some("Agree first."), ..facts() };
        for (facts, code) in
            [(Facts { hosted: false, ..facts() }, ObjectionCode::NoHost), (unready, ObjectionCode::HostNotReady)]
        {
            assert_eq!(codes(&quote(file, &facts)), [(code, true)]);
            assert!(quote(FIVE, &facts).objections.is_empty());
        }
    }
}
