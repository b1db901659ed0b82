//! Faults around the create call. Whatever happens, one press is one hit, unless a person says otherwise.

use animato_engine::view::{Lookup, VideoStatus};
use animato_engine::{ErrorCode, Found, Options, Role, Studio};
use animato_sandbox::{Endpoint, Fault};

use crate::house::{House, PATIENCE, all_saved, connection, trouble};
use crate::restarting::scar;

/// The sandbox has no list of recent jobs, as if the undocumented look-up had been taken away.
fn without_lookup(house: &House) {
    house.sandbox.faults().always(Endpoint::List, [Fault::http(404)]);
}

/// What a gateway answers in the service's place, in the service's shape.
fn with_body(status: u16, body: &str) -> Fault {
    Fault::Reply(animato_sandbox::Reply { status: Some(status), body: Some(body.to_owned()), ..Default::default() })
}

#[tokio::test]
async fn fault_4_accepted_then_reset_is_looked_for_and_found() {
    let house = House::new().await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::Reset { accept: true }]);
    assert!(all_saved(&house.create_and_settle(2).await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_4_without_a_look_up_the_outcome_stays_unknown_and_is_never_sent_again() {
    let house = House::new().await;
    without_lookup(&house);
    house.sandbox.faults().next(Endpoint::Create, [Fault::Reset { accept: true }]);
    let videos = house.create_and_settle(1).await;
    let VideoStatus::Unknown { error, lookup } = &videos[0].status else { panic!("{videos:#?}") };
    assert_eq!((error.code, *lookup), (ErrorCode::OutcomeUnknown, Lookup::Unavailable));
    let house = house.reopen().await;
    house.settle().await;
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_5_a_body_cut_in_the_middle_is_unknown_until_it_is_found() {
    let house = House::new().await;
    without_lookup(&house);
    house.sandbox.faults().next(Endpoint::Create, [Fault::CutBody { keep: Some(20) }]);
    let videos = house.create_and_settle(1).await;
    assert_eq!(trouble(&videos[0]), Some(ErrorCode::OutcomeUnknown));
    house.sandbox.faults().clear();
    assert_eq!(house.studio.find(&videos[0].request).await.unwrap(), Found::Found);
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_6_a_gateway_error_is_unknown_and_sent_again_only_by_a_person() {
    for status in [502, 504, 500] {
        let house = House::new().await;
        house.sandbox.faults().next(Endpoint::Create, [Fault::http(status)]);
        let videos = house.create_and_settle(1).await;
        let VideoStatus::Unknown { lookup, .. } = videos[0].status else { panic!("{videos:#?}") };
        assert_eq!((lookup, house.hits()), (Lookup::Absent, 1));
        house.studio.retry(&videos[0].id, None, None).await.unwrap();
        assert!(all_saved(&house.settle().await));
        assert_eq!(house.hits(), 2, "a person pressed twice");
    }
}

#[tokio::test]
async fn fault_7_a_service_that_is_not_there_gets_the_same_request_once_it_is() {
    let mut house = House::new().await;
    let port = house.sandbox.base_url().rsplit(':').next().unwrap().trim_end_matches('/').parse().unwrap();
    let key = house.sandbox.key().to_owned();
    let uploads = animato_sandbox::Sandbox::start(Default::default()).await.unwrap();
    let account = crate::house::connection(&uploads).host;
    let here = animato_engine::Connection { host: account, ..crate::house::connection(&house.sandbox) };
    house.studio.connect(Some(here)).await.unwrap();
    let gone = std::mem::replace(&mut house.sandbox, uploads);
    gone.stop().await;
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |status| matches!(status, VideoStatus::Waiting { held: Some(_) })).await;
    let options = animato_sandbox::Options { port, key, speed: 10_000.0, ..Default::default() };
    let back = animato_sandbox::Sandbox::start(options).await.unwrap();
    house.told(&video.id, |status| *status == VideoStatus::Saved).await;
    assert_eq!(back.ledger().create_hits, 1);
}

#[tokio::test]
async fn fault_8_asked_to_slow_down_it_waits_and_sends_once_more() {
    let gateway = with_body(429, r#"{"code":429,"msg":"Too many requests"}"#);
    for fault in [Fault::too_many_requests(1), Fault::http(429), gateway] {
        let house = House::new().await;
        house.sandbox.faults().next(Endpoint::Create, [fault]);
        assert!(all_saved(&house.create_and_settle(1).await));
        assert_eq!((house.hits(), house.sandbox.ledger().accepted_requests), (2, 1));
    }
}

#[tokio::test]
async fn fault_8_the_time_that_the_service_asks_for_is_kept_although_other_calls_succeed() {
    let mut house = House::new().await;
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    let running = house.create(1).await.remove(0);
    house.told(&running.id, |status| matches!(status, VideoStatus::Rendering { .. })).await;
    let start = std::time::Instant::now();
    house.sandbox.faults().next(Endpoint::Create, [Fault::too_many_requests(2)]);
    let video = house.create(1).await.remove(0);
    house.told(&video.id, |status| matches!(status, VideoStatus::Waiting { held: Some(_) })).await;
    house.asked(Endpoint::Results, 3).await;
    house.told(&video.id, |status| matches!(status, VideoStatus::Queued { .. } | VideoStatus::Rendering { .. })).await;
    assert!(start.elapsed() >= std::time::Duration::from_secs(2), "it came back after {:?}", start.elapsed());
}

#[tokio::test]
async fn fault_9_a_refused_key_holds_the_queue_and_loses_nothing() {
    for (fault, code) in [
        (Fault::code(1101, "token invalid"), ErrorCode::WrongKey),
        (Fault::code(1109, "account not exist"), ErrorCode::ClientIdAsKey),
        (Fault::http(401), ErrorCode::WrongKey),
        (with_body(401, r#"{"code":401,"msg":"Unauthorized"}"#), ErrorCode::WrongKey),
    ] {
        let house = House::new().await;
        house.sandbox.faults().next(Endpoint::Create, [fault]);
        let videos = house.create_and_settle(1).await;
        assert_eq!(trouble(&videos[0]), Some(code));
        house.studio.refresh().await.unwrap();
        assert!(all_saved(&house.settle().await));
        assert_eq!(house.sandbox.ledger().accepted_requests, 1);
    }
}

#[tokio::test]
async fn fault_10_missing_credits_hold_the_queue_until_a_top_up() {
    let house = House::new().await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::code(1104, "Insufficient credit balance")]);
    let videos = house.create_and_settle(1).await;
    assert_eq!(trouble(&videos[0]), Some(ErrorCode::NoCredits));
    assert_eq!(house.studio.snapshot().await.unwrap().account.held.map(|e| e.code), Some(ErrorCode::NoCredits));
    house.studio.refresh().await.unwrap();
    assert!(all_saved(&house.settle().await));
}

#[tokio::test]
async fn fault_10_a_top_up_is_noticed_although_the_balance_was_known_wrongly() {
    let mut house = House::new().await;
    house.settle().await;
    // The program believes in the former balance: others have spent it.
    house.sandbox.set_credits(3.0);
    let video = house.create(1).await.remove(0);
    let no_credits = |status: &VideoStatus| matches!(status, VideoStatus::Waiting { held: Some(e) } if e.code == ErrorCode::NoCredits);
    house.told(&video.id, no_credits).await;
    house.asked(Endpoint::Balance, 2).await;
    house.sandbox.set_credits(100.0);
    house.told(&video.id, |status| *status == VideoStatus::Saved).await;
    assert_eq!(house.sandbox.ledger().accepted_requests, 1);
}

#[tokio::test]
async fn fault_10_a_refusal_for_credits_within_the_reply_holds_the_queue_as_well() {
    for successes in ["[]", "null"] {
        let house = House::new().await;
        let reply = format!(
            r#"{{"code":1000,"data":{{"successList":{successes},"errorList":[{{"code":1104,"msg":"Insufficient credit"}}]}}}}"#
        );
        house.sandbox.faults().next(Endpoint::Create, [with_body(200, &reply)]);
        let videos = house.create_and_settle(1).await;
        assert_eq!(trouble(&videos[0]), Some(ErrorCode::NoCredits), "{videos:#?}");
        house.studio.refresh().await.unwrap();
        assert!(all_saved(&house.settle().await));
    }
}

#[tokio::test]
async fn a_page_of_something_on_the_way_refuses_no_request() {
    let house = House::new().await;
    house.sandbox.faults().next_calls(3, Endpoint::Create, [Fault::http(403)]);
    assert!(all_saved(&house.create_and_settle(1).await));
    assert_eq!(house.sandbox.ledger().accepted_requests, 1);
}

#[tokio::test]
async fn what_is_not_listed_yet_is_not_called_absent() {
    let house = House::with(Default::default(), |options| options.pace.absent_after = PATIENCE).await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::http(504)]);
    let videos = house.create_and_settle(1).await;
    assert_eq!(house.studio.find(&videos[0].request).await.unwrap(), Found::NotYet);
    let VideoStatus::Unknown { lookup, .. } = house.videos().await[0].status else { panic!("{videos:#?}") };
    assert_eq!(lookup, Lookup::NotLooked);
}

#[tokio::test]
async fn looking_with_another_account_is_refused_at_once() {
    let house = House::new().await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::http(504)]);
    let videos = house.create_and_settle(1).await;
    let other = animato_engine::Connection { account: "other".into(), ..connection(&house.sandbox) };
    house.studio.connect(Some(other)).await.unwrap();
    assert_eq!(house.studio.find(&videos[0].request).await.unwrap_err().code, ErrorCode::NotConnected);
    assert_eq!(house.studio.retry(&videos[0].id, None, None).await.unwrap_err().code, ErrorCode::NotConnected);
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn a_studio_that_only_asks_sends_nothing_that_waits() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    house.create_and_settle(1).await;
    house.sandbox.faults().clear();
    let House { sandbox, studio, folder, .. } = house;
    studio.close().await;
    let asking = Options { role: Role::Asks, ..crate::house::options(folder.path(), &sandbox) };
    let studio = Studio::open(asking).await.unwrap();
    studio.refresh().await.unwrap();
    tokio::time::timeout(PATIENCE, studio.settled()).await.expect("it has nothing to do");
    studio.close().await;
    assert_eq!((sandbox.faults().calls(Endpoint::Upload), sandbox.ledger().create_hits), (5, 0));
}

