//! Dragging a file out of a GTK window.
//!
//! Our own where the library for the other systems would do: on X11 that one forgets the file at the moment of the drop, and
//! the other program asks for it only afterwards.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use gtk::gdk::DragAction;
use gtk::gdk_pixbuf::Pixbuf;
use gtk::prelude::{DragContextExtManual as _, ObjectExt as _, WidgetExt as _};
use tauri::{Url, WebviewWindow};

/// The mouse button that drags: the left one.
const BUTTON: i32 = 1;
/// The longer side of the picture at the pointer, in pixels.
const PICTURE: i32 = 160;

/// Begins it. To be called on the main thread, while the button is down.
pub(super) fn begin(window: &WebviewWindow, file: &Path, picture: &Path) -> Result<(), String> {
    let window = window.gtk_window().map_err(|e| e.to_string())?;
    let address = address(file)?;
    let targets = gtk::TargetList::new(&[]);
    targets.add_uri_targets(0);

    let handlers = Rc::new(RefCell::new(Vec::new()));
    let asked = window.connect_drag_data_get(move |_, _, data, _, _| {
        data.set_uris(&[&address]);
    });
    let ended = window.connect_drag_end({
        let handlers = Rc::clone(&handlers);
        // When the other program has everything, or the drag came to nothing.
        move |window, _| handlers.take().into_iter().for_each(|handler| window.disconnect(handler))
    });
    handlers.replace(vec![asked, ended]);

    match window.drag_begin_with_coordinates(&targets, DragAction::COPY, BUTTON, None, -1, -1) {
        Some(drag) => {
            // Without a picture the pointer alone says that something is dragged.
            if let Ok(picture) = Pixbuf::from_file_at_size(picture, PICTURE, PICTURE) {
                drag.drag_set_icon_pixbuf(&picture, 0, 0);
            }
            Ok(())
        }
        None => {
            handlers.take().into_iter().for_each(|handler| window.disconnect(handler));
            Err("the desktop did not begin it".to_owned())
        }
    }
}

/// The file as programs name files to one another.
fn address(file: &Path) -> Result<String, String> {
    Url::from_file_path(file).map(String::from).map_err(|()| "its place has no address".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dragged_file_is_an_address_whatever_is_in_its_name() {
        let file = Path::new("/videos/50 % of #1, été.mp4");
        let address = Url::parse(&address(file).unwrap()).unwrap();
        assert_eq!(address.to_file_path().unwrap(), file);
    }
}
