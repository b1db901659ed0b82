//! What is asked of the service through the door: models, effects, balance, and which service it is.

use std::sync::Arc;

use super::{Studio, load_balance};
use crate::connection::Connection;
use crate::core::Core;
use crate::error::{Error, ErrorCode};
use crate::library::{account, list, offer, photo, request};
use crate::queue::{Command, to_error};
use crate::session::Session;
use crate::view::{AccountView, EffectView, Event, Filter, ModelSound, ModelView, ResolutionView, Snapshot, VideoPage};
use crate::{present, quote};

/// Videos on the first page.
const FIRST_PAGE: u32 = 60;

impl Studio {
    /// Speaks to another service from now on. Work for the former one rests until it is connected again.
    ///
    /// # Errors
    /// `UnsafeLink` for an address that is neither https nor this machine.
    pub async fn connect(&self, connection: Option<Connection>) -> Result<AccountView, Error> {
        let session = connection.map(Session::new).transpose()?.map(Arc::new);
        self.core.session.send_replace(session);
        self.core.set_standing(|s| *s = crate::core::Standing::default());
        load_balance(&self.core).await?;
        self.queue.ask(Command::TryAgain);
        self.core.tell_account().await;
        self.core.account().await
    }

    /// Tries a connection without using it: asks for its balance, in credits.
    ///
    /// # Errors
    /// `WrongKey`, `ClientIdAsKey`, `Offline` and whatever else the service answers.
    pub async fn try_connection(connection: Connection) -> Result<f64, Error> {
        let session = Session::new(connection)?;
        session.client.account().balance().await.map_err(|e| to_error(&e))
    }

    /// Asks for the balance, and lets a held queue try again.
    ///
    /// # Errors
    /// Why the service did not tell it.
    pub async fn refresh(&self) -> Result<AccountView, Error> {
        let session = connected(&self.core)?;
        let balance = match session.client.account().balance().await {
            Ok(balance) => balance,
            Err(e) => {
                let error = to_error(&e);
                let held = error.clone();
                self.core.set_standing(move |s| s.held = Some(held));
                self.core.tell_account().await;
                return Err(error);
            }
        };
        let account = session.account.clone();
        self.core.library.write(move |db| account::keep_listing(db, &account, "balance", &balance)).await?;
        self.core.set_standing(|s| *s = crate::core::Standing { balance: Some(balance), held: None });
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
        let (tray, offers, spec, models, entries, counts) = self
            .core
            .library
            .read(move |db| {
                let models: Vec<ModelView> = account::listing(db, &name, "models")?.unwrap_or_default();
                let entries = list::page(db, Filter::All, "", None, FIRST_PAGE + 1)?;
                let tray = (photo::tray(db)?, offer::all(db)?);
                Ok((tray.0, tray.1, request::last_spec(db)?, models, entries, list::counts(db)?))
            })
            .await?;
        Ok(Snapshot {
            account,
            tray,
            offers,
            spec: quote::completed(spec.unwrap_or_default(), &models),
            models,
            page: page(&entries, FIRST_PAGE, &self.core),
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
        self.core.library.write(move |db| account::keep_listing(db, &account, "models", &kept)).await?;
        self.core.tell(Event::Models { models: models.clone() });
        Ok(models)
    }

    /// Asks the service for its effects.
    ///
    /// # Errors
    /// Why the service did not tell them.
    pub async fn effects(&self) -> Result<Vec<EffectView>, Error> {
        let session = connected(&self.core)?;
        let list = session.client.effects().list().await.map_err(|e| to_error(&e))?;
        let effects: Vec<_> =
            list.effects.into_iter().map(|effect| EffectView { code: effect.code, name: effect.name }).collect();
        let (account, kept) = (session.account.clone(), effects.clone());
        self.core.library.write(move |db| account::keep_listing(db, &account, "effects", &kept)).await?;
        Ok(effects)
    }
}

/// The service in use.
pub(super) fn connected(core: &Core) -> Result<Arc<Session>, Error> {
    core.session()
        .ok_or_else(|| Error::new(ErrorCode::NotConnected, "Connect Akool first, or use the demo. Nothing was sent."))
}

/// A page of entries of which one more than fits was asked for.
pub(super) fn page(entries: &[list::Entry], limit: u32, core: &Core) -> VideoPage {
    let held = core.standing().held;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    VideoPage {
        videos: entries.iter().take(limit).map(|entry| present::video(entry, held.as_ref())).collect(),
        more: entries.len() > limit,
    }
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
