//! `audio`: adds sound to a video; the service makes a new one.

use animato_engine::{Error, ErrorCode, Role};

use crate::args::{Agreement, Global, SoundArg, Wait};
use crate::commands::creation;
use crate::exit::Exit;
use crate::interrupt::interrupted;
use crate::output::Output;
use crate::session::Session;
use crate::watch::watch;
use crate::words::remedied;

/// Says what it may cost, asks for it, and waits.
pub(crate) async fn run(
    id: &str,
    sound: &SoundArg,
    agreement: Agreement,
    wait: Wait,
    global: &Global,
    out: Output,
) -> Result<Exit, Error> {
    if *sound == SoundArg::None {
        return Err(Error::new(
            ErrorCode::BadSpec,
            "Say where the sound comes from: ai, a file or a link. Nothing was charged.",
        ));
    }
    let session = Session::connected(global, Role::Works).await?;
    let done = async {
        session.account().await?;
        let studio = &session.studio;
        let sound = creation::sound(studio, sound).await?;
        let video = id.into();
        if let Some(credits) = studio.quote_sound(&video, &sound).await?.total {
            out.remark(format!(
                "Adding this sound costs about {credits} credits; it may be free where the video had one."
            ));
        }
        let interrupted = interrupted();
        let made = studio.add_sound_within(&video, sound, agreement.max_credits, agreement.credits()).await;
        let video = made.map_err(remedied)?;
        watch(studio, vec![video], 0, wait, interrupted, out).await
    }
    .await;
    session.close().await;
    done
}
