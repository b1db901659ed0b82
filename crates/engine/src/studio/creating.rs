//! Quotes and creations, through the door.

use std::collections::HashSet;
use std::path::Path;
use std::sync::PoisonError;

use super::service::connected;
use super::{Create, Studio};
use crate::crash::{self, Moment};
use crate::error::{Error, ErrorCode};
use crate::host::HostConfig;
use crate::ids::{PhotoId, RequestId, VideoId, token};
use crate::library::account::{self, UnderWay};
use crate::library::charge::{self, Span};
use crate::library::effect::{self, EffectRow};
use crate::library::request::{self, Links, RequestRow};
use crate::library::{photo, video};
use crate::queue::Command;
use crate::quote::{self, Facts, Spending};
use crate::spec::{Prompts, Spec};
use crate::state::RequestState;
use crate::view::{Event, Lookup, ModelView, Objection, ObjectionCode, Quote, VideoView};

/// What the library knows that a quote needs.
#[derive(Default)]
pub(super) struct Known {
    models: Vec<ModelView>,
    effects: Option<Vec<EffectRow>>,
    charged: Option<f64>,
    pub(super) spent: Spending,
}

/// What is to be quoted.
struct Order<'a> {
    spec: &'a Spec,
    photos: &'a [PhotoId],
    prompts: &'a Prompts,
    /// The most that it may cost, as the caller says.
    max: Option<f64>,
    /// A request that is to be sent once more, and so is not under way besides.
    without: Option<RequestId>,
}

