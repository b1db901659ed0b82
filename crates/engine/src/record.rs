//! What is known of one video, as a file of its own: enough to poll for it, save it and show it when there is no database.
//!
//! `docs/record.md` describes the format. There is a record for every video that may have left this machine, and for no
//! other: who finds none knows that nothing was paid.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::ids::{PhotoId, PressId, RequestId, VideoId};
use crate::library::list::Entry;
use crate::library::request::RequestRow;
use crate::library::video::VideoRow;
use crate::spec::Spec;
use crate::state::{RequestState, VideoState};

/// The version of the format that this program writes.
pub(crate) const VERSION: u32 = 1;

/// One video.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Record {
    pub(crate) version: u32,
    pub(crate) id: VideoId,
    /// Its place among the videos of its request, from 0.
    pub(crate) slot: u32,
    pub(crate) state: RecordState,
    /// The service's id; without one it is not known whether the service took it.
    pub(crate) remote_id: Option<String>,
    /// Milliseconds since 1970 UTC.
    pub(crate) accepted_at: Option<i64>,
    pub(crate) credits: Option<f64>,
    /// Marked as kept by the person.
    pub(crate) kept: bool,
    /// The person's own words for it.
    #[serde(default)]
    pub(crate) tags: Vec<String>,
    /// When it was saved.
    #[serde(default)]
    pub(crate) saved_at: Option<i64>,
    pub(crate) file: Option<RecordFile>,
    pub(crate) photo: RecordPhoto,
    pub(crate) request: RecordRequest,
}

/// Where a video stands, as far as it matters without a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum RecordState {
    /// Its create call left, or is leaving right now; what became of it is not known.
    Sent,
    /// The service took it; it is not on the disk.
    Accepted,
    /// On the disk.
    Saved,
    /// The service could not make it.
    Failed,
    /// Deleted by the service before it was saved.
    Expired,
    /// No longer known to the service.
    Gone,
}

/// The saved file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordFile {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) seconds: f64,
    pub(crate) has_sound: bool,
}

/// The photo that it was made from; the file is `photos/<id>.*` in the library.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordPhoto {
    pub(crate) id: PhotoId,
    pub(crate) name: String,
}

/// The create call that it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordRequest {
    pub(crate) id: RequestId,
    pub(crate) press: PressId,
    /// The label of the account: never its key.
    pub(crate) account: String,
    pub(crate) spec: Spec,
    pub(crate) model_label: String,
    /// Where to save, if not in the usual place.
    pub(crate) folder: Option<PathBuf>,
    pub(crate) created_at: i64,
    pub(crate) sent_at: Option<i64>,
    /// Unguessable part of its pictures' addresses: by it a lost call is found at the service.
    pub(crate) token: String,
    pub(crate) image_url: Option<String>,
    /// Set: adds sound to this video of the service's.
    pub(crate) sound_for: Option<String>,
}

impl Record {
    /// The record of a video, or `None` when it certainly did not leave this machine.
    pub(crate) fn of(entry: &Entry) -> Option<Self> {
        let Entry { video, request, photo_name, tags, .. } = entry;
        let state = match (video.state, request.state) {
            (VideoState::Waiting, RequestState::Sending | RequestState::Unknown) => RecordState::Sent,
            (VideoState::Queued | VideoState::Processing | VideoState::Ready | VideoState::Saving, _) => {
                RecordState::Accepted
            }
            (VideoState::Saved, _) => RecordState::Saved,
            (VideoState::Failed, _) if video.remote_id.is_some() => RecordState::Failed,
            (VideoState::Expired, _) => RecordState::Expired,
            (VideoState::Gone, _) => RecordState::Gone,
            (VideoState::Waiting | VideoState::Failed, _) => return None,
        };
        Some(Self {
            version: VERSION,
            id: video.id.clone(),
            slot: video.slot,
            state,
            remote_id: video.remote_id.clone(),
            accepted_at: video.accepted_at,
            credits: video.credits,
            kept: video.kept,
            tags: tags.clone(),
            saved_at: video.saved_at,
            file: video.file.as_ref().map(|file| RecordFile {
                path: file.path.clone(),
                bytes: file.bytes,
                width: file.width,
                height: file.height,
                seconds: file.seconds,
                has_sound: file.has_sound,
            }),
            photo: RecordPhoto { id: request.photo.clone(), name: photo_name.clone() },
            request: RecordRequest {
                id: request.id.clone(),
                press: request.press.clone(),
                account: request.account.clone(),
                spec: request.spec.clone(),
                model_label: request.model_label.clone(),
                folder: request.folder.clone(),
                created_at: request.created_at,
                sent_at: request.sent_at,
                token: request.token.clone(),
                image_url: request.links.image.clone(),
                sound_for: request.sound_for.clone(),
            },
        })
    }

