//! Random words.

use std::fmt::Write;
use std::hash::{BuildHasher, RandomState};

/// `bytes` random bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: usize) -> String {
    let mut buffer = vec![0u8; bytes];
    if getrandom::fill(&mut buffer).is_err() {
        // No system this runs on gets here. Ids must differ all the same, and the standard library's hasher is seeded apart.
        for (at, byte) in buffer.iter_mut().enumerate() {
            *byte = RandomState::new().hash_one(at).to_le_bytes()[0];
        }
    }
    buffer.iter().fold(String::with_capacity(bytes * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_random_and_as_long_as_asked() {
        assert_eq!(hex(12).len(), 24);
        assert_ne!(hex(12), hex(12));
    }
}
