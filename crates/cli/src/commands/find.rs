//! `find`: looks at the service for videos whose outcome is not known. Costs nothing and sends nothing again.

use std::fmt;

use animato_engine::view::VideoStatus;
use animato_engine::{Error, Found, Role};
use serde::Serialize;

use crate::args::Global;
use crate::exit::Exit;
use crate::lines::Count;
use crate::output::Output;
use crate::session::Session;
use crate::words::plural;

/// Looks for each; an answer that cannot be had is an outcome still unknown.
pub(crate) async fn run(ids: &[String], global: &Global, out: Output) -> Result<Exit, Error> {
    let session = Session::connected(global, Role::Asks).await?;
    let mut exit = Exit::Saved;
    let mut failed = 0;
    for id in ids {
        match find(&session, id).await {
            Ok(found) => {
                out.line(&FoundLine { id, found });
                if matches!(found, Found::NotYet | Found::Unavailable) {
                    failed += 1;
                    exit = exit.max(Exit::Unknown);
                }
            }
            Err(error) => {
                out.error(Some(id), &error);
                failed += 1;
                exit = exit.max(Exit::of_error(error.code));
            }
        }
    }
    session.close().await;
    let words = format!("Looked for {}.", plural(ids.len() as u64, "video"));
    out.summary(&Count { count: ids.len() - failed, failed, exit_code: exit.number(), words });
    Ok(exit)
}

async fn find(session: &Session, id: &str) -> Result<Found, Error> {
    let video = session.studio.video(&id.into()).await?;
    // Its outcome is known, and need not be that of the others of its request.
    if let VideoStatus::Failed { error } = video.status {
        return Err(error);
    }
    session.studio.find(&video.request).await
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "find")]
struct FoundLine<'a> {
    id: &'a str,
    found: Found,
}

impl fmt::Display for FoundLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.id;
        match self.found {
            Found::Found => write!(f, "{id}  found: the service has it. `animato-cli resume` saves it."),
            Found::Absent => {
                write!(
                    f,
                    "{id}  absent: the service does not have it, nothing was charged. `animato-cli retry {id}` sends it again."
                )
            }
            Found::NotYet => write!(
                f,
                "{id}  not there so far: the service may still be taking it. Look again in two minutes, before sending it again."
            ),
            Found::Unavailable => write!(
                f,
                "{id}  not known: the service did not answer the look-up. Look again later, or send it again with \
                 `animato-cli retry {id}`, which may pay twice."
            ),
        }
    }
}
