//! The three scenes. Each is a list of layers from the back to the front.

use image::RgbImage;

use super::canvas::{Canvas, Colour, mix, noise, noise2, rgb, rough, smoothstep};

const WIDTH: usize = 1920;
const HEIGHT: usize = 1080;
const W: f32 = WIDTH as f32;
const H: f32 = HEIGHT as f32;

/// Dunes under a low sun. 1920 × 1080 pixels.
#[must_use]
pub fn dunes() -> RgbImage {
    let sky = [(0.0, 0x2e3a76), (0.2, 0x5a4f8c), (0.38, 0xa86a86), (0.52, 0xe8967a), (0.64, 0xf8c690), (1.0, 0xf8c690)];
    let mut canvas = Canvas::gradient(WIDTH, HEIGHT, &sky.map(|(at, hex)| (at, rgb(hex))));
    let sun = (1290.0, 560.0);
    // Thin clouds, lit from below.
    canvas.paint([0.0, 60.0, W, 520.0], |x, y| {
        let shape = 0.65 * noise2(x / 520.0, y / 34.0, 3) + 0.35 * noise2(x / 170.0, y / 13.0, 4);
        let band = smoothstep(60.0, 200.0, y) * smoothstep(520.0, 380.0, y);
        (mix(rgb(0xb0708c), rgb(0xffc08e), y / 480.0), smoothstep(0.52, 0.9, shape) * band * 0.8)
    });
    canvas.glow(sun, 760.0, rgb(0xffd9a0), 0.75);
    canvas.glow(sun, 260.0, rgb(0xfff0cc), 0.8);
    canvas.ellipse(sun, (84.0, 84.0), 2.0, |_, y| mix(rgb(0xfff6de), rgb(0xffe2a8), (y - sun.1 + 84.0) / 168.0));

    let far = |x: f32| 655.0 - 34.0 * (x / 310.0).sin() - 22.0 * (x / 127.0 + 1.0).sin();
    canvas.below(far, |_, _, depth| mix(rgb(0xd98a70), rgb(0xc97a66), depth / 120.0));
    let middle = |x: f32| 735.0 - 78.0 * (x / 420.0 + 0.7).sin() - 24.0 * (x / 190.0).cos();
    canvas.below(middle, |x, y, depth| dune(x, y, depth, slope(middle, x), [0xe09468, 0xa85a4c, 0x8d4a46]));
    let near = |x: f32| 870.0 - 96.0 * (x / 520.0 + 3.3).sin() - 20.0 * (x / 205.0 + 0.4).sin();
    canvas.below(near, |x, y, depth| dune(x, y, depth, slope(near, x), [0xd07c56, 0x8a443e, 0x62303a]));
    let front = |x: f32| 990.0 + 74.0 * (x / 560.0 + 2.4).sin();
    canvas.below(front, |x, y, depth| dune(x, y, depth, slope(front, x), [0x9a5244, 0x5c2c38, 0x3a2030]));
    canvas.develop(2.2)
}

/// How steeply a line falls to the right.
fn slope(line: impl Fn(f32) -> f32, x: f32) -> f32 {
    (line(x + 4.0) - line(x - 4.0)) / 8.0
}

/// Sand: lit where it faces the sun on the right, rippled by the wind, darker downhill.
fn dune(x: f32, y: f32, depth: f32, slope: f32, [lit, shade, foot]: [u32; 3]) -> Colour {
    let facing = smoothstep(-0.16, 0.2, slope + 0.05 * (depth / 60.0).min(1.0));
    let rim = smoothstep(26.0, 0.0, depth) * 0.35;
    let bend = 18.0 * noise2(x / 260.0, y / 90.0, 11);
    let ripple = ((y * 0.34 + bend + x * 0.035).sin() * 0.5 + 0.5) * smoothstep(6.0, 60.0, depth) * 0.10;
    let body = mix(mix(rgb(shade), rgb(lit), facing), rgb(foot), (depth / 300.0).powf(0.8));
    mix(mix(body, rgb(lit), rim), rgb(foot), ripple)
}

