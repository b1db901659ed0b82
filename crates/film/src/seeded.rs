//! Chance that can be repeated.

/// Numbers that follow from a word: the same for the same word, on every machine (FNV-1a, then SplitMix64).
pub struct Seeded(u64);

impl Seeded {
    /// Starts from this word.
    pub fn new(word: &str) -> Self {
        Self(
            word.bytes()
                .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)),
        )
    }

    /// The next number, at least 0 and below 1.
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// The next number between two others.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_from_the_word() {
        let numbers =
            |word| (0..4).map(move |_| 0).scan(Seeded::new(word), |seeded, _| Some(seeded.unit())).collect::<Vec<_>>();
        assert_eq!(numbers("a"), numbers("a"));
        assert_ne!(numbers("a"), numbers("b"));
        assert!(numbers("a").iter().all(|n| (0.0..1.0).contains(n)));
    }
}
