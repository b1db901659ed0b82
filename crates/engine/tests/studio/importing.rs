//! Many pictures at once: folders, what is told meanwhile, calling it off, and the same photo from everywhere.

use std::path::Path;

use animato_engine::view::{Event, Imported, PhotoView};
use animato_engine::{ErrorCode, Options, Source, Studio};
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;

use crate::house::picture;
use crate::web::Web;

/// An engine that nobody is connected to.
pub(crate) struct Room {
    pub(crate) studio: Studio,
    pub(crate) events: Receiver<Event>,
    pub(crate) folder: TempDir,
}

impl Room {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let studio = Studio::open(Options::new(folder.path().join("library"))).await.unwrap();
        let events = studio.events();
        Self { studio, events, folder }
    }

    pub(crate) async fn reopen(self) -> Self {
        let Self { studio, events: _, folder } = self;
        studio.close().await;
        let studio = Studio::open(Options::new(folder.path().join("library"))).await.unwrap();
        let events = studio.events();
        Self { studio, events, folder }
    }

    pub(crate) async fn tray(&self) -> Vec<PhotoView> {
        self.studio.snapshot().await.unwrap().tray
    }

    /// What was told since the last time.
    fn told(&mut self) -> Vec<Event> {
        let mut told = Vec::new();
        loop {
            match self.events.try_recv() {
                Ok(event) => told.push(event),
                Err(TryRecvError::Empty) => return told,
                Err(e) => panic!("{e}"),
            }
        }
    }
}

pub(crate) fn corpus(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name)
}

/// A small photo of its own; written into a folder, which is made.
fn write_photo(path: &Path, number: u32) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let [_, a, b, c] = number.wrapping_mul(0x9e37_79b1).to_be_bytes();
    let picture = image::RgbImage::from_fn(310, 302, |x, _| image::Rgb([a, b, if x < 150 { c } else { !c }]));
    std::fs::write(path, animato_pixels::png(&picture).unwrap()).unwrap();
}

fn ids(photos: &[PhotoView]) -> Vec<String> {
    photos.iter().map(|photo| photo.id.to_string()).collect()
}

fn names(imported: &Imported) -> Vec<&str> {
    imported.refused.iter().map(|refused| refused.name.as_str()).collect()
}

/// Five hundred photos in five folders, and five hundred more beside them, are too slow for what they would show more.
const IN_FOLDERS: u32 = 250;
const BESIDE: u32 = 250;