/// A lake between mountains, in the morning. 1920 × 1080 pixels.
#[must_use]
pub fn lake() -> RgbImage {
    const WATER: usize = 660;
    let sky = [(0.0, 0x6fa8d6), (0.3, 0xa9d0ea), (0.55, 0xdfeef4), (1.0, 0xe9f1ee)];
    let mut canvas = Canvas::gradient(WIDTH, HEIGHT, &sky.map(|(at, hex)| (at, rgb(hex))));
    canvas.glow((520.0, 380.0), 900.0, rgb(0xfff6e2), 0.7);
    canvas.paint([0.0, 40.0, W, 420.0], |x, y| {
        let shape = 0.6 * noise2(x / 300.0, y / 70.0, 21)
            + 0.3 * noise2(x / 110.0, y / 30.0, 22)
            + 0.1 * noise2(x / 40.0, y / 14.0, 23);
        let band = smoothstep(40.0, 150.0, y) * smoothstep(420.0, 260.0, y);
        (rgb(0xffffff), smoothstep(0.5, 0.85, shape) * band * 0.85)
    });

    let far = |x: f32| 470.0 - 150.0 * rough(x / 420.0, 31) - 60.0 * peak(x, 1180.0, 700.0);
    canvas.below(far, |_, _, depth| mix(rgb(0x9db4cc), rgb(0xc9d8e2), depth / 190.0));
    let high = |x: f32| {
        640.0
            - 430.0 * peak(x, 1130.0, 620.0).max(0.78 * peak(x, 610.0, 480.0)).max(0.55 * peak(x, 1650.0, 520.0))
            - 50.0 * rough(x / 90.0, 41)
    };
    canvas.below(high, |x, y, depth| {
        let facet = noise2((x + depth * 0.55) / 70.0, y / 260.0, 51) * 0.6
            + noise2((x - depth * 0.4) / 26.0, y / 90.0, 52) * 0.4;
        let rock = mix(rgb(0x7f90ab), rgb(0x45587a), smoothstep(0.3, 0.66, facet));
        let snowline = 120.0 + 170.0 * (rough(x / 60.0, 61) - 0.45);
        let snow = smoothstep(snowline + 10.0, snowline - 10.0, depth + (y - 330.0) * 0.55);
        let white = mix(rgb(0xfbfdff), rgb(0xb9cbe2), smoothstep(0.36, 0.62, facet));
        mix(mix(rock, white, snow), rgb(0xb4c6d6), smoothstep(380.0, 700.0, y) * 0.6)
    });
    let hills = |x: f32| 640.0 - 100.0 * rough(x / 380.0 + 4.0, 71) - 5.0 * noise(x / 7.0, 72);
    canvas.below(hills, |x, _, depth| {
        let light = noise2(x / 24.0, depth / 16.0, 73);
        mix(mix(rgb(0x47705c), rgb(0x2f5548), light), rgb(0x6d8f86), smoothstep(60.0, 0.0, depth) * 0.3)
    });

    canvas.reflect(
        WATER,
        |x, y| {
            let away = (y - WATER as f32) / 60.0;
            (away + 1.0) * 1.6 * ((y * 0.9 + 3.0 * noise(x / 180.0, 81)).sin() + (y * 0.37 + x * 0.011).sin())
        },
        |mirrored, x, y| {
            let depth = (y - WATER as f32) / (H - WATER as f32);
            let water = mix(rgb(0x2f8f96), rgb(0x0d4f63), depth);
            let glint = smoothstep(0.72, 0.95, noise2(x / 60.0, y / 4.0, 91)) * 0.16 * (1.0 - depth);
            mix(mix(mirrored, water, 0.34 + 0.5 * depth), rgb(0xf4fbff), glint)
        },
    );
    canvas.paint([0.0, WATER as f32 - 4.0, W, WATER as f32 + 4.0], |_, y| {
        (rgb(0xdcebe8), smoothstep(4.0, 0.0, (y - WATER as f32).abs()) * 0.5)
    });
    for i in 0..13 {
        let at = i as f32;
        let side = if i % 2 == 0 { 20.0 + 27.0 * at } else { W - 10.0 - 31.0 * at };
        let height = 470.0 - 21.0 * at + 120.0 * (noise(at * 1.7, 95) - 0.5);
        pine(&mut canvas, side, 1010.0 + 60.0 * noise(at * 2.3, 96), height, i);
    }
    let shore = |x: f32| 1062.0 - 95.0 * ((x - W / 2.0).abs() / (W / 2.0)).powf(2.6) + 10.0 * rough(x / 50.0, 97);
    canvas.below(shore, |x, y, _| mix(rgb(0x16302b), rgb(0x24463a), noise2(x / 12.0, y / 6.0, 98)));
    canvas.develop(1.8)
}