    /// The file's text.
    pub(crate) fn text(&self) -> serde_json::Result<Vec<u8>> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        Ok(text)
    }

    /// Reads a file. `None`: it is damaged, or of a version after ours.
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok().filter(|record: &Self| record.version <= VERSION)
    }

    /// Where the video stands in a database that knows nothing but this.
    pub(crate) fn video_state(&self) -> VideoState {
        match (self.state, &self.remote_id) {
            // Without the service's id there is nothing to ask for.
            (RecordState::Sent, _) | (RecordState::Accepted, None) => VideoState::Waiting,
            (RecordState::Accepted, Some(_)) => VideoState::Processing,
            (RecordState::Saved, _) => VideoState::Saved,
            (RecordState::Failed, _) => VideoState::Failed,
            (RecordState::Expired, _) => VideoState::Expired,
            (RecordState::Gone, _) => VideoState::Gone,
        }
    }

    /// Where its request stands in such a database: never where the program would send it.
    pub(crate) fn request_state(&self) -> RequestState {
        match self.video_state() {
            VideoState::Waiting => RequestState::Unknown,
            _ => RequestState::Accepted,
        }
    }

    /// Whether it tells of something that these rows do not know: then the database is older than the record.
    ///
    /// Rows are on the disk before their record, so that right after a crash the rows are the ones that know more.
    pub(crate) fn is_news(&self, video: &VideoRow, request: &RequestRow) -> bool {
        if request.id != self.request.id {
            return self.request.created_at > request.created_at;
        }
        match &self.remote_id {
            Some(remote) if video.remote_id.as_ref() == Some(remote) => {
                self.state == RecordState::Saved && video.state.is_under_way()
            }
            Some(_) => video.state == VideoState::Waiting,
            None => {
                let is_unsent = matches!(request.state, RequestState::Planned | RequestState::Hosted);
                is_unsent && request.token == self.request.token && request.sent_at < self.request.sent_at
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::request::Links;
    use crate::view::Lookup;

    fn entry(video: VideoState, request: RequestState) -> Entry {
        Entry {
            video: VideoRow {
                id: "v".into(),
                request: "r".into(),
                slot: 0,
                state: video,
                remote_id: (video != VideoState::Waiting).then(|| "remote".to_owned()),
                accepted_at: None,
                missing_since: None,
                url: None,
                credits: None,
                error: None,
                file: None,
                saved_at: None,
                kept: false,
                deleted_at: None,
            },
            request: RequestRow {
                id: "r".into(),
                press: "p".into(),
                photo: "f".into(),
                account: "a".into(),
                spec: Spec::default(),
                model_label: "m".into(),
                folder: None,
                state: request,
                created_at: 5,
                sent_at: Some(7),
                token: "t".into(),
                links: Links::default(),
                hosted_at: None,
                error: None,
                lookup: Lookup::default(),
                sound_for: None,
            },
            photo_name: "n".into(),
            usual: None,
            price: None,
            refund: None,
            together: 1,
            tags: Vec::new(),
        }
    }

    fn record(video: VideoState, request: RequestState) -> Record {
        Record::of(&entry(video, request)).unwrap()
    }

    #[test]
    fn there_is_a_record_of_what_may_have_left_and_of_nothing_else() {
        use RequestState as R;
        use VideoState as V;
        for (video, request, state) in [
            (V::Waiting, R::Planned, None),
            (V::Waiting, R::Hosted, None),
            (V::Waiting, R::Sending, Some(RecordState::Sent)),
            (V::Waiting, R::Unknown, Some(RecordState::Sent)),
            (V::Queued, R::Accepted, Some(RecordState::Accepted)),
            (V::Processing, R::Accepted, Some(RecordState::Accepted)),
            (V::Ready, R::Accepted, Some(RecordState::Accepted)),
            (V::Saving, R::Accepted, Some(RecordState::Accepted)),
            (V::Saved, R::Accepted, Some(RecordState::Saved)),
            (V::Failed, R::Accepted, Some(RecordState::Failed)),
            (V::Expired, R::Accepted, Some(RecordState::Expired)),
            (V::Gone, R::Accepted, Some(RecordState::Gone)),
        ] {
            assert_eq!(Record::of(&entry(video, request)).map(|r| r.state), state, "{video:?}, {request:?}");
        }
        let mut refused = entry(V::Failed, R::Rejected);
        refused.video.remote_id = None;
        assert_eq!(Record::of(&refused), None);
    }

    #[test]
    fn what_is_written_is_read_back_and_a_later_version_is_left_alone() {
        let record = record(VideoState::Processing, RequestState::Accepted);
        assert_eq!(Record::read(&record.text().unwrap()), Some(record.clone()));
        let later = Record { version: VERSION + 1, ..record };
        assert_eq!(Record::read(&later.text().unwrap()), None);
        assert_eq!(Record::read(b"{ \"version\": 1"), None);
    }

    #[test]
    fn no_record_puts_a_request_where_it_would_be_sent() {
        for state in [
            RecordState::Sent,
            RecordState::Accepted,
            RecordState::Saved,
            RecordState::Failed,
            RecordState::Expired,
            RecordState::Gone,
        ] {
            for remote_id in [None, Some("remote".to_owned())] {
                let record = Record { state, remote_id, ..record(VideoState::Processing, RequestState::Accepted) };
                assert!(matches!(record.request_state(), RequestState::Accepted | RequestState::Unknown), "{state:?}");
            }
        }
    }

    #[test]
    fn a_record_is_news_only_where_the_database_is_older() {
        let sent = record(VideoState::Waiting, RequestState::Sending);
        let news = |record: &Record, row: &Entry| record.is_news(&row.video, &row.request);
        let mut row = entry(VideoState::Waiting, RequestState::Hosted);
        // Turned away, and the record not yet removed: the row knows of that very sending.
        assert!(!news(&sent, &row));
        row.request.sent_at = None;
        assert!(news(&sent, &row));
        // A person said: send again.
        row.request.token = "another".into();
        assert!(!news(&sent, &row));

        let accepted = record(VideoState::Processing, RequestState::Accepted);
        assert!(news(&accepted, &entry(VideoState::Waiting, RequestState::Planned)));
        assert!(news(&accepted, &entry(VideoState::Waiting, RequestState::Sending)));
        assert!(!news(&accepted, &entry(VideoState::Saved, RequestState::Accepted)));
        let saved = record(VideoState::Saved, RequestState::Accepted);
        assert!(news(&saved, &entry(VideoState::Saving, RequestState::Accepted)));

        // Made anew: another request.
        let mut anew = entry(VideoState::Waiting, RequestState::Planned);
        anew.request.id = "r2".into();
        anew.request.created_at = 6;
        assert!(!news(&accepted, &anew));
        anew.request.created_at = 4;
        assert!(news(&accepted, &anew));
    }
}
