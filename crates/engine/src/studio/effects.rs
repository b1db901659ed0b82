//! Effects, through the door: the list, the person's favourites, and the pictures and previews, which are kept here once they
//! were shown.

use std::path::PathBuf;
use std::sync::Arc;

use url::Url;

use super::Studio;
use super::importing::blocking;
use super::service::connected;
use crate::error::{Error, ErrorCode};
use crate::files::write_whole;
use crate::library::account;
use crate::library::effect::{self, EffectFile, EffectRow};
use crate::photo::{Limits, thumbnail};
use crate::queue::to_error;
use crate::save::{Download, SaveLimits};
use crate::session::Session;
use crate::source::Source;
use crate::view::EffectView;

/// The largest preview, in bytes: some seconds of a small video.
const LARGEST: u64 = 64 << 20;

impl Studio {
    /// Asks the service for its effects.
    ///
    /// # Errors
    /// Why the service did not tell them.
    pub async fn effects(&self) -> Result<Vec<EffectView>, Error> {
        let session = connected(&self.core)?;
        let list = session.client.effects().list().await.map_err(|e| to_error(&e))?;
        let row = |effect: akool::Effect| EffectRow {
            code: effect.code,
            name: effect.name,
            poster: effect.logo,
            preview: effect.video_url,
        };
        let rows: Vec<_> = list.effects.into_iter().map(row).collect();
        let name = session.account.clone();
        self.core.library.learn(move |db| account::keep_listing(db, &name, effect::LISTING, &rows)).await?;
        self.listed_effects(&session).await
    }

    /// Marks an effect as a favourite, or not, and tells them all anew.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub async fn favour_effect(&self, code: &str, is_favourite: bool) -> Result<Vec<EffectView>, Error> {
        let session = connected(&self.core)?;
        let code = code.to_owned();
        self.core.library.write(move |db| effect::set_favourite(db, &code, is_favourite)).await?;
        self.listed_effects(&session).await
    }

    /// A small JPEG that shows an effect. Fetched when it is first asked for.
    ///
    /// # Errors
    /// `NotFound` when there is none, or when it can neither be fetched nor was fetched before.
    pub async fn effect_poster_file(&self, code: &str) -> Result<PathBuf, Error> {
        let session = connected(&self.core)?;
        let (file, url) = self.effect_file(&session, code, EffectFile::Poster).await?;
        let _turn = self.core.fetching.take(file.clone()).await;
        if file.is_file() {
            return Ok(file);
        }
        let limits = Limits::default();
        let bytes = self.core.way().reader.read(Source::Url(url), &limits).await.map_err(|_| not_shown())?;
        let jpeg = blocking(move || thumbnail(&bytes, &limits)).await?.map_err(|_| not_shown())?;
        write_whole(&file, &jpeg).map_err(|e| not_kept(&e))?;
        Ok(file)
    }

    /// A sample MP4 of an effect. Fetched when it is first asked for.
    ///
    /// # Errors
    /// As [`Studio::effect_poster_file`].
    pub async fn effect_preview_file(&self, code: &str) -> Result<PathBuf, Error> {
        let session = connected(&self.core)?;
        let (file, url) = self.effect_file(&session, code, EffectFile::Preview).await?;
        let _turn = self.core.fetching.take(file.clone()).await;
        if file.is_file() {
            return Ok(file);
        }
        let (Some(folder), Some(stem)) = (file.parent(), file.file_stem().and_then(|stem| stem.to_str())) else {
            return Err(not_shown());
        };
        let download = Download {
            url: &url,
            folder,
            file_stem: stem,
            part: &file.with_extension("part"),
            tail: None,
            allow_loopback: session.is_local,
            limits: SaveLimits { max_bytes: LARGEST, ..SaveLimits::default() },
        };
        let saved = self.core.way().saver.save(&download, &|_, _| {}).await;
        saved.map(|saved| saved.path).map_err(|error| {
            tracing::info!(%error, "the preview of an effect was not fetched");
            not_shown()
        })
    }

    async fn listed_effects(&self, session: &Arc<Session>) -> Result<Vec<EffectView>, Error> {
        let name = session.account.clone();
        self.core.library.read(move |db| effect::views(db, &name)).await
    }

    /// Where a file of an effect's is kept, and where it comes from.
    async fn effect_file(&self, session: &Arc<Session>, code: &str, file: EffectFile) -> Result<(PathBuf, Url), Error> {
        let (name, code) = (session.account.clone(), code.to_owned());
        let listed = self.core.library.read(move |db| effect::listed(db, &name)).await?.unwrap_or_default();
        let effect = listed.iter().find(|effect| effect.code == code).ok_or_else(not_shown)?;
        let url = effect.address(file).ok_or_else(not_shown)?;
        let ending = match file {
            EffectFile::Poster => "jpg",
            EffectFile::Preview => "mp4",
        };
        Ok((self.core.library.effect_path(&effect.file_stem(&url), ending), url))
    }
}

fn not_shown() -> Error {
    Error::new(
        ErrorCode::NotFound,
        "There is no picture of this effect right now. It can be used all the same; nothing was charged.",
    )
}

fn not_kept(why: &std::io::Error) -> Error {
    Error::new(
        ErrorCode::FolderUnusable,
        format!(
            "The picture of an effect could not be kept: {why}. Make room in the library's folder; nothing was charged."
        ),
    )
}
