//! The life of a create call: planned, hosted, sending, then accepted, rejected or unknown.
//!
//! There is exactly one arrow into `sending` that the program takes by itself after a call left the machine, and it
//! starts from the certainty that nothing was taken.

use super::named;

/// Where a create call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestState {
    /// Written down.
    Planned,
    /// The service could fetch its pictures.
    Hosted,
    /// About to leave, or on its way.
    Sending,
    /// The service took at least one video.
    Accepted,
    /// Certain that the service took nothing and that trying the same again by itself would not help.
    Rejected,
    /// It may have been taken.
    Unknown,
}

named!(RequestState {
    Planned = "planned",
    Hosted = "hosted",
    Sending = "sending",
    Accepted = "accepted",
    Rejected = "rejected",
    Unknown = "unknown",
});

/// What happened to a create call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestEvent {
    /// Its pictures are reachable.
    Hosted,
    /// It cannot be sent: its pictures cannot be read or hosted.
    CannotSend,
    /// It waited so long that its links may not last: it is hosted once more.
    LinksAged,
    /// It is about to leave.
    Leaving,
    /// It certainly did not leave, or was certainly turned away for a passing reason.
    NotTaken,
    /// The service took it.
    Taken,
    /// The service refused it.
    Refused,
    /// It left, and nobody knows what became of it.
    Lost,
    /// A look-up found it at the service.
    Found,
    /// A person said: send again.
    SendAgain,
}

/// The state after, or `None` where that cannot happen.
pub(crate) fn next(state: RequestState, event: RequestEvent) -> Option<RequestState> {
    use RequestEvent as E;
    use RequestState as S;
    match (state, event) {
        (S::Planned, E::Hosted) => Some(S::Hosted),
        (S::Planned, E::CannotSend) => Some(S::Rejected),
        (S::Hosted, E::LinksAged) => Some(S::Planned),
        (S::Hosted, E::Leaving) => Some(S::Sending),
        (S::Sending, E::NotTaken) => Some(S::Hosted),
        // Found while it waits to be sent once more: then it need not be.
        (S::Sending, E::Taken) | (S::Unknown | S::Planned | S::Hosted, E::Found) => Some(S::Accepted),
        (S::Sending, E::Refused) => Some(S::Rejected),
        (S::Sending, E::Lost) => Some(S::Unknown),
        (S::Unknown | S::Rejected, E::SendAgain) => Some(S::Planned),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use RequestEvent as E;
    use RequestState as S;

    const EVENTS: &[E] = &[
        E::Hosted,
        E::CannotSend,
        E::LinksAged,
        E::Leaving,
        E::NotTaken,
        E::Taken,
        E::Refused,
        E::Lost,
        E::Found,
        E::SendAgain,
    ];

    #[test]
    fn the_whole_table() {
        let table = [
            (S::Planned, E::Hosted, S::Hosted),
            (S::Planned, E::CannotSend, S::Rejected),
            (S::Hosted, E::LinksAged, S::Planned),
            (S::Hosted, E::Leaving, S::Sending),
            (S::Sending, E::NotTaken, S::Hosted),
            (S::Sending, E::Taken, S::Accepted),
            (S::Sending, E::Refused, S::Rejected),
            (S::Sending, E::Lost, S::Unknown),
            (S::Unknown, E::Found, S::Accepted),
            (S::Planned, E::Found, S::Accepted),
            (S::Hosted, E::Found, S::Accepted),
            (S::Unknown, E::SendAgain, S::Planned),
            (S::Rejected, E::SendAgain, S::Planned),
        ];
        for &state in S::ALL {
            for &event in EVENTS {
                let expected = table.iter().find(|(s, e, _)| (*s, *e) == (state, event)).map(|(_, _, after)| *after);
                assert_eq!(next(state, event), expected, "{state:?} on {event:?}");
            }
        }
    }

    #[test]
    fn an_unknown_outcome_is_sent_again_only_when_a_person_says_so() {
        let leads_back: Vec<_> = EVENTS
            .iter()
            .filter(|e| matches!(next(S::Unknown, **e), Some(S::Planned | S::Hosted | S::Sending)))
            .collect();
        assert_eq!(leads_back, [&E::SendAgain]);
    }

    #[test]
    fn what_was_taken_is_never_sent_again() {
        assert!(EVENTS.iter().all(|e| next(S::Accepted, *e).is_none()));
    }

    #[test]
    fn names_are_read_back() {
        assert!(S::ALL.iter().all(|s| S::by_name(s.name()) == Some(*s)));
    }
}
