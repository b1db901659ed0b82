//! Faults while the service works. An error never changes a state.

use std::time::{Duration, Instant};

use animato_engine::view::VideoStatus;
use animato_sandbox::{Endpoint, Fault};

use crate::house::{Hands, House, all_saved, trouble};
use crate::restarting::scar;

async fn is_saved_in_spite_of(on: Endpoint, calls: u32, fault: Fault) {
    let house = House::new().await;
    house.sandbox.faults().next_calls(calls, on, [fault.clone()]);
    let videos = house.create_and_settle(1).await;
    assert!(all_saved(&videos), "{fault:?}: {videos:#?}");
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_18_an_id_missing_from_the_results_is_pending() {
    is_saved_in_spite_of(Endpoint::Results, 3, Fault::MissingIds { ids: Vec::new() }).await;
}

#[tokio::test]
async fn fault_18_after_a_long_while_it_is_gone_and_its_record_kept() {
    let house = House::with(Default::default(), |options| options.pace.gone_after = Duration::from_millis(50)).await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::MissingIds { ids: Vec::new() }]);
    let videos = house.create_and_settle(1).await;
    assert_eq!(videos[0].status, VideoStatus::Gone);
    assert!(videos[0].credits.is_some());
}

#[tokio::test]
async fn fault_18_a_gone_one_that_the_service_has_after_all_is_not_paid_for_once_more() {
    let house = House::with(Default::default(), |options| options.pace.gone_after = Duration::from_millis(50)).await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::MissingIds { ids: Vec::new() }]);
    let gone = house.create_and_settle(1).await.remove(0);
    house.sandbox.faults().clear();
    house.studio.retry(&gone.id, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_19_statuses_that_nobody_knows_are_pending() {
    for status in [serde_json::json!(7), serde_json::json!("2"), serde_json::Value::Null] {
        is_saved_in_spite_of(Endpoint::Results, 2, Fault::status(status)).await;
    }
}

#[tokio::test]
async fn fault_19_what_has_an_address_is_finished_whatever_its_status_is_called() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::status("completed")]);
    assert!(all_saved(&house.create_and_settle(1).await));
}

#[tokio::test]
async fn what_is_charged_when_it_is_finished_counts() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::fields([("deduction_credit", 77.into())])]);
    let videos = house.create_and_settle(1).await;
    assert_eq!(videos[0].credits, Some(77.0));
    let quote = house.studio.quote(&house.spec(1).await, &[house.photo().await]).await.unwrap();
    assert_eq!(quote.total, Some(77.0));
    assert_eq!(house.studio.spending().await.unwrap().today, 77.0);
}

#[tokio::test]
async fn fault_20_done_without_an_address_is_asked_again() {
    is_saved_in_spite_of(Endpoint::Results, 2, Fault::done_without_url()).await;
}

#[tokio::test]
async fn fault_21_a_captive_portal_is_a_missing_network() {
    is_saved_in_spite_of(Endpoint::Results, 3, Fault::captive_portal()).await;
}

#[tokio::test]
async fn fault_22_a_service_in_trouble_is_waited_for_however_long() {
    // Many more than the patience for things that were not paid for.
    is_saved_in_spite_of(Endpoint::Results, 12, Fault::http(503)).await;
}

#[tokio::test]
async fn fault_23_an_id_that_spoils_the_question_does_not_stop_the_others() {
    let mut house = House::new().await;
    let videos = house.create(3).await;
    house.told(&videos[0].id, |s| !matches!(s, VideoStatus::Waiting { .. } | VideoStatus::Sending)).await;
    let id = house.sandbox.ledger().accepted[0].clone();
    house.sandbox.faults().always(Endpoint::Results, [Fault::PoisonId { id }]);
    house.told(&videos[1].id, |s| *s == VideoStatus::Saved).await;
    house.told(&videos[2].id, |s| *s == VideoStatus::Saved).await;
    house.sandbox.faults().clear();
    assert!(all_saved(&house.settle().await));
}