#[tokio::test(flavor = "multi_thread")]
async fn fault_50_five_hundred_files_in_and_beside_five_folders_are_taken_and_told_of_in_passing() {
    let mut room = Room::new().await;
    let place = room.folder.path().to_owned();
    for number in 0..IN_FOLDERS {
        write_photo(&place.join(format!("folder {}/deeper/{number:03}.png", number % 5)), number);
    }
    let beside: Vec<_> = (0..BESIDE).map(|number| place.join(format!("beside {number:03}.png"))).collect();
    beside.iter().zip(IN_FOLDERS..).for_each(|(path, number)| write_photo(path, number));
    let first = place.join("folder 0");
    std::fs::write(first.join("notes.txt"), "dear diary").unwrap();
    std::fs::write(first.join("film.mkv"), b"\x1aE\xdf\xa3 film").unwrap();
    std::fs::write(first.join("new.avif"), b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf").unwrap();
    std::fs::write(first.join(".hidden.jpg"), "nobody sees this").unwrap();

    let folders = (0..5).map(|number| place.join(format!("folder {number}")));
    let sources = folders.chain(beside).map(Source::Path).collect();
    let imported = room.studio.import(sources, true).await.unwrap();
    assert_eq!(imported.photos.len(), (IN_FOLDERS + BESIDE) as usize);
    assert_eq!(names(&imported), ["new.avif"], "a picture of a kind that is not taken is named");
    assert_eq!(imported.others, 2, "other files are counted");
    assert_eq!(ids(&room.tray().await), ids(&imported.photos), "in the order of the folders and their names");
    assert_eq!(imported.photos[0].name, "000.png");

    let told = room.told();
    let (mut added, mut refused, mut others, mut last) = (Vec::new(), 0, 0, None);
    for event in told {
        match event {
            Event::TrayAdded { photos } => added.extend(ids(&photos)),
            Event::Tray { .. } => panic!("the whole tray was told again"),
            Event::Importing { done, total, refused: some, others: more } => {
                refused += some.len();
                others += more;
                last = Some((done, total));
            }
            _ => {}
        }
    }
    assert_eq!(added, ids(&imported.photos), "each photo once");
    assert_eq!((refused, others, last), (1, 2, Some((503, 503))));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_called_off_ends_and_what_was_taken_stays() {
    let mut room = Room::new().await;
    let before = room.studio.import(vec![picture(1)], true).await.unwrap().photos;
    let place = room.folder.path().join("photos");
    (0..40).for_each(|number| write_photo(&place.join(format!("{number}.png")), number));
    room.told();

    let studio = room.studio.clone();
    let import = studio.import(vec![Source::Path(place.clone())], true);
    let cancel = async {
        // The first news is told before anything is read.
        while !matches!(room.events.recv().await.unwrap(), Event::Importing { done: 0, .. }) {}
        studio.cancel_import();
    };
    let (imported, ()) = tokio::join!(import, cancel);
    let imported = imported.unwrap();
    assert!(imported.photos.len() < 40);
    assert_eq!(ids(&room.tray().await), [ids(&before), ids(&imported.photos)].concat());
    let ended = room.told().into_iter().rev().find_map(|event| match event {
        Event::Importing { done, total, .. } => Some(done == total),
        _ => None,
    });
    assert_eq!(ended, Some(true), "the end is told");

    let again = room.studio.import(vec![Source::Path(place)], true).await.unwrap();
    assert_eq!(again.photos.len(), 40, "what comes later is not concerned");
}

#[tokio::test(flavor = "multi_thread")]
async fn calling_off_keeps_what_came_before_it() {
    let mut room = Room::new().await;
    let place = room.folder.path().join("photos");
    (0..60).for_each(|number| write_photo(&place.join(format!("{number}.png")), number));
    let studio = room.studio.clone();
    let import = studio.import(vec![Source::Path(place)], true);
    let cancel = async {
        while !matches!(room.events.recv().await.unwrap(), Event::TrayAdded { .. }) {}
        studio.cancel_import();
    };
    let (imported, ()) = tokio::join!(import, cancel);
    let imported = imported.unwrap();
    assert!(!imported.photos.is_empty());
    assert_eq!(ids(&room.tray().await), ids(&imported.photos));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_photo_from_a_file_a_link_and_the_clipboard_is_one_photo() {
    let room = Room::new().await;
    let file = corpus("gps.jpg");
    let bytes = std::fs::read(&file).unwrap();
    let web = Web::serve(&[("/holiday/beach.jpg", bytes.clone())]).await;
    let copy = room.folder.path().join("copy of it.png");
    std::fs::copy(&file, &copy).unwrap();
    let clipboard = Source::Bytes { name: "pasted.jpg".into(), bytes };
    let sources = vec![Source::Path(file), web.source("/holiday/beach.jpg"), clipboard, Source::Path(copy)];
    let imported = room.studio.import(sources, true).await.unwrap();
    assert_eq!((imported.photos.len(), imported.refused.len()), (1, 0));
    assert_eq!(room.tray().await.len(), 1);
    let link = room.studio.photo_link(&imported.photos[0].id).await.unwrap();
    assert_eq!(link, Some(web.address("/holiday/beach.jpg")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_remembered_and_given_only_where_the_service_could_use_it() {
    let room = Room::new().await;
    let files = ["plain.jpg", "plain.png", "orientation-6.jpg", "phone.heic", "palette.png"];
    let served: Vec<_> = files.iter().map(|name| (*name, std::fs::read(corpus(name)).unwrap())).collect();
    let web = Web::serve(&served).await;
    for (name, fits) in files.into_iter().zip([true, true, false, false, false]) {
        let imported = room.studio.import(vec![web.source(name)], false).await.unwrap();
        assert_eq!(imported.photos[0].name, name);
        let link = room.studio.photo_link(&imported.photos[0].id).await.unwrap();
        assert_eq!(link, fits.then(|| web.address(name)), "{name}");
    }
    let plain = room.studio.import(vec![Source::Path(corpus("progressive.jpg"))], false).await.unwrap();
    assert_eq!(room.studio.photo_link(&plain.photos[0].id).await.unwrap(), None, "it came from no link");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_leads_to_no_picture_is_refused_in_one_line_without_its_secrets() {
    let room = Room::new().await;
    let web = Web::serve(&[("page", b"<html>hello</html>".to_vec())]).await;
    let missing = web.source("none.jpg?token=secret");
    let imported = room.studio.import(vec![web.source("page"), missing], true).await.unwrap();
    assert_eq!(names(&imported), ["page", "none.jpg"]);
    assert_eq!(imported.refused[0].error.code, ErrorCode::PhotoUnusable);
    assert_eq!(imported.refused[1].error.code, ErrorCode::Unreadable);
    assert!(imported.refused.iter().all(|refused| !refused.error.message.contains("secret")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_whose_files_were_deleted_by_hand_gets_them_back() {
    let room = Room::new().await;
    let photo = room.studio.import(vec![picture(3)], true).await.unwrap().photos.remove(0);
    let file = room.studio.photo_file(&photo.id).await.unwrap();
    std::fs::remove_file(&file).unwrap();
    let again = room.studio.import(vec![picture(3)], true).await.unwrap().photos.remove(0);
    assert_eq!(again.id, photo.id);
    assert!(file.is_file());
}