/// A mountain of height 1 around `at`.
fn peak(x: f32, at: f32, reach: f32) -> f32 {
    (1.0 - (x - at).abs() / reach).max(0.0)
}

/// A pine tree: tiers of branches, ragged at the edge.
fn pine(canvas: &mut Canvas, x: f32, foot: f32, height: f32, seed: i32) {
    let half = height * 0.19;
    canvas.paint([x - half - 2.0, foot - height, x + half + 2.0, foot], |px, py| {
        let down = (py - foot + height) / height;
        let tier = (down * 9.0).fract();
        let ragged = 0.82 + 0.3 * noise2(px / 5.0, py / 4.0, 101 + seed);
        let reach = half * down.powf(0.9) * (0.62 + 0.38 * tier) * ragged;
        let cover = (reach - (px - x).abs() + 0.5).clamp(0.0, 1.0);
        let light = noise2(px / 8.0, py / 6.0, 111 + seed) * 0.6 + smoothstep(half, -half, px - x) * 0.4;
        (mix(rgb(0x0f2a27), rgb(0x2a5143), light * tier), cover)
    });
}

/// A woman before a plain wall. 1920 × 1080 pixels.
#[must_use]
pub fn portrait() -> RgbImage {
    let wall = [(0.0, 0xd9c8b8), (0.6, 0xcdb8a5), (1.0, 0xb7a08d)];
    let mut canvas = Canvas::gradient(WIDTH, HEIGHT, &wall.map(|(at, hex)| (at, rgb(hex))));
    canvas.glow((420.0, 260.0), 1200.0, rgb(0xf6eadc), 0.85);
    canvas.glow((1800.0, 1000.0), 1000.0, rgb(0x8c7464), 0.5);
    let (cx, cy) = (960.0, 430.0);
    // Her shadow on the wall.
    canvas.ellipse((cx + 150.0, cy + 190.0), (330.0, 460.0), 330.0, |_, _| rgb(0xa48d7b));

    let hair = |x: f32, y: f32| {
        let strand = (x * 0.16 + 14.0 * noise(y / 130.0, 5) + 9.0 * noise2(x / 60.0, y / 220.0, 6)).sin() * 0.5 + 0.5;
        let light = smoothstep(260.0, -60.0, ((x - cx + 120.0).powi(2) + (y - cy + 210.0).powi(2)).sqrt());
        mix(mix(rgb(0x2a1c18), rgb(0x4a3128), strand * 0.5), rgb(0x9a6c50), light * (0.3 + 0.5 * strand))
    };
    // Hair behind the head and on the shoulders.
    canvas.ellipse((cx, cy - 20.0), (228.0, 272.0), 3.0, hair);
    canvas.ellipse((cx - 118.0, cy + 170.0), (112.0, 270.0), 4.0, hair);
    canvas.ellipse((cx + 118.0, cy + 170.0), (112.0, 270.0), 4.0, hair);

    let skin = |x: f32, y: f32| {
        let turn = smoothstep(-190.0, 210.0, x - cx + (y - cy) * 0.12);
        mix(mix(rgb(0xf8d9bd), rgb(0xeec3a2), turn), rgb(0xc98f72), smoothstep(0.55, 1.0, turn) * 0.75)
    };
    // Shoulders and sweater.
    let shoulders = |x: f32| {
        let away = (x - cx).abs() / 430.0;
        if away >= 1.0 { H + 2.0 } else { 800.0 + 300.0 * (1.0 - (1.0 - away.powf(2.4)).sqrt()) + 40.0 * away }
    };
    canvas.below(shoulders, |x, y, depth| {
        let knit = ((x * 0.42).sin() * (y * 0.5).sin()) * 0.06;
        let turn = smoothstep(-420.0, 420.0, x - cx);
        let fold = noise2(x / 90.0, y / 170.0, 15) * 0.3;
        mix(
            mix(rgb(0x55708f), rgb(0x2b3c54), turn * 0.8 + fold + knit),
            rgb(0x8ba3bd),
            smoothstep(30.0, 0.0, depth) * 0.25,
        )
    });
    // Neck, with the shadow of the chin.
    canvas.paint([cx - 100.0, cy + 150.0, cx + 100.0, cy + 470.0], |x, y| {
        let half = 72.0 + 0.0009 * (y - cy - 250.0).powi(2);
        let end = cy + 425.0 - 0.0075 * (x - cx).powi(2);
        let cover = (half - (x - cx).abs() + 0.5).clamp(0.0, 1.0) * smoothstep(end + 1.5, end - 1.5, y);
        let shadow = smoothstep(cy + 390.0, cy + 210.0, y + (x - cx) * 0.3);
        (mix(skin(x, y), rgb(0xb27a60), shadow * 0.8), cover)
    });
    canvas.paint([cx - 140.0, cy + 340.0, cx + 140.0, cy + 470.0], |x, y| {
        let middle = cy + 428.0 - 0.0075 * (x - cx).powi(2);
        (rgb(0x3d5470), smoothstep(17.0, 15.0, (y - middle).abs()) * smoothstep(86.0, 80.0, (x - cx).abs()))
    });

    // Face: an ellipse above, narrower towards the chin.
    let face = |x: f32, y: f32| {
        let down = (y - cy) / 232.0;
        let half = 172.0 * (1.0 - down * down).max(0.0).sqrt() * (1.0 - 0.13 * smoothstep(0.05, 1.0, down));
        half - (x - cx).abs()
    };
    canvas.paint([cx - 190.0, cy - 240.0, cx + 190.0, cy + 240.0], |x, y| {
        let cheek = |side: f32| smoothstep(74.0, 0.0, ((x - cx - side).powi(2) + (y - cy - 76.0).powi(2)).sqrt());
        let blush = (cheek(-92.0) + cheek(92.0)) * 0.34;
        (mix(skin(x, y), rgb(0xe2937c), blush), (face(x, y) + 0.5).clamp(0.0, 1.0))
    });
    features(&mut canvas, cx, cy);
    // Fringe, parted on the left.
    canvas.paint([cx - 235.0, cy - 300.0, cx + 235.0, cy + 60.0], |x, y| {
        let part = cx - 62.0;
        let (away, reach) = if x < part { (part - x, 150.0) } else { (x - part, 270.0) };
        let line = cy - 186.0 + 250.0 * (away / reach).powf(1.9);
        let head = 1.0 - (((x - cx) / 226.0).powi(2) + ((y - cy + 16.0) / 270.0).powi(2)).sqrt();
        (hair(x, y), smoothstep(2.0, -2.0, y - line) * smoothstep(-0.004, 0.004, head))
    });
    canvas.develop(1.8)
}

