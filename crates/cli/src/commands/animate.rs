//! `animate`: photos in, saved videos out, the price said first.

use animato_engine::ids::PressId;
use animato_engine::{Create, Error, ErrorCode, Prompts, Role};

use crate::args::{Animate, Global};
use crate::commands::creation::Creation;
use crate::exit::Exit;
use crate::interrupt::interrupted;
use crate::lines::Summary;
use crate::output::Output;
use crate::session::Session;
use crate::watch::{Stop, watch};
use crate::words::remedied;

/// Makes the videos and waits for them.
pub(crate) async fn run(options: &Animate, global: &Global, out: Output) -> Result<Exit, Error> {
    if options.spec.prompt.is_none() && options.spec.effect.is_none() {
        return Err(Error::new(
            ErrorCode::BadSpec,
            "Say what should happen with --prompt, or choose an --effect. Nothing was charged.",
        ));
    }
    let folder = options.out.as_deref().map(std::path::absolute).transpose().map_err(|e| {
        Error::new(
            ErrorCode::FolderUnusable,
            format!("The folder for the videos cannot be used: {e}. Nothing was charged."),
        )
    })?;
    let session = Session::connected(global, Role::Works).await?;
    let made = make(&session, options, folder, out).await;
    session.close().await;
    made
}

async fn make(
    session: &Session,
    options: &Animate,
    folder: Option<std::path::PathBuf>,
    out: Output,
) -> Result<Exit, Error> {
    let studio = &session.studio;
    session.account().await?;
    let creation = Creation::prepare(studio, &options.images, &options.spec, out).await?;
    if creation.photos.is_empty() {
        out.summary(&Summary::new(Vec::new(), creation.refused, Stop::Over, Exit::Failed));
        return Ok(Exit::Failed);
    }
    let quote = studio.quote_within(&creation.spec, &creation.photos, options.agreement.max_credits).await?;
    creation.tell(&quote, out);
    let interrupted = interrupted();
    let videos = studio
        .create(Create {
            press: PressId::fresh()?,
            spec: creation.spec,
            photos: creation.photos,
            prompts: Prompts::default(),
            out: folder,
            max_credits: options.agreement.max_credits,
            agreed: options.agreement.credits(),
        })
        .await
        .map_err(remedied)?;
    watch(studio, videos, creation.refused, options.wait, interrupted, out).await
}
