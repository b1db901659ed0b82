//! What is asked of the service through the door: models, effects, balance, and which service it is.

use std::sync::Arc;

use super::Studio;
use crate::core::Core;
use crate::error::{Error, ErrorCode};
use crate::library::{account, effect, list, offer, photo, request};
use crate::queue::{Command, to_error};
use crate::quote;
use crate::session::Session;
use crate::view::{AccountView, Event, ModelSound, ModelView, ResolutionView, Snapshot, VideoPage, VideoQuery};

/// Videos on the first page.
const FIRST_PAGE: u32 = 60;

impl Studio {
    /// Asks for the balance, and lets a held queue try again.
    ///
    /// # Errors
    /// Why the service did not tell it.
    pub async fn refresh(&self) -> Result<AccountView, Error> {
        let session = connected(&self.core)?;
        let answer = session.client.account().balance().await;
        // Another account may be connected by now, and this answer says nothing of it.
        let is_current = self.core.session().is_some_and(|now| Arc::ptr_eq(&now, &session));
        let balance = match answer {
            Ok(balance) if is_current => balance,
            Ok(_) => return self.core.account().await,
            Err(e) => {
                let error = to_error(&e);
                if is_current {
                    let held = error.clone();
                    self.core.set_standing_of(&session, move |s| s.held = Some(held));
                    self.core.tell_account().await;
                }
                return Err(error);
            }
        };
        let account = session.account.clone();
        self.core.library.learn(move |db| account::keep_listing(db, &account, "balance", &balance)).await?;
        self.core.set_standing_of(&session, |s| *s = crate::core::Standing { balance: Some(balance), held: None });
        self.queue.ask(Command::TryAgain);
        self.core.tell_account().await;
        self.core.account().await
    }

    /// What the window needs to paint itself; asks nobody.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub async fn snapshot(&self) -> Result<Snapshot, Error> {
        let account = self.core.account().await?;
        let name = self.core.session().map(|s| s.account.clone()).unwrap_or_default();
        let (tray, offers, spec, models, effects, entries, counts) = self
            .core
            .library
            .read(move |db| {
                let models: Vec<ModelView> = account::listing(db, &name, "models")?.unwrap_or_default();
                let effects = effect::views(db, &name)?;
                let entries = list::page(db, &VideoQuery::default(), 0, FIRST_PAGE)?;
                let (tray, offers) = (photo::tray(db)?, offer::all(db)?);
                Ok((tray, offers, request::last_spec(db)?, models, effects, entries, list::counts(db)?))
            })
            .await?;
        Ok(Snapshot {
            account,
            tray,
            offers,
            spec: quote::completed(spec.unwrap_or_default(), &models),
            models,
            effects,
            page: page(entries, &self.core),
            counts,
        })
    }

    /// Asks the service for its models, in its order.
    ///
    /// # Errors
    /// Why the service did not tell them.
    pub async fn models(&self) -> Result<Vec<ModelView>, Error> {
        let session = connected(&self.core)?;
        let list = session.client.models().list().await.map_err(|e| to_error(&e))?;
        for skipped in &list.skipped {
            tracing::warn!(?skipped, "a model cannot be read and is left out");
        }
        let models: Vec<_> = list.models.into_iter().map(model).collect();
        let (account, kept) = (session.account.clone(), models.clone());
        self.core.library.learn(move |db| account::keep_listing(db, &account, "models", &kept)).await?;
        self.core.tell(Event::Models { models: models.clone() });
        Ok(models)
    }
}

/// The service in use.
pub(super) fn connected(core: &Core) -> Result<Arc<Session>, Error> {
    core.session()
        .ok_or_else(|| Error::new(ErrorCode::NotConnected, "Connect Akool first, or use the demo. Nothing was sent."))
}

/// A page of what a query asks for.
pub(super) fn page((entries, total): (Vec<list::Entry>, u32), core: &Core) -> VideoPage {
    VideoPage { videos: core.present(&entries), total }
}

fn model(model: akool::Model) -> ModelView {
    ModelView {
        label: model.label,
        provider: model.provider.or(model.group).unwrap_or_else(|| "akool".to_owned()),
        description: model.description.unwrap_or_default(),
        resolutions: model
            .resolutions
            .into_iter()
            .map(|r| ResolutionView {
                value: r.value,
                label: r.label,
                seconds: r.durations,
                unit_credit: r.unit_credit,
            })
            .collect(),
        max_count: model.max_count.clamp(1, 10),
        end_frame: model.supports_last_frame,
        extend_prompt: model.supports_extend_prompt,
        sound: model.sound.map(|s| ModelSound {
            required: s.required,
            default_on: s.default,
            multiplier: s.extra_credit_multiplier.unwrap_or(1.0),
        }),
        needs_plan: model.requires_pay || model.is_pro,
        value: model.value,
    }
}
