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

/// The request that is looked for.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The unguessable part of its picture's address.
    mark: String,
    /// Where that address leads to: scheme, host and port.
    origin: String,
    /// Jobs from before this moment are others, milliseconds since 1970.
    since: i64,
    /// Jobs that the library has already, by their ids, with the marks of their own pictures.
    known: HashMap<String, String>,
}

/// What one look saw.
#[derive(Debug)]
pub(super) enum Seen {
    /// These ids are ours.
    Found(Vec<Taken>),
    /// The list goes back far enough, and it is not there.
    Absent,
    /// The list cannot be had or cannot be trusted.
    Unavailable,
    /// The service could not be asked.
    Trouble(akool::Error),
}

impl Wanted {
    /// A request whose picture is at `link`, with `token` in it where the host kept our name, sent at `sent_at`.
    ///
    /// `None` where there is nothing to know it by.
    pub(super) fn new(token: &str, link: &str, sent_at: i64, known: HashMap<String, String>) -> Option<Self> {
        let url = Url::parse(link).ok()?;
        Some(Self {
            mark: mark(token, link),
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
            Err(error) if service::cannot_be_asked(&error) => return Seen::Trouble(error),
            Err(_) => return Seen::Unavailable,
        };
        if history.read(wanted, &rows) {
            return history.verdict();
        }
    }
    history.unfinished()
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
        rows.is_empty() || self.repeats || rows.last().is_some_and(|row| !is_recent(wanted, row))
    }

    fn read_row(&mut self, wanted: &Wanted, row: &RecentVideo) {
        if let Some(mark) = wanted.known.get(&row.id) {
            if row.mentions(mark) {
                self.vouches = true;
            } else {
                self.contradicts = true;
            }
            return;
        }
        if !is_recent(wanted, row) {
            return;
        }
        if row.mentions(&wanted.mark) {
            self.ours.push(Taken { remote_id: row.id.clone(), credits: None });
            return;
        }
        match &row.image_url {
            Some(image) if image.starts_with(&wanted.origin) => self.vouches = true,
            Some(_) => self.in_doubt = true,
            None => self.is_blind = true,
        }
    }

    /// After the last page that could matter.
    fn verdict(self) -> Seen {
        let is_trusted = !self.contradicts && !self.is_blind && !self.repeats && (self.vouches || !self.in_doubt);
        match (self.ours.is_empty(), is_trusted) {
            (false, _) => Seen::Found(self.ours),
            (true, true) => Seen::Absent,
            (true, false) => Seen::Unavailable,
        }
    }

    /// There are more pages than are looked through.
    fn unfinished(self) -> Seen {
        if self.ours.is_empty() { Seen::Unavailable } else { Seen::Found(self.ours) }
    }
}

fn is_recent(wanted: &Wanted, row: &RecentVideo) -> bool {
    row.create_time.is_none_or(|time| time >= wanted.since)
}

#[cfg(test)]
mod tests {
    use super::*;
    use akool::Status;
    use serde_json::json;

    const SENT: i64 = 1_800_000_000_000;

    fn wanted() -> Wanted {
        let known = HashMap::from([("old".to_owned(), "MARK-OF-OLD".to_owned())]);
        Wanted::new("TOKEN", "https://photos.example/p/TOKEN.jpg?sig=1", SENT, known).unwrap()
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
        let mut history = History::default();
        if !history.read(&wanted(), rows) {
            assert!(history.read(&wanted(), &[]));
        }
        history.verdict()
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
    fn an_old_job_with_the_same_picture_is_not_this_one() {
        let old = RecentVideo { create_time: Some(SENT - CLOCKS_DIFFER - 1), ..row("a", Some("https://x/TOKEN.jpg")) };
        assert!(matches!(of(&[old]), Seen::Absent));
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
        assert!(matches!(history.verdict(), Seen::Unavailable));
    }

    #[test]
    fn a_picture_whose_host_gave_it_a_name_of_its_own_is_known_by_its_address() {
        assert_eq!(mark("TOKEN", "https://x/TOKEN.jpg?sig=2"), "TOKEN");
        assert_eq!(mark("TOKEN", "https://x/abc.jpg?sig=2#f"), "https://x/abc.jpg");
        assert_eq!(mark("TOKEN", "https://x/abc.jpg?name=TOKEN"), "https://x/abc.jpg");
    }
}
