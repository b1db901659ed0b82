//! Pictures of films: from Y'CbCr 4:2:0, as decoders give it, to RGB.

use image::RgbImage;

/// One picture in 8 bits: luma, and both chroma planes at half its width and height, rounded up.
#[derive(Clone, Copy, Debug)]
pub struct Planes<'a> {
    /// Luma, row after row.
    pub y: &'a [u8],
    /// Blue against luma.
    pub cb: &'a [u8],
    /// Red against luma.
    pub cr: &'a [u8],
    /// Bytes from one row to the next, of luma and of chroma.
    pub strides: (usize, usize),
    /// Width and height in pixels.
    pub size: (u32, u32),
}

/// What the numbers of a film's pictures stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meaning {
    /// How luma and chroma are weighed.
    pub matrix: Matrix,
    /// The numbers use all of their 8 bits; otherwise luma is 16 to 235 and chroma 16 to 240.
    pub full_range: bool,
}

/// How luma and chroma are weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matrix {
    /// ITU-R BT.601: small films.
    Bt601,
    /// ITU-R BT.709: films of 720 lines and more.
    Bt709,
    /// ITU-R BT.2020 with a constant weight of luma.
    Bt2020,
}

impl Matrix {
    /// The weights of red and blue in luma.
    fn weights(self) -> (f32, f32) {
        match self {
            Self::Bt601 => (0.299, 0.114),
            Self::Bt709 => (0.2126, 0.0722),
            Self::Bt2020 => (0.2627, 0.0593),
        }
    }
}

/// The picture in RGB. Chroma is placed as films place it, to the left in the middle of two rows, and blended between.
/// `None`: a plane is shorter than its size says.
#[must_use]
pub fn from_planes(planes: &Planes<'_>, meaning: Meaning) -> Option<RgbImage> {
    let (width, height) = (planes.size.0 as usize, planes.size.1 as usize);
    let (half, rows) = (width.div_ceil(2), height.div_ceil(2));
    let convert = Convert::of(meaning);
    let row = |plane: &'_ [u8], stride: usize, at: usize, length: usize| -> Option<std::ops::Range<usize>> {
        let start = stride.checked_mul(at)?;
        let range = start..start.checked_add(length)?;
        plane.get(range.clone()).map(|_| range)
    };
    let mut pixels = vec![0; width * height * 3];
    let (mut cb, mut cr) = (vec![0.0; half + 1], vec![0.0; half + 1]);
    for (line, target) in pixels.chunks_exact_mut(width * 3).enumerate() {
        let luma = &planes.y[row(planes.y, planes.strides.0, line, width)?];
        let near = line / 2;
        let far = if line % 2 == 0 { near.saturating_sub(1) } else { (near + 1).min(rows - 1) };
        for (plane, blended) in [(planes.cb, &mut cb), (planes.cr, &mut cr)] {
            let near = &plane[row(plane, planes.strides.1, near, half)?];
            let far = &plane[row(plane, planes.strides.1, far, half)?];
            for ((to, near), far) in blended.iter_mut().zip(near).zip(far) {
                *to = (f32::from(*near) * 3.0 + f32::from(*far)) / 4.0 - 128.0;
            }
            // Right of the last one there is nothing to blend with.
            blended[half] = blended[half - 1];
        }
        for (at, (rgb, luma)) in target.chunks_exact_mut(3).zip(luma).enumerate() {
            let (left, right) = (at / 2, at / 2 + at % 2);
            convert.pixel(*luma, (cb[left] + cb[right]) / 2.0, (cr[left] + cr[right]) / 2.0, rgb);
        }
    }
    RgbImage::from_raw(planes.size.0, planes.size.1, pixels)
}

/// The factors of one conversion.
struct Convert {
    black: f32,
    luma: f32,
    red: f32,
    green: (f32, f32),
    blue: f32,
}

