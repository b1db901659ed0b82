//! Asking for videos. The service knows no idempotency key: sending twice pays twice.
//!
//! Nothing in here may ever send a second time because of an outcome that is not certain.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{CreateReply, Videos};
use crate::error::Error;
use crate::reply::RawReply;
use crate::transport::Call;

/// One picture, one prompt, 1 to 10 videos.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CreateBatch {
    /// Where the service's servers fetch the picture: public or presigned. PNG or JPEG.
    pub image_url: String,
    /// What should happen. Ignored when there is an effect.
    pub prompt: String,
    /// A model's `value`; the service chooses where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_name: Option<String>,
    /// What should not happen. Sent also when empty, since the documentation is of two minds.
    pub negative_prompt: String,
    /// Let the service lengthen the prompt; only where the model supports it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extend_prompt: Option<bool>,
    /// A resolution's `value`, letter for letter.
    pub resolution: String,
    /// Seconds, one of the resolution's durations.
    pub video_length: u32,
    /// The picture on which the video should end; only where the model supports it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_image_url: Option<String>,
    /// Sound made by the model; only where it can, and it may cost more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generate_audio: Option<bool>,
    /// Where the sound comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_type: Option<AudioType>,
    /// Where the service fetches the sound, with [`AudioType::File`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_url: Option<String>,
    /// An effect's `code`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect_code: Option<String>,
    /// How many videos, 1 to 10 and not above the model's `max_count`. Each is charged.
    pub count: u32,
    /// Where the service posts when a video is done; see [`webhook`](crate::webhook).
    #[serde(rename = "webhookurl", skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<String>,
}

impl CreateBatch {
    /// One video, everything else left to the service.
    pub fn new(
        image_url: impl Into<String>,
        prompt: impl Into<String>,
        resolution: impl Into<String>,
        seconds: u32,
    ) -> Self {
        Self {
            image_url: image_url.into(),
            prompt: prompt.into(),
            model_name: None,
            negative_prompt: String::new(),
            extend_prompt: None,
            resolution: resolution.into(),
            video_length: seconds,
            last_image_url: None,
            generate_audio: None,
            audio_type: None,
            audio_url: None,
            effect_code: None,
            count: 1,
            webhook_url: None,
        }
    }
}

/// The single call: the same fields and one more.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CreateSingle {
    /// As for a batch.
    #[serde(flatten)]
    pub request: CreateBatch,
    /// Asks for a premium model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_premium_model: Option<bool>,
}

/// Where a video's sound comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AudioType {
    /// 1: made by the service.
    Ai,
    /// 2: a file of one's own.
    File,
    /// 3: no sound.
    None,
}

impl AudioType {
    /// The service's number.
    pub fn number(self) -> u8 {
        match self {
            Self::Ai => 1,
            Self::File => 2,
            Self::None => 3,
        }
    }
}

impl Serialize for AudioType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.number())
    }
}

impl Videos<'_> {
    /// Asks for videos. **Use this also for one video**: the single call has been seen to charge for a premium model.
    ///
    /// Any complete reply is `Ok`, whatever it says: store it, then read it with [`CreateReply::parse`].
    ///
    /// # Errors
    /// See `maybe_processed`: only where it is false is it certain that nothing was made or charged.
    pub async fn create_batch(&self, request: &CreateBatch) -> Result<RawReply, Error> {
        self.create("api/open/v4/image2Video/createBySourcePrompt/batch", to_json(request)?).await
    }

    /// The single call, for completeness. *Observed*: it uses a premium model at 100 credits whatever is asked.
    ///
    /// # Errors
    /// As [`create_batch`](Self::create_batch).
    pub async fn create_single(&self, request: &CreateSingle) -> Result<RawReply, Error> {
        self.create("api/open/v4/image2Video/createBySourcePrompt", to_json(request)?).await
    }

    async fn create(&self, path: &str, body: Value) -> Result<RawReply, Error> {
        let result = self.client.send(Call::change(path, body)).await;
        // A connection that broke after the last brace has lost nothing.
        if let Some(reply) = result.as_ref().err().and_then(Error::raw_reply)
            && CreateReply::parse(&reply).is_ok_and(|read| !read.accepted.is_empty())
        {
            return Ok(reply);
        }
        result
    }
}

pub(super) fn to_json(request: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_value(request).map_err(Error::config)
}
