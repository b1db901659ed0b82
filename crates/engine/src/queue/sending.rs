//! The create call: written down before it leaves, one at a time, spaced, and never sent twice by the program itself.

use std::sync::Arc;
use std::time::Duration;

use akool::{AudioType, AudioUpdate, CreateBatch};
use tokio::time::Instant;

use super::accept::{self, Reply};
use super::service::{self, AfterCreate, Trouble};
use super::{Done, Outlook, Queue, Work, hold};
use crate::core::Core;
use crate::crash::{self, Moment};
use crate::error::Error;
use crate::host::Uploader;
use crate::ids::{RequestId, VideoId};
use crate::library::request::{self, Links, RequestRow};
use crate::library::{account, effect, video};
use crate::session::Session;
use crate::spec::{Sound, Spec};
use crate::state::{RequestEvent, RequestState, VideoState};
use crate::view::{ModelSound, ModelView};

/// Between two tries to keep a reply.
const REPLY_RETRY: Duration = Duration::from_secs(1);

impl Queue {
    pub(super) async fn fill_sending(&mut self, session: &Arc<Session>, outlook: &mut Outlook) -> Result<(), Error> {
        let account = session.account.clone();
        let hosted = self.core.library.read(move |db| request::to_send(db, &account, RequestState::Hosted, 1)).await?;
        let Some(request) = hosted.into_iter().next() else { return Ok(()) };
        let mut own = Outlook::default();
        let is_due = self.rests.is_due(request.id.as_str(), self.core.pace.patience, &mut own);
        outlook.busy |= own.busy && self.creates_go_on();
        if !is_due {
            own.next.into_iter().for_each(|due| outlook.at(due));
            return Ok(());
        }
        if !self.may_create(outlook) || self.is_flying(|work| matches!(work, Work::Send(_))) {
            return Ok(());
        }
        if self.has_aged(&request, session) {
            return self.change_request(&request.id, RequestEvent::LinksAged, |_, _| Ok(())).await;
        }
        if let Some(due) = self.last_create.map(|last| last + self.create_gap())
            && due > Instant::now()
        {
            outlook.at(due);
            return Ok(());
        }
        self.leave(request, session).await?;
        // Also where it turned out that there is nothing to send: the next one is looked for.
        outlook.at(Instant::now() + self.create_gap());
        Ok(())
    }

    /// Whether the service might come too late to the links of a request: it waited for more than half of their life, as it
    /// may over a restart or while credits are missing. Then it is hosted once more, by the hosting that follows.
    fn has_aged(&self, request: &RequestRow, session: &Session) -> bool {
        let Some(life) = session.uploader.as_ref().and_then(Uploader::life) else { return false };
        let waited = request.hosted_at.map_or(i64::MAX, |at| self.core.clock.now().saturating_sub(at));
        u128::try_from(waited).unwrap_or(0) > life.as_millis() / 2
    }

    /// Longer after each outcome that was lost.
    fn create_gap(&self) -> Duration {
        let pace = &self.core.pace;
        match self.lost_in_a_row {
            0 => pace.create_gap,
            times => pace.create_gap.max(hold::backoff(pace, times)),
        }
    }

    /// Writes down that the call leaves, and only then lets it go.
    async fn leave(&mut self, request: RequestRow, session: &Arc<Session>) -> Result<(), Error> {
        let now = self.core.clock.now();
        let (id, key) = (request.id.clone(), request.id.clone());
        let count = self
            .core
            .library
            .read(move |db| Ok(video::of_request(db, &key)?.iter().filter(|v| v.state == VideoState::Waiting).count()))
            .await?;
        if count == 0 {
            // What it was for is gone, or was found at the service: there is nothing to pay for.
            return self.change_request(&id, RequestEvent::Found, |_, _| Ok(())).await;
        }
        self.change_request(&id, RequestEvent::Leaving, move |db, request| request::set_sent(db, &request.id, now))
            .await?;
        crash::at(Moment::Leaving);
        self.last_create = Some(Instant::now());
        let (core, service) = (self.core.clone(), session.clone());
        self.start(Work::Send(id), session, async move { Done::Sent(send(&core, &service, &request, count).await) });
        Ok(())
    }

    /// What became of a create call.
    pub(super) async fn sent(&mut self, id: RequestId, result: Result<Reply, akool::Error>) -> Result<(), Error> {
        self.last_create = Some(Instant::now());
        match service::after_create(result) {
            AfterCreate::Taken(reply) => {
                self.lost_in_a_row = 0;
                let stops = Trouble::of_refusals(&reply);
                self.credits_suffice().await;
                self.taken(&id, reply).await?;
                if let Some(trouble) = stops {
                    self.hold_for(trouble).await;
                }
                Ok(())
            }
            AfterCreate::NotTaken(trouble) => {
                self.change_request(&id, RequestEvent::NotTaken, |_, _| Ok(())).await?;
                self.found_meanwhile(&id).await?;
                // Of its own, too: what ends the hold need not be what this call met.
                self.rests.add(id.as_str(), &self.core.pace, trouble.asked);
                self.hold_for(trouble).await;
                Ok(())
            }
            AfterCreate::Refused(error) => self.reject(&id, RequestEvent::Refused, error).await,
            AfterCreate::Lost(error) => self.lost(&id, error).await,
        }
    }

