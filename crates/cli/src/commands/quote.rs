//! `quote`: what a creation would cost and what speaks against it. Creates nothing.

use animato_engine::view::ObjectionCode;
use animato_engine::{Error, Role};

use crate::args::{Global, Images, SpecArgs};
use crate::commands::creation::Creation;
use crate::exit::Exit;
use crate::lines::Count;
use crate::output::Output;
use crate::session::Session;

/// Says the price. Without a prompt, that there is none is no objection: only the price was asked for.
pub(crate) async fn run(images: &Images, typed: &SpecArgs, global: &Global, out: Output) -> Result<Exit, Error> {
    let session = Session::connected(global, Role::Reads).await?;
    let told = quote(&session, images, typed, out).await;
    session.close().await;
    told
}

async fn quote(session: &Session, images: &Images, typed: &SpecArgs, out: Output) -> Result<Exit, Error> {
    session.account().await?;
    let creation = Creation::prepare(&session.studio, images, typed, out).await?;
    let mut quote = session.studio.quote(&creation.spec, &creation.photos).await?;
    if typed.prompt.is_none() {
        quote.objections.retain(|objection| objection.code != ObjectionCode::NoPrompt);
    }
    creation.tell(&quote, out);
    let mut exit = if creation.refused > 0 { Exit::Failed } else { Exit::Saved };
    for objection in quote.objections.iter().filter(|o| o.blocks) {
        let error = Error::new(objection.code.error_code(), objection.message.clone());
        out.error(None, &error);
        exit = exit.max(Exit::of_error(error.code));
    }
    out.summary(&Count {
        count: creation.photos.len(),
        failed: creation.refused,
        exit_code: exit.number(),
        words: String::new(),
    });
    Ok(exit)
}
