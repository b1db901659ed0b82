//! The rules of the two lives: a request's and a video's. Pure functions of (state, what happened); doing is elsewhere.

pub(crate) mod request;
pub(crate) mod video;

pub(crate) use request::{RequestEvent, RequestState};
pub(crate) use video::{VideoEvent, VideoState};

/// A state or event that has a name in the database.
macro_rules! named {
    ($type:ty { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            /// Every one.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in the database.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// By its name in the database.
            pub(crate) fn by_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use named;