    /// The service took it: its videos get their ids, and what they cost is learned.
    async fn taken(&mut self, id: &RequestId, reply: Reply) -> Result<(), Error> {
        let now = self.core.clock.now();
        self.rests.clear(id.as_str());
        self.balance_due = Some(Instant::now());
        // Ids for more videos than were asked for.
        let spares = (0..reply.taken.len()).map(|_| VideoId::fresh()).collect::<Result<Vec<_>, _>>()?;
        self.change_request(id, RequestEvent::Taken, move |db, request| {
            let videos = video::of_request(db, &request.id)?;
            let slots = u32::try_from(videos.len()).unwrap_or(u32::MAX);
            let waiting = videos.into_iter().filter(|v| v.state == VideoState::Waiting).collect();
            let (videos, more) = accept::spread(waiting, reply, now);
            for video in &videos {
                video::update(db, video)?;
                super::write::note_cost(db, request, video, now)?;
                // Adding sound has a price of its own.
                if let (Some(credits), None) = (video.credits, &request.sound_for) {
                    account::learn_price(db, &request.account, &request.spec, credits, now)?;
                }
            }
            for ((taken, spare), slot) in more.into_iter().zip(&spares).zip(slots..) {
                super::write::insert_taken(db, spare, &request.id, slot, taken, now)?;
            }
            Ok(())
        })
        .await?;
        crash::at(Moment::Taken);
        self.core.tell_account().await;
        Ok(())
    }

    /// It may have been taken. It is looked for, and never sent again by the program itself.
    pub(super) async fn lost(&mut self, id: &RequestId, error: Error) -> Result<(), Error> {
        self.balance_due = Some(Instant::now());
        self.lost_in_a_row = self.lost_in_a_row.saturating_add(1);
        self.change_request(id, RequestEvent::Lost, move |db, request| {
            request::set_error(db, &request.id, Some(&error))
        })
        .await
    }
}

/// Sends one call. The reply is on the disk, as it came, before anybody reads it.
async fn send(core: &Core, session: &Session, request: &RequestRow, count: usize) -> Result<Reply, akool::Error> {
    let result = match &request.sound_for {
        Some(video) => session.client.videos().update_audio(&update(video, request)).await,
        None => {
            let sound = model_sound(core, request).await;
            let prompt = prompt(core, request).await;
            session.client.videos().create_batch(&batch(&request.spec, prompt, &request.links, count, sound)).await
        }
    };
    let (status, body) = match &result {
        Ok(raw) => (Some(raw.status), Some(raw.body.clone())),
        Err(error) => (error.status, error.body.clone()),
    };
    crash::at(Moment::Answered);
    if let (Some(status), Some(body)) = (status, body) {
        keep_reply(core, &request.id, status, &body).await;
        crash::at(Moment::ReplyKept);
    }
    accept::read(&result?, request.sound_for.is_some())
}

/// Keeps a reply, however long the disk takes to have room for it: it may name what was paid for.
async fn keep_reply(core: &Core, id: &RequestId, status: u16, body: &[u8]) {
    loop {
        let (id, body) = (id.clone(), body.to_owned());
        match core.library.write(move |db| request::set_reply(db, &id, status, &body)).await {
            Ok(()) => return,
            Err(error) => tracing::error!(%error, "a reply could not be kept yet"),
        }
        tokio::time::sleep(core.pace.backoff_max.min(REPLY_RETRY)).await;
    }
}

/// The model's own sound. Where it has one, the service must be told that none is wanted, too.
async fn model_sound(core: &Core, request: &RequestRow) -> Option<ModelSound> {
    let (account, model) = (request.account.clone(), request.spec.model.clone());
    let models = core.library.read(move |db| account::listing::<Vec<ModelView>>(db, &account, "models")).await;
    let models = models.ok().flatten().unwrap_or_default();
    models.into_iter().find(|m| m.value == model)?.sound
}

/// The prompt. The service requires one also where an effect takes its place: then, if the person wrote none, it is the
/// effect's name, or its code when no name is known.
async fn prompt(core: &Core, request: &RequestRow) -> String {
    let words = request.spec.prompt.trim();
    let Some(code) = request.spec.effect.clone().filter(|_| words.is_empty()) else { return words.to_owned() };
    let (account, key) = (request.account.clone(), code.clone());
    let name = core.library.read(move |db| effect::name(db, &account, &key)).await.ok();
    name.filter(|name| !name.trim().is_empty()).unwrap_or(code)
}

fn batch(spec: &Spec, prompt: String, links: &Links, count: usize, sound: Option<ModelSound>) -> CreateBatch {
    let mut batch =
        CreateBatch::new(links.image.clone().unwrap_or_default(), prompt, spec.resolution.clone(), spec.seconds);
    batch.model_name = Some(spec.model.clone());
    batch.negative_prompt = spec.negative_prompt.trim().to_owned();
    batch.extend_prompt = spec.extend_prompt.then_some(true);
    batch.last_image_url.clone_from(&links.end_frame);
    batch.effect_code.clone_from(&spec.effect);
    batch.generate_audio = sound.map(|sound| sound.is_made(&spec.sound));
    batch.count = u32::try_from(count).unwrap_or(1);
    match spec.sound {
        Sound::None => batch.audio_type = Some(AudioType::None),
        Sound::Ai => batch.audio_type = Some(AudioType::Ai),
        Sound::File { .. } | Sound::Link { .. } => {
            batch.audio_type = Some(AudioType::File);
            batch.audio_url.clone_from(&links.sound);
        }
    }
    batch
}

fn update(video: &str, request: &RequestRow) -> AudioUpdate {
    AudioUpdate {
        pre_video_id: video.to_owned(),
        audio_type: if request.links.sound.is_some() { AudioType::File } else { AudioType::Ai },
        audio_url: request.links.sound.clone(),
    }
}
