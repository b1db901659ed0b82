//! Effects: ready-made movements. With one of them the service ignores the prompt.

use serde_json::Value;

use crate::client::Client;
use crate::error::Error;
use crate::read;
use crate::reply;
use crate::status::Skipped;
use crate::transport::Call;

/// The effects. From [`Client::effects`].
#[derive(Clone, Copy, Debug)]
pub struct Effects<'a> {
    client: &'a Client,
}

/// The effects in the service's order, and what could not be used.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EffectList {
    /// Usable effects.
    pub effects: Vec<Effect>,
    /// Entries without a code.
    pub skipped: Vec<Skipped>,
}

/// A ready-made movement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The service's id, if it gave one.
    pub id: Option<String>,
    /// What a create call sends as `effect_code`.
    pub code: String,
    /// For people; text from outside. The code where there is none.
    pub name: String,
    /// Address of a picture.
    pub logo: Option<String>,
    /// Address of a sample MP4.
    pub video_url: Option<String>,
    /// Milliseconds since 1970.
    pub create_time: Option<i64>,
}

impl<'a> Effects<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// All effects, about 150.
    ///
    /// # Errors
    /// As every call; [`Unreadable`](crate::ErrorKind::Unreadable) when no list came.
    pub async fn list(&self) -> Result<EffectList, Error> {
        let (raw, envelope) = self.client.read(Call::get("api/open/v4/image2Video/effects")).await?;
        let list = envelope.get("data").and_then(|data| data.get("result")).and_then(Value::as_array);
        let list = list.ok_or_else(|| raw.unreadable(reply::Effect::Reads, "no list of effects in it"))?;
        let mut read = EffectList::default();
        for (index, entry) in list.iter().enumerate() {
            match Effect::read(entry) {
                Some(effect) => read.effects.push(effect),
                None => read.skipped.push(Skipped {
                    index,
                    name: read::text(entry, &["name"]),
                    reason: "no effect_code".into(),
                }),
            }
        }
        Ok(read)
    }
}

impl Effect {
    fn read(entry: &Value) -> Option<Self> {
        let code = read::id(entry, &["effect_code"])?;
        Some(Self {
            id: read::id(entry, &["_id"]),
            name: read::text(entry, &["name"]).unwrap_or_else(|| code.clone()),
            logo: read::text(entry, &["logo"]),
            video_url: read::text(entry, &["video_url"]),
            create_time: read::integer(entry, "create_time"),
            code,
        })
    }
}