#[tokio::test]
async fn fault_11_a_refusal_is_told_with_the_services_words_and_not_repeated() {
    for (number, code) in [
        (1003, ErrorCode::Refused),
        (1015, ErrorCode::VideoFailed),
        (1004, ErrorCode::NeedsVerification),
        (1221, ErrorCode::NeedsPlan),
        (1010, ErrorCode::NotAllowed),
        (1108, ErrorCode::Refused),
        (4242, ErrorCode::Refused),
    ] {
        let house = House::new().await;
        house.sandbox.faults().next(Endpoint::Create, [Fault::code(number, "the service's words")]);
        let videos = house.create_and_settle(2).await;
        assert!(videos.iter().all(|v| trouble(v) == Some(code)), "{number}: {videos:#?}");
        let VideoStatus::Failed { error } = &videos[0].status else { panic!() };
        assert_eq!(error.service.as_ref().unwrap().message, "the service's words");
        assert_eq!(house.hits(), 1);
    }
}

#[tokio::test]
async fn fault_12_what_came_is_kept_and_what_did_not_come_is_said() {
    for (accepted, saved, failed) in [(0, 0, 2), (1, 1, 1), (3, 3, 0)] {
        let house = House::new().await;
        house.sandbox.faults().next(Endpoint::Create, [Fault::AcceptCount { count: accepted }]);
        let videos = house.create_and_settle(2).await;
        let is_saved = |v: &&animato_engine::view::VideoView| v.status == VideoStatus::Saved;
        assert_eq!(videos.iter().filter(is_saved).count(), saved, "{videos:#?}");
        assert_eq!(videos.iter().filter(|v| trouble(v) == Some(ErrorCode::NotAccepted)).count(), failed);
        assert_eq!(house.hits(), 1);
    }
}

