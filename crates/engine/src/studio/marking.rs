//! What a person says of videos: that they are kept, and their own words for them.

use super::Studio;
use crate::error::{Error, ErrorCode};
use crate::ids::VideoId;
use crate::library::{tag, video};

/// The longest tag, in characters.
const LONGEST: usize = 40;

impl Studio {
    /// Marks videos as kept, or not.
    ///
    /// # Errors
    /// `NotFound`; then none is changed.
    pub async fn keep(&self, ids: &[VideoId], kept: bool) -> Result<(), Error> {
        self.mark(ids, move |db, id| video::set_kept(db, id, kept)).await
    }

    /// Puts a tag on videos, or takes it off them. The same word in other capitals is the same tag.
    ///
    /// # Errors
    /// `BadSpec` for a tag without a word or of more than 40 characters; `NotFound`. Then none is changed.
    pub async fn tag(&self, ids: &[VideoId], name: &str, is_on: bool) -> Result<(), Error> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
            return Err(Error::new(
                ErrorCode::BadSpec,
                "A tag has 1 to 40 characters. Write another; nothing was changed.",
            ));
        }
        let mark = if is_on { tag::add } else { tag::remove };
        self.mark(ids, move |db, id| mark(db, id, &name)).await
    }

    async fn mark(
        &self,
        ids: &[VideoId],
        mark: impl Fn(&rusqlite::Connection, &VideoId) -> rusqlite::Result<()> + Send + 'static,
    ) -> Result<(), Error> {
        let marked = ids.to_vec();
        self.core
            .library
            .write(move |db| marked.iter().try_for_each(|id| video::by_id(db, id).and_then(|_| mark(db, id))))
            .await?;
        self.core.tell_videos(ids.to_vec()).await;
        Ok(())
    }
}
