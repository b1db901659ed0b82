//! A bucket of one's own as the place for photos: what is there while it is needed, and what is gone afterwards.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use animato_engine::ErrorCode;
use animato_engine::clock::Clock;
use animato_engine::host::secret::HostSecrets;
use animato_engine::host::{BucketHost, Deleted, HostConfig, presets, trial};
use animato_engine::view::{ObjectionCode, VideoStatus};
use animato_sandbox::{Endpoint, Fault};

use crate::house::{House, PATIENCE, all_saved, trouble};
use crate::restarting::scar;
use crate::store::{KEY_ID, SECRET, Store};

impl House {
    /// A house whose photos go to this place.
    async fn at(host: HostConfig) -> Self {
        let house = Self::new().await;
        house.studio.use_host(Some(host)).await.unwrap();
        house
    }

    /// Opens the library again, with this place.
    async fn reopen_at(self, host: HostConfig) -> Self {
        let house = self.reopen().await;
        house.studio.use_host(Some(host)).await.unwrap();
        house
    }
}

impl Store {
    /// The bucket as the settings describe it, with its secret.
    fn bucket(&self) -> BucketHost {
        bucket(&self.endpoint(), SECRET)
    }

    pub(crate) fn host(&self) -> HostConfig {
        HostConfig::Bucket(self.bucket())
    }
}

/// A bucket named `photos` at this address.
fn bucket(endpoint: &str, secret: &str) -> BucketHost {
    let described = format!(
        r#"{{"kind":"s3","endpoint":"{endpoint}","region":"us-east-1","bucket":"photos","access_key_id":"{KEY_ID}"}}"#
    );
    let mut bucket: BucketHost = serde_json::from_str(&described).unwrap();
    bucket.secrets.insert("bucket", secret.into());
    bucket
}

/// Waits until the bucket is as it should be.
async fn eventually(what: &str, test: impl Fn() -> bool) {
    let wait = async {
        while !test() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.unwrap_or_else(|_| panic!("{what}"));
}

#[tokio::test]
async fn a_picture_is_stored_fetched_back_by_a_signed_link_and_deleted() {
    let store = Store::start().await;
    let tried = trial(store.host(), &animato_engine::Proxy::None).await.unwrap();
    assert_eq!((tried.stored, tried.fetched, tried.deleted, tried.error), (true, true, Deleted::Yes, None));
    let link = tried.link.unwrap();
    assert!(link.path().starts_with("/photos/animato/") && link.path().ends_with(".jpg"), "{link}");
    assert!(link.query_pairs().any(|(name, _)| name == "X-Amz-Signature"), "{link}");
    assert!(link.query_pairs().any(|(name, value)| name == "X-Amz-Expires" && value == "86400"), "{link}");
    assert!(store.photos().is_empty(), "{:?}", store.photos());
}

#[tokio::test]
async fn each_refusal_of_a_store_is_its_own_sentence_without_the_secret() {
    let store = Store::start().await;
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let here = store.bucket();
    let cases: [(BucketHost, ErrorCode, &str); 5] = [
        (bucket(&store.endpoint(), "wrong-s3cret"), ErrorCode::HostRefused, "does not accept the secret"),
        (BucketHost { access_key_id: "SOMEBODY".into(), ..here.clone() }, ErrorCode::HostRefused, "access key id"),
        (BucketHost { bucket: "attic".into(), ..here.clone() }, ErrorCode::HostRefused, "no bucket named \"attic\""),
        (bucket(&format!("http://{nobody}"), SECRET), ErrorCode::HostFailed, "cannot be reached"),
        (
            BucketHost { endpoint: store.endpoint().replace("http:", "https:"), ..here },
            ErrorCode::HostFailed,
            "secure connection",
        ),
    ];
    for (bucket, code, words) in cases {
        let tried = trial(HostConfig::Bucket(bucket), &animato_engine::Proxy::None).await.unwrap();
        let error = tried.error.clone().unwrap_or_else(|| panic!("{words}: {tried:?}"));
        assert_eq!((error.code, tried.stored), (code, false), "{error}");
        assert!(error.message.contains(words) && error.message.contains("Nothing was sent to Akool"), "{error}");
        for secret in ["s3cret", SECRET] {
            assert!(!format!("{tried:?}").contains(secret), "{tried:?}");
        }
    }
}

#[tokio::test]
async fn each_code_word_of_a_store_has_its_meaning() {
    let store = Store::start().await;
    let cases = [
        ("AccessDenied", ErrorCode::HostRefused, "does not allow this key"),
        ("InvalidAccessKeyId", ErrorCode::HostRefused, "does not know this access key id"),
        ("RequestTimeTooSkewed", ErrorCode::HostRefused, "set its clock right"),
        ("PermanentRedirect", ErrorCode::HostRefused, "another region"),
        ("AuthorizationHeaderMalformed", ErrorCode::HostRefused, "another region"),
        ("SlowDown", ErrorCode::HostFailed, "asks to slow down"),
        ("InternalError", ErrorCode::HostFailed, "in trouble"),
        ("ServiceUnavailable", ErrorCode::HostFailed, "in trouble"),
    ];
    for (word, code, words) in cases {
        store.answer_with(Some(word));
        let error = trial(store.host(), &animato_engine::Proxy::None).await.unwrap().error.unwrap();
        assert_eq!(error.code, code, "{word}: {error}");
        assert!(error.message.contains(words), "{word}: {error}");
    }
}

#[tokio::test]
async fn a_deletion_that_fails_holds_nothing_up_and_is_done_later() {
    let store = Store::start().await;
    let mut house = House::at(store.host()).await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |status| matches!(status, VideoStatus::Rendering { .. })).await;
    store.answer_with(Some("AccessDenied"));
    house.sandbox.faults().clear();
    assert!(all_saved(&house.settle().await));
    assert_eq!((photos(&store), uploads(&house)), (1, 1));
    store.answer_with(None);
    house.studio.refresh().await.unwrap();
    house.settle().await;
    assert_eq!((photos(&store), uploads(&house)), (0, 0));
}

