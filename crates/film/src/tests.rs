//! What a rendered film shows, frame by frame.

use std::io::Cursor;

use mp4::{MediaType, Mp4Reader, TrackType};
use openh264::decoder::Decoder;
use openh264::formats::YUVSource;

use super::*;

const COLOURS: [[u8; 3]; 4] = [[200, 40, 40], [40, 180, 60], [40, 60, 200], [220, 200, 60]];

/// A quarter of each colour: red, green, blue, yellow.
fn photo(width: u32, height: u32) -> Picture {
    Picture::from_fn(width, height, |x, y| {
        let quarter = usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2);
        image::Rgb(COLOURS[quarter])
    })
}

fn plain(width: u32, height: u32, colour: [u8; 3]) -> Picture {
    Picture::from_pixel(width, height, image::Rgb(colour))
}

fn scene(seed: &str) -> Scene<'_> {
    let (camera, look) = (Move::PushIn, Look::Plain);
    Scene { seed, resolution: "360p", seconds: 2, camera, strength: 1.0, look, sound: false }
}

fn video(scene: &Scene<'_>, photo: &Picture, last: Option<&Picture>) -> Vec<u8> {
    render(scene, photo, last, &|| false).unwrap()
}

fn read(video: &[u8]) -> Mp4Reader<Cursor<&[u8]>> {
    Mp4Reader::read_header(Cursor::new(video), video.len() as u64).unwrap()
}

/// All frames as RGB, decoded in order.
fn frames(video: &[u8]) -> Vec<Picture> {
    let mut reader = read(video);
    let (id, parameters) = {
        let track = reader.tracks().values().find(|track| track.track_type().unwrap() == TrackType::Video).unwrap();
        (
            track.track_id(),
            [track.sequence_parameter_set().unwrap(), track.picture_parameter_set().unwrap()].map(<[u8]>::to_vec),
        )
    };
    let mut decoder = Decoder::new().unwrap();
    let mut stream: Vec<u8> = parameters.iter().flat_map(|unit| [&[0, 0, 0, 1], unit.as_slice()].concat()).collect();
    let mut frames = Vec::new();
    for number in 1..=reader.sample_count(id).unwrap() {
        let sample = reader.read_sample(id, number).unwrap().unwrap();
        let mut rest = &sample.bytes[..];
        while !rest.is_empty() {
            let (length, after) = rest.split_at(4);
            let (unit, after) = after.split_at(u32::from_be_bytes(length.try_into().unwrap()) as usize);
            stream.extend([&[0, 0, 0, 1], unit].concat());
            rest = after;
        }
        if let Some(decoded) = decoder.decode(&stream).unwrap() {
            let (width, height) = decoded.dimensions();
            let mut rgb = vec![0; width * height * 3];
            decoded.write_rgb8(&mut rgb);
            frames.push(Picture::from_raw(width as u32, height as u32, rgb).unwrap());
        }
        stream.clear();
    }
    frames
}

fn close(pixel: &image::Rgb<u8>, colour: [u8; 3], by: u8) -> bool {
    pixel.0.iter().zip(colour).all(|(have, want)| have.abs_diff(want) <= by)
}

#[test]
fn a_video_is_h264_of_the_asked_length_and_class_at_24_frames_a_second_with_the_photos_aspect() {
    for (width, height, expected) in [(600, 800, (360, 480)), (800, 450, (640, 360)), (401, 401, (360, 360))] {
        let bytes = video(&scene("a"), &photo(width, height), None);
        let reader = read(&bytes);
        assert_eq!(reader.tracks().len(), 1);
        let track = reader.tracks().values().next().unwrap();
        assert_eq!(track.media_type().unwrap(), MediaType::H264);
        assert_eq!((u32::from(track.width()), u32::from(track.height())), expected);
        assert_eq!(
            (track.sample_count(), track.duration().as_millis(), reader.duration().as_millis()),
            (48, 2000, 2000)
        );
    }
}

#[test]
fn the_index_stands_before_the_pictures() {
    let bytes = video(&scene("a"), &photo(400, 400), None);
    let at = |name: &[u8]| bytes.windows(4).position(|window| window == name).unwrap();
    assert!(at(b"moov") < at(b"mdat"));
}

