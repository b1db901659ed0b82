//! Pictures on the system's clipboard. Only some web views hand them to a page (WebKitGTK does not), so the shell reads them.

use std::io::Cursor;

use animato_engine::{Error, ErrorCode, Source};
use arboard::{Clipboard, ImageData};
use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};

/// The picture on the clipboard, or the files that were copied in a file manager; empty when there is neither.
///
/// # Errors
/// When the clipboard does not answer.
pub(crate) async fn pictures() -> Result<Vec<Source>, Error> {
    // Another program answers, in its own time.
    match tokio::task::spawn_blocking(read).await {
        Ok(read) => read,
        Err(e) => Err(unreadable(&e)),
    }
}

fn read() -> Result<Vec<Source>, Error> {
    let mut clipboard = Clipboard::new().map_err(|e| unreadable(&e))?;
    match clipboard.get_image() {
        Ok(picture) => return Ok(vec![Source::Bytes { name: "pasted.png".to_owned(), bytes: png(&picture)? }]),
        Err(arboard::Error::ContentNotAvailable) => {}
        Err(e) => return Err(unreadable(&e)),
    }
    match clipboard.get().file_list() {
        Ok(files) => Ok(files.into_iter().map(Source::Path).collect()),
        Err(arboard::Error::ContentNotAvailable) => Ok(Vec::new()),
        Err(e) => Err(unreadable(&e)),
    }
}

fn png(picture: &ImageData) -> Result<Vec<u8>, Error> {
    let size = (u32::try_from(picture.width), u32::try_from(picture.height));
    let (Ok(width), Ok(height)) = size else { return Err(unreadable(&"the picture is too large")) };
    let mut bytes = Cursor::new(Vec::new());
    let encoder = PngEncoder::new(&mut bytes);
    encoder.write_image(&picture.bytes, width, height, ExtendedColorType::Rgba8).map_err(|e| unreadable(&e))?;
    Ok(bytes.into_inner())
}

fn unreadable(why: &dyn std::fmt::Display) -> Error {
    Error::new(ErrorCode::Unreadable, format!("The clipboard could not be read: {why}. Nothing was added."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_handed_on_pixel_by_pixel() {
        let pixels: Vec<u8> = (0..24).collect();
        let picture = ImageData { width: 3, height: 2, bytes: pixels.clone().into() };
        let read = image::load_from_memory(&png(&picture).unwrap()).unwrap().into_rgba8();
        assert_eq!((read.dimensions(), read.into_raw()), ((3, 2), pixels));
    }
}
