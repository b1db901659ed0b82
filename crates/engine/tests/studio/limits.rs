//! The limits that a person sets, held against what was charged and what is under way.

use animato_engine::settings::{Beyond, Limits};
use animato_engine::view::ObjectionCode;
use animato_engine::{Create, ErrorCode, Prompts, ids::PressId};
use animato_sandbox::{Endpoint, Fault};

use crate::house::{House, all_saved};

/// What speaks against one more video for money's sake.
async fn objection(house: &House) -> Option<String> {
    let quote = house.studio.quote(&house.spec(1).await, &[house.photo().await]).await.unwrap();
    quote.objections.into_iter().find(|o| o.code == ObjectionCode::OverBudget).map(|o| o.message)
}

async fn price(house: &House) -> f64 {
    house.studio.quote(&house.spec(1).await, &[house.photo().await]).await.unwrap().total.unwrap()
}

fn day(credits: f64) -> Limits {
    Limits { per_day: Some(credits), ..Limits::default() }
}

#[tokio::test]
async fn a_press_beyond_the_limit_is_refused_and_nothing_is_sent() {
    let house = House::new().await;
    let each = price(&house).await;
    house.studio.use_limits(Limits { per_press: Some(each), ..Limits::default() });
    let create = async |count| {
        let (press, spec) = (PressId::fresh().unwrap(), house.spec(count).await);
        let photos = vec![house.photo().await];
        house
            .studio
            .create(Create {
                press,
                spec,
                photos,
                prompts: Prompts::default(),
                out: None,
                max_credits: None,
                agreed: None,
            })
            .await
    };
    assert_eq!(create(2).await.unwrap_err().code, ErrorCode::OverBudget);
    assert_eq!(house.hits(), 0);
    create(1).await.unwrap();
    assert!(all_saved(&house.settle().await));
}

#[tokio::test]
async fn a_day_is_what_was_charged_and_what_is_under_way_together() {
    let house = House::new().await;
    let each = price(&house).await;
    house.create_and_settle(1).await;
    house.studio.use_limits(day(each * 2.0));
    assert_eq!(objection(&house).await, None, "one was charged, and one fits");
    // It waits for its upload: not sent, not charged, and yet to be paid.
    house.sandbox.faults().always(Endpoint::Upload, [Fault::http(500)]);
    house.create(1).await;
    let said = objection(&house).await.expect("the day is full");
    assert!(said.contains(&format!("{}", each * 3.0)), "{said}");
    house.studio.use_limits(Limits { per_month: Some(each * 2.0), ..Limits::default() });
    assert!(objection(&house).await.unwrap().contains("month"));
    house.studio.use_limits(Limits::default());
    assert_eq!(objection(&house).await, None);
}

#[tokio::test]
async fn making_a_failed_one_again_is_held_to_the_limits_too() {
    let house = House::new().await;
    let fails = Fault::FailJob { field: None, words: "not this one".to_owned() };
    house.sandbox.faults().next(Endpoint::Create, [fails]);
    let failed = house.create_and_settle(1).await;
    house.studio.use_limits(day(1.0));
    assert_eq!(house.studio.retry(&failed[0].id, None, None).await.unwrap_err().code, ErrorCode::OverBudget);
    assert_eq!(house.hits(), 1);
    house.studio.use_limits(Limits::default());
    house.studio.retry(&failed[0].id, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
}

#[tokio::test]
async fn several_made_again_in_one_go_are_one_press() {
    let house = House::new().await;
    let each = price(&house).await;
    let fails = Fault::FailJob { field: None, words: "not these".to_owned() };
    house.sandbox.faults().next(Endpoint::Create, [fails]);
    let failed: Vec<_> = house.create_and_settle(2).await.into_iter().map(|video| video.id).collect();
    let limit = |most| Limits { per_press: Some(most), ..Limits::default() };
    house.studio.use_limits(limit(each * 1.5));
    let refused = house.studio.retry_within(&failed, None, None).await.unwrap_err();
    assert_eq!((refused.code, house.hits()), (ErrorCode::OverBudget, 1));
    house.studio.use_limits(limit(each * 2.0));
    house.studio.retry_within(&failed, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
}

#[tokio::test]
async fn whoever_wants_to_be_asked_is_asked_and_pays_only_after_saying_yes() {
    let house = House::new().await;
    house.studio.use_limits(Limits { per_press: Some(1.0), beyond: Beyond::Ask, ..Limits::default() });
    let quote = house.studio.quote(&house.spec(1).await, &[house.photo().await]).await.unwrap();
    assert!(!quote.is_blocked() && quote.objections[0].asks, "{quote:?}");
    let press = PressId::fresh().unwrap();
    let create = async |agreed| {
        let (press, spec, photos) = (press.clone(), house.spec(1).await, vec![house.photo().await]);
        house
            .studio
            .create(Create { press, spec, photos, prompts: Prompts::default(), out: None, max_credits: None, agreed })
            .await
    };
    let asked = create(None).await.unwrap_err();
    assert_eq!((asked.code, house.hits()), (ErrorCode::BeyondLimit, 0));
    assert!(asked.message.ends_with("Nothing was sent."), "{asked}");
    let cheaper = create(Some(quote.total.unwrap() - 1.0)).await.unwrap_err();
    assert_eq!((cheaper.code, house.hits()), (ErrorCode::BeyondLimit, 0), "agreed to less than it costs now");
    create(quote.total).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1);
}

#[tokio::test]
async fn what_a_lost_sending_may_have_cost_counts_when_it_is_sent_again_or_deleted() {
    let house = House::new().await;
    let each = price(&house).await;
    house.sandbox.faults().always(Endpoint::List, [Fault::http(404)]);
    let lose = async || {
        house.sandbox.faults().next(Endpoint::Create, [Fault::Reset { accept: true }]);
        house.create_and_settle(1).await.pop().unwrap()
    };
    let sent_again = lose().await;
    house.studio.retry(&sent_again.id, None, None).await.unwrap();
    assert!(all_saved(&house.settle().await));
    house.studio.use_limits(day(each * 2.0));
    let said = objection(&house).await.expect("both sendings may have been charged");
    assert!(said.contains(&format!("{}", each * 3.0)), "{said}");

    house.studio.use_limits(Limits::default());
    let deleted = lose().await;
    house.studio.delete(&deleted.id, animato_engine::Delete::Here).await.unwrap();
    house.studio.use_limits(day(each * 3.0));
    assert!(objection(&house).await.expect("so may this one").contains(&format!("{}", each * 4.0)));

    let spending = house.studio.spending().await.unwrap();
    assert_eq!((spending.today, spending.rows[0].videos, spending.rows[0].unpriced), (each, 3, 2));
    let file = house.folder.path().join("spending.csv");
    house.studio.save_spending(&file).await.unwrap();
    assert!(!std::fs::read_to_string(file).unwrap().contains("lost"), "the service has no such id");
}
