//! `delete`: takes videos off this machine and, when asked, off the service.

use std::fmt;

use animato_engine::{Delete, Error, Role};
use serde::Serialize;

use crate::args::Global;
use crate::exit::Exit;
use crate::lines::Count;
use crate::output::Output;
use crate::session::Session;
use crate::words::plural;

/// Deletes each; one that cannot be deleted does not stop the others.
pub(crate) async fn run(ids: &[String], remote: bool, global: &Global, out: Output) -> Result<Exit, Error> {
    let role = Role::Asks;
    let session =
        if remote { Session::connected(global, role).await? } else { Session::unconnected(global, role).await? };
    let what = if remote { Delete::Both } else { Delete::Here };
    let mut exit = Exit::Saved;
    let mut failed = 0;
    for id in ids {
        match session.studio.delete(&id.as_str().into(), what).await {
            Ok(()) => out.line(&Deleted { id, remote }),
            Err(error) => {
                out.error(Some(id), &error);
                failed += 1;
                exit = exit.max(Exit::of_error(error.code));
            }
        }
    }
    session.close().await;
    let words = format!("Deleted {}.", plural((ids.len() - failed) as u64, "video"));
    out.summary(&Count { count: ids.len() - failed, failed, exit_code: exit.number(), words });
    Ok(exit)
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "deleted")]
struct Deleted<'a> {
    id: &'a str,
    remote: bool,
}

impl fmt::Display for Deleted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let also = if self.remote { ", also at the service" } else { "" };
        write!(f, "deleted    {}{also}", self.id)
    }
}
