//! Which part of a picture is used, and at what size: arithmetic only.

use super::{Crop, Limits, Refusal};

/// The centred part that is kept and the size to which it is brought, in upright pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) keep: (u32, u32),
    pub(super) size: (u32, u32),
}

impl Fit {
    /// The same for a picture that still lies on its side.
    pub(super) fn transposed(self) -> Self {
        let swap = |(a, b)| (b, a);
        Self { keep: swap(self.keep), size: swap(self.size) }
    }
}

/// Fits an upright picture of this size into the limits.
pub(super) fn fit(width: u32, height: u32, limits: &Limits, crop: Crop) -> Result<Fit, Refusal> {
    let ratio = f64::from(width) / f64::from(height.max(1));
    let mut keep = (width, height);
    if ratio > limits.max_ratio {
        keep.0 = widest(height, limits);
    } else if ratio < limits.min_ratio {
        keep.1 = (f64::from(width) / limits.min_ratio).floor() as u32;
    }
    if keep.1 < limits.min_height || keep.0 == 0 {
        return Err(Refusal::TooSmall { width, height, min_height: limits.min_height });
    }
    if crop == Crop::Refuse && keep.0 < width {
        return Err(Refusal::TooWide { width, height, max_ratio: limits.max_ratio, crop_width: keep.0 });
    }
    if crop == Crop::Refuse && keep.1 < height {
        return Err(Refusal::TooTall { width, height, min_ratio: limits.min_ratio, crop_height: keep.1 });
    }
    Ok(Fit { keep, size: scaled(keep, limits.max_height, limits) })
}

/// Brings a size down to a height, without leaving the allowed shapes by rounding.
pub(super) fn scaled((width, height): (u32, u32), to_height: u32, limits: &Limits) -> (u32, u32) {
    if height <= to_height {
        return (width, height);
    }
    let scaled = (f64::from(width) * f64::from(to_height) / f64::from(height)).round() as u32;
    let narrowest = (f64::from(to_height) * limits.min_ratio).ceil() as u32;
    (scaled.clamp(narrowest, widest(to_height, limits)), to_height)
}

fn widest(height: u32, limits: &Limits) -> u32 {
    (f64::from(height) * limits.max_ratio).floor() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(width: u32, height: u32, crop: Crop) -> Result<Fit, Refusal> {
        fit(width, height, &Limits::default(), crop)
    }

    #[test]
    fn what_is_within_the_limits_stays_as_it_is() {
        for size in [(640, 426), (124, 301), (749, 301), (14_937, 5999), (2460, 5999)] {
            assert_eq!(fits(size.0, size.1, Crop::Refuse), Ok(Fit { keep: size, size }), "{size:?}");
        }
    }

    #[test]
    fn a_pixel_beyond_a_limit_is_seen() {
        assert!(matches!(fits(400, 300, Crop::Centre), Err(Refusal::TooSmall { min_height: 301, .. })));
        assert!(matches!(fits(750, 301, Crop::Refuse), Err(Refusal::TooWide { crop_width: 749, .. })));
        assert!(matches!(fits(410, 1001, Crop::Refuse), Err(Refusal::TooTall { crop_height: 1000, .. })));
        assert_eq!(fits(4000, 6000, Crop::Refuse).map(|f| f.size), Ok((3999, 5999)));
    }

    #[test]
    fn cropping_cannot_save_what_becomes_too_small() {
        assert!(matches!(fits(100, 3000, Crop::Centre), Err(Refusal::TooSmall { .. })));
        assert!(matches!(fits(9000, 200, Crop::Centre), Err(Refusal::TooSmall { .. })));
    }

    #[test]
    fn every_result_is_within_the_limits() {
        let limits = Limits::default();
        for width in (1..40_000).step_by(997) {
            for height in (1..40_000).step_by(991) {
                if let Ok(fit) = fits(width, height, Crop::Centre) {
                    let ratio = f64::from(fit.size.0) / f64::from(fit.size.1);
                    assert!((limits.min_ratio..=limits.max_ratio).contains(&ratio), "{width} x {height}: {fit:?}");
                    assert!(
                        (limits.min_height..=limits.max_height).contains(&fit.size.1),
                        "{width} x {height}: {fit:?}"
                    );
                }
            }
        }
    }
}
