//! `inspect`: what preparing does to each picture, or why it cannot be used. Needs no library and no account.

use animato_engine::Error;

use crate::args::Images;
use crate::commands::pictures::{PictureLine, each};
use crate::exit::Exit;
use crate::output::Output;

/// Tells of each picture in turn, and of every file in a folder.
pub(crate) async fn run(images: &Images, out: Output) -> Result<Exit, Error> {
    each(images, out, |name, _, prepared| {
        out.line(&PictureLine::accepted(name, prepared, None));
        Ok(())
    })
    .await
}
