//! `show`: everything about one video.

use std::fmt;

use animato_engine::view::VideoView;
use animato_engine::{Error, Role};
use serde::Serialize;

use crate::args::Global;
use crate::exit::Exit;
use crate::lines::{ErrorLine, VideoLine};
use crate::output::Output;
use crate::session::Session;
use crate::words::number;

/// Shows it.
pub(crate) async fn run(id: &str, global: &Global, out: Output) -> Result<Exit, Error> {
    let session = Session::unconnected(global, Role::Reads).await?;
    let id = id.into();
    let shown = match session.studio.video(&id).await {
        Ok(video) => Ok((session.studio.video_file(&id).await.ok(), video)),
        Err(error) => Err(error),
    };
    session.close().await;
    let (path, video) = shown?;
    let line = VideoLine::new(&video, path);
    out.summary(&Shown {
        state: line.state,
        path: line.path.clone(),
        video: &video,
        line,
        exit_code: Exit::Saved.number(),
    });
    Ok(Exit::Saved)
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "summary", rename_all = "camelCase")]
struct Shown<'a> {
    state: &'static str,
    path: Option<String>,
    video: &'a VideoView,
    exit_code: u8,
    #[serde(skip)]
    line: VideoLine,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { video, line, .. } = self;
        let spec = &video.spec;
        writeln!(f, "Video       {}", video.id)?;
        writeln!(f, "State       {}", self.state)?;
        if let Some(error) = &line.error {
            writeln!(f, "            {}", ErrorLine::new(None, error))?;
        }
        writeln!(f, "Photo       {}", video.photo_name)?;
        writeln!(f, "Model       {} ({})", video.model_label, spec.model)?;
        writeln!(f, "Chosen      {}, {} s", spec.resolution, spec.seconds)?;
        match &spec.effect {
            Some(effect) => writeln!(f, "Effect      {effect}")?,
            None => writeln!(f, "Prompt      {}", spec.prompt)?,
        }
        if !spec.negative_prompt.is_empty() {
            writeln!(f, "Without     {}", spec.negative_prompt)?;
        }
        if let Some(file) = &video.file {
            let sound = if file.has_sound { "with sound" } else { "silent" };
            let (width, height, megabytes) = (file.width, file.height, file.bytes as f64 / 1e6);
            writeln!(f, "Video file  {width} x {height}, {:.2} s, {megabytes:.1} MB, {sound}", file.seconds)?;
            let missing = match file.lost {
                true => "(the file is missing, and Akool no longer has it)",
                false => "(the file is missing; `retry` fetches it again)",
            };
            writeln!(f, "Saved as    {}", self.path.as_deref().unwrap_or(missing))?;
        }
        write!(f, "Charged     {}", video.credits.map_or("not known".to_owned(), |c| format!("{} credits", number(c))))
    }
}
