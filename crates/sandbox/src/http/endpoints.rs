//! The paths, each written once.

/// The paths of the endpoints.
pub(crate) struct Endpoints;

impl Endpoints {
    pub(crate) const TOKEN: &str = "/api/open/v3/getToken";
    pub(crate) const MODELS: &str = "/api/open/v4/aigModel/list";
    pub(crate) const EFFECTS: &str = "/api/open/v4/image2Video/effects";
    pub(crate) const CREATE: &str = "/api/open/v4/image2Video/createBySourcePrompt/batch";
    pub(crate) const CREATE_SINGLE: &str = "/api/open/v4/image2Video/createBySourcePrompt";
    pub(crate) const RESULTS: &str = "/api/open/v4/image2Video/resultsByIds";
    pub(crate) const AUDIO: &str = "/api/open/v4/image2Video/updateVideoAudio";
    pub(crate) const DELETE: &str = "/api/open/v4/image2Video/delbyids";
    pub(crate) const BALANCE: &str = "/api/open/v3/faceswap/quota/info";
    pub(crate) const LIST: &str = "/api/open/v3/content/video/list";
    pub(crate) const INFO: &str = "/api/open/v3/content/video/infobymodelid";
    pub(crate) const UPLOAD: &str = "/photos";
    pub(crate) const PHOTO: &str = "/photos/{name}";
    pub(crate) const VIDEO: &str = "/videos/{name}";
    pub(crate) const EFFECT: &str = "/effects/{name}";
}
