//! What the account's list of recent jobs says of one lost request. Reading is pure; asking is one function.
//!
//! Nobody documented the list. It is believed in what it shows, and in what it does not show only where it has proved that
//! it shows the addresses of pictures as they were sent: otherwise "not there" might mean "there, and paid for".

use std::collections::{HashMap, HashSet};

use akool::RecentVideo;
use url::Url;

use super::accept::Taken;
use super::service;
use crate::session::Session;

/// Rows asked for at a time.
const PAGE: u32 = 50;

/// Pages looked through before the answer counts as not to be had.
const PAGES: u32 = 20;

/// A job may carry a time of creation a little before our own of sending: clocks differ.
const CLOCKS_DIFFER: i64 = 10 * 60 * 1000;

/// A clock that shows the time of another zone is wrong by up to 26 hours.
const CLOCK_WRONG: i64 = 26 * 3600 * 1000;

/// The service keeps videos for 7 days.
const KEPT: i64 = 7 * 24 * 3600 * 1000;

/// The request that is looked for.
#[derive(Debug)]
pub(super) struct Wanted {
    /// What its picture's address is known by.
    mark: String,
    /// The mark is unguessable and of this request alone: what shows it is ours, whatever its time.
    is_own: bool,
    /// Where that address leads to: scheme, host and port.
    origin: String,
    /// Jobs from before this moment are others, if this computer's clock is right; milliseconds since 1970.
    since: i64,
    /// Jobs that the library has already, by their ids.
    known: HashMap<String, Known>,
}

/// A job that the library has already.
#[derive(Debug)]
pub(super) struct Known {
    /// What its own picture's address is known by.
    pub(super) mark: String,
    /// When it was taken, milliseconds since 1970 by this computer's clock.
    pub(super) accepted_at: Option<i64>,
}

/// What one look saw.
#[derive(Debug)]
pub(super) enum Seen {
    /// These ids are ours.
    Found(Vec<Taken>),
    /// The list goes back far enough, and it is not there.
    Absent,
    /// The list does not show either what was certainly taken since: it may come later.
    Behind,
    /// The list cannot be had or cannot be trusted.
    Unavailable,
    /// The service could not be asked.
    Trouble(akool::Error),
}

impl Wanted {
    /// A request whose picture is at `link`, with `token` in it where the host kept our name, sent at `sent_at`.
    ///
    /// `None` where there is nothing to know it by.
    pub(super) fn new(token: &str, link: &str, sent_at: i64, known: HashMap<String, Known>) -> Option<Self> {
        let url = Url::parse(link).ok()?;
        let mark = mark(token, link);
        Some(Self {
            is_own: mark == token,
            mark,
            origin: url.origin().ascii_serialization(),
            since: sent_at - CLOCKS_DIFFER,
            known,
        })
    }
}

/// What to know an address by: our own token in it, or else the whole of it, without what a signature adds.
pub(super) fn mark(token: &str, link: &str) -> String {
    let plain = link.split(['?', '#']).next().unwrap_or(link);
    if plain.contains(token) { token.to_owned() } else { plain.to_owned() }
}

/// Looks through the recent jobs, newest first, back to the time of sending.
pub(super) async fn look(session: &Session, wanted: &Wanted) -> Seen {
    let mut history = History::default();
    for page in 1..=PAGES {
        let rows = match session.client.recovery().recent(page, PAGE).await {
            Ok(rows) => rows,
            // A list that does not end as lists do has shown what it has shown.
            Err(_) if !history.ours.is_empty() => return Seen::Found(history.ours),
            Err(error) if service::cannot_be_asked(&error) => return Seen::Trouble(error),
            Err(_) => return Seen::Unavailable,
        };
        if history.read(wanted, &rows) {
            return history.verdict(wanted);
        }
    }
    history.unfinished(wanted)
}

/// What was read of the list so far.
#[derive(Debug, Default)]
struct History {
    seen: HashSet<String>,
    ours: Vec<Taken>,
    /// A row shows the address of a picture as it was sent.
    vouches: bool,
    /// A row of a job that we know does not show its picture's address.
    contradicts: bool,
    /// A recent row might be ours, if the list does not show addresses as they were sent.
    in_doubt: bool,
    /// A recent row shows no picture at all, so that it may be anybody's.
    is_blind: bool,
    /// A page had nothing but what came before: the service does not turn pages.
    repeats: bool,
    /// A row was older than the request.
    is_past: bool,
}

impl History {
    /// Reads one page; says whether nothing on further pages can be ours.
    fn read(&mut self, wanted: &Wanted, rows: &[RecentVideo]) -> bool {
        let mut fresh = 0;
        for row in rows {
            if self.seen.insert(row.id.clone()) {
                fresh += 1;
                self.read_row(wanted, row);
            }
        }
        self.repeats = fresh == 0 && !rows.is_empty();
        // A short page proves nothing: the service may give fewer rows than were asked for.
        rows.is_empty() || self.repeats || rows.last().is_some_and(|row| !is_since(row, wanted.since - CLOCK_WRONG))
    }

