//! Photos as the tray shows them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Error;
use crate::ids::{OfferId, PhotoId};

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

/// A picture too wide or too tall for the service, which could be used without its edges.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CropOffer {
    /// Its row; the media server shows the whole picture by it.
    pub id: OfferId,
    /// The name it came with, without a folder.
    pub name: String,
    /// Width in pixels, as a person sees it.
    pub width: u32,
    /// Height in pixels, as a person sees it.
    pub height: u32,
    /// The part that would be kept.
    pub crop: CropRect,
    /// Taken up: the photo in the tray that was made of it, which can be undone.
    pub photo: Option<PhotoId>,
}

/// A part of a picture, in pixels from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CropRect {
    /// Pixels to the left of it.
    pub left: u32,
    /// Pixels above it.
    pub top: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
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
    /// Not of a shape that the service takes, but they would be without their edges.
    pub offers: Vec<CropOffer>,
    /// Files of the folders that are no pictures: counted, because nobody named them.
    pub others: u32,
}
