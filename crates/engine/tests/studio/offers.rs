//! A picture that is too wide or too tall: offered, cropped, undone, left; and what becomes of its file.

use std::path::Path;

use animato_engine::view::{CropOffer, Event, Notice};
use animato_engine::{ErrorCode, Source};

use crate::importing::{Room, corpus};

impl Room {
    async fn offers(&self) -> Vec<CropOffer> {
        self.studio.snapshot().await.unwrap().offers
    }

    /// Files that wait.
    fn waiting(&self) -> usize {
        std::fs::read_dir(self.folder.path().join("library/offers")).unwrap().count()
    }

    async fn offered(&self, file: &str) -> CropOffer {
        let imported = self.studio.import(vec![Source::Path(corpus(file))], true).await.unwrap();
        assert!(imported.photos.is_empty() && imported.refused.is_empty(), "{imported:?}");
        imported.offers[0].clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_wide_or_too_tall_is_offered_once_and_shown_whole() {
    let mut room = Room::new().await;
    let long = room.offered("too-long.png").await;
    assert_eq!((long.width, long.height, long.name.as_str()), (9000, 330, "too-long.png"));
    assert_eq!((long.crop.left, long.crop.top, long.crop.width, long.crop.height), (4089, 0, 821, 330));
    let tall = room.offered("too-tall.png").await;
    assert_eq!(room.offered("too-long.png").await.id, long.id, "the same picture is one offer");
    assert_eq!(room.offers().await, [long.clone(), tall]);
    let small = image::open(room.studio.offer_file(&long.id).await.unwrap()).unwrap();
    assert_eq!((small.width(), small.height()), (512, 18));
    let mut told = 0;
    while let Ok(event) = room.events.try_recv() {
        told += usize::from(matches!(event, Event::Offers { .. }));
    }
    assert!(told >= 2, "offers are told");
    let small = room.studio.import(vec![Source::Path(corpus("too-small.jpg"))], true).await.unwrap();
    assert!(small.offers.is_empty() && small.refused.len() == 1, "cropping would not help");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crop_is_a_photo_in_the_tray_and_undoing_it_brings_the_offer_back() {
    let room = Room::new().await;
    let offer = room.offered("too-long.png").await;
    let photo = room.studio.accept_crop(&offer.id).await.unwrap();
    assert_eq!((photo.prepared.width, photo.prepared.height), (821, 330));
    assert_eq!(photo.notices, [Notice::Cropped]);
    assert_eq!(room.studio.accept_crop(&offer.id).await.unwrap().id, photo.id, "twice is once");
    assert_eq!(room.tray().await.len(), 1);
    assert_eq!(room.offers().await[0].photo.as_ref(), Some(&photo.id));

    let room = room.reopen().await;
    room.studio.undo_crop(&photo.id).await.unwrap();
    assert!(room.tray().await.is_empty());
    assert_eq!(room.offers().await, std::slice::from_ref(&offer));
    assert_eq!(room.studio.undo_crop(&photo.id).await.unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(room.studio.accept_crop(&offer.id).await.unwrap().id, photo.id, "the same crop is the same photo");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_waits_for_as_long_as_it_can_be_needed() {
    let room = Room::new().await;
    let (long, tall) = (room.offered("too-long.png").await, room.offered("too-tall.png").await);
    assert_eq!(room.waiting(), 4);
    let photo = room.studio.accept_crop(&long.id).await.unwrap();
    assert_eq!(room.waiting(), 4, "it can still be undone");
    room.studio.remove_from_tray(vec![photo.id.clone()]).await.unwrap();
    assert_eq!((room.waiting(), room.offers().await.len()), (2, 1));
    room.studio.dismiss_offer(&tall.id).await.unwrap();
    assert_eq!((room.waiting(), room.offers().await.len()), (0, 0));
    assert!(room.studio.photo_file(&photo.id).await.is_ok(), "the photo itself stays in the library");
    assert_eq!(room.studio.accept_crop(&tall.id).await.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_removes_what_is_left_over_and_forgets_what_is_gone() {
    let room = Room::new().await;
    let (long, tall) = (room.offered("too-long.png").await, room.offered("too-tall.png").await);
    let folder = room.folder.path().join("library/offers");
    std::fs::write(folder.join("left by a crash"), "x").unwrap();
    std::fs::remove_file(folder.join(Path::new(long.id.as_str()))).unwrap();
    let room = room.reopen().await;
    assert_eq!(room.offers().await, [tall]);
    assert_eq!(room.waiting(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn outside_the_tray_it_is_refused_or_cropped_as_asked() {
    let room = Room::new().await;
    let source = || vec![Source::Path(corpus("too-long.png"))];
    let refused = room.studio.import(source(), false).await.unwrap();
    assert!(refused.offers.is_empty() && refused.refused[0].error.message.contains("2.49"));
    let cropped = room.studio.import_cropped(source()).await.unwrap();
    assert_eq!(cropped.photos[0].notices, [Notice::Cropped]);
    assert_eq!((room.waiting(), room.tray().await.len()), (0, 0));
}