    fn read_row(&mut self, wanted: &Wanted, row: &RecentVideo) {
        let is_recent = is_since(row, wanted.since);
        self.is_past |= !is_recent;
        if let Some(known) = wanted.known.get(&row.id) {
            if row.mentions(&known.mark) {
                self.vouches = true;
            } else {
                self.contradicts = true;
            }
            return;
        }
        // An older one can only be ours if the clock was wrong when it was sent.
        let may_be_recent = is_since(row, wanted.since - CLOCK_WRONG);
        if row.mentions(&wanted.mark) {
            if wanted.is_own || is_recent {
                self.ours.push(Taken { remote_id: row.id.clone(), credits: None });
            } else {
                self.is_blind |= may_be_recent;
            }
            return;
        }
        if !may_be_recent {
            return;
        }
        match &row.image_url {
            Some(image) if image.starts_with(&wanted.origin) => self.vouches = true,
            None if is_recent => self.is_blind = true,
            _ => self.in_doubt = true,
        }
    }

    /// After the last page that could matter.
    fn verdict(self, wanted: &Wanted) -> Seen {
        if !self.ours.is_empty() {
            return Seen::Found(self.ours);
        }
        // An empty list of an account that has videos shows nothing at all.
        let must_show = wanted.since - if self.seen.is_empty() { KEPT } else { CLOCK_WRONG - CLOCKS_DIFFER };
        let is_missing = |(id, known): (&String, &Known)| {
            known.accepted_at.is_some_and(|at| at >= must_show) && !self.seen.contains(id)
        };
        if wanted.known.iter().any(is_missing) {
            return Seen::Behind;
        }
        let is_trusted = !self.contradicts && !self.is_blind && !self.repeats && (self.vouches || !self.in_doubt);
        if is_trusted { Seen::Absent } else { Seen::Unavailable }
    }

    /// There are more pages than are looked through.
    fn unfinished(self, wanted: &Wanted) -> Seen {
        if self.ours.is_empty() && !self.is_past { Seen::Unavailable } else { self.verdict(wanted) }
    }
}

fn is_since(row: &RecentVideo, since: i64) -> bool {
    row.create_time.is_none_or(|time| time >= since)
}

#[cfg(test)]
mod tests {
    use super::*;
    use akool::Status;
    use serde_json::json;

    const SENT: i64 = 1_800_000_000_000;

    fn wanted() -> Wanted {
        let old = Known { mark: "MARK-OF-OLD".to_owned(), accepted_at: Some(SENT - 2 * KEPT) };
        let known = HashMap::from([("old".to_owned(), old)]);
        Wanted::new("TOKEN", "https://photos.example/p/TOKEN.jpg?sig=1", SENT, known).unwrap()
    }

    /// A request whose picture has a link that others may have, too.
    fn wanted_by_link() -> Wanted {
        Wanted::new("TOKEN", "https://photos.example/sea.jpg", SENT, HashMap::new()).unwrap()
    }

    fn row(id: &str, image: Option<&str>) -> RecentVideo {
        RecentVideo {
            id: id.to_owned(),
            video_type: Some(15),
            status: Status::Processing,
            video_url: None,
            create_time: Some(SENT + 1000),
            prompt: None,
            image_url: image.map(str::to_owned),
            raw: json!({ "_id": id, "image_url": image }),
        }
    }

    /// What a list of one page and an empty one after it says.
    fn of(rows: &[RecentVideo]) -> Seen {
        seen(&wanted(), rows)
    }

    fn seen(wanted: &Wanted, rows: &[RecentVideo]) -> Seen {
        let mut history = History::default();
        if !history.read(wanted, rows) {
            assert!(history.read(wanted, &[]));
        }
        history.verdict(wanted)
    }

    fn at(row: RecentVideo, time: i64) -> RecentVideo {
        RecentVideo { create_time: Some(time), ..row }
    }

    #[test]
    fn a_job_is_known_by_the_mark_of_its_picture_wherever_the_row_shows_it() {
        let resized = RecentVideo { image_url: None, ..row("a", Some("https://cdn.example/small/TOKEN.webp")) };
        for found in [row("a", Some("https://photos.example/p/TOKEN.jpg")), resized] {
            let Seen::Found(taken) = of(&[row("b", Some("https://elsewhere.example/x.jpg")), found]) else { panic!() };
            assert_eq!(taken[0].remote_id, "a");
        }
    }

    #[test]
    fn a_job_with_the_mark_of_this_request_alone_is_ours_however_wrong_the_clock_was() {
        for hours in [1, 14, 24 * 365] {
            let ours = at(row("a", Some("https://x/TOKEN.jpg")), SENT - hours * 3600 * 1000);
            assert!(matches!(of(&[ours]), Seen::Found(_)), "{hours} hours");
        }
    }

