//! Looking for a video whose create call was never answered.
//!
//! Both addresses are undocumented. Anything unexpected is an error, so that "could not look" is never taken for "does
//! not exist".

use serde_json::Value;
use url::form_urlencoded;

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::read;
use crate::reply::Effect;
use crate::service_code::ServiceCode;
use crate::status::Status;
use crate::transport::Call;

/// The look-ups. From [`Client::recovery`].
#[derive(Clone, Copy, Debug)]
pub struct Recovery<'a> {
    client: &'a Client,
}

/// A video as the account's history knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct RecentVideo {
    /// The id, as a create call would have returned it.
    pub id: String,
    /// 15 for image to video.
    pub video_type: Option<i64>,
    /// How far it is.
    pub status: Status,
    /// Where it can be fetched.
    pub video_url: Option<String>,
    /// Milliseconds since 1970.
    pub create_time: Option<i64>,
    /// The prompt, where the row has one.
    pub prompt: Option<String>,
    /// Where the service fetched the picture, where the row says so under that name. It may be an address of the service's
    /// own; see also [`mentions`](Self::mentions).
    pub image_url: Option<String>,
    /// The whole row, since nobody documented it.
    pub raw: Value,
}

impl<'a> Recovery<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// Videos made through the API with this key, newest first. Pages count from 1.
    ///
    /// # Errors
    /// As every call; [`Unreadable`](ErrorKind::Unreadable) for any answer that is not a list of videos with ids.
    pub async fn recent(&self, page: u32, size: u32) -> Result<Vec<RecentVideo>, Error> {
        let path = format!("api/open/v3/content/video/list?page={page}&size={size}");
        let (reply, envelope) = self.client.read(Call::get(&path)).await?;
        let unexpected = || reply.unreadable(Effect::Reads, "not a list of videos");
        let data = envelope.get("data").ok_or_else(unexpected)?;
        let rows = [Some(data), data.get("result"), data.get("list"), data.get("rows")];
        let rows = rows.into_iter().flatten().find_map(Value::as_array).ok_or_else(unexpected)?;
        // One row that cannot be read might be the one that was looked for.
        rows.iter().map(|row| RecentVideo::read(row).ok_or_else(unexpected)).collect()
    }

    /// One video; `None` when the service says that it does not exist.
    ///
    /// # Errors
    /// As every call; [`Unreadable`](ErrorKind::Unreadable) for an answer of another shape.
    pub async fn by_id(&self, id: &str) -> Result<Option<RecentVideo>, Error> {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("video_model_id", id).finish();
        let path = format!("api/open/v3/content/video/infobymodelid?{query}");
        match self.client.read(Call::get(&path)).await {
            Ok((reply, envelope)) => {
                let says_something = |row: &&Value| row.get("video_status").is_some() || row.get("video").is_some();
                let row = envelope.get("data").filter(says_something);
                let video =
                    row.map(|row| RecentVideo::with_id(row, read::id(row, ID).unwrap_or_else(|| id.to_owned())));
                video.map(Some).ok_or_else(|| reply.unreadable(Effect::Reads, "not a video"))
            }
            Err(error) if error.kind == ErrorKind::Service(ServiceCode::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Where a row names its video.
const ID: &[&str] = &["_id", "video_model_id"];

impl RecentVideo {
    /// Whether this text (the unguessable part of a picture's address, say) occurs anywhere in the row.
    pub fn mentions(&self, text: &str) -> bool {
        !text.is_empty() && mentions(&self.raw, text)
    }

    fn read(row: &Value) -> Option<Self> {
        read::id(row, ID).map(|id| Self::with_id(row, id))
    }

    fn with_id(row: &Value, id: String) -> Self {
        Self {
            id,
            video_type: read::integer(row, "type"),
            status: Status::read(row, "video_status"),
            video_url: read::text(row, &["video", "external_video", "video_url"]),
            create_time: read::integer(row, "create_time").map(in_milliseconds),
            prompt: read::text(row, &["prompt"]),
            image_url: read::text(row, &["image_url"]),
            raw: row.clone(),
        }
    }
}

/// Nobody documented the unit. As milliseconds, what is below this lies before March 1973, so that it is seconds.
const LATEST_IN_SECONDS: i64 = 100_000_000_000;

fn in_milliseconds(time: i64) -> i64 {
    if time < LATEST_IN_SECONDS { time.saturating_mul(1000) } else { time }
}

fn mentions(value: &Value, text: &str) -> bool {
    match value {
        Value::String(string) => string.contains(text),
        Value::Array(items) => items.iter().any(|item| mentions(item, text)),
        Value::Object(fields) => fields.values().any(|field| mentions(field, text)),
        _ => false,
    }
}
