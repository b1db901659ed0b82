//! File names out of words that anybody may have written.

use animato_engine::save::name::{MAX_BYTES, clean, file_stem};
use proptest::prelude::*;

#[test]
fn a_name_tells_the_photo_the_prompt_and_the_end_of_the_id() {
    assert_eq!(file_stem("Slow push in", "Beach.JPG", "67f3a1b2c4d5e6f7a8b9c0d1"), "Beach - Slow push in - a8b9c0d1");
    assert_eq!(file_stem("", "", "67f3a1b2c4d5e6f7a8b9c0d1"), "a8b9c0d1");
    assert_eq!(file_stem("", "", ""), "video");
}

#[test]
fn letters_of_every_language_are_kept() {
    assert_eq!(file_stem("Мягкое приближение", "海辺.jpg", "abcd"), "海辺 - Мягкое приближение - abcd");
}

#[test]
fn fault_34_hostile_names_become_our_own_safe_ones() {
    for (hostile, safe) in [
        ("../../x", "x"),
        ("NUL.mp4", "_NUL.mp4"),
        ("con", "_con"),
        ("Com1.tar.gz", "_Com1.tar.gz"),
        ("LPT³", "_LPT³"),
        ("CONIN$", "_CONIN$"),
        ("console", "console"),
        ("a.mp4 ", "a.mp4"),
        ("a. . .", "a"),
        ("<script>alert(1)</script>", "script alert(1) script"),
        ("C:\\Windows\\system32", "C Windows system32"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("a\0b\u{7}c\u{202e}4pm.exe", "abc4pm.exe"),
        ("line\nbreak\t\ttab\u{2028}end", "line break tab end"),
        ("...", "video"),
        ("", "video"),
    ] {
        assert_eq!(clean(hostile, MAX_BYTES), safe, "{hostile:?}");
    }
}

#[test]
fn fault_34_three_hundred_characters_are_cut_at_a_word() {
    let name = clean(&"slowly ".repeat(50), MAX_BYTES);
    assert!(name.len() <= MAX_BYTES && name.ends_with("slowly"), "{name}");
    assert!(clean(&"ж".repeat(300), MAX_BYTES).chars().all(|c| c == 'ж'));
}

#[test]
fn the_id_survives_a_long_prompt_and_a_long_photo_name() {
    let name = file_stem(&"word ".repeat(99), &"photo".repeat(99), "67f3a1b2c4d5e6f7a8b9c0d1");
    assert!(name.ends_with(" - a8b9c0d1") && name.len() <= MAX_BYTES, "{name}");
}

proptest! {
    #[test]
    fn fault_34_whatever_the_words_the_name_is_safe(prompt in ".{0,400}", photo in ".{0,300}", id in ".{0,40}") {
        for name in [file_stem(&prompt, &photo, &id), clean(&prompt, MAX_BYTES)] {
            prop_assert!(!name.is_empty() && name.len() <= MAX_BYTES);
            prop_assert!(!name.chars().any(|c| c.is_control() || "<>:\"/\\|?*".contains(c)), "{name:?}");
            prop_assert!(!name.starts_with(['.', ' ', '-']) && !name.ends_with(['.', ' ']), "{name:?}");
            prop_assert_eq!(&clean(&name, MAX_BYTES), &name);
        }
    }
}
