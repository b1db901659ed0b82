//! Several accounts at services of their own: who is asked for what, and what rests meanwhile.

use animato_engine::view::VideoStatus;
use animato_engine::{Connection, Error, ErrorCode};
use animato_sandbox::{Endpoint, Fault, Options, Sandbox};

use crate::house::{House, PATIENCE, all_saved, connection};

/// Another account at another service.
async fn other() -> (Sandbox, Connection) {
    let sandbox = Sandbox::start(Options { speed: 10_000.0, credits: 77.0, ..Options::default() }).await.unwrap();
    let connection = Connection { name: "Other".into(), account: "other".into(), ..connection(&sandbox) };
    (sandbox, connection)
}

#[tokio::test]
async fn what_one_account_is_making_rests_while_another_is_in_use_and_goes_on_afterwards() {
    let mut house = House::new().await;
    // It works on it for ever, until it is told otherwise.
    house.sandbox.faults().always(Endpoint::Results, [Fault::status(2)]);
    let id = house.create(1).await[0].id.clone();
    house.told(&id, |status| matches!(status, VideoStatus::Rendering { .. })).await;

    let (other, elsewhere) = other().await;
    let account = house.studio.connect(Some(elsewhere)).await.unwrap();
    assert_eq!(account.name, "Other");
    house.sandbox.faults().clear();
    house.studio.models().await.unwrap();
    let made = house.create_and_settle(1).await;
    assert_eq!(made[1].status, VideoStatus::Saved, "{made:#?}");
    assert!(matches!(made[0].status, VideoStatus::Rendering { .. }), "{:?}", made[0].status);
    assert_eq!(other.ledger().accepted.len(), 1);
    assert_eq!(house.sandbox.ledger().accepted.len(), 1);

    house.studio.connect(Some(connection(&house.sandbox))).await.unwrap();
    assert!(all_saved(&house.settle().await));
    assert_eq!(house.hits(), 1, "it was paid for once");
}

#[tokio::test]
async fn the_balance_is_the_one_of_the_account_in_use() {
    let house = House::new().await;
    let first = house.studio.snapshot().await.unwrap().account.balance;
    let (_other, elsewhere) = other().await;
    assert_eq!(house.studio.connect(Some(elsewhere)).await.unwrap().balance, None, "nothing is known of it yet");
    assert_eq!(house.studio.refresh().await.unwrap().balance, Some(77.0));
    let back = house.studio.connect(Some(connection(&house.sandbox))).await.unwrap();
    assert_eq!(back.balance, first);
}

#[tokio::test]
async fn without_an_account_the_reason_is_shown_and_nothing_goes_on() {
    let house = House::new().await;
    let why = Error::new(ErrorCode::Keychain, "The keychain is locked.");
    let account = house.studio.disconnect(why.clone()).await.unwrap();
    assert_eq!((account.held, account.balance), (Some(why), None));
    tokio::time::timeout(PATIENCE, house.studio.settled()).await.expect("nothing is under way");
    assert_eq!(house.studio.refresh().await.unwrap_err().code, ErrorCode::NotConnected);
    let account = house.studio.connect(Some(connection(&house.sandbox))).await.unwrap();
    assert_eq!(account.held, None);
}
