//! What was spent: by day and model, and what came back for videos that could not be made.

use animato_engine::view::{Refund, VideoStatus};
use animato_engine::{Delete, error::Spent};
use animato_sandbox::{Endpoint, Fault, Reply};

use crate::house::{House, all_saved};

/// The next video cannot be made; its credits come back.
fn doomed(house: &House) {
    let fails = Fault::FailJob { field: None, words: "not this one".to_owned() };
    house.sandbox.faults().next(Endpoint::Create, [fails]);
}

/// The balance was read by the queue as well, not only at the start of the house.
async fn settled_in(house: &House) {
    house.asked_for(|ledger| ledger.calls.get(&Endpoint::Balance).is_some_and(|calls| *calls >= 2)).await;
    house.settle().await;
}

/// The service says that so much is left, whatever is.
fn says(house: &House, credits: f64) {
    let body = Some(format!(r#"{{"code":1000,"msg":"OK","data":{{"credit":{credits}}}}}"#));
    house.sandbox.faults().always(Endpoint::Balance, [Fault::Reply(Reply { body, ..Reply::default() })]);
}

#[tokio::test]
async fn what_was_charged_is_told_by_day_and_model_and_outlives_the_video() {
    let house = House::new().await;
    let videos = house.create_and_settle(2).await;
    let charged = house.sandbox.ledger().credits_charged;
    let before = house.studio.spending().await.unwrap();
    assert_eq!((before.today, before.month, before.due), (charged, charged, 0.0));
    let [row] = &before.rows[..] else { panic!("{before:?}") };
    assert_eq!((row.videos, row.credits, row.back, row.unpriced), (2, charged, 0.0, 0));
    assert_eq!(row.model_label, videos[0].model_label);
    for video in &videos {
        house.studio.delete(&video.id, Delete::Here).await.unwrap();
    }
    assert_eq!(house.studio.spending().await.unwrap(), before);
    assert_eq!(house.studio.snapshot().await.unwrap().account.today, charged);
    let file = house.folder.path().join("spending.csv");
    house.studio.save_spending(&file).await.unwrap();
    let csv = std::fs::read_to_string(file).unwrap();
    assert_eq!(csv.lines().count(), 3, "{csv}");
    assert!(house.sandbox.ledger().accepted.iter().all(|id| csv.contains(id.as_str())), "{csv}");
}

#[tokio::test]
async fn a_failed_video_is_watched_until_its_credits_came_back() {
    let mut house = House::new().await;
    let start = house.sandbox.credits();
    let each = house.studio.quote(&house.spec(1).await, &[house.photo().await]).await.unwrap().total.unwrap();
    settled_in(&house).await;
    // The balance does not show it for a while.
    says(&house, start - each);
    doomed(&house);
    let failed = house.create_and_settle(1).await.remove(0);
    let due = house.told(&failed.id, |s| matches!(s, VideoStatus::Failed { .. })).await;
    let VideoStatus::Failed { error } = &due.status else { panic!("{due:?}") };
    assert_eq!((due.refund, error.spent), (Some(Refund::Due), Spent::Yes), "{error:?}");
    assert!(error.message.contains("have not come back so far"), "{error:?}");
    let spending = house.studio.spending().await.unwrap();
    assert_eq!((spending.due, spending.today), (each, each), "what has not come back is spent");

    house.sandbox.faults().clear();
    house.studio.refresh().await.unwrap();
    let back = house.told(&failed.id, |s| matches!(s, VideoStatus::Failed { error } if error.spent == Spent::No)).await;
    assert_eq!(back.refund, Some(Refund::Seen));
    let spending = house.studio.spending().await.unwrap();
    assert_eq!((spending.due, spending.today, spending.rows[0].back), (0.0, 0.0, each));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn a_top_up_is_not_taken_for_a_refund() {
    let mut house = House::new().await;
    let start = house.sandbox.credits();
    let each = house.studio.quote(&house.spec(1).await, &[house.photo().await]).await.unwrap().total.unwrap();
    settled_in(&house).await;
    says(&house, start - each);
    doomed(&house);
    let failed = house.create_and_settle(1).await.remove(0);
    house.told(&failed.id, |s| matches!(s, VideoStatus::Failed { .. })).await;
    house.sandbox.faults().clear();
    says(&house, start - each + 500.0);
    house.studio.refresh().await.unwrap();
    assert_eq!(house.studio.video(&failed.id).await.unwrap().refund, Some(Refund::Due));
}

#[tokio::test]
async fn a_service_that_takes_the_charge_off_the_job_gives_it_back() {
    let house = House::new().await;
    says(&house, 1000.0);
    doomed(&house);
    house.sandbox.faults().always(Endpoint::Results, [Fault::fields([("deduction_credit", 0.into())])]);
    let failed = house.create_and_settle(1).await;
    assert_eq!(failed[0].refund, Some(Refund::Back));
}

#[tokio::test]
async fn a_video_made_again_after_it_failed_is_a_charge_of_its_own() {
    let house = House::new().await;
    doomed(&house);
    let failed = house.create_and_settle(1).await.remove(0);
    house.studio.retry(&failed.id, None, None).await.unwrap();
    let videos = house.settle().await;
    assert!(all_saved(&videos));
    assert_eq!(videos[0].refund, None, "what became of the first try is the spending's to tell");
    let ledger = house.sandbox.ledger();
    let spending = house.studio.spending().await.unwrap();
    assert_eq!((spending.rows[0].videos, spending.rows[0].credits), (2, ledger.credits_charged));
}