#[test]
fn the_frames_show_the_photo_in_its_colours() {
    let frames = frames(&video(&scene("a"), &photo(800, 600), None));
    assert_eq!(frames.len(), 48);
    for frame in [&frames[0], &frames[24], &frames[47]] {
        let (width, height) = frame.dimensions();
        for (number, colour) in COLOURS.into_iter().enumerate() {
            let (x, y) =
                (width / 5 + (number as u32 % 2) * width * 3 / 5, height / 5 + (number as u32 / 2) * height * 3 / 5);
            let pixel = frame.get_pixel(x, y);
            assert!(close(pixel, colour, 14), "{pixel:?} is not {colour:?}");
        }
    }
}

#[test]
fn the_camera_moves() {
    let frames = frames(&video(&scene("a"), &drawn::landscape(0.0), None));
    let difference = |a: &Picture, b: &Picture| {
        a.as_raw().iter().zip(b.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum::<u64>()
    };
    assert!(difference(&frames[0], &frames[47]) > 10 * difference(&frames[0], &frames[1]).max(1));
}

#[test]
fn the_same_job_gives_the_same_bytes_and_another_one_others() {
    let photo = drawn::landscape(0.5);
    let of = |seed| video(&scene(seed), &photo, None);
    assert_eq!(of("a"), of("a"));
    assert_ne!(of("a"), of("b"));
}

#[test]
fn the_video_ends_on_the_end_frame() {
    let (red, blue) = ([200, 40, 40], [40, 60, 200]);
    let frames = frames(&video(&scene("a"), &plain(400, 400, red), Some(&plain(900, 500, blue))));
    assert!(close(frames[0].get_pixel(180, 180), red, 14));
    assert!(close(frames[47].get_pixel(180, 180), blue, 14), "{:?}", frames[47].get_pixel(180, 180));
}

#[test]
fn looks_change_the_colours_on_the_way() {
    let awakens = Scene { look: Look::ColourAwakens, ..scene("a") };
    let frames = frames(&video(&awakens, &plain(400, 400, [200, 40, 40]), None));
    let [r, g, b] = frames[0].get_pixel(100, 100).0;
    assert!(r.abs_diff(g) < 8 && g.abs_diff(b) < 8, "grey at first: {r} {g} {b}");
    assert!(close(frames[47].get_pixel(100, 100), [200, 40, 40], 14));
}

#[test]
fn sound_is_an_aac_track_that_does_not_outlast_the_pictures() {
    let bytes = video(&Scene { sound: true, ..scene("a") }, &photo(400, 400), None);
    let reader = read(&bytes);
    let audio = reader.tracks().values().find(|track| track.track_type().unwrap() == TrackType::Audio).unwrap();
    assert_eq!(audio.media_type().unwrap(), MediaType::AAC);
    assert_eq!(audio.sample_count(), 2 * 48_000 / 1024);
    assert!((1950..=2000).contains(&audio.duration().as_millis()), "{:?}", audio.duration());
    assert_eq!(reader.duration().as_millis(), 2000);
}

#[test]
fn sound_is_laid_beside_the_frames_of_a_finished_film_which_stay_as_they_are() {
    let silent = video(&scene("a"), &photo(400, 400), None);
    let dubbed = dub(&silent, "a").unwrap();
    let pictures = |film: &[u8]| {
        let mut reader = read(film);
        let is_video = |track: &&mp4::Mp4Track| track.track_type().unwrap() == TrackType::Video;
        let id = reader.tracks().values().find(is_video).unwrap().track_id();
        let samples: Vec<_> = (1..=reader.sample_count(id).unwrap())
            .map(|number| reader.read_sample(id, number).unwrap().unwrap())
            .map(|sample| (sample.start_time, sample.is_sync, sample.bytes))
            .collect();
        samples
    };
    assert_eq!(pictures(&dubbed), pictures(&silent));
    assert_eq!(dubbed, video(&Scene { sound: true, ..scene("a") }, &photo(400, 400), None), "as if made with sound");
    assert_eq!(dub(&dubbed, "a").unwrap(), dubbed, "sound takes the place of sound");
}

#[test]
fn what_is_no_whole_film_gets_no_sound() {
    let film = video(&scene("a"), &photo(400, 400), None);
    for broken in [&b""[..], b"no film at all", &film[..film.len() / 2]] {
        assert!(dub(broken, "a").is_err());
    }
}

#[test]
fn rendering_stops_when_told() {
    assert!(matches!(render(&scene("a"), &photo(400, 400), None, &|| true), Err(RenderError::Stopped)));
}
