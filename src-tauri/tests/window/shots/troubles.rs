//! What is under way, what closing then asks, and what needs the person.

use animato_sandbox::{Endpoint, Fault};

use super::album::Album;
use crate::making::saved;
use crate::service::Service;
use crate::waiting::until;

/// Three that stay under way, and then three of which one fails and one is never answered.
pub(super) async fn tour(album: &Album<'_>, service: &Service) {
    let page = album.page();
    // The service keeps saying that it works on them.
    service.faults().always(Endpoint::Results, [Fault::status(2)]);
    page.click("count-minus").await;
    page.write("prompt", "A slow orbit to the left").await;
    page.click("create").await;
    page.cards_when("three under way", |cards| cards.iter().filter(|card| card.state == "rendering").count() == 3)
        .await;
    album.shoot("making").await;
    album.program().desk().window("^Animato$").await.close();
    page.find("quit").await;
    album.shoot("quit").await;
    page.click("quit-no").await;
    until("the window as it was", async || !page.shows("quit").await).await;
    service.faults().clear();
    saved(page, 9).await;

    let words = "The picture shows something that this model may not animate";
    service
        .faults()
        .next(Endpoint::Create, [Fault::FailJob { field: Some("error_reason".to_owned()), words: words.to_owned() }]);
    service.faults().on_call(2, Endpoint::Create, [Fault::Reset { accept: false }]);
    service.faults().always(Endpoint::List, [Fault::http(502)]);
    page.write("prompt", "Leaves drift past in the wind").await;
    page.click("create").await;
    page.cards_when("a failed and an unknown one", |cards| {
        ["failed", "unknown"].iter().all(|state| cards.iter().any(|card| card.state == *state))
            && cards.iter().all(|card| ["failed", "unknown", "saved"].contains(&card.state.as_str()))
    })
    .await;
    page.click("filter-needsYou").await;
    page.cards_when("only what needs the person", |cards| cards.len() == 2).await;
    album.shoot("needs-you").await;
}
