//! A small canvas with anti-aliased shapes: just enough for the sample photos.
//!
//! Lengths are in pixels, colours are sRGB levels from 0 to 1, mixed as they are.

use image::{Rgb, RgbImage};

/// A colour.
pub(super) type Colour = [f32; 3];

/// A picture in the making.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Colour>,
}

/// A colour from the usual notation, `0xRRGGBB`.
pub(super) fn rgb(hex: u32) -> Colour {
    [16, 8, 0].map(|shift| (hex >> shift & 0xff) as f32 / 255.0)
}

/// `a` at 0, `b` at 1.
pub(super) fn mix(a: Colour, b: Colour, t: f32) -> Colour {
    let t = t.clamp(0.0, 1.0);
    [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]
}

/// 0 below `from`, 1 above `to`, and a soft step between.
pub(super) fn smoothstep(from: f32, to: f32, x: f32) -> f32 {
    let t = ((x - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// A number from 0 to 1 that looks random and is the same for the same place.
pub(super) fn hash(x: i32, y: i32) -> f32 {
    let mut h = (x as u32).wrapping_mul(0x9e37_79b1) ^ (y as u32).wrapping_mul(0x85eb_ca77);
    h = (h ^ h >> 15).wrapping_mul(0x2c1b_3c6d);
    h = (h ^ h >> 12).wrapping_mul(0x297a_2d39);
    ((h ^ h >> 15) >> 8) as f32 / 16_777_216.0
}

/// A curve through random heights from 0 to 1, one per unit.
pub(super) fn noise(x: f32, seed: i32) -> f32 {
    let left = x.floor();
    let (a, b) = (hash(left as i32, seed), hash(left as i32 + 1, seed));
    a + (b - a) * smoothstep(0.0, 1.0, x - left)
}

/// The same in the plane.
pub(super) fn noise2(x: f32, y: f32, seed: i32) -> f32 {
    let top = y.floor();
    let row = seed.wrapping_mul(7919).wrapping_add(top as i32);
    let (a, b) = (noise(x, row), noise(x, row.wrapping_add(1)));
    a + (b - a) * smoothstep(0.0, 1.0, y - top)
}

/// Noise of four octaves, from 0 to 1.
pub(super) fn rough(x: f32, seed: i32) -> f32 {
    (0..4).map(|i| noise(x * (1 << i) as f32, seed + i) / (2 << i) as f32).sum::<f32>() / 0.9375
}

impl Canvas {
    /// A picture filled from top to bottom through these heights (0 to 1) and colours.
    pub(super) fn gradient(width: usize, height: usize, stops: &[(f32, Colour)]) -> Self {
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let at = (y as f32 + 0.5) / height as f32;
            let colour =
                stops.windows(2).fold(stops.first().map_or([0.0; 3], |stop| stop.1), |colour, pair| match pair {
                    [from, to] if at >= from.0 => mix(from.1, to.1, (at - from.0) / (to.0 - from.0)),
                    _ => colour,
                });
            pixels.extend(std::iter::repeat_n(colour, width));
        }
        Self { width, height, pixels }
    }

    /// Paints inside a box `[left, top, right, bottom]`; `paint` gives colour and cover (0 to 1) at the middle of a pixel.
    pub(super) fn paint(&mut self, area: [f32; 4], paint: impl Fn(f32, f32) -> (Colour, f32)) {
        let [left, top, right, bottom] = area;
        let columns = left.max(0.0) as usize..(right.ceil().max(0.0) as usize).min(self.width);
        for y in top.max(0.0) as usize..(bottom.ceil().max(0.0) as usize).min(self.height) {
            let row = &mut self.pixels[y * self.width..(y + 1) * self.width];
            for x in columns.clone() {
                let (colour, cover) = paint(x as f32 + 0.5, y as f32 + 0.5);
                if cover > 0.0 {
                    row[x] = mix(row[x], colour, cover);
                }
            }
        }
    }

    /// An ellipse with an edge `soft` pixels wide.
    pub(super) fn ellipse(
        &mut self,
        centre: (f32, f32),
        radii: (f32, f32),
        soft: f32,
        paint: impl Fn(f32, f32) -> Colour,
    ) {
        let ((cx, cy), (rx, ry)) = (centre, radii);
        let area = [cx - rx - soft, cy - ry - soft, cx + rx + soft, cy + ry + soft];
        self.paint(area, |x, y| {
            let (dx, dy) = ((x - cx) / rx, (y - cy) / ry);
            let reach = (dx * dx + dy * dy).sqrt();
            // Distance to the edge, by the gradient: near enough for anti-aliasing.
            let slope = ((dx / rx).powi(2) + (dy / ry).powi(2)).sqrt().max(1e-6) / reach.max(1e-6);
            let distance = (reach - 1.0) / slope;
            let cover = smoothstep(soft / 2.0, -soft / 2.0, distance);
            (if cover > 0.0 { paint(x, y) } else { [0.0; 3] }, cover)
        });
    }

    /// A light that falls off from the middle.
    pub(super) fn glow(&mut self, centre: (f32, f32), radius: f32, colour: Colour, strength: f32) {
        let (cx, cy) = centre;
        self.paint([cx - radius, cy - radius, cx + radius, cy + radius], |x, y| {
            let reach = ((x - cx).powi(2) + (y - cy).powi(2)).sqrt() / radius;
            (colour, strength * (1.0 - reach).max(0.0).powi(2))
        });
    }

    /// Everything below a line that gives a height for each column. `paint` is told the place and the depth below the line.
    pub(super) fn below(&mut self, line: impl Fn(f32) -> f32, paint: impl Fn(f32, f32, f32) -> Colour) {
        let heights: Vec<f32> = (0..self.width).map(|x| line(x as f32 + 0.5)).collect();
        let top = heights.iter().copied().fold(f32::MAX, f32::min) - 1.0;
        self.paint([0.0, top, self.width as f32, self.height as f32], |x, y| {
            let depth = y - heights[x as usize];
            let cover = (depth + 0.5).clamp(0.0, 1.0);
            (if cover > 0.0 { paint(x, y, depth.max(0.0)) } else { [0.0; 3] }, cover)
        });
    }

    /// What stands above a waterline appears below it, upside down, moved sideways by `sway`, and tinted by `tint`.
    pub(super) fn reflect(
        &mut self,
        waterline: usize,
        sway: impl Fn(f32, f32) -> f32,
        tint: impl Fn(Colour, f32, f32) -> Colour,
    ) {
        for y in waterline..self.height {
            let mirrored = (2 * waterline).saturating_sub(y + 1).min(self.height - 1);
            for x in 0..self.width {
                let moved = x as f32 + sway(x as f32, y as f32);
                let from = (moved.max(0.0) as usize).min(self.width - 1);
                self.pixels[y * self.width + x] = tint(self.pixels[mirrored * self.width + from], x as f32, y as f32);
            }
        }
    }

    /// The finished picture, with a trace of grain so that its gradients have no bands.
    pub(super) fn develop(self, grain: f32) -> RgbImage {
        let level = |value: f32, noise: f32| (value * 255.0 + noise).clamp(0.0, 255.0).round() as u8;
        RgbImage::from_fn(self.width as u32, self.height as u32, |x, y| {
            let noise = (hash(x as i32, y as i32) + hash(y as i32, x as i32 + 9173) - 1.0) * grain;
            Rgb(self.pixels[y as usize * self.width + x as usize].map(|value| level(value, noise)))
        })
    }
}
