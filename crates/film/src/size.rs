//! How large the frames are: the photo's aspect, the requested resolution's class.

/// The encoder's limits in pixels, for the longer and the shorter side.
const LONGEST: f64 = 3840.0;
const SHORTEST: f64 = 2160.0;

/// Width and height of the frames, both even. The shorter side has the pixels of the resolution's class, unless the longer one would
/// grow over what H.264 takes.
pub(crate) fn frame_size(photo_width: u32, photo_height: u32, resolution: &str) -> (u32, u32) {
    let (width, height) = (f64::from(photo_width.max(1)), f64::from(photo_height.max(1)));
    let (short, long) = (width.min(height), width.max(height));
    let scale = (f64::from(class(resolution)).min(SHORTEST) / short).min(LONGEST / long);
    let even = |pixels: f64| (((pixels * scale / 2.0).round() as u32) * 2).max(16);
    (even(width), even(height))
}

/// The pixels of the shorter side: 720 for `720p` and `1280x720`, 2160 for `4k`.
fn class(resolution: &str) -> u32 {
    let resolution = resolution.to_ascii_lowercase();
    if let Some((width, height)) = resolution.split_once('x')
        && let (Ok(width), Ok(height)) = (width.trim().parse::<u32>(), height.trim().parse::<u32>())
    {
        return width.min(height).max(16);
    }
    match resolution.as_str() {
        "4k" => 2160,
        "2k" => 1440,
        other => other.trim_end_matches('p').parse().unwrap_or(720).max(16),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_photos_aspect_is_kept_and_the_shorter_side_has_the_class() {
        for (photo, resolution, frame) in [
            ((900, 1200), "720p", (720, 960)),
            ((1600, 900), "720p", (1280, 720)),
            ((1600, 900), "1280x720", (1280, 720)),
            ((1000, 1000), "768P", (768, 768)),
            ((1920, 1080), "4k", (3840, 2160)),
            ((2000, 1000), "4k", (3840, 1920)),
            ((401, 333), "480p", (578, 480)),
            ((1, 6000), "720p", (16, 3840)),
            ((640, 480), "odd words", (960, 720)),
        ] {
            assert_eq!(frame_size(photo.0, photo.1, resolution), frame, "{photo:?} {resolution}");
        }
    }
}