#[tokio::test]
async fn fault_17_a_thousand_running_videos_at_the_start_are_asked_for_in_a_few_questions_spread_out() {
    // Nobody fetches them: there need be nothing to see.
    let film = Some("a thousand films".into());
    let rich = animato_sandbox::Options { credits: 1e9, film, ..Default::default() };
    let house = House::with(rich, |_| {}).await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    for _ in 0..100 {
        house.create(10).await;
    }
    house.asked_for(|ledger| ledger.accepted.len() == 1000).await;
    let house = house.reopen().await;
    let (start, before) = (Instant::now(), house.sandbox.ledger().result_polls);
    // Each of them, once.
    house.asked_for(|ledger| ledger.result_polls >= before + 20).await;
    let (took, ledger) = (start.elapsed(), house.sandbox.ledger());
    assert_eq!(ledger.largest_poll, 50);
    let most = took.as_millis() / crate::house::POLL_GAP.as_millis() + 2;
    assert!(u128::from(ledger.result_polls - before) <= most, "{} in {took:?}", ledger.result_polls - before);
}

#[tokio::test]
async fn many_running_videos_are_asked_for_together() {
    let house = House::new().await;
    let videos = house.create_and_settle(10).await;
    assert!(all_saved(&videos), "{videos:#?}");
    assert!(house.sandbox.ledger().largest_poll > 5, "{:?}", house.sandbox.ledger());
}

#[tokio::test]
async fn a_key_that_is_withdrawn_while_videos_run_is_asked_for_and_they_are_saved_later() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::code(1102, "token expired")]);
    let videos = house.create_and_settle(1).await;
    assert_eq!(trouble(&videos[0]), None);
    assert!(house.studio.snapshot().await.unwrap().account.held.is_some());
    house.sandbox.faults().clear();
    house.studio.refresh().await.unwrap();
    assert!(all_saved(&house.settle().await));
}

#[tokio::test]
async fn fault_15_a_clock_set_forward_makes_nothing_gone() {
    let hands = Hands::new();
    let mut house = House::with(Default::default(), |options| options.clock = hands.clock()).await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::MissingIds { ids: Vec::new() }]);
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |s| matches!(s, VideoStatus::Queued { .. })).await;
    house.asked(Endpoint::Results, 2).await;
    hands.forward(30);
    house.studio.refresh().await.unwrap();
    house.asked(Endpoint::Results, 1).await;
    assert!(matches!(house.videos().await[0].status, VideoStatus::Queued { .. }));
}

#[tokio::test]
async fn fault_15_a_clock_set_back_or_forward_expires_nothing_and_sends_nothing_twice() {
    for jump in [-40, 400] {
        let hands = Hands::new();
        let house = House::with(Default::default(), |options| options.clock = hands.clock()).await;
        house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
        house.create(1).await;
        house.asked(Endpoint::Results, 1).await;
        hands.forward(jump * 24);
        // From now on it is done whenever it is asked for: nobody would ask again soon for one that is so old.
        house.asked_for(|ledger| ledger.rendered == 1).await;
        house.sandbox.faults().clear();
        house.studio.refresh().await.unwrap();
        assert!(all_saved(&house.settle().await), "{jump} days");
        assert_eq!(house.hits(), 1);
    }
}

#[tokio::test]
async fn fault_30_what_the_service_has_deleted_after_its_seven_days_is_expired() {
    for status in [404, 403] {
        let hands = Hands::new();
        let mut house = House::with(Default::default(), |options| options.clock = hands.clock()).await;
        house.sandbox.faults().always(Endpoint::Video, [Fault::http(status)]);
        let video = house.create(1).await.remove(0);
        house.asked(Endpoint::Video, 1).await;
        hands.forward(8 * 24);
        house.studio.refresh().await.unwrap();
        let expired = house.told(&video.id, |s| *s == VideoStatus::Expired).await;
        assert!(expired.credits.is_some(), "its record stays");
    }
}

