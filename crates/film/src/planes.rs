//! Pictures as the encoder takes them: 8-bit Y'CbCr 4:2:0, BT.601, limited range.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use openh264::formats::{RgbSliceU8, YUVBuffer, YUVSlices, YUVSource};

use super::{Picture, RenderError};

/// How much larger than the frame the photo is kept, so that a camera that moves in does not run out of pixels.
const MARGIN: f64 = 1.25;

/// One plane of samples, row after row.
pub(crate) struct Plane {
    pub width: usize,
    pub height: usize,
    pub samples: Vec<u8>,
}

/// Luma, and both chroma planes at half its width and height.
pub(crate) struct Planes {
    pub y: Plane,
    pub u: Plane,
    pub v: Plane,
}

impl Planes {
    /// A black picture; width and height are even.
    pub(crate) fn black(width: u32, height: u32) -> Self {
        let plane = |width: u32, height: u32, sample| Plane {
            width: width as usize,
            height: height as usize,
            samples: vec![sample; width as usize * height as usize],
        };
        Self { y: plane(width, height, 16), u: plane(width / 2, height / 2, 128), v: plane(width / 2, height / 2, 128) }
    }

    /// The photo, cut to the frame's aspect around its middle and scaled to a little over the frame.
    pub(crate) fn covering(photo: &Picture, frame_width: u32, frame_height: u32) -> Result<Self, RenderError> {
        let larger = |pixels: u32| ((f64::from(pixels) * MARGIN / 2.0).ceil() as u32) * 2;
        let (width, height) = (larger(frame_width), larger(frame_height));
        let wrong = |e: &dyn std::fmt::Display| RenderError::Picture(e.to_string());
        let source =
            ImageRef::new(photo.width(), photo.height(), photo.as_raw(), PixelType::U8x3).map_err(|e| wrong(&e))?;
        let mut scaled = Image::new(width, height, PixelType::U8x3);
        let options = ResizeOptions::new()
            .fit_into_destination(Some((0.5, 0.5)))
            .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
        Resizer::new().resize(&source, &mut scaled, &options).map_err(|e| wrong(&e))?;
        let (width, height) = (width as usize, height as usize);
        let converted = YUVBuffer::from_rgb8_source(RgbSliceU8::new(scaled.buffer(), (width, height)));
        let plane =
            |samples: &[u8], width, height| Plane { width, height, samples: samples[..width * height].to_vec() };
        Ok(Self {
            y: plane(converted.y(), width, height),
            u: plane(converted.u(), width / 2, height / 2),
            v: plane(converted.v(), width / 2, height / 2),
        })
    }

    /// As the encoder takes it.
    pub(crate) fn slices(&self) -> YUVSlices<'_> {
        YUVSlices::new(
            (&self.y.samples, &self.u.samples, &self.v.samples),
            (self.y.width, self.y.height),
            (self.y.width, self.u.width, self.v.width),
        )
    }
}

/// Lays `over` on `frame`: 0 leaves it, 1 replaces it. Both have the same size.
pub(crate) fn blend(frame: &mut Planes, over: &Planes, share: f64) {
    let share = (share.clamp(0.0, 1.0) * 256.0).round() as u32;
    for (under, over) in [(&mut frame.y, &over.y), (&mut frame.u, &over.u), (&mut frame.v, &over.v)] {
        for (below, above) in under.samples.iter_mut().zip(&over.samples) {
            *below = ((u32::from(*below) * (256 - share) + u32::from(*above) * share + 128) >> 8) as u8;
        }
    }
}
