//! Pictures on the system's clipboard, and what names some: files copied in a file manager, links and paths as text.
//!
//! Only some web views hand pictures to a page (WebKitGTK does not), and no page is to hand over a path: so the shell reads.

use std::io::Cursor;

use animato_engine::{Error, ErrorCode, Source};
use arboard::{Clipboard, ImageData};
use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};

/// The files that were copied in a file manager, or the picture on the clipboard, or what a copied text names, line by line;
/// empty when there is nothing of that.
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
    let mut fault = None;
    // Files first: some systems put the icon of a copied file beside it, as a picture.
    let files = there(clipboard.get().file_list(), &mut fault).unwrap_or_default();
    if !files.is_empty() {
        return Ok(files.into_iter().map(Source::Path).collect());
    }
    if let Some(picture) = there(clipboard.get_image(), &mut fault) {
        return Ok(vec![Source::Bytes { name: "pasted.png".to_owned(), bytes: png(&picture)? }]);
    }
    if let Some(text) = there(clipboard.get_text(), &mut fault) {
        return Ok(Source::pasted(&text, std::env::home_dir().as_deref()).unwrap_or_default());
    }
    fault.map_or(Ok(Vec::new()), |fault| Err(unreadable(&fault)))
}

/// `None`: the clipboard holds something else, or did not give this. Some programs answer every question with the one thing
/// that they have, so that a fault counts only when nothing else could be had.
fn there<T>(read: Result<T, arboard::Error>, fault: &mut Option<arboard::Error>) -> Option<T> {
    match read {
        Ok(content) => Some(content),
        Err(arboard::Error::ContentNotAvailable) => None,
        Err(e) => {
            fault.get_or_insert(e);
            None
        }
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
