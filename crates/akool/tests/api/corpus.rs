//! Every file of the corpus leads to what its `_expect` says. A file that nobody checks fails.

use std::collections::BTreeSet;
use std::time::Duration;

use akool::{AudioJob, CreateReply, Error, ErrorKind, Outcome, RawReply, ResultItem, ServiceCode, Status};
use serde_json::json;

use crate::server::{Server, corpus, reply};

fn raw(name: &str) -> RawReply {
    RawReply { status: 200, body: corpus(name).to_string().into_bytes(), retry_after: None }
}

fn create(name: &str) -> Result<CreateReply, Error> {
    CreateReply::parse(&raw(name))
}

fn ids(read: &CreateReply) -> Vec<&str> {
    read.accepted.iter().map(|video| video.id.as_str()).collect()
}

async fn balance(name: &str) -> Result<f64, Error> {
    let server = Server::expecting([("GET /api/open/v3/faceswap/quota/info", reply(corpus(name)))]).await;
    let balance = server.client().account().balance().await;
    server.finish();
    balance
}

async fn results(name: &str) -> Vec<ResultItem> {
    let server = Server::expecting([("POST /api/open/v4/image2Video/resultsByIds", reply(corpus(name)))]).await;
    let results = server.client().videos().results(&["a1", "a2", "a3", "a4", "a5", "a6"]).await.unwrap();
    server.finish();
    results
}

#[test]
fn no_file_goes_unchecked() {
    let folder = format!("{}/tests/replies", env!("CARGO_MANIFEST_DIR"));
    let present: BTreeSet<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let source = include_str!("corpus.rs");
    for file in present {
        let name = file.strip_suffix(".json").unwrap();
        assert!(source.contains(&format!("(\"{name}\")")), "{file} is not checked");
    }
}

#[test]
fn sound_added_afterwards_is_a_new_job() {
    let job = AudioJob::parse(&raw("audio")).unwrap();
    assert_eq!(job.id, "n1");
    assert_eq!(job.pre_video_id.as_deref(), Some("a1"));
    assert_eq!(job.status, Status::Queued);
    assert_eq!(job.deduction_credit, Some(5.0));
    assert_eq!(job.audio_type, Some(2));
    assert!(job.only_add_audio);
}

#[tokio::test]
async fn an_unknown_account_asks_for_the_key_and_says_that_a_client_id_is_none() {
    let error = balance("auth").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Service(ServiceCode::NoSuchAccount));
    assert!(error.is_auth());
    assert!(!error.retryable);
    assert!(error.to_string().contains("a client id is not an API key"), "{error}");
    assert!(error.to_string().contains("account not exist"), "{error}");
}

#[tokio::test]
async fn a_code_as_text_is_a_success() {
    assert_eq!(balance("code-as-text").await, Ok(834.0));
}

#[tokio::test]
async fn credits_as_text_are_a_number() {
    assert_eq!(balance("credit-as-text").await, Ok(12.5));
}

#[test]
fn a_repeated_id_counts_once_and_is_named() {
    let read = create("create-duplicate").unwrap();
    assert_eq!(ids(&read), ["a1", "a2"]);
    assert_eq!(read.duplicates, ["a1"]);
    assert_eq!(read.accepted[0].deduction_credit, Some(5.0));
    assert_eq!(read.accepted[0].batch_count, Some(3));
    assert_eq!(read.accepted[0].create_time, Some(1_754_362_985_482));
}

#[test]
fn an_empty_list_of_successes_is_a_rejection() {
    let read = create("create-empty").unwrap();
    assert!(read.is_rejected());
    assert_eq!(read.refused, []);
}

#[test]
fn a_failed_create_is_rejected_and_can_be_tried_again_by_a_person() {
    let error = create("create-null").unwrap_err();
    assert_eq!(error.kind, ErrorKind::Service(ServiceCode::CreateFailed));
    assert_eq!(error.service_code, Some(1015));
    assert_eq!(error.service_message.as_deref(), Some("Create video error"));
    assert!(error.retryable && !error.maybe_processed);
    assert!(!error.is_safe_to_repeat());
}

#[test]
fn a_partial_success_keeps_what_came_and_says_what_did_not() {
    let read = create("create-partial").unwrap();
    assert_eq!(ids(&read), ["a1", "a2"]);
    assert_eq!(read.duplicates, [] as [String; 0]);
    assert_eq!(read.refused.len(), 1);
    assert_eq!(read.refused[0].message, "Insufficient credit balance");
    assert_eq!(read.refused[0].meaning(), Some(ServiceCode::NoCredits));
}

#[test]
fn a_wrong_parameter_is_rejected_and_never_retried() {
    let error = create("create-refused-200").unwrap_err();
    assert_eq!(error.kind, ErrorKind::Service(ServiceCode::BadParameter));
    assert!(!error.retryable && !error.maybe_processed && !error.is_safe_to_repeat());
    assert!(error.service_message.unwrap().contains("video_length"));
}

