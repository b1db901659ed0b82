//! Making the pictures and the sound of a request reachable for the service, three requests at a time.
//!
//! What can be taken down again is written down before it is uploaded; `taking_down.rs` does the rest.

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use url::{Host, Url};

use super::{Done, Outlook, Queue, Work};
use crate::core::Core;
use crate::crash::{self, Moment};
use crate::error::{Error, ErrorCode};
use crate::host::{Placed, Upload, Uploader};
use crate::ids::{PhotoId, RequestId, SoundId};
use crate::library::request::{self, Links, RequestRow};
use crate::library::upload::{self, NewUpload};
use crate::library::{photo, sound};
use crate::save::guard::{is_localhost, is_public};
use crate::session::Session;
use crate::sound::mime;
use crate::spec::Sound;
use crate::state::{RequestEvent, RequestState};

/// Uploads at the same time.
const AT_ONCE: usize = 3;

/// Requests made ready ahead of those that are being sent: links may expire, so not too many.
const AHEAD: u32 = 8;

impl Queue {
    pub(super) async fn fill_hosting(&mut self, session: &Arc<Session>, outlook: &mut Outlook) -> Result<(), Error> {
        let account = session.account.clone();
        let planned =
            self.core.library.read(move |db| request::to_send(db, &account, RequestState::Planned, u32::MAX)).await?;
        if !self.may_create(outlook) {
            outlook.busy |= !planned.is_empty() && self.creates_go_on();
            return Ok(());
        }
        let ahead = session.account.clone();
        let hosted =
            self.core.library.read(move |db| request::to_send(db, &ahead, RequestState::Hosted, AHEAD)).await?;
        outlook.busy |= !planned.is_empty() && !hosted.is_empty() && self.creates_go_on();
        if hosted.len() >= AHEAD as usize {
            return Ok(());
        }
        for request in planned {
            let is_flying = self.is_flying(|work| *work == Work::Host(request.id.clone()));
            let is_due = self.rests.is_due(request.id.as_str(), self.core.pace.patience, outlook);
            if is_flying || !is_due || self.flying(|work| matches!(work, Work::Host(_))) >= AT_ONCE {
                continue;
            }
            let (core, place) = (self.core.clone(), session.clone());
            self.start(Work::Host(request.id.clone()), session, async move {
                Done::Hosted(host(&core, &place, &request).await)
            });
        }
        Ok(())
    }

    /// What uploading came to. A photo that cannot be read ends the request; a host that fails is tried again, one
    /// that refuses when the person has changed something.
    pub(super) async fn hosted(&mut self, id: RequestId, result: Result<Links, Error>) -> Result<(), Error> {
        match result {
            Ok(links) => {
                self.rests.clear(id.as_str());
                let now = self.core.clock.now();
                self.change_request(&id, RequestEvent::Hosted, move |db, request| {
                    request::set_error(db, &request.id, None)?;
                    request::set_links(db, &request.id, &links, now)
                })
                .await?;
                crash::at(Moment::Hosted);
                Ok(())
            }
            Err(error) if error.code == ErrorCode::Unreadable => {
                self.reject(&id, RequestEvent::CannotSend, error).await
            }
            Err(error) => {
                match error.code {
                    ErrorCode::NoHost => self.rests.add_for_person(id.as_str(), &self.core.pace),
                    ErrorCode::HostRefused => self.rests.stop(id.as_str()),
                    // Each try may leave one more photo there. What was wrong that often is put right by a person.
                    ErrorCode::HostLinkWrong if self.rests.times(id.as_str()) + 1 >= self.core.pace.patience => {
                        self.rests.stop(id.as_str());
                    }
                    _ => self.rests.add(id.as_str(), &self.core.pace, None),
                }
                let request = id.clone();
                self.core.library.write(move |db| request::set_error(db, &request, Some(&error))).await?;
                self.tell_request(&id).await;
                Ok(())
            }
        }
    }
}

async fn host(core: &Core, session: &Session, request: &RequestRow) -> Result<Links, Error> {
    // A sound that the service makes, or fetches from elsewhere, needs no place.
    match (&request.sound_for, &request.spec.sound) {
        (Some(_), Sound::None | Sound::Ai) => return Ok(Links::default()),
        (Some(_), Sound::Link { url }) => {
            reachable(url, session.is_local)?;
            return Ok(Links { sound: Some(url.clone()), ..Links::default() });
        }
        _ => {}
    }
    let Some(uploader) = &session.uploader else {
        return Err(Error::new(
            ErrorCode::NoHost,
            "Akool needs a link to each photo: choose a place for photos in the settings. Nothing was sent.",
        ));
    };
    let put = async |file: &Upload| {
        let link = put(core, uploader, request, file).await?;
        reachable(&link, session.is_local).map(|()| link)
    };
    if let Sound::Link { url } = &request.spec.sound {
        reachable(url, session.is_local)?;
    }
    let mut links = Links::default();
    if request.sound_for.is_none() {
        let image = picture(core, &request.photo, request.token.clone()).await?;
        links.image = Some(put(&image).await?);
        if let Some(end) = &request.spec.end_frame {
            let end = picture(core, end, format!("{}e", request.token)).await?;
            links.end_frame = Some(put(&end).await?);
        }
    }
    links.sound = match &request.spec.sound {
        Sound::None | Sound::Ai => None,
        Sound::Link { url } => Some(url.clone()),
        Sound::File { id } => {
            let sound = sound_file(core, id, format!("{}s", request.token)).await?;
            Some(put(&sound).await?)
        }
    };
    Ok(links)
}

