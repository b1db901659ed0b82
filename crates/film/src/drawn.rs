//! A landscape, drawn: what the previews of the effects are made from.

use super::Picture;

/// A sun over hills, 640 x 480. The tint, from 0 to 1, tells one effect's picture from another's.
#[must_use]
pub fn landscape(tint: f64) -> Picture {
    let (width, height) = (640, 480);
    let sky = [mix(70.0, 210.0, tint), mix(140.0, 120.0, tint), mix(220.0, 130.0, tint)];
    let (sun_x, sun_y) = (mix(150.0, 490.0, tint), 150.0);
    Picture::from_fn(width, height, |x, y| {
        let (x, y) = (f64::from(x), f64::from(y));
        let ridge = |base: f64, size: f64, length: f64| base + size * ((x + 300.0 * tint) / length).sin();
        let colour = if y > ridge(390.0, 26.0, 70.0) {
            [40.0, 84.0, 60.0]
        } else if y > ridge(320.0, 34.0, 110.0) {
            [74.0, 120.0, 96.0]
        } else {
            let from_sun = (x - sun_x).hypot(y - sun_y);
            let glow = (1.0 - (from_sun - 46.0) / 160.0).clamp(0.0, 1.0);
            let paler = y / 480.0 * 70.0;
            std::array::from_fn(|at| mix((sky[at] + paler).min(255.0), [255.0, 236.0, 180.0][at], glow * glow))
        };
        image::Rgb(colour.map(|value| value.round().clamp(0.0, 255.0) as u8))
    })
}

fn mix(from: f64, to: f64, share: f64) -> f64 {
    from + (to - from) * share
}
