//! The window before there is anything in it, and the way to an account.

use super::album::{Album, Look};
use crate::desk::Desk;
use crate::program::Program;
use crate::service::KEY;
use crate::stranger::Stranger;
use crate::surroundings::Surroundings;

/// The first run, and each step of connecting.
pub(super) async fn tour(desk: &Desk, language: &str, looks: &[Look]) {
    let stranger = Stranger::start().await;
    let surroundings = Surroundings::new()
        .with("AKOOL_API_HOST", stranger.address())
        .with_settings(&format!("language = \"{language}\"\n"));
    let program = Program::start(desk, &surroundings).await;
    let album = Album::of(&program, language, looks).await;
    let page = album.page();
    page.find("samples").await;
    album.shoot("first-run").await;

    page.click("connect-akool").await;
    page.find("connect-step").await;
    album.shoot("connect-key").await;
    page.write("key", KEY).await;
    page.click("connect").await;
    page.find("connected").await;
    album.shoot("connect-photos").await;
    for kind in ["bucket", "uploader", "public", "link"] {
        page.click(&format!("host-kind-{kind}")).await;
        album.shoot_part(&format!("connect-{kind}"), "connect-next").await;
    }
    page.click("connect-next").await;
    page.find("connect-done").await;
    album.shoot("connect-done").await;
    program.kill().await;
}