impl Studio {
    /// A complete choice: what is missing in it or does not fit is replaced by what the model offers.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub async fn complete(&self, spec: Spec) -> Result<Spec, Error> {
        let known = self.known(&spec, None).await?;
        Ok(quote::completed(spec, &known.models))
    }

    /// What this would cost and what speaks against it. Asks nobody: works on the last known models and balance.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub async fn quote(&self, spec: &Spec, photos: &[PhotoId]) -> Result<Quote, Error> {
        self.quote_within(spec, photos, None).await
    }

    /// A quote that is held to a limit of credits.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub async fn quote_within(&self, spec: &Spec, photos: &[PhotoId], max: Option<f64>) -> Result<Quote, Error> {
        self.quote_for(Order { spec, photos, prompts: &Prompts::default(), max, without: None }).await
    }

    /// A quote for photos of which some have a prompt of their own.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub async fn quote_each(&self, spec: &Spec, photos: &[PhotoId], prompts: &Prompts) -> Result<Quote, Error> {
        self.quote_for(Order { spec, photos, prompts, max: None, without: None }).await
    }

    async fn quote_for(&self, order: Order<'_>) -> Result<Quote, Error> {
        let Order { spec, photos, prompts, max, without } = order;
        let known = self.known(spec, without).await?;
        let session = self.core.session();
        let uploader = session.as_ref().and_then(|s| s.uploader.as_ref());
        let host_objection = session.as_ref().and_then(|s| s.host_objection());
        let passes_links_on = uploader.is_some_and(|u| matches!(u.config(), HostConfig::Link));
        let own: Vec<_> = photos.iter().filter_map(|photo| prompts.of(photo)).collect();
        let facts = Facts {
            connected: session.is_some(),
            hosted: uploader.is_some(),
            host_objection: host_objection.as_deref(),
            without_link: if passes_links_on { self.without_link(spec, photos).await? } else { 0 },
            models: &known.models,
            effects: known.effects.as_deref(),
            own_prompts: &own,
            balance: self.core.standing().balance,
            charged: known.charged,
            max_credits: max,
            limits: self.core.limits(),
            spent: known.spent,
        };
        Ok(quote::quote(spec, u32::try_from(photos.len()).unwrap_or(u32::MAX), &facts))
    }

    /// Writes the requests down and returns at once; the queue does the rest. The same press is carried out once.
    ///
    /// # Errors
    /// What blocks it, as the first blocking objection says: `BadSpec`, `NotConnected`, `NoHost`, `NoCredits`,
    /// `OverBudget`, or `BeyondLimit` where the person wants to be asked and did not agree; `NotFound` for a photo that is
    /// not in the library; `FolderUnusable`; `LibraryBusy` beside another engine.
    pub async fn create(&self, create: Create) -> Result<Vec<VideoView>, Error> {
        self.core.library.must_be_ours()?;
        let session = connected(&self.core)?;
        let press = create.press.clone();
        let seen = press.clone();
        if self.core.library.read(move |db| request::of_press(db, &seen)).await?.is_empty() {
            crash::at(Moment::Pressed);
            self.plan(create, &session.account).await?;
            crash::at(Moment::Planned);
            self.queue.ask(Command::Wake);
        }
        let ids = self
            .core
            .library
            .read(move |db| {
                let requests = request::of_press(db, &press)?;
                let videos =
                    requests.iter().map(|id| video::of_request(db, id)).collect::<rusqlite::Result<Vec<_>>>()?;
                Ok(videos.into_iter().flatten().map(|v| v.id).collect::<Vec<_>>())
            })
            .await?;
        let (views, counts) = self.core.views(ids).await?;
        for view in &views {
            self.core.tell(Event::Video { video: Box::new(view.clone()), counts });
        }
        Ok(views)
    }

    /// Making a video once more costs like making it, and adding a sound once more like adding it: it is held to the same
    /// limits.
    pub(super) async fn hold_to_limits(&self, id: &VideoId, agreed: Option<f64>) -> Result<(), Error> {
        if self.core.limits().are_none() {
            return Ok(());
        }
        let key = id.clone();
        let (video, request, videos) = self
            .core
            .library
            .read(move |db| {
                let video = video::by_id(db, &key)?;
                let request = request::by_id(db, &video.request)?;
                let videos = video::unsent(db, &request.id)?;
                Ok((video, request, videos))
            })
            .await?;
        let without = Some(request.id.clone());
        let quote = match &request.sound_for {
            Some(_) => self.quote_adding(&video, &request, &request.spec.sound, None, without).await?,
            None => {
                // Of a request that was refused or got lost, all videos are made again.
                let is_whole = matches!(request.state, RequestState::Unknown | RequestState::Rejected);
                let count = if is_whole { u32::try_from(videos).unwrap_or(u32::MAX) } else { 1 };
                let (spec, photos) = (Spec { count, ..request.spec }, [request.photo]);
                let order = Order { spec: &spec, photos: &photos, prompts: &Prompts::default(), max: None, without };
                self.quote_for(order).await?
            }
        };
        let limits: Vec<_> = quote.objections.into_iter().filter(|o| o.code == ObjectionCode::OverBudget).collect();
        admit(&limits, quote.total, agreed)
    }

    /// Checks a creation and writes it down, in one transaction. Of two at once, the second is held to the limits with the
    /// first one in them.
    async fn plan(&self, create: Create, account: &str) -> Result<(), Error> {
        let _admitted = self.core.admission.lock().await;
        let order = Order {
            spec: &create.spec,
            photos: &create.photos,
            prompts: &create.prompts,
            max: create.max_credits,
            without: None,
        };
        let quote = self.quote_for(order).await?;
        admit(&quote.objections, quote.total, create.agreed)?;
        if let Some(folder) = &create.out {
            if folder.to_str().is_none() {
                return Err(Error::new(
                    ErrorCode::FolderUnusable,
                    "The name of this folder cannot be stored. Choose another folder; nothing was sent.",
                ));
            }
            make_folder(folder)?;
        }
        let models = self.known(&create.spec, None).await?.models;
        let planned = plan(&create, account, &models, self.core.clock.now())?;
        self.core
            .library
            .write(move |db| {
                // Asked again within the transaction: the same press may have come meanwhile.
                if !request::of_press(db, &create.press)?.is_empty() {
                    return Ok(());
                }
                for (row, videos) in &planned {
                    photo::by_id(db, &row.photo)?;
                    request::insert(db, row)?;
                    if row.spec.prompt != create.spec.prompt {
                        request::set_common_prompt(db, &row.id, &create.spec.prompt)?;
                    }
                    for (id, slot) in videos.iter().zip(0..) {
                        video::insert(db, id, &row.id, slot, row.created_at)?;
                    }
                }
                Ok(())
            })
            .await
    }

    /// How many of these pictures did not come from a link that can be passed on.
    async fn without_link(&self, spec: &Spec, photos: &[PhotoId]) -> Result<u32, Error> {
        let looked_at = self.core.looked_at.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let photos: Vec<_> = photos.iter().chain(&spec.end_frame).cloned().collect();
        self.core
            .library
            .read(move |db| {
                let mut without = 0;
                for id in &photos {
                    let fits = match looked_at.get(id) {
                        Some(fits) => *fits,
                        None => photo::link(db, id)?.is_some(),
                    };
                    without += u32::from(!fits);
                }
                Ok(without)
            })
            .await
    }

    pub(super) async fn known(&self, spec: &Spec, without: Option<RequestId>) -> Result<Known, Error> {
        let Some(account) = self.core.session().map(|s| s.account.clone()) else { return Ok(Known::default()) };
        let spec = spec.clone();
        let now = self.core.clock.now();
        self.core
            .library
            .read(move |db| {
                let models: Vec<ModelView> = account::listing(db, &account, "models")?.unwrap_or_default();
                let under_way = account::under_way(db, &account, without.as_ref())?;
                let still_to_pay = under_way.iter().filter_map(|UnderWay { spec, adds_sound, charged, videos }| {
                    let model = models.iter().find(|m| m.value == spec.model);
                    let each = match adds_sound {
                        true => quote::sound::dearest(spec.seconds, *charged),
                        false => quote::dearest(spec, model, *charged)?,
                    };
                    Some(each * f64::from(*videos))
                });
                let spent = Spending {
                    today: charge::counted(db, &account, Span::Day, now)?,
                    month: charge::counted(db, &account, Span::Month, now)?,
                    under_way: still_to_pay.fold(0.0, |sum, credits| sum + credits),
                };
                let effects = effect::listed(db, &account)?;
                Ok(Known { effects, charged: account::price(db, &account, &spec)?, spent, models })
            })
            .await
    }
}

