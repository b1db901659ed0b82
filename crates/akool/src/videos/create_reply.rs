//! What a create call was answered: which videos were accepted, and what was refused.
//!
//! Pure. An id that is anywhere in a list of successes is never lost, whatever else is wrong with the reply.

use serde_json::Value;

use crate::error::Error;
use crate::read;
use crate::reply::{Effect, RawReply};
use crate::service_code::ServiceCode;
use crate::status::Status;

/// What became of a create call that was answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreateReply {
    /// Accepted videos, each id once. Empty: the request was rejected, see [`is_rejected`](Self::is_rejected).
    pub accepted: Vec<AcceptedVideo>,
    /// Ids that came more than once, each once.
    pub duplicates: Vec<String>,
    /// What the service refused, in its words.
    pub refused: Vec<Refusal>,
    /// Successes without a readable id: made and charged, but only to be found by [`recovery`](crate::recovery).
    pub without_id: usize,
    /// The service's words for the whole call.
    pub message: Option<String>,
}

/// A video that the service will make.
#[derive(Clone, Debug, PartialEq)]
pub struct AcceptedVideo {
    /// By which it is asked for.
    pub id: String,
    /// Usually queued.
    pub status: Status,
    /// Credits that this video cost: the true price.
    pub deduction_credit: Option<f64>,
    /// Milliseconds since 1970.
    pub create_time: Option<i64>,
    /// As sent.
    pub image_url: Option<String>,
    /// As sent.
    pub last_image_url: Option<String>,
    /// As sent.
    pub prompt: Option<String>,
    /// As sent.
    pub negative_prompt: Option<String>,
    /// As sent.
    pub extend_prompt: Option<bool>,
    /// As sent.
    pub resolution: Option<String>,
    /// Not unique and not safe: never a path.
    pub file_name: Option<String>,
    /// The model that makes it.
    pub model_name: Option<String>,
    /// Shared by the videos of one call.
    pub batch_id: Option<String>,
    /// Videos in that batch.
    pub batch_count: Option<u32>,
}

/// Something that the service refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The service's code, if it gave one.
    pub code: Option<i32>,
    /// The service's words; text from outside.
    pub message: String,
}

impl CreateReply {
    /// Reads a reply, fresh or from a store.
    ///
    /// # Errors
    /// [`Service`](crate::ErrorKind::Service) for a code other than 1000, [`Http`](crate::ErrorKind::Http) for a gateway,
    /// [`Unreadable`](crate::ErrorKind::Unreadable) otherwise; `maybe_processed` says whether videos may have been made.
    pub fn parse(reply: &RawReply) -> Result<Self, Error> {
        if let Some(json) = reply.json() {
            let read = Self::read(&json);
            // Accepted is accepted, even beside a strange code or status.
            if !read.accepted.is_empty() {
                return Ok(read);
            }
        }
        let envelope = reply.envelope(Effect::Changes)?;
        let read = Self::read(&envelope);
        let successes = envelope.get("data").and_then(|data| data.get("successList")).unwrap_or(&Value::Null);
        // Where all were refused, an empty list may be left out.
        let lists_successes = successes.is_array() || (successes.is_null() && !read.refused.is_empty());
        if lists_successes && read.without_id == 0 {
            Ok(read)
        } else {
            Err(reply.unreadable(Effect::Changes, "a success that names no video"))
        }
    }

    /// Nothing was accepted.
    pub fn is_rejected(&self) -> bool {
        self.accepted.is_empty()
    }

    fn read(envelope: &Value) -> Self {
        let mut read = Self { message: read::text(envelope, &["msg", "message"]), ..Self::default() };
        let data = envelope.get("data").unwrap_or(&Value::Null);
        for item in successes(data) {
            match AcceptedVideo::read(item) {
                None => read.without_id += 1,
                Some(video) if read.accepted.iter().all(|other| other.id != video.id) => read.accepted.push(video),
                Some(video) if !read.duplicates.contains(&video.id) => read.duplicates.push(video.id),
                Some(_) => {}
            }
        }
        let errors = data.get("errorList").and_then(Value::as_array);
        read.refused = errors.into_iter().flatten().map(Refusal::read).collect();
        read
    }
}

impl Refusal {
    /// What the code means, if there is one.
    pub fn meaning(&self) -> Option<ServiceCode> {
        self.code.map(ServiceCode::from)
    }

    fn read(item: &Value) -> Self {
        let words = item.as_str().map(str::to_owned);
        let words = words.or_else(|| read::text(item, &["msg", "message", "error_msg", "error", "error_reason"]));
        Self {
            code: read::integer(item, "code").and_then(|code| i32::try_from(code).ok()),
            message: words.unwrap_or_else(|| item.to_string()),
        }
    }
}

impl AcceptedVideo {
    fn read(item: &Value) -> Option<Self> {
        Some(Self {
            id: read::as_id(item).or_else(|| read::id(item, &["_id", "id"]))?,
            status: Status::read(item, "status"),
            deduction_credit: read::number(item, "deduction_credit"),
            create_time: read::integer(item, "create_time"),
            image_url: read::text(item, &["image_url"]),
            last_image_url: read::text(item, &["last_image_url"]),
            prompt: read::text(item, &["prompt"]),
            negative_prompt: read::text(item, &["negative_prompt"]),
            extend_prompt: read::flag(item, "extend_prompt"),
            resolution: read::text(item, &["resolution"]),
            file_name: read::text(item, &["file_name"]),
            model_name: read::text(item, &["model_name"]),
            batch_id: read::id(item, &["batch_id"]),
            batch_count: read::count(item, "batch_count"),
        })
    }
}

/// The list of a batch; the item itself where a single call was answered.
fn successes(data: &Value) -> &[Value] {
    match data.get("successList") {
        Some(Value::Array(list)) => list,
        Some(_) => &[],
        None if data.get("_id").is_some() => std::slice::from_ref(data),
        None => &[],
    }
}
