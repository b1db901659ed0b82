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
        // The service's table: 5 credits for 5 s, 10 for 10 s; free where sound was part of the first creation.
        out.remark("Adding sound usually costs 1 credit for each second of the video.");
        let interrupted = interrupted();
        let events = studio.events();
        let video = studio.add_sound(&id.into(), sound, agreement.credits()).await.map_err(remedied)?;
        watch(studio, events, vec![video], 0, wait, interrupted, out).await
    }
    .await;
    session.close().await;
    done
}