#[tokio::test]
async fn a_partial_deletion_names_what_is_still_there() {
    let server = Server::expecting([("POST /api/open/v4/image2Video/delbyids", reply(corpus("delete-part")))]).await;
    let deleted = server.client().videos().delete(&["a1", "a2"]).await.unwrap();
    server.finish();
    assert_eq!(deleted.deleted, ["a1"]);
    assert_eq!(deleted.kept.len(), 1);
    assert_eq!(deleted.kept[0].id, "a2");
    let words = deleted.kept[0].message.as_deref().unwrap();
    assert_eq!(words, "video resource is processing, please try again later");
}

#[tokio::test]
async fn an_effect_without_a_code_is_skipped_and_reported() {
    let server = Server::expecting([("GET /api/open/v4/image2Video/effects", reply(corpus("effects")))]).await;
    let list = server.client().effects().list().await.unwrap();
    server.finish();
    let codes: Vec<_> = list.effects.iter().map(|effect| effect.code.as_str()).collect();
    assert_eq!(codes, ["squish_1", "x_2"]);
    assert_eq!(list.effects[1].name, "<img src=x onerror=alert(1)>");
    assert_eq!((&list.effects[1].logo, &list.effects[1].video_url), (&None, &None));
    assert_eq!(list.skipped.len(), 1);
    assert_eq!((list.skipped[0].index, list.skipped[0].name.as_deref()), (2, Some("No code")));
}

async fn models(name: &str) -> akool::ModelList {
    let server = Server::expecting([("GET /api/open/v4/aigModel/list?types[]=1501", reply(corpus(name)))]).await;
    let list = server.client().models().list().await.unwrap();
    server.finish();
    list
}

#[tokio::test]
async fn no_models_is_a_valid_answer() {
    let list = models("models-empty").await;
    assert!(list.models.is_empty() && list.skipped.is_empty());
}

#[tokio::test]
async fn odd_models_are_read_in_order_and_an_unreadable_one_hides_no_other() {
    let list = models("models-odd").await;
    let labels: Vec<_> = list.models.iter().map(|model| model.label.as_str()).collect();
    assert_eq!(labels, ["Kling", "Veo", "Akool Fast", "Bare"]);
    assert_eq!(list.skipped.len(), 1);
    assert_eq!(list.skipped[0].index, 4);

    let kling = &list.models[0];
    assert_eq!(kling.resolution("768P").unwrap().durations, [6]);
    assert_eq!(kling.resolution("768P").unwrap().unit_credit, Some(7.0));
    assert_eq!(kling.resolution("1080P").unwrap().durations, [6, 10]);
    assert_eq!(kling.resolution("1080P").unwrap().unit_credit, None);
    assert!(kling.supports_last_frame);

    let veo = &list.models[1];
    let sound = veo.sound.unwrap();
    assert!(!sound.required && sound.default);
    assert_eq!(sound.extra_credit_multiplier, Some(1.5));
    assert_eq!(veo.resolutions[0].unit_credit, Some(12.5));

    let fast = &list.models[2];
    assert_eq!(fast.resolution("720p").unwrap().durations, [5, 10]);
    assert_eq!((fast.sound, fast.max_count), (None, 10));

    let bare = &list.models[3];
    assert_eq!(bare.resolutions[0].durations, [5]);
    assert_eq!((bare.max_count, bare.sound, bare.supports_last_frame), (1, None, false));
}

#[test]
fn too_many_requests_say_how_long_to_wait() {
    let error = create("rate-limited").unwrap_err();
    assert!(error.is_rate_limited() && error.is_safe_to_repeat());
    assert_eq!(error.retry_after, Some(Duration::from_secs(28)));
}

#[tokio::test]
async fn no_results_yet_is_no_failure() {
    assert_eq!(results("results-empty").await, []);
    assert_eq!(results("results-null").await, []);
}

#[tokio::test]
async fn mixed_results_are_told_apart() {
    let results = results("results-mixed").await;
    let outcomes: Vec<_> = results.iter().map(|item| (item.id.as_str(), item.status, item.outcome())).collect();
    assert_eq!(
        outcomes,
        [
            ("a1", Status::Done, Outcome::Ready("https://example.com/v.mp4")),
            ("a2", Status::Done, Outcome::Pending),
            ("a3", Status::Processing, Outcome::Pending),
            ("a4", Status::Failed, Outcome::Failed(Some("content policy"))),
            ("a5", Status::Other(7), Outcome::Pending),
        ]
    );
    assert_eq!(results[0].video_duration, Some(5.063));
    assert_eq!(results[0].deduction_credit, Some(30.0));
    assert_eq!(json!(results[0].file_name), json!("../../Image2Video_x.mp4"));
}
