//! From the demo to an account at a service that is not the sandbox, with a bucket of one's own, to a saved video.

use crate::desk::Desk;
use crate::drag::drag;
use crate::film::film;
use crate::journey::{all_saved, is_nowhere};
use crate::pictures::Halves;
use crate::program::Program;
use crate::service::KEY;
use crate::store::{KEY_ID, SECRET, Store};
use crate::stranger::Stranger;
use crate::surroundings::Surroundings;
use crate::waiting::until;

const PHOTO: Halves = Halves { width: 960, height: 640, left: [200, 40, 40], right: [40, 60, 200] };

#[tokio::test(flavor = "multi_thread")]
async fn fault_53_a_key_and_a_bucket_lead_to_a_saved_video_and_leave_nothing_in_the_bucket() {
    let (stranger, store) = (Stranger::start().await, Store::start().await);
    let surroundings = Surroundings::new().with("AKOOL_API_HOST", stranger.address());
    let desk = Desk::start().await;
    let program = Program::start(&desk, &surroundings).await;
    let page = program.page();

    page.click("connect-akool").await;
    page.write("key", KEY).await;
    page.click("connect").await;
    page.text_when("connected", |text| text.contains("80")).await;
    page.click("host-kind-bucket").await;
    page.write("bucket-name", "photos").await;
    page.write("bucket-endpoint", &store.endpoint()).await;
    page.write("bucket-key-id", KEY_ID).await;
    page.write("bucket-secret", SECRET).await;
    page.click("host-save").await;
    page.find("host-saved").await;
    store.answer_with(Some("AccessDenied"));
    page.click("host-test").await;
    page.text_when("trial", |text| text.contains("no link that can be used")).await;
    store.answer_with(None);
    page.click("host-test").await;
    page.text_when("trial", |text| text.contains("deleted again")).await;
    assert!(store.photos().is_empty(), "the test left nothing behind");
    page.click("connect-next").await;
    page.click("connect-close").await;

    let photo = surroundings.photo("photo.jpg");
    PHOTO.write(&photo);
    drag(&desk, &[&photo], &program).await;
    until("the photo in the tray", async || page.count("tray-photo").await == 1).await;
    page.write("prompt", "slow push in").await;
    page.text_when("price", |text| text.contains("leaves 60")).await;
    page.click("create").await;
    all_saved(page).await;

    let videos = surroundings.videos();
    let film = film(&videos[0]);
    assert!(videos.len() == 1 && film.is_h264 && (4.8..5.3).contains(&film.seconds), "{film:?}");
    let links = stranger.photos();
    assert!(links.len() == 1 && links[0].starts_with(&store.endpoint()) && links[0].contains(".jpg?"), "{links:?}");
    until("an empty bucket", async || store.photos().is_empty()).await;
    page.text_when("account", |text| text.contains("60")).await;
    assert_eq!(page.complaints().await, [""; 0]);
    is_nowhere(KEY, &surroundings, page).await;
    is_nowhere(SECRET, &surroundings, page).await;
}
