//! Photos made ready to send, with their thumbnails, beside libvips and ImageMagick doing the same.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use animato_engine::photo::{Crop, Limits, prepare};
use animato_engine::{Options, Source, Studio};
use bytes::Bytes;
use image::RgbImage;

use crate::children::{myself, one_of, run, run_watched};
use crate::measured::{in_turn, timed};
use crate::pictures::{photograph, write_jpeg, write_png};
use crate::row::Row;

/// Photos that are dropped together.
const MANY: u32 = 200;

pub(crate) fn measure() {
    let folder = tempfile::tempdir().expect("a folder");
    let twelve = photograph(4000, 3000);
    let right = write_jpeg(&twelve, folder.path(), "right.jpg");
    let mut photos = vec![
        ("12 MP JPEG, already right", right.clone(), "ratio<=0.333"),
        ("48 MP JPEG, to be made smaller", write_jpeg(&photograph(8000, 6000), folder.path(), "large.jpg"), "ratio<=1"),
        ("24 MP PNG", write_png(&photograph(6000, 4000), folder.path(), "picture.png"), "ratio<=1"),
    ];
    photos.extend(heic(&right).map(|heic| ("12 MP HEIC", heic, "ratio<=1")));
    for (what, photo, target) in photos {
        one(what, &photo, target);
    }
    many(twelve, folder.path());
}

/// The file of a telephone; there are no encoders among our own parts.
fn heic(of: &Path) -> Option<PathBuf> {
    let heic = of.with_extension("heic");
    let mut vips = Command::new(one_of(&["vips"])?);
    vips.args(["heifsave", "--Q", "60", "--compression", "hevc"]).arg(of).arg(&heic);
    vips.output().is_ok_and(|made| made.status.success()).then_some(heic)
}

fn one(what: &str, photo: &Path, target: &str) {
    let ours = || {
        timed(|| {
            let bytes = Bytes::from(std::fs::read(photo).expect("the photo"));
            prepare(&bytes, &Limits::default(), Crop::Refuse).expect("a photo that can be used")
        })
    };
    let (mut vips, mut magick) = (Others::vips(photo), Others::magick(photo));
    let [ours, vips, magick] =
        in_turn([&mut { ours }, &mut || Others::time(&mut vips), &mut || Others::time(&mut magick)]);
    let tell = |name, its: f64, target| {
        let what = format!("ingest: {what}");
        Row { what: &what, value: ours, unit: "ms", beside: (its > 0.0).then_some((name, its)), target }.tell();
    };
    tell("libvips", vips, target);
    tell("ImageMagick", magick, "");
}

/// The same work by another program: upright, sRGB, without private data, no higher than the service takes it, and a thumbnail.
struct Others {
    work: Vec<Command>,
    /// What it takes to start them: ours is measured without that, too.
    start: Vec<Command>,
}

impl Others {
    fn vips(photo: &Path) -> Option<Self> {
        let program = one_of(&["vips"])?;
        let thumbnail = |to: &str, width: &str, height: &str| {
            let mut vips = Command::new(program);
            vips.arg("thumbnail").arg(photo).arg(photo.with_file_name(to)).args([width, "--height", height]);
            vips.args(["--size", "down", "--export-profile", "srgb"]);
            vips
        };
        let whole = thumbnail("vips.jpg[Q=92,strip]", "20000", "5999");
        let small = thumbnail("vips-thumbnail.jpg[Q=82,strip]", "512", "512");
        let idle = || {
            let mut vips = Command::new(program);
            vips.arg("--version");
            vips
        };
        Some(Self { work: vec![whole, small], start: vec![idle(), idle()] })
    }

    fn magick(photo: &Path) -> Option<Self> {
        let program = one_of(&["magick", "convert-im6.q16", "convert"])?;
        let mut work = Command::new(program);
        work.arg(photo).args(["-auto-orient", "-strip", "-resize", "20000x5999>", "-quality", "92", "-write"]);
        work.arg(photo.with_file_name("magick.jpg")).args(["-thumbnail", "512x512>", "-quality", "82"]);
        work.arg(photo.with_file_name("magick-thumbnail.jpg"));
        let mut start = Command::new(program);
        start.arg("-version");
        Some(Self { work: vec![work], start: vec![start] })
    }

    /// Zero for a program that is not here, or cannot do it.
    fn time(others: &mut Option<Self>) -> Duration {
        let Some(others) = others else { return Duration::ZERO };
        let start: Option<Duration> = others.start.iter_mut().map(run).sum();
        let work: Option<Duration> = others.work.iter_mut().map(run).sum();
        work.zip(start).map_or(Duration::ZERO, |(work, start)| work.saturating_sub(start))
    }
}

/// All at once into a library, and the same by libvips on as many processors.
fn many(mut photo: RgbImage, folder: &Path) {
    let photos = folder.join("many");
    std::fs::create_dir(&photos).expect("a folder");
    for n in 0..MANY {
        // Each is another picture: the same one twice is imported once.
        photo.put_pixel(n % 16, n / 16, image::Rgb([255, 0, 255]));
        write_jpeg(&photo, &photos, &format!("{n:03}.jpg"));
    }
    let (said, most) = run_watched(myself("import-all").arg(&photos).arg(folder.join("library")));
    let ours: f64 = said.trim().parse().expect("seconds");
    let vips = one_of(&["vips"]).and_then(|vips| {
        let names = "ls \"$1\"/*.jpg | xargs -P \"$(nproc)\" -I{} sh -c";
        let work = format!(
            "{vips} thumbnail {{}} {{}}.out.jpg[Q=92,strip] 20000 --height 5999 --size down && \
             {vips} thumbnail {{}} {{}}.small.jpg[Q=82,strip] 512 --size down && rm {{}}.*.jpg"
        );
        let took = run(Command::new("sh").args(["-c", &format!("{names} '{work}'"), "sh"]).arg(&photos));
        took.map(|took| ("libvips, its starts included", took.as_secs_f64()))
    });
    let what = format!("ingest: {MANY} of 12 MP at once, into a library");
    Row { what: &what, value: ours, unit: "s", beside: vips, target: "ratio<=1" }.tell();
    Row { what: "the same: most memory", value: most, unit: "MB", beside: None, target: "" }.tell();
}

/// Imports every file of a folder into a new library and says how many seconds that took.
pub(crate) fn import_all(words: &[String]) {
    let [photos, library] = words else { panic!("import-all PHOTOS LIBRARY") };
    let sources: Vec<Source> = std::fs::read_dir(photos)
        .expect("the photos")
        .map(|entry| Source::Path(entry.expect("a photo").path()))
        .collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let studio = Studio::open(Options::new(library)).await.expect("a library");
        let begun = std::time::Instant::now();
        let imported = studio.import(sources, true).await.expect("photos");
        println!("{}", begun.elapsed().as_secs_f64());
        assert_eq!(imported.photos.len(), MANY as usize, "{:?}", imported.refused);
        studio.close().await;
    });
}