    #[test]
    fn a_list_is_read_on_to_where_a_clock_of_another_zone_would_have_put_the_job() {
        let mut history = History::default();
        let other = |hours: i64| {
            at(row(&format!("h{hours}"), Some("https://photos.example/x.jpg")), SENT - hours * 3600 * 1000)
        };
        assert!(!history.read(&wanted(), &[other(1)]));
        assert!(!history.read(&wanted(), &[other(26)]));
        assert!(history.read(&wanted(), &[other(27)]));
    }

    #[test]
    fn a_job_with_a_link_that_others_may_have_is_ours_only_from_after_the_sending() {
        let same = |time| at(row("a", Some("https://photos.example/sea.jpg")), time);
        let wanted = wanted_by_link();
        assert!(matches!(seen(&wanted, &[same(SENT)]), Seen::Found(_)));
        assert!(
            matches!(seen(&wanted, &[same(SENT - 3600 * 1000)]), Seen::Unavailable),
            "the clock may have been wrong"
        );
        assert!(matches!(seen(&wanted, &[same(SENT - 48 * 3600 * 1000)]), Seen::Absent));
    }

    #[test]
    fn a_list_that_does_not_show_what_was_taken_lately_is_behind() {
        let later = |accepted_at| Known { mark: "MARK-OF-LATER".to_owned(), accepted_at: Some(accepted_at) };
        let with =
            |accepted_at| Wanted { known: HashMap::from([("later".to_owned(), later(accepted_at))]), ..wanted() };
        let wanted = with(SENT + 5000);
        let days = |days: i64| with(SENT - days * 24 * 3600 * 1000);
        let same_place = || row("c", Some("https://photos.example/p/OTHER.jpg"));
        assert!(matches!(seen(&wanted, &[]), Seen::Behind));
        assert!(matches!(seen(&wanted, &[same_place()]), Seen::Behind));
        let shown = row("later", Some("https://photos.example/p/MARK-OF-LATER.jpg"));
        assert!(matches!(seen(&wanted, &[shown, same_place()]), Seen::Absent));
        assert!(matches!(seen(&days(1), &[same_place()]), Seen::Behind));
        assert!(matches!(seen(&days(2), &[same_place()]), Seen::Absent), "the list is not read so far");
        assert!(matches!(seen(&days(2), &[]), Seen::Behind), "it is empty, and cannot be");
        assert!(matches!(seen(&days(9), &[]), Seen::Absent));
    }

    #[test]
    fn a_list_longer_than_is_read_is_believed_once_it_is_past_the_sending() {
        let same_place = |time| at(row("c", Some("https://photos.example/p/OTHER.jpg")), time);
        for (time, is_absent) in [(SENT, false), (SENT - CLOCKS_DIFFER - 1, true)] {
            let mut history = History::default();
            assert!(!history.read(&wanted(), &[same_place(time)]));
            assert_eq!(matches!(history.unfinished(&wanted()), Seen::Absent), is_absent);
        }
    }

    #[test]
    fn it_is_absent_only_from_a_list_that_shows_addresses_as_they_were_sent() {
        let other = || row("b", Some("https://elsewhere.example/x.jpg"));
        let same_place = || row("c", Some("https://photos.example/p/OTHER.jpg"));
        let known = |image| row("old", Some(image));
        assert!(matches!(of(&[]), Seen::Absent), "nothing was made at all");
        assert!(matches!(of(&[same_place()]), Seen::Absent));
        assert!(matches!(of(&[other(), same_place()]), Seen::Absent));
        assert!(matches!(of(&[other(), known("https://photos.example/MARK-OF-OLD.jpg")]), Seen::Absent));
        assert!(matches!(of(&[other()]), Seen::Unavailable), "it might be ours under an address of the service's own");
        assert!(matches!(of(&[known("https://cdn.example/1.jpg")]), Seen::Unavailable), "it hides what we know it has");
        assert!(matches!(of(&[same_place(), row("d", None)]), Seen::Unavailable));
    }

    #[test]
    fn a_service_that_does_not_turn_pages_proves_nothing() {
        let page = [row("c", Some("https://photos.example/p/OTHER.jpg"))];
        let mut history = History::default();
        assert!(!history.read(&wanted(), &page));
        assert!(history.read(&wanted(), &page));
        assert!(matches!(history.verdict(&wanted()), Seen::Unavailable));
    }

    #[test]
    fn a_picture_whose_host_gave_it_a_name_of_its_own_is_known_by_its_address() {
        assert_eq!(mark("TOKEN", "https://x/TOKEN.jpg?sig=2"), "TOKEN");
        assert_eq!(mark("TOKEN", "https://x/abc.jpg?sig=2#f"), "https://x/abc.jpg");
        assert_eq!(mark("TOKEN", "https://x/abc.jpg?name=TOKEN"), "https://x/abc.jpg");
    }
}
