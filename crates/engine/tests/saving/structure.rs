//! What counts as a whole MP4.

use std::io::{Cursor, Read, Seek, SeekFrom};

use animato_engine::save::mp4::{Mp4Facts, Mp4Problem, check, check_exact};
use proptest::prelude::*;

use crate::film::{be, boxed, film, movie_header, track, visual_entry, with_media};

fn checked(file: &[u8]) -> Result<Mp4Facts, Mp4Problem> {
    check(Cursor::new(file), file.len() as u64)
}

/// The same for a file that may have been cut.
fn checked_exactly(file: &[u8]) -> Result<Mp4Facts, Mp4Problem> {
    check_exact(Cursor::new(file), file.len() as u64)
}

/// The boxes of a film whose pictures are all in one fragment: `ftyp`, `moov`, `moof` and `mdat`.
fn fragmented() -> [Vec<u8>; 4] {
    let mvex = boxed(b"mvex", &boxed(b"mehd", &[be(0), be(5000)].concat()));
    let mut video = track(b"vide", 1, visual_entry(b"avc1", 64, 48), 0, 0);
    // Without samples in the index there are no chunks either.
    let stco = video.windows(4).position(|kind| kind == b"stco").unwrap();
    video[stco + 8..stco + 12].copy_from_slice(&be(0));
    let stsz = video.windows(4).position(|kind| kind == b"stsz").unwrap();
    video[stsz + 12..stsz + 16].copy_from_slice(&be(0));
    let moov = boxed(b"moov", &[movie_header(), video, mvex].concat());
    let run = |samples| boxed(b"trun", &[be(0), be(samples)].concat());
    let traf = boxed(b"traf", &[boxed(b"tfhd", &[be(0), be(1)].concat()), run(30), run(12)].concat());
    [boxed(b"ftyp", b"iso5\0\0\x02\0"), moov, boxed(b"moof", &traf), boxed(b"mdat", &[1; 100])]
}

#[test]
fn a_whole_film_tells_its_facts() {
    let facts = checked(&film(1000, 1)).unwrap();
    let expected =
        Mp4Facts { width: 720, height: 960, seconds: 5.0, frames: 2, codec: "avc1".into(), has_sound: false };
    assert_eq!(facts, expected);
}

#[test]
fn fault_28_a_film_cut_at_any_byte_is_not_whole() {
    let film = film(300, 1);
    for end in 0..film.len() {
        assert!(checked(&film[..end]).is_err(), "cut at {end} of {}", film.len());
        assert!(checked_exactly(&film[..end]).is_err(), "cut at {end} of {}", film.len());
    }
}

#[test]
fn fault_28_media_data_that_claims_the_rest_of_the_file_is_measured_by_its_index() {
    let mut film = film(1000, 1);
    let mdat = film.windows(4).position(|kind| kind == b"mdat").unwrap();
    film[mdat - 4..mdat].copy_from_slice(&be(0));
    assert!(checked(&film).is_ok());
    film.pop();
    assert_eq!(checked(&film), Err(Mp4Problem::MissingMedia));
}

#[test]
fn media_data_smaller_than_its_index_says_is_not_whole() {
    assert_eq!(checked(&with_media(1001, &[7; 1000])), Err(Mp4Problem::MissingMedia));
}

#[test]
fn bytes_behind_the_last_box_are_passed_over_only_where_the_file_is_known_to_be_all_there() {
    let film = film(1000, 1);
    let facts = checked_exactly(&film).unwrap();
    let cut_box = &boxed(b"free", &[7; 64])[..50];
    for strays in [&b"x"[..], &[0; 64], &[255; 5000], b"junk behind it", b"\0\0\0\x01junk", cut_box] {
        let file = [&film[..], strays].concat();
        assert_eq!(checked(&file), Ok(facts.clone()), "{strays:?}");
        assert!(checked_exactly(&file).is_err(), "{strays:?}");
    }
    assert_eq!(checked_exactly(&[&film[..], b"x"].concat()), Err(Mp4Problem::Cut));
    assert_eq!(checked_exactly(&[film, boxed(b"free", &[0; 64])].concat()), Ok(facts));
}

#[test]
fn what_may_be_a_lost_piece_of_the_film_is_never_passed_over() {
    let film = film(1000, 1);
    for kind in [b"mdat", b"moov", b"moof"] {
        let piece = &boxed(kind, &[7; 64])[..40];
        assert_eq!(checked(&[&film[..], piece].concat()), Err(Mp4Problem::Cut));
    }
}