#[tokio::test]
async fn a_photo_is_kept_while_its_video_is_made_and_gone_once_it_is_saved() {
    let store = Store::start().await;
    let mut house = House::at(store.host()).await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |status| matches!(status, VideoStatus::Rendering { .. })).await;
    let kept = store.objects();
    assert!(kept.iter().any(|path| path.extension().is_some_and(|e| e == "png" || e == "jpg")), "{kept:?}");
    let house = house.reopen_at(store.host()).await;
    house.told_of_nothing_taken_down(&store, &kept).await;
    house.sandbox.faults().clear();
    assert!(all_saved(&house.settle().await));
    assert_eq!(photos(&store), 0);
    assert_eq!(house.hits(), 1);
}

impl House {
    /// Asks until the running video was asked for a few times more: whatever the queue wanted to take down, it had its turn.
    async fn told_of_nothing_taken_down(&self, store: &Store, kept: &[std::path::PathBuf]) {
        let asked = self.sandbox.faults().calls(Endpoint::Results);
        eventually("the video is asked for", || self.sandbox.faults().calls(Endpoint::Results) > asked + 3).await;
        assert_eq!(store.objects(), kept);
    }
}

#[tokio::test]
async fn what_was_left_behind_is_swept_at_the_next_start_and_so_is_what_never_arrived() {
    let store = Store::start().await;
    let mut house = House::at(store.host()).await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |status| matches!(status, VideoStatus::Rendering { .. })).await;
    assert_eq!((photos(&store), uploads(&house)), (1, 1));
    house.studio.clone().close().await;
    // As if the program had stopped right after the job was over, and once before an upload that was written down.
    scar(
        &house,
        "UPDATE video SET state = 'failed';
         INSERT INTO upload (host, key, request, token, created_at, expires_at)
         SELECT host, 'animato/never-arrived.jpg', request, token, created_at, expires_at FROM upload",
    );
    let house = house.reopen_at(store.host()).await;
    house.settle().await;
    assert_eq!((photos(&store), uploads(&house)), (0, 0));
}

#[tokio::test]
async fn a_refused_request_leaves_nothing_behind() {
    let store = Store::start().await;
    let house = House::at(store.host()).await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::code(1003, "no")]);
    let videos = house.create_and_settle(1).await;
    assert_eq!(trouble(&videos[0]), Some(ErrorCode::Refused));
    assert_eq!((photos(&store), uploads(&house)), (0, 0));
}

#[tokio::test]
async fn an_unknown_outcome_keeps_its_photo_and_one_sent_again_keeps_the_former_until_its_link_has_ended() {
    let store = Store::start().await;
    let (clock, time) = held_clock();
    let mut house = House::with(animato_sandbox::Options::default(), |options| options.clock = clock).await;
    house.studio.use_host(Some(store.host())).await.unwrap();
    house.sandbox.faults().always(Endpoint::List, [Fault::http(404)]);
    house.sandbox.faults().next(Endpoint::Create, [Fault::http(502)]);
    let videos = house.create_and_settle(1).await;
    assert_eq!((trouble(&videos[0]), photos(&store)), (Some(ErrorCode::OutcomeUnknown), 1));

    house.studio.retry(&videos[0].id, None, None).await.unwrap();
    house.told(&videos[0].id, |status| *status == VideoStatus::Saved).await;
    house.settle().await;
    assert_eq!((photos(&store), uploads(&house)), (1, 1), "the former job may still fetch it");

    time.fetch_add(25 * HOUR, Ordering::SeqCst);
    house.studio.refresh().await.unwrap();
    house.settle().await;
    assert_eq!((photos(&store), uploads(&house)), (0, 0));
}