/// Whether what speaks against it leaves it to go on. An agreement holds for what it costs now, and for nothing dearer.
pub(super) fn admit(objections: &[Objection], total: Option<f64>, agreed: Option<f64>) -> Result<(), Error> {
    let is_agreed = agreed.is_some_and(|most| total.unwrap_or(f64::MAX) <= most);
    let gravest = objections.iter().find(|o| o.blocks).or(objections.iter().find(|o| o.asks && !is_agreed));
    match gravest {
        Some(objection) if objection.blocks => Err(Error::new(objection.code.error_code(), objection.message.clone())),
        Some(objection) => Err(Error::new(ErrorCode::BeyondLimit, format!("{} Nothing was sent.", objection.message))),
        None => Ok(()),
    }
}

/// One request for each photo, with the videos that wait for it.
fn plan(
    create: &Create,
    account: &str,
    models: &[ModelView],
    now: i64,
) -> Result<Vec<(RequestRow, Vec<VideoId>)>, Error> {
    let spec = &create.spec;
    let label = models.iter().find(|m| m.value == spec.model).map_or(&spec.model, |m| &m.label);
    let mut photos = create.photos.clone();
    // The same photo twice in one press is one request: press and photo name it.
    let mut seen = HashSet::new();
    photos.retain(|id| seen.insert(id.clone()));
    let one = |photo: PhotoId| {
        let row = RequestRow {
            id: RequestId::fresh()?,
            press: create.press.clone(),
            account: account.to_owned(),
            spec: match create.prompts.of(&photo) {
                Some(prompt) => Spec { prompt: prompt.to_owned(), ..spec.clone() },
                None => spec.clone(),
            },
            photo,
            model_label: label.clone(),
            folder: create.out.clone(),
            state: RequestState::Planned,
            created_at: now,
            sent_at: None,
            token: token()?,
            links: Links::default(),
            hosted_at: None,
            error: None,
            lookup: Lookup::default(),
            sound_for: None,
        };
        let videos = (0..spec.count).map(|_| VideoId::fresh()).collect::<Result<Vec<_>, _>>()?;
        Ok((row, videos))
    };
    photos.into_iter().map(one).collect()
}

fn make_folder(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(|e| {
        let folder = folder.display();
        Error::new(ErrorCode::FolderUnusable, format!("The folder {folder} cannot be used: {e}. Nothing was sent."))
    })
}
