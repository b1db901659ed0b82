//! Photos as the tray shows them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Error;
use crate::ids::PhotoId;

/// A photo, as prepared for the service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PhotoView {
    /// Its row.
    pub id: PhotoId,
    /// The name it came with, without a folder.
    pub name: String,
    /// What it was.
    pub original: Picture,
    /// What will leave the machine.
    pub prepared: Picture,
    /// What was done to it, in the order in which it was done.
    pub notices: Vec<Notice>,
}

/// The facts of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Picture {
    /// Short name of the format: `JPEG`, `PNG`, `WebP`, `GIF`, `BMP`, `TIFF`, `HEIC`.
    pub format: String,
    /// Width in pixels, as a person sees it (after orientation).
    pub width: u32,
    /// Height in pixels, as a person sees it (after orientation).
    pub height: u32,
    /// Size of the file.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// Something that preparing did to a photo and that a person may want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Notice {
    /// Turned upright by its orientation tag.
    Turned,
    /// Written in another format.
    Converted,
    /// Scaled down to the service's limits.
    ScaledDown,
    /// Only the first picture of several was taken.
    FirstFrame,
    /// Transparency was laid on white.
    Flattened,
    /// Colours were converted to sRGB.
    ColoursConverted,
    /// Location data was removed.
    LocationRemoved,
    /// Other private data (camera, names, thumbnails) was removed.
    PrivateDataRemoved,
    /// Cut to the widest or tallest shape that the service takes.
    Cropped,
}

/// A picture that could not be taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RefusedPhoto {
    /// The name it came with, without a folder.
    pub name: String,
    /// Why not, and what to do.
    pub error: Error,
}

/// What became of the pictures of one drop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Imported {
    /// Taken, in the order in which they came.
    pub photos: Vec<PhotoView>,
    /// Refused.
    pub refused: Vec<RefusedPhoto>,
}
