//! File names out of words that anybody may have written.

use animato_engine::save::name::{MAX_BYTES, clean};
use animato_engine::save::pattern::{Facts, Pattern};
use proptest::prelude::*;

/// The name that a person who set nothing gets.
fn file_stem(prompt: &str, photo: &str, id: &str) -> String {
    Pattern::default().stem(&Facts { prompt, photo, id, ..Facts::default() })
}

#[test]
fn a_name_tells_the_photo_the_prompt_and_the_id() {
    assert_eq!(file_stem("Slow push in,", "Beach.JPG", "a8b9c0d1"), "Beach - Slow push in - a8b9c0d1");
    assert_eq!(file_stem("", "", "a8b9c0d1"), "a8b9c0d1");
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