/// A link to this machine or into the network around it gives the photo to us, but never to a service that is elsewhere: it
/// would charge for nothing.
fn reachable(link: &str, is_local: bool) -> Result<(), Error> {
    let Some(host) = Url::parse(link).ok().as_ref().and_then(Url::host).map(|host| host.to_owned()) else {
        return Ok(());
    };
    let is_near = match &host {
        Host::Domain(name) => is_localhost(name),
        Host::Ipv4(ip) => !is_public((*ip).into()),
        Host::Ipv6(ip) => !is_public((*ip).into()),
    };
    if is_local || !is_near {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::HostLinkWrong,
        format!(
            "A link leads to {host}, which is this machine or in the network around it: Akool cannot fetch anything from there. Use a place or a link on the internet; nothing was sent."
        ),
    ))
}

/// Uploads one file and proves its link. A crash anywhere leaves a row from which it is taken down.
async fn put(core: &Core, uploader: &Uploader, request: &RequestRow, file: &Upload) -> Result<String, Error> {
    let row = if uploader.can_delete() { Some(note(core, uploader, request, file).await?) } else { None };
    crash::at(Moment::UploadNoted);
    let placed = uploader.store(file).await;
    crash::at(Moment::Uploaded);
    if let Some(row) = row {
        keep_deletion(core, uploader, row, placed.as_ref().ok()).await?;
    }
    let link = placed?.link;
    uploader.check(&link, file).await?;
    Ok(link.into())
}

async fn note(core: &Core, uploader: &Uploader, request: &RequestRow, file: &Upload) -> Result<i64, Error> {
    let now = core.clock.now();
    let life = uploader.life().map_or(0, |life| i64::try_from(life.as_millis()).unwrap_or(i64::MAX));
    let new = NewUpload {
        host: uploader.config().fingerprint(),
        key: uploader.key(file),
        request: request.id.clone(),
        token: request.token.clone(),
        created_at: now,
        expires_at: now.saturating_add(life),
    };
    core.library.write(move |db| upload::insert(db, &new)).await
}

/// Keeps the link that takes a file down. Where its name is not enough and there is no link, nothing of ours can: the row goes.
async fn keep_deletion(core: &Core, uploader: &Uploader, row: i64, placed: Option<&Placed>) -> Result<(), Error> {
    let deletion = placed.and_then(|placed| placed.deletion.clone());
    let by_name = uploader.deletes_by_name();
    core.library
        .write(move |db| match deletion {
            Some(deletion) => upload::set_deletion(db, row, deletion.method.as_str(), deletion.link.as_str()),
            None if by_name => Ok(()),
            None => upload::remove(db, row),
        })
        .await
}

async fn picture(core: &Core, id: &PhotoId, token: String) -> Result<Upload, Error> {
    let key = id.clone();
    let (extension, link) =
        core.library.read(move |db| Ok((photo::by_id(db, &key)?.extension, photo::link(db, &key)?))).await?;
    let mime = if extension == "png" { "image/png" } else { "image/jpeg" };
    let bytes = read(core.library.photo_path(id, &extension), "photo").await?;
    Ok(Upload { name: format!("{token}.{extension}"), mime, bytes, link })
}

async fn sound_file(core: &Core, id: &SoundId, token: String) -> Result<Upload, Error> {
    let key = id.clone();
    let extension = core.library.read(move |db| sound::extension(db, &key)).await?;
    let bytes = read(core.library.sound_path(id, &extension), "sound").await?;
    Ok(Upload { name: format!("{token}.{extension}"), mime: mime(&extension), bytes, link: None })
}

async fn read(path: PathBuf, what: &str) -> Result<Bytes, Error> {
    tokio::fs::read(&path).await.map(Bytes::from).map_err(|e| {
        let file = path.display();
        Error::new(
            ErrorCode::Unreadable,
            format!("The {what} in the library cannot be read ({file}: {e}). Nothing was sent, nothing was charged."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fault_16_a_link_to_this_machine_or_its_network_is_of_use_only_to_a_service_on_it() {
        for link in [
            "http://127.0.0.1:8787/photos/a.jpg",
            "http://localhost/a.jpg",
            "http://photos.localhost/a.jpg",
            "http://[::1]/a.jpg",
            "https://192.168.1.10/a.jpg",
            "https://10.0.0.5/a.jpg",
            "https://[fd00::1]/a.jpg",
        ] {
            assert!(reachable(link, true).is_ok());
            assert_eq!(reachable(link, false).unwrap_err().code, ErrorCode::HostLinkWrong, "{link}");
        }
        for link in ["https://photos.example/a.jpg", "http://93.184.215.14/a.jpg"] {
            assert!(reachable(link, false).is_ok(), "{link}");
        }
    }
}