#[tokio::test]
async fn fault_30_an_expired_one_that_the_service_has_after_all_is_not_paid_for_once_more() {
    let house = House::new().await;
    let video = house.create_and_settle(1).await.remove(0);
    // The clock was wrong, and the service named nothing for a while.
    scar(&house, "UPDATE video SET state = 'expired', path = NULL, url = NULL");
    house.studio.retry(&video.id, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_30_an_old_one_that_is_named_without_an_address_is_expired_and_can_be_made_again() {
    let hands = Hands::new();
    let mut house = House::with(Default::default(), |options| {
        options.clock = hands.clock();
        options.pace.gone_after = Duration::from_millis(1);
    })
    .await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::done_without_url()]);
    let video = house.create(1).await.remove(0);
    house.asked(Endpoint::Results, 3).await;
    assert!(!matches!(house.videos().await[0].status, VideoStatus::Expired), "it is young, and may have one soon");
    hands.forward(8 * 24);
    house.told(&video.id, |s| *s == VideoStatus::Expired).await;
    house.studio.retry(&video.id, None, None).await.unwrap();
    house.sandbox.faults().clear();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 2);
}

#[tokio::test]
async fn fault_30_what_kept_an_old_one_from_being_saved_before_says_nothing_of_its_links() {
    let hands = Hands::new();
    let house = House::with(Default::default(), |options| options.clock = hands.clock()).await;
    house.sandbox.faults().always(Endpoint::Video, [Fault::http(503)]);
    house.create(1).await;
    house.asked(Endpoint::Video, 4).await;
    hands.forward(8 * 24);
    house.sandbox.faults().clear();
    house.sandbox.faults().next(Endpoint::Video, [Fault::http(404)]);
    house.studio.refresh().await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_30_a_link_that_was_never_tried_while_its_store_was_well_is_not_paid_for_once_more() {
    let hands = Hands::new();
    let mut house = House::with(Default::default(), |options| {
        options.clock = hands.clock();
        options.pace.gone_after = Duration::from_millis(1);
    })
    .await;
    house.sandbox.faults().always(Endpoint::Video, [Fault::http(503)]);
    let video = house.create(1).await.remove(0);
    house.asked(Endpoint::Video, 4).await;
    // While it is young, and asked for often.
    house.sandbox.faults().always(Endpoint::Results, [Fault::done_without_url()]);
    house.asked(Endpoint::Results, 3).await;
    hands.forward(8 * 24);
    house.told(&video.id, |s| *s == VideoStatus::Expired).await;
    house.sandbox.faults().clear();
    house.studio.retry(&video.id, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_30_links_that_were_dead_before_it_was_waited_for_again_count_no_more() {
    let hands = Hands::new();
    let mut house = House::with(Default::default(), |options| {
        options.clock = hands.clock();
        options.pace.gone_after = Duration::from_millis(1);
    })
    .await;
    house.sandbox.faults().always(Endpoint::Video, [Fault::http(403)]);
    let video = house.create(1).await.remove(0);
    house.asked(Endpoint::Video, 3).await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::MissingIds { ids: Vec::new() }]);
    house.told(&video.id, |s| *s == VideoStatus::Gone).await;
    hands.forward(8 * 24);
    house.sandbox.faults().clear();
    house.sandbox.faults().next(Endpoint::Video, [Fault::http(403)]);
    house.studio.retry(&video.id, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_23_a_video_for_which_the_service_refuses_to_answer_holds_nobody_up() {
    let mut house = House::new().await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::code(1009, "no permission")]);
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |s| matches!(s, VideoStatus::Queued { .. })).await;
    house.asked(Endpoint::Results, 1).await;
    assert!(house.studio.snapshot().await.unwrap().account.held.is_none());
    house.sandbox.faults().clear();
    house.studio.refresh().await.unwrap();
    assert!(all_saved(&house.settle().await));
}