/// Brows, eyes, nose and mouth.
fn features(canvas: &mut Canvas, cx: f32, cy: f32) {
    for side in [-1.0, 1.0] {
        let eye = (cx + side * 70.0, cy - 6.0);
        canvas.ellipse((eye.0, eye.1 - 4.0), (48.0, 30.0), 40.0, |_, _| rgb(0xe0ae90));
        canvas.paint([eye.0 - 52.0, eye.1 - 70.0, eye.0 + 52.0, eye.1 - 30.0], |x, y| {
            let along = (x - eye.0) * side / 50.0;
            let arch = eye.1 - 47.0 + 11.0 * (along - 0.25).powi(2) - 3.0 * along;
            let thick = 6.4 * (1.0 - along.abs().powf(3.0)).max(0.0) * (1.1 - 0.35 * along);
            (rgb(0x4a3228), smoothstep(thick, thick - 3.0, (y - arch).abs()) * 0.9)
        });
        // The opening of the eye, with iris, pupil and a light in it.
        canvas.paint([eye.0 - 36.0, eye.1 - 24.0, eye.0 + 36.0, eye.1 + 24.0], |x, y| {
            let along = ((x - eye.0) / 33.0).clamp(-1.0, 1.0);
            let open = 1.0 - along * along;
            let (upper, lower) = (eye.1 - 15.5 * open, eye.1 + 10.5 * open);
            let inside = smoothstep(0.0, 1.6, y - upper) * smoothstep(0.0, 1.6, lower - y);
            let reach = ((x - eye.0).powi(2) + (y - eye.1 + 2.0).powi(2)).sqrt();
            let light = ((x - eye.0 + 4.5).powi(2) + (y - eye.1 + 7.0).powi(2)).sqrt();
            let white = mix(rgb(0xc9b8ae), rgb(0xf7f1ec), smoothstep(0.0, 9.0, y - upper));
            let iris = mix(rgb(0x7a5236), rgb(0x3c2418), smoothstep(5.0, 14.0, reach));
            let eye = mix(white, iris, smoothstep(14.5, 13.0, reach));
            let eye = mix(eye, rgb(0x120b09), smoothstep(6.6, 5.4, reach));
            (mix(eye, rgb(0xffffff), smoothstep(3.8, 2.4, light)), inside)
        });
        canvas.paint([eye.0 - 44.0, eye.1 - 30.0, eye.0 + 44.0, eye.1 + 10.0], |x, y| {
            let along = (x - eye.0) / 35.0;
            let lid = eye.1 - 15.5 * (1.0 - along * along) - 1.0 - 2.5 * smoothstep(0.6, 1.1, along * side);
            let thick = 3.4 * smoothstep(1.16, 0.8, along.abs());
            (rgb(0x2c1a15), smoothstep(thick, thick - 1.8, (y - lid).abs()) * 0.95)
        });
    }
    canvas.ellipse((cx + 17.0, cy + 50.0), (13.0, 48.0), 24.0, |_, _| rgb(0xdba283));
    canvas.ellipse((cx - 4.0, cy + 52.0), (8.0, 40.0), 14.0, |_, _| rgb(0xfbe2ca));
    canvas.ellipse((cx + 2.0, cy + 92.0), (26.0, 12.0), 16.0, |_, _| rgb(0xdda486));
    for side in [-1.0, 1.0] {
        canvas.ellipse((cx + side * 14.0, cy + 97.0), (6.5, 3.6), 4.0, |_, _| rgb(0xa8664f));
    }
    canvas.paint([cx - 66.0, cy + 120.0, cx + 66.0, cy + 180.0], |x, y| {
        let along = ((x - cx) / 56.0).clamp(-1.0, 1.0);
        let open = (1.0 - along * along).max(0.0);
        let line = cy + 147.0 - 8.0 * along * along;
        let bow = 4.0 * smoothstep(0.22, 0.0, along.abs());
        let upper = line - 12.0 * open.powf(0.8) + bow * open;
        let lower = line + 17.0 * open.powf(0.7);
        let inside = smoothstep(-1.0, 1.0, y - upper) * smoothstep(-1.0, 1.0, lower - y) * smoothstep(0.0, 0.05, open);
        let lip = if y < line {
            rgb(0xb4574f)
        } else {
            mix(rgb(0xcf7468), rgb(0xe79a8a), smoothstep(11.0, 3.0, (y - line - 8.0).abs() + along.abs() * 6.0))
        };
        (mix(lip, rgb(0x6e2b2a), smoothstep(2.2, 0.6, (y - line).abs())), inside)
    });
    canvas.ellipse((cx, cy + 184.0), (30.0, 6.0), 14.0, |_, _| rgb(0xd9a283));
}
