//! The heavy loops over pixels: decoding, colour, scaling, encoding, drawing.
//!
//! A package of its own because the codecs are generic: their loops are compiled wherever they are called, and this package
//! is optimised in every profile while the rest stays quick to build. It decides nothing: what is done to a photo, and
//! whether its header may be believed, is the engine's to say.

mod colour;
mod decode;
pub mod drawing;
mod encode;
mod yuv;

pub use colour::{Conversion, Described, flatten};
pub use decode::{Source, gif_moves, open};
pub use encode::{Filter, jpeg, png, resize};
pub use yuv::{Matrix, Meaning, Planes, from_planes};