#[tokio::test]
async fn a_link_that_waited_for_half_its_life_is_made_anew_before_it_is_sent() {
    let store = Store::start().await;
    let (clock, time) = held_clock();
    let house = House::with(animato_sandbox::Options::default(), |options| options.clock = clock).await;
    house.studio.use_host(Some(store.host())).await.unwrap();
    house.sandbox.faults().next(Endpoint::Create, [Fault::code(1104, "Insufficient credit balance")]);
    let videos = house.create_and_settle(1).await;
    assert_eq!(trouble(&videos[0]), Some(ErrorCode::NoCredits));
    let before = hosted_at(&house);
    time.fetch_add(13 * HOUR, Ordering::SeqCst);
    house.studio.refresh().await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(hosted_at(&house) - before, 13 * HOUR);
    assert_eq!((house.sandbox.ledger().accepted_requests, photos(&store)), (1, 0));
}

#[tokio::test]
async fn a_bucket_that_is_gone_holds_the_photo_back_costs_nothing_and_goes_on_once_it_is_there() {
    let store = Store::start().await;
    let elsewhere = BucketHost { bucket: "attic".into(), ..store.bucket() };
    let house = House::at(HostConfig::Bucket(elsewhere)).await;
    let videos = house.create_and_settle(1).await;
    assert_eq!((trouble(&videos[0]), house.hits()), (Some(ErrorCode::HostRefused), 0));
    house.studio.use_host(Some(store.host())).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!((house.hits(), photos(&store)), (1, 0));
}

#[tokio::test]
async fn a_place_that_lacks_a_secret_or_consent_is_said_with_the_price_and_nothing_is_written() {
    let store = Store::start().await;
    let without_secret = HostConfig::Bucket(bucket_without_secret(&store));
    let public = HostConfig::Form(presets::by_id("uguu").unwrap().form().unwrap());
    for (host, code, words) in [
        (without_secret, ObjectionCode::HostNotReady, "secret"),
        (public, ObjectionCode::HostNotReady, "anybody with the link"),
        (HostConfig::Link, ObjectionCode::LinksOnly, "link"),
    ] {
        let house = House::at(host).await;
        let (spec, photo) = (house.spec(1).await, house.photo().await);
        let quote = house.studio.quote(&spec, &[photo]).await.unwrap();
        let objection = quote.objections.iter().find(|o| o.code == code).unwrap();
        assert!(objection.blocks && objection.message.contains(words), "{objection:?}");
    }
}

#[tokio::test]
async fn no_secret_is_in_the_library() {
    let store = Store::start().await;
    let house = House::at(store.host()).await;
    assert!(all_saved(&house.create_and_settle(1).await));
    house.studio.clone().close().await;
    for entry in walkdir::WalkDir::new(house.folder.path()) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let bytes = std::fs::read(entry.path()).unwrap();
            let found = bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
            assert!(!found, "{}", entry.path().display());
        }
    }
}

pub(crate) const HOUR: i64 = 3600 * 1000;

/// A clock that stands a given time ahead of the system's.
pub(crate) fn held_clock() -> (Clock, Arc<AtomicI64>) {
    let ahead = Arc::new(AtomicI64::new(0));
    let held = ahead.clone();
    let start = Clock::default().now();
    (Clock::new(move || start + held.load(Ordering::SeqCst)), ahead)
}

fn bucket_without_secret(store: &Store) -> BucketHost {
    BucketHost { secrets: HostSecrets::default(), ..store.bucket() }
}

/// The pictures in the bucket.
fn photos(store: &Store) -> usize {
    store.photos().len()
}

/// The uploads that are written down.
fn uploads(house: &House) -> i64 {
    ask(house, "SELECT count(*) FROM upload")
}

fn hosted_at(house: &House) -> i64 {
    ask(house, "SELECT hosted_at FROM request")
}

fn ask(house: &House, sql: &str) -> i64 {
    let db = rusqlite::Connection::open(house.folder.path().join("library.sqlite")).unwrap();
    db.query_row(sql, [], |row| row.get(0)).unwrap()
}
