//! The sample photos are photos like any other.

use animato_engine::samples;

use crate::{prepare, shown};

#[test]
fn samples_are_right_as_they_are_and_differ() {
    let all = samples::all();
    for sample in all {
        let prepared = prepare(&sample.jpeg).unwrap();
        assert_eq!((prepared.width, prepared.height), (1920, 1080), "{}", sample.name);
        assert_eq!(prepared.notices, [], "{}", sample.name);
        let picture = shown(&sample.jpeg);
        let levels: std::collections::HashSet<[u8; 3]> =
            picture.pixels().step_by(97).map(|pixel| pixel.0.map(|l| l / 16)).collect();
        assert!(levels.len() > 60, "{} is not a flat drawing: {} colours", sample.name, levels.len());
    }
    assert!(all[0].jpeg != all[1].jpeg && all[1].jpeg != all[2].jpeg);
    assert!(std::ptr::eq(all, samples::all()), "drawn once");
}
