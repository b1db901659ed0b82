//! How far videos are.

use serde_json::Value;

use super::{Videos, joined};
use crate::error::Error;
use crate::read;
use crate::status::Status;
use crate::transport::Call;

/// A video as the service knows it now.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultItem {
    /// By which it was asked for.
    pub id: String,
    /// How far it is. For what to do next see [`outcome`](Self::outcome).
    pub status: Status,
    /// Where the file is; it is deleted 7 days after creation.
    pub video_url: Option<String>,
    /// A still of it.
    pub cover_url: Option<String>,
    /// Why it failed, in the service's words; text from outside.
    pub failure: Option<String>,
    /// Seconds, as measured by the service (5.063 for "5").
    pub video_duration: Option<f64>,
    /// Not unique and not safe: never a path.
    pub file_name: Option<String>,
    /// Credits that it cost.
    pub deduction_credit: Option<f64>,
    /// Milliseconds since 1970.
    pub create_time: Option<i64>,
    /// Milliseconds since 1970.
    pub update_time: Option<i64>,
    /// As sent.
    pub image_url: Option<String>,
    /// As sent.
    pub prompt: Option<String>,
    /// As sent.
    pub resolution: Option<String>,
    /// For people.
    pub effect_name: Option<String>,
    /// As sent.
    pub effect_code: Option<String>,
    /// 1 made by the service, 2 a file of one's own, 3 none.
    pub audio_type: Option<i64>,
    /// As sent.
    pub audio_url: Option<String>,
    /// Only sound was added to an earlier video.
    pub only_add_audio: bool,
    /// Undocumented.
    pub sub_type: Option<i64>,
}

/// What a result asks of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// Ask again. Also for done without an address, and for a status that nobody documented.
    Pending,
    /// Fetch it from here.
    Ready(&'a str),
    /// It was not made, for this reason if there is one.
    Failed(Option<&'a str>),
}

impl Videos<'_> {
    /// How far these videos are. An id may be missing from the answer, above all shortly after it was created: that
    /// means pending, not lost. Asking for none sends nothing.
    ///
    /// # Errors
    /// As every call; [`Config`](crate::ErrorKind::Config) for an empty id or one with a comma.
    pub async fn results(&self, ids: &[&str]) -> Result<Vec<ResultItem>, Error> {
        let body = joined(ids)?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let (_, envelope) = self.client.read(Call::ask("api/open/v4/image2Video/resultsByIds", body)).await?;
        // No list at all has been observed and means the same as an empty one.
        let list = envelope.get("data").and_then(|data| data.get("result")).and_then(Value::as_array);
        Ok(list.into_iter().flatten().filter_map(ResultItem::read).collect())
    }
}

impl ResultItem {
    /// What to do next.
    pub fn outcome(&self) -> Outcome<'_> {
        match (self.status, &self.video_url) {
            (Status::Failed, _) => Outcome::Failed(self.failure.as_deref()),
            (Status::Done, Some(url)) => Outcome::Ready(url),
            _ => Outcome::Pending,
        }
    }

    fn read(item: &Value) -> Option<Self> {
        Some(Self {
            id: read::id(item, &["_id"])?,
            status: Status::read(item, "status"),
            video_url: read::text(item, &["video_url"]),
            cover_url: read::text(item, &["cover_url"]),
            failure: read::text(item, &["error_reason", "error_message", "fail_msg", "msg"]),
            video_duration: read::number(item, "video_duration").filter(|&seconds| seconds >= 0.0),
            file_name: read::text(item, &["file_name"]),
            deduction_credit: read::number(item, "deduction_credit"),
            create_time: read::integer(item, "create_time"),
            update_time: read::integer(item, "update_time"),
            image_url: read::text(item, &["image_url"]),
            prompt: read::text(item, &["prompt"]),
            resolution: read::text(item, &["resolution"]),
            effect_name: read::text(item, &["effect_name"]),
            effect_code: read::text(item, &["effect_code"]),
            audio_type: read::integer(item, "audio_type"),
            audio_url: read::text(item, &["audio_url"]),
            only_add_audio: read::flag(item, "only_add_audio").unwrap_or(false),
            sub_type: read::integer(item, "sub_type"),
        })
    }
}
