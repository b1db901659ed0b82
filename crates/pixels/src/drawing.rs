//! Three scenes, drawn by arithmetic alone: the same on every machine, and owned by nobody else.

mod canvas;
mod scenes;

pub use scenes::{dunes, lake, portrait};