#[tokio::test]
async fn fault_12_the_same_id_twice_is_one_video() {
    let house = House::new().await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::RepeatItem]);
    let videos = house.create_and_settle(2).await;
    assert!(all_saved(&videos) && videos.len() == 2, "{videos:#?}");
}

#[tokio::test]
async fn fault_16_a_photo_that_cannot_be_hosted_costs_nothing_and_waits() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    let videos = house.create_and_settle(1).await;
    assert_eq!((trouble(&videos[0]), house.hits()), (Some(ErrorCode::HostFailed), 0));
    house.sandbox.faults().clear();
    house.studio.retry(&videos[0].id, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn fault_16_a_place_that_gives_wrong_links_does_not_get_the_photo_again_and_again() {
    let house = House::new().await;
    house.sandbox.faults().always(Endpoint::Photo, [Fault::http(404)]);
    let first = house.create_and_settle(1).await;
    assert_eq!(trouble(&first[0]), Some(ErrorCode::HostLinkWrong), "{first:#?}");
    let uploads = house.sandbox.faults().calls(Endpoint::Upload);
    // As long as that takes, the first one would have been tried again.
    house.create_and_settle(1).await;
    assert_eq!(house.sandbox.faults().calls(Endpoint::Upload), 2 * uploads);
    assert_eq!(house.hits(), 0);
}

#[tokio::test]
async fn what_failed_is_made_anew_by_a_press_and_only_that() {
    let house = House::new().await;
    let words = Fault::FailJob { field: Some("error_reason".into()), words: "content policy".into() };
    house.sandbox.faults().next(Endpoint::Create, [words]);
    let videos = house.create_and_settle(2).await;
    let VideoStatus::Failed { error } = &videos[0].status else { panic!("{videos:#?}") };
    assert_eq!(error.code, ErrorCode::VideoFailed);
    assert_eq!(error.service.as_ref().map(|words| words.message.as_str()), Some("content policy"), "{error}");
    house.studio.retry(&videos[0].id, None, None).await.unwrap();
    let videos = house.settle().await;
    assert_eq!(videos[0].status, VideoStatus::Saved);
    assert!(matches!(videos[1].status, VideoStatus::Failed { .. }));
    assert_eq!(house.sandbox.ledger().accepted.len(), 3);
}

#[tokio::test]
async fn what_is_made_again_costs_what_was_shown_or_is_not_sent() {
    let house = House::new().await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::FailJob { field: None, words: "no".into() }]);
    let failed = house.create_and_settle(1).await.remove(0);
    let price = failed.retry_credits.unwrap();
    let refused = house.studio.retry(&failed.id, Some(price - 1.0), None).await.unwrap_err();
    assert_eq!((refused.code, house.hits()), (ErrorCode::OtherPrice, 1), "{refused}");
    house.studio.retry(&failed.id, Some(price), None).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 2);
}

