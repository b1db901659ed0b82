//! Names of rows: opaque, unguessable, safe in a URL and in a file name.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::error::Error;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
        pub struct $name(String);

        impl $name {
            /// A fresh id with 128 bits of randomness.
            ///
            /// # Errors
            /// When the operating system has no randomness to give.
            pub fn fresh() -> Result<Self, Error> {
                token().map(Self)
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

id!(
    /// A photo in the library.
    PhotoId
);
id!(
    /// The settings that came with a video of somebody's.
    RecipeId
);
id!(
    /// A picture that can be used once it is cropped.
    OfferId
);
id!(
    /// A sound file in the library.
    SoundId
);
id!(
    /// A preset of the person's.
    PresetId
);
id!(
    /// One create call.
    RequestId
);
id!(
    /// One video, known to us before the service knows it.
    VideoId
);
id!(
    /// One press of Create. Asking twice with the same press creates once.
    PressId
);

/// 128 random bits as 26 lower-case base-32 letters.
///
/// # Errors
/// When the operating system has no randomness to give.
pub(crate) fn token() -> Result<String, Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|e| Error::internal("no randomness", e))?;
    Ok(base32(&bytes))
}

/// Whether a name that comes from a file of somebody's is one that can be part of a path.
pub(crate) fn is_plain(id: &str) -> bool {
    !id.is_empty() && id.len() <= 64 && id.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
}

/// Crockford's alphabet: no letters that are mistaken for digits.
fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut out = String::with_capacity((bytes.len() * 8).div_ceil(5));
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(ALPHABET[((buffer >> bits) & 31) as usize]));
        }
    }
    if bits > 0 {
        out.push(char::from(ALPHABET[((buffer << (5 - bits)) & 31) as usize]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_distinct_and_safe_in_urls_and_file_names() {
        let a = PhotoId::fresh().unwrap();
        let b = PhotoId::fresh().unwrap();
        assert_ne!(a, b);
        assert_eq!(a.as_str().len(), 26);
        assert!(a.as_str().bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
    }

    #[test]
    fn base32_keeps_every_bit() {
        assert_eq!(base32(&[0xff, 0xff]), "zzzg");
        assert_eq!(base32(&[0]), "00");
    }
}
