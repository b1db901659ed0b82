//! The way to videos of the samples, for tests that are about what comes after it.

use crate::page::{Card, Page};
use crate::waiting::until;

/// Puts so many of the three samples into the empty tray.
pub(crate) async fn samples(page: Page<'_>, many: u64) {
    page.click("samples").await;
    until("the samples in the tray", async || page.count("tray-photo").await == 3).await;
    for left in (many..3).rev() {
        page.click("tray-remove").await;
        until("a shorter tray", async || page.count("tray-photo").await == left).await;
    }
}

/// Waits until there are so many videos, all of them saved, and gives the newest.
pub(crate) async fn saved(page: Page<'_>, many: usize) -> String {
    let all = |cards: &[Card]| cards.len() == many && cards.iter().all(|card| card.state == "saved");
    page.cards_when("the videos saved", all).await.remove(0).video
}