#[tokio::test]
async fn what_is_made_again_after_a_failure_that_cost_nothing_is_not_said_to_be_free() {
    let house = House::new().await;
    house.sandbox.faults().next(Endpoint::Create, [Fault::FailJob { field: None, words: "no".into() }]);
    let failed = house.create_and_settle(1).await.remove(0);
    let price = failed.retry_credits;
    assert!(price.is_some_and(|credits| credits > 0.0), "{price:?}");
    // The model charges when it is done, and this was the first of its kind.
    scar(&house, "UPDATE video SET credits = 0; DELETE FROM price");
    assert_eq!(house.videos().await[0].retry_credits, price, "by the list");
    scar(&house, "DELETE FROM listing");
    assert_eq!(house.videos().await[0].retry_credits, None);
}

#[tokio::test]
async fn fault_8_a_request_whose_first_sending_was_found_meanwhile_is_not_sent_once_more() {
    let house = House::new().await;
    house.create_and_settle(1).await;
    // A person sent it again, and while that call was on its way a look found what became of the first.
    scar(
        &house,
        "INSERT INTO video (id, request, slot, sequence, state, created_at)
             SELECT 'again', request, 1, 99, 'waiting', created_at FROM video;
         UPDATE request SET state = 'hosted'",
    );
    house.sandbox.faults().next(Endpoint::Create, [Fault::http(429)]);
    let house = house.reopen().await;
    let videos = house.settle().await;
    assert_eq!(videos[0].status, VideoStatus::Saved);
    assert_eq!(trouble(&videos[1]), Some(ErrorCode::NotAccepted), "{videos:#?}");
    assert_eq!(house.hits(), 2, "the one that was turned away is not repeated");
}