impl Convert {
    fn of(meaning: Meaning) -> Self {
        let (kr, kb) = meaning.matrix.weights();
        let kg = 1.0 - kr - kb;
        let (black, luma, chroma) =
            if meaning.full_range { (0.0, 1.0, 1.0) } else { (16.0, 255.0 / 219.0, 255.0 / 224.0) };
        let (red, blue) = (2.0 * (1.0 - kr) * chroma, 2.0 * (1.0 - kb) * chroma);
        Self { black, luma, red, green: (-blue * kb / kg, -red * kr / kg), blue }
    }

    fn pixel(&self, luma: u8, cb: f32, cr: f32, rgb: &mut [u8]) {
        let luma = (f32::from(luma) - self.black) * self.luma;
        // Casts hold what is below black and above white.
        rgb[0] = (luma + cr * self.red + 0.5) as u8;
        rgb[1] = (luma + cb * self.green.0 + cr * self.green.1 + 0.5) as u8;
        rgb[2] = (luma + cb * self.blue + 0.5) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Meaning = Meaning { matrix: Matrix::Bt601, full_range: false };
    const HD: Meaning = Meaning { matrix: Matrix::Bt709, full_range: false };

    /// A picture of one colour.
    fn plain(size: (u32, u32), [y, cb, cr]: [u8; 3], meaning: Meaning) -> RgbImage {
        let (luma, chroma) = (vec![y; 64], (vec![cb; 32], vec![cr; 32]));
        let planes = Planes { y: &luma, cb: &chroma.0, cr: &chroma.1, strides: (8, 4), size };
        from_planes(&planes, meaning).unwrap()
    }

    #[test]
    fn the_primary_colours_come_out_of_the_numbers_that_the_standards_give_them() {
        for (meaning, numbers, rgb) in [
            (SMALL, [81, 90, 240], [254, 0, 0]),
            (SMALL, [145, 54, 34], [0, 255, 1]),
            (HD, [63, 102, 240], [255, 1, 0]),
            (HD, [173, 42, 26], [0, 255, 1]),
            (HD, [32, 240, 118], [1, 0, 255]),
            (HD, [16, 128, 128], [0, 0, 0]),
            (HD, [235, 128, 128], [255, 255, 255]),
            (Meaning { full_range: true, ..HD }, [255, 128, 128], [255, 255, 255]),
            (Meaning { full_range: true, ..SMALL }, [76, 85, 255], [254, 0, 0]),
        ] {
            let picture = plain((6, 4), numbers, meaning);
            for pixel in picture.pixels() {
                let furthest = pixel.0.iter().zip(rgb).map(|(is, should)| is.abs_diff(should)).max();
                assert!(furthest <= Some(1), "{meaning:?} {numbers:?}: {:?} and not {rgb:?}", pixel.0);
            }
        }
    }

    #[test]
    fn colours_blend_between_their_places_and_not_beyond_the_edges() {
        let (luma, cr) = ([128; 16], [128, 192, 128, 192]);
        let planes = Planes { y: &luma, cb: &[128; 4], cr: &cr, strides: (4, 2), size: (4, 4) };
        let picture = from_planes(&planes, SMALL).unwrap();
        let reds: Vec<_> = (0..4).map(|x| picture.get_pixel(x, 1).0[0]).collect();
        assert_eq!((reds[0], reds[2]), (reds[0], reds[3]), "{reds:?}");
        assert!(reds[0] < reds[1] && reds[1] < reds[2], "{reds:?}");
    }

    #[test]
    fn a_side_may_be_odd_and_a_plane_that_is_too_short_is_no_picture() {
        assert_eq!(plain((5, 3), [16, 128, 128], HD).dimensions(), (5, 3));
        let planes = Planes { y: &[16; 16], cb: &[128; 3], cr: &[128; 4], strides: (4, 2), size: (4, 4) };
        assert!(from_planes(&planes, HD).is_none());
    }
}