#[test]
fn behind_fragments_only_zeros_and_what_is_too_short_for_a_box_are_passed_over() {
    let film = fragmented().concat();
    for strays in [&b"x"[..], &[0; 20_000]] {
        assert!(checked(&[&film[..], strays].concat()).is_ok(), "{}", strays.len());
    }
    let (cut_box, not_only_zeros) = (boxed(b"styp", &[1; 40]), [&[0_u8; 100][..], b"x"].concat());
    for piece in [&b"\0\0\x10\0junk"[..], &cut_box[..20], &not_only_zeros[..]] {
        assert!(checked(&[&film[..], piece].concat()).is_err(), "{piece:?}");
    }
    let [ftyp, moov, moof, _] = fragmented();
    assert_eq!(checked(&[ftyp, moov, moof, vec![0; 4]].concat()), Err(Mp4Problem::Cut));
}

#[test]
fn an_index_behind_the_media_data_is_as_good() {
    let ftyp = boxed(b"ftyp", b"isom\0\0\x02\0");
    let video = track(b"vide", 1, visual_entry(b"hvc1", 64, 48), 600, ftyp.len() + 8);
    let sound = track(b"soun", 2, boxed(b"mp4a", &[0; 28]), 400, ftyp.len() + 608);
    let moov = boxed(b"moov", &[movie_header(), sound, video].concat());
    let facts = checked(&[ftyp, boxed(b"mdat", &[1; 1000]), moov].concat()).unwrap();
    assert_eq!((facts.codec.as_str(), facts.width, facts.has_sound), ("hvc1", 64, true));
}

#[test]
fn sound_alone_is_no_video() {
    let ftyp = boxed(b"ftyp", b"isom\0\0\x02\0");
    let sound = track(b"soun", 1, boxed(b"mp4a", &[0; 28]), 400, ftyp.len() + 8);
    let moov = boxed(b"moov", &[movie_header(), sound].concat());
    assert_eq!(checked(&[ftyp, boxed(b"mdat", &[1; 400]), moov].concat()), Err(Mp4Problem::NoVideo));
}

#[test]
fn a_fragmented_film_counts_the_samples_of_its_fragments() {
    assert_eq!(checked_exactly(&fragmented().concat()).unwrap().frames, 42);
    let [ftyp, moov, ..] = fragmented();
    assert_eq!(checked(&[ftyp, moov].concat()), Err(Mp4Problem::NoVideo));
}

#[test]
fn other_things_are_not_mp4s() {
    for other in [&b""[..], b"<html>", &[0; 100], &[255; 100], &boxed(b"ftyp", b"isom"), &boxed(b"moov", b"")] {
        assert!(checked(other).is_err(), "{other:?}");
    }
}

#[test]
fn counts_that_no_file_can_hold_are_refused_without_reading() {
    let mut film = film(1000, 1);
    let stsz = film.windows(4).position(|kind| kind == b"stsz").unwrap();
    film[stsz + 12..stsz + 16].copy_from_slice(&[255; 4]);
    assert!(matches!(checked(&film), Err(Mp4Problem::Malformed(_))));
}

#[test]
fn a_file_made_of_tiny_boxes_is_not_walked_to_its_end() {
    let file = TinyBoxes(0);
    assert!(matches!(check(file, 1 << 40), Err(Mp4Problem::Malformed(_))));
}

/// A terabyte of empty boxes.
struct TinyBoxes(u64);

impl Read for TinyBoxes {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        for byte in bytes.iter_mut() {
            *byte = b"\0\0\0\x08free"[(self.0 % 8) as usize];
            self.0 += 1;
        }
        Ok(bytes.len())
    }
}

impl Seek for TinyBoxes {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        if let SeekFrom::Start(at) = to {
            self.0 = at;
        }
        Ok(self.0)
    }
}

proptest! {
    #[test]
    fn damage_anywhere_never_panics(at in 0_usize..900, bytes in proptest::collection::vec(any::<u8>(), 1..9)) {
        let mut film = film(300, 1);
        let at = at.min(film.len() - bytes.len());
        film[at..at + bytes.len()].copy_from_slice(&bytes);
        let _ = checked(&film);
    }
}
