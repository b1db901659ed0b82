//! Giving a finished video sound. That makes a new video, and costs.

use serde::Serialize;
use serde_json::Value;

use super::Videos;
use super::create::{AudioType, to_json};
use crate::error::Error;
use crate::read;
use crate::reply::{Effect, RawReply};
use crate::status::Status;
use crate::transport::Call;

/// Which video gets which sound.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AudioUpdate {
    /// The finished video.
    pub pre_video_id: String,
    /// [`AudioType::Ai`] or [`AudioType::File`].
    pub audio_type: AudioType,
    /// Where the service fetches the sound, with [`AudioType::File`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_url: Option<String>,
}

/// The new video that will have the sound. It is asked for like any other.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioJob {
    /// The new id.
    pub id: String,
    /// The video that it was made from.
    pub pre_video_id: Option<String>,
    /// Usually queued.
    pub status: Status,
    /// Only sound is added.
    pub only_add_audio: bool,
    /// Credits that it cost.
    pub deduction_credit: Option<f64>,
    /// 1 made by the service, 2 a file of one's own.
    pub audio_type: Option<i64>,
}

impl Videos<'_> {
    /// Asks for a video with sound. Any complete reply is `Ok`: store it, then read it with [`AudioJob::parse`].
    ///
    /// # Errors
    /// As [`create_batch`](Self::create_batch).
    pub async fn update_audio(&self, update: &AudioUpdate) -> Result<RawReply, Error> {
        let path = "api/open/v4/image2Video/updateVideoAudio";
        let result = self.client.send(Call::change(path, to_json(update)?)).await;
        // A connection that broke after the last brace has lost nothing.
        match result.as_ref().err().and_then(Error::raw_reply) {
            Some(reply) if AudioJob::parse(&reply).is_ok() => Ok(reply),
            _ => result,
        }
    }
}

impl AudioJob {
    /// Reads a reply, fresh or from a store.
    ///
    /// # Errors
    /// As [`CreateReply::parse`](super::CreateReply::parse).
    pub fn parse(reply: &RawReply) -> Result<Self, Error> {
        let json = reply.json();
        let job = json.as_ref().and_then(|json| json.get("data")).and_then(Self::read);
        match (reply.envelope(Effect::Changes), job) {
            (Ok(_), Some(job)) => Ok(job),
            (Ok(_), None) => Err(reply.unreadable(Effect::Changes, "a success that names no video")),
            // Accepted is accepted, even beside a strange code or status; a refusal may name the old video, though.
            (Err(_), Some(job)) if job.is_surely_new() => Ok(job),
            (Err(error), _) => Err(error),
        }
    }

    /// Whether the id is not that of the video to which sound was to be added.
    fn is_surely_new(&self) -> bool {
        self.pre_video_id.as_ref().is_some_and(|old| *old != self.id)
    }

    fn read(data: &Value) -> Option<Self> {
        Some(Self {
            id: read::id(data, &["_id"])?,
            pre_video_id: read::id(data, &["pre_video_id"]),
            status: Status::read(data, "status"),
            only_add_audio: read::flag(data, "only_add_audio").unwrap_or(false),
            deduction_credit: read::number(data, "deduction_credit"),
            audio_type: read::integer(data, "audio_type"),
        })
    }
}
