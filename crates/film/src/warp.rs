//! Resampling a photo as a camera sees it: the renderer's inner loop.

use super::camera::View;
use super::planes::{Plane, Planes};

/// Fills the frame with what the view sees of the photo.
pub(crate) fn warp(photo: &Planes, frame: &mut Planes, view: &View) {
    warp_plane(&photo.y, &mut frame.y, view);
    warp_plane(&photo.u, &mut frame.u, view);
    warp_plane(&photo.v, &mut frame.v, view);
}

/// Along a row of the frame the place in the photo moves in a straight line (zoom, roll and yaw are all linear there), so that
/// a row needs its two ends and a step, in 16.16 fixed point.
fn warp_plane(photo: &Plane, frame: &mut Plane, view: &View) {
    let (photo_width, photo_height) = (photo.width as f64, photo.height as f64);
    let (width, height) = (frame.width as f64, frame.height as f64);
    let (scale_x, scale_y) = (view.zoom * photo_width / width, view.zoom * photo_height / height);
    let (middle_x, middle_y) = ((0.5 + view.x) * photo_width, (0.5 + view.y) * photo_height);
    let (sin, cos) = view.roll.sin_cos();
    let place = |column: f64, row: f64| {
        let x = (column + 0.5 - width / 2.0) * scale_x;
        let y = (row + 0.5 - height / 2.0) * scale_y * (1.0 + view.yaw * ((column + 0.5) / width - 0.5));
        (middle_x + x * cos - y * sin - 0.5, middle_y + x * sin + y * cos - 0.5)
    };
    let fixed = |value: f64| (value * 65536.0).round() as i64;
    let last = (frame.width.max(2) - 1) as f64;
    for (number, row) in frame.samples.chunks_exact_mut(frame.width).enumerate() {
        let (from, to) = (place(0.0, number as f64), place(last, number as f64));
        let start = (fixed(from.0), fixed(from.1));
        let step = (fixed((to.0 - from.0) / last), fixed((to.1 - from.1) / last));
        let end = (start.0 + step.0 * last as i64, start.1 + step.1 * last as i64);
        if inside(start, photo) && inside(end, photo) {
            sample_inside(photo, row, start, step);
        } else {
            sample_clamped(photo, row, start, step);
        }
    }
}

/// Whether this place and its right and lower neighbours are samples of the photo.
fn inside((x, y): (i64, i64), photo: &Plane) -> bool {
    let within = |value: i64, size: usize| value >= 0 && (value >> 16) + 1 < size as i64;
    within(x, photo.width) && within(y, photo.height)
}

fn sample_inside(photo: &Plane, row: &mut [u8], start: (i64, i64), step: (i64, i64)) {
    let (mut x, mut y) = start;
    for sample in row {
        let at = (y >> 16) as usize * photo.width + (x >> 16) as usize;
        // Both slices are looked up once: two checks of bounds instead of four.
        if let ([a, b, ..], [c, d, ..]) = (&photo.samples[at..], &photo.samples[at + photo.width..]) {
            *sample = between([*a, *b, *c, *d], x, y);
        }
        x += step.0;
        y += step.1;
    }
}

/// The same with the photo's edge repeated outside of it.
fn sample_clamped(photo: &Plane, row: &mut [u8], start: (i64, i64), step: (i64, i64)) {
    let (right, bottom) = (photo.width as i64 - 1, photo.height as i64 - 1);
    let at = |x: i64, y: i64| photo.samples[y.clamp(0, bottom) as usize * photo.width + x.clamp(0, right) as usize];
    let (mut x, mut y) = start;
    for sample in row {
        let (column, line) = (x >> 16, y >> 16);
        *sample =
            between([at(column, line), at(column + 1, line), at(column, line + 1), at(column + 1, line + 1)], x, y);
        x += step.0;
        y += step.1;
    }
}

/// Bilinear, with 8 bits of the place's fraction.
#[inline]
fn between([a, b, c, d]: [u8; 4], x: i64, y: i64) -> u8 {
    let (right, down) = ((x >> 8) as u32 & 255, (y >> 8) as u32 & 255);
    let upper = u32::from(a) * (256 - right) + u32::from(b) * right;
    let lower = u32::from(c) * (256 - right) + u32::from(d) * right;
    ((upper * (256 - down) + lower * down + 32768) >> 16) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp() -> Plane {
        Plane { width: 64, height: 32, samples: (0..64 * 32).map(|at| (at % 64 * 4) as u8).collect() }
    }

    fn seen(view: View) -> Plane {
        let mut frame = Plane { width: 64, height: 32, samples: vec![0; 64 * 32] };
        warp_plane(&ramp(), &mut frame, &view);
        frame
    }

    #[test]
    fn the_whole_view_is_the_photo() {
        let whole = seen(View { x: 0.0, y: 0.0, zoom: 1.0, roll: 0.0, yaw: 0.0 });
        assert_eq!(whole.samples, ramp().samples);
    }

    #[test]
    fn half_the_view_moved_to_the_right_is_the_photos_right_half() {
        let half = seen(View { x: 0.25, y: 0.0, zoom: 0.5, roll: 0.0, yaw: 0.0 });
        assert!(half.samples[0].abs_diff(127) <= 2 && half.samples[63].abs_diff(252) <= 2, "{:?}", &half.samples[..64]);
    }

    #[test]
    fn a_view_outside_of_the_photo_repeats_its_edge() {
        let beyond = seen(View { x: 2.0, y: -3.0, zoom: 1.0, roll: 0.5, yaw: 0.3 });
        assert!(beyond.samples.iter().all(|sample| *sample == 252));
    }
}
