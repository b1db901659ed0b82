//! Taking down what lies at a place for photos once nobody needs it: the last thing that the queue does, never more than a
//! few tries in a row, and never a reason for anything else to wait or to change its state.

use std::sync::Arc;

use url::Url;

use super::{Done, Outlook, Queue, Work};
use crate::crash::{self, Moment};
use crate::error::{Error, ErrorCode};
use crate::host::form::DeleteMethod;
use crate::host::{Deletion, Uploader};
use crate::library::upload::{self, UploadRow};
use crate::session::Session;

/// Deletions at the same time.
const AT_ONCE: usize = 2;

/// Looked at in one go.
const BATCH: u32 = 1000;

/// Tries that count as going on by itself; it is tried on, but nobody waits for it any more.
const TRIES: u32 = 3;

impl Queue {
    pub(super) async fn fill_taking_down(
        &mut self,
        session: &Arc<Session>,
        outlook: &mut Outlook,
    ) -> Result<(), Error> {
        let Some(uploader) = &session.uploader else { return Ok(()) };
        let (host, now) = (uploader.config().fingerprint(), self.core.clock.now());
        let due = self.core.library.read(move |db| upload::due(db, &host, now, BATCH)).await?;
        // Without its secret a bucket is not asked; links that delete need none.
        let is_usable = session.host_objection().is_none();
        for row in due.into_iter().filter(|row| is_usable || row.deletion.is_some()) {
            let is_flying = self.is_flying(|work| *work == Work::TakeDown(row.id));
            // Its upload may be on its way still, though its request was removed meanwhile.
            let is_uploading = self.is_flying(|work| *work == Work::Host(row.request.clone()));
            let is_due = self.rests.is_due(&name(row.id), TRIES, outlook);
            if is_flying || is_uploading || !is_due || self.flying(|w| matches!(w, Work::TakeDown(_))) >= AT_ONCE {
                continue;
            }
            let place = session.clone();
            self.start(Work::TakeDown(row.id), session, async move { Done::TakenDown(take_down(&place, &row).await) });
        }
        Ok(())
    }

    pub(super) async fn taken_down(&mut self, row: i64, result: Result<(), Error>) -> Result<(), Error> {
        match result {
            Ok(()) => {
                crash::at(Moment::TakenDown);
                self.rests.clear(&name(row));
                self.core.library.write(move |db| upload::remove(db, row)).await
            }
            Err(error) => {
                tracing::warn!(%error, "a photo could not be taken down yet");
                self.rest_taking_down(row);
                Ok(())
            }
        }
    }

    /// It is tried again later; nobody waits for it after a few tries.
    pub(super) fn rest_taking_down(&mut self, row: i64) {
        self.rests.add(&name(row), &self.core.pace, None);
    }
}

async fn take_down(session: &Session, row: &UploadRow) -> Result<(), Error> {
    let uploader: &Uploader =
        session.uploader.as_ref().ok_or_else(|| Error::new(ErrorCode::NoHost, "No place is set."))?;
    match &row.deletion {
        None => uploader.remove(&row.key).await,
        Some((method, link)) => {
            let link = Url::parse(link).map_err(|e| Error::internal("deletion link", e))?;
            uploader.follow(&Deletion { method: DeleteMethod::by_name(method), link }).await
        }
    }
}

/// Its name among the things that rest.
fn name(row: i64) -> String {
    format!("upload {row}")
}
