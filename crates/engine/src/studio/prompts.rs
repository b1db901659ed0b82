//! Prompts that were used, and texts that the person keeps, through the door.

use super::Studio;
use crate::error::{Error, ErrorCode};
use crate::ids::PresetId;
use crate::library::prompt;
use crate::view::{Preset, PresetKind, PromptUse};

/// The longest list of prompts.
const MOST: u32 = 500;
/// Characters of a preset's name, and of its text: far more than the service takes.
const LONGEST_NAME: usize = 80;
const LONGEST_TEXT: usize = 5_000;

impl Studio {
    /// Prompts that were sent, each once, the one that was used last first. `search`: in either prompt, whatever the case.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub async fn prompts(&self, search: &str, limit: u32) -> Result<Vec<PromptUse>, Error> {
        let mut used = self.core.library.read(prompt::used).await?;
        let search = search.trim().to_lowercase();
        let holds = |text: &str| text.to_lowercase().contains(&search);
        used.retain(|used| holds(&used.prompt) || holds(&used.negative_prompt));
        used.truncate(limit.clamp(1, MOST) as usize);
        Ok(used)
    }

    /// The texts that the person keeps, in the order in which they were made.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub async fn presets(&self) -> Result<Vec<Preset>, Error> {
        self.core.library.read(prompt::presets).await
    }

    /// Keeps a text; `id`: in place of this one. Gives all of them.
    ///
    /// # Errors
    /// `BadSpec` without a name or a text, for one that is too long, and for a name that another one of its field has;
    /// `NotFound` for an `id` that is gone; when the library cannot be written.
    pub async fn save_preset(
        &self,
        id: Option<PresetId>,
        kind: PresetKind,
        name: &str,
        text: &str,
    ) -> Result<Vec<Preset>, Error> {
        let (name, text) = (name.trim().to_owned(), text.trim().to_owned());
        check("name", &name, LONGEST_NAME)?;
        check("text", &text, LONGEST_TEXT)?;
        let now = self.core.clock.now();
        let (is_new, fresh) = (id.is_none(), id.map_or_else(PresetId::fresh, Ok)?);
        let preset = Preset { id: fresh, kind, name, text };
        let save = move |db: &rusqlite::Transaction<'_>| {
            let others = prompt::presets(db)?;
            if !is_new && !others.iter().any(|other| other.id == preset.id) {
                return Err(rusqlite::Error::QueryReturnedNoRows);
            }
            let has_its_name = |other: &&Preset| other.id != preset.id && prompt::are_alike(other, &preset);
            if let Some(other) = others.iter().find(has_its_name) {
                return Ok(Err(taken(&other.name)));
            }
            prompt::save_preset(db, &preset, now)?;
            prompt::presets(db).map(Ok)
        };
        self.core.library.write(save).await?
    }

    /// Forgets a text; one that is gone is no fault. Gives those that are left.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub async fn delete_preset(&self, id: PresetId) -> Result<Vec<Preset>, Error> {
        let delete = move |db: &rusqlite::Transaction<'_>| {
            prompt::delete_preset(db, &id)?;
            prompt::presets(db)
        };
        self.core.library.write(delete).await
    }
}

fn check(what: &str, words: &str, longest: usize) -> Result<(), Error> {
    let refuse = |message: String| Err(Error::new(ErrorCode::BadSpec, message));
    match words.chars().count() {
        0 => refuse(format!("A preset needs a {what}. Nothing was saved.")),
        length if length > longest => {
            refuse(format!("The {what} is longer than {longest} characters. Shorten it; nothing was saved."))
        }
        _ => Ok(()),
    }
}

fn taken(name: &str) -> Error {
    Error::new(
        ErrorCode::BadSpec,
        format!("There is a preset called {name} already. Choose another name; nothing was saved."),
    )
}
