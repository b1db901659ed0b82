//! The words of a rule: where, when, what.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Which calls suffer which faults.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The endpoint.
    pub on: Endpoint,
    /// Which of its calls; the next one when left out.
    #[serde(default)]
    pub when: When,
    /// All of them happen, each in its place: delay, reset before, reply before, the call itself, reply after, reset after, body.
    pub faults: Vec<Fault>,
}

/// Where requests arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    /// In a rule: every one of the others.
    Any,
    /// `getToken`.
    Token,
    /// The model list.
    Models,
    /// The effect list.
    Effects,
    /// `createBySourcePrompt/batch`.
    Create,
    /// `createBySourcePrompt`.
    CreateSingle,
    /// `resultsByIds`.
    Results,
    /// `updateVideoAudio`.
    Audio,
    /// `delbyids`.
    Delete,
    /// `quota/info`.
    Balance,
    /// `content/video/list`.
    List,
    /// `content/video/infobymodelid`.
    Info,
    /// The uploader of photos.
    Upload,
    /// A photo that is fetched.
    Photo,
    /// A video that is fetched.
    Video,
}

/// Which calls, counted from when the rule was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// The next so many.
    Next(u32),
    /// Only this one; 1 is the next.
    Call(u32),
    /// All.
    Always,
}

impl Default for When {
    fn default() -> Self {
        Self::Next(1)
    }
}

/// One thing that goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// The call waits before anything else. It is carried out also when the client gives up meanwhile.
    Delay {
        /// Milliseconds.
        ms: u64,
    },
    /// The connection is reset and no reply is sent.
    Reset {
        /// Whether the call is carried out before.
        #[serde(default)]
        accept: bool,
    },
    /// Another reply than the service's.
    Reply(Reply),
    /// A `Retry-After` header on whatever reply is sent.
    RetryAfter(RetryAfter),
    /// The connection ends within the body, which is shorter than `Content-Length` says.
    CutBody {
        /// Bytes that are sent; half of them when `None`.
        keep: Option<u64>,
    },
    /// The body comes slowly.
    Slow {
        /// Bytes a second, at least 1.
        bytes_per_second: u32,
    },
    /// The body comes without `Content-Length`.
    NoLength,
    /// Video: another `ETag` than before, as if the file had changed.
    NewEtag,
    /// Video: the whole file, whatever `Range` says.
    IgnoreRange,
    /// Video: the end of its seven days is now. On results: that of all videos asked for.
    Expire,
    /// Results: these ids are missing; all of them when empty.
    MissingIds {
        /// The ids.
        #[serde(default)]
        ids: Vec<String>,
    },
    /// Results: a call that asks for this id among others is refused as a whole with 1008.
    PoisonId {
        /// The id.
        id: String,
    },
    /// Results, list, info: these fields are set in each row. `{"status": 7}`, `{"video_url": null}`, `{"file_name": "../x"}`.
    SetFields {
        /// Only in the rows of these ids; in all when empty.
        #[serde(default)]
        ids: Vec<String>,
        /// The fields.
        fields: Map<String, Value>,
    },
    /// Create, single create, audio: so many videos are accepted (and charged), whatever the count that was asked for.
    AcceptCount {
        /// How many. 0 is a success with an empty list, or without data where the reply has no list; more than one are
        /// accepted there as well, and the reply shows the first.
        count: u32,
    },
    /// Create: the first item of the success list is there twice.
    RepeatItem,
    /// Create, single create, audio: the accepted jobs will fail and give their credits back.
    FailJob {
        /// The field of the result that holds the words; nowhere when `None`.
        field: Option<String>,
        /// The words.
        words: String,
    },
}

impl Fault {
    /// Results say this instead of the true status.
    pub fn status(status: impl Into<Value>) -> Self {
        Self::fields([("status", status.into())])
    }

    /// Results say that a job is done, and name no video.
    pub fn done_without_url() -> Self {
        Self::fields([("status", 3.into()), ("video_url", Value::Null)])
    }

    /// These fields in each row.
    pub fn fields<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Self {
        Self::SetFields {
            ids: Vec::new(),
            fields: fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        }
    }

    /// HTTP status and nothing else, as a gateway answers; the call is not carried out.
    pub fn http(status: u16) -> Self {
        Self::Reply(Reply { status: Some(status), ..Reply::default() })
    }

    /// HTTP 200 with another code of the service; the call is not carried out.
    pub fn code(code: i64, msg: &str) -> Self {
        Self::Reply(Reply { code: Some(code), msg: Some(msg.to_owned()), ..Reply::default() })
    }

    /// The sentence that the service was seen to say, with code 1005.
    pub fn too_many_requests(seconds: u32) -> Self {
        Self::code(1005, &format!("Too many requests from your IP, please retry after {seconds} seconds"))
    }

    /// HTTP 200 with a web page, as a captive portal answers.
    pub fn captive_portal() -> Self {
        Self::Reply(Reply {
            body: Some("<!doctype html><html><head><title>Welcome</title></head><body>Sign in to use this network.</body></html>".to_owned()),
            content_type: Some("text/html; charset=utf-8".to_owned()),
            ..Reply::default()
        })
    }
}

/// Another reply than the service's. Without a body it is the envelope when a code is given, and a gateway's page when not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reply {
    /// HTTP status; 200 when `None`.
    pub status: Option<u16>,
    /// `code` of the envelope.
    pub code: Option<i64>,
    /// `msg` of the envelope.
    pub msg: Option<String>,
    /// The whole body, instead of an envelope.
    pub body: Option<String>,
    /// The body's type; `application/json` when `None`.
    pub content_type: Option<String>,
    /// Further headers.
    pub headers: Vec<(String, String)>,
    /// Whether the call is carried out all the same.
    pub accept: bool,
}

/// How `Retry-After` is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetryAfter {
    /// As seconds.
    Seconds(u32),
    /// As a date so many seconds from now.
    Date(u32),
}
