//! What the service takes and what this program is willing to open: the only place where these numbers stand.

/// Bounds of a photo, in pixels and bytes. All are inclusive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Least height after turning upright. Observed at the service's own web app.
    pub min_height: u32,
    /// Greatest height. Observed at the service's own web app; larger pictures are scaled down to it.
    pub max_height: u32,
    /// Least width divided by height. Observed at the service's own web app.
    pub min_ratio: f64,
    /// Greatest width divided by height. Observed at the service's own web app.
    pub max_ratio: f64,
    /// Most pixels that a header may claim. Ours: the largest sensors of phones have 200 megapixels.
    pub max_pixels_in: u64,
    /// Largest file that is read. Ours.
    pub max_bytes_in: u64,
    /// Largest file that is sent. The service names none; common places for photos take 32 MB, some 20.
    pub max_bytes_out: u64,
    /// Most memory that opening one picture may take, in bytes: its pixels, and what its decoder needs beside them. Ours: 200
    /// megapixels of 8-bit RGB fit. Of all pictures that are open at once, the same holds together; see `intake/room.rs`.
    pub max_memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            min_height: 301,
            max_height: 5999,
            min_ratio: 0.41,
            max_ratio: 2.49,
            max_pixels_in: 200_000_000,
            max_bytes_in: 256 << 20,
            max_bytes_out: 20_000_000,
            max_memory: 640 << 20,
        }
    }
}
