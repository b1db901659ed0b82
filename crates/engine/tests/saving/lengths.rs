//! Bodies that are shorter, longer, slower or larger than they should be.

use std::sync::Mutex;
use std::time::Duration;

use animato_engine::save::{Download, SaveError, SaveLimits};

use crate::Desk;
use crate::film::{boxed, film};
use crate::server::{Server, Step, head, serve};

#[tokio::test]
async fn fault_27_a_body_shorter_than_its_length_never_becomes_the_file() {
    let film = film(100_000, 1);
    let server = Server::start(move |_| {
        let length = (film.len() + 1).to_string();
        vec![head(200, &[("Content-Length", &length)]), Step::Send(film.clone())]
    })
    .await;
    let desk = Desk::new();
    for _ in 0..2 {
        let error = desk.save(&server.url).await.unwrap_err();
        assert!(matches!(error, SaveError::Incomplete { .. }) && error.retryable(), "{error}");
        desk.assert_only_a_part();
    }
}

#[tokio::test]
async fn fault_27_a_body_longer_than_its_length_never_becomes_the_file() {
    let film = film(100_000, 1);
    let whole = film.clone();
    let server = Server::start(move |request| match request.hit {
        0 => {
            let length = (film.len() - 1).to_string();
            vec![head(200, &[("ETag", "\"1\""), ("Content-Length", &length)]), Step::Send(film.clone())]
        }
        _ => serve(request, &film, "\"1\""),
    })
    .await;
    let desk = Desk::new();
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(matches!(error, SaveError::Damaged(_)) && error.retryable(), "{error}");
    desk.assert_only_a_part();
    let saved = desk.save(&server.url).await.unwrap();
    desk.assert_only(&saved, &whole);
    assert_eq!(server.asked()[1].from(), None, "what is damaged is not continued");
}

#[tokio::test]
async fn fault_27_a_rest_that_is_longer_than_the_total_never_becomes_the_file() {
    let film = film(100_000, 1);
    let server = Server::start(move |request| match request.from() {
        None => vec![
            head(200, &[("ETag", "\"1\""), ("Content-Length", &film.len().to_string())]),
            Step::Send(film[..50_000].to_vec()),
        ],
        Some(from) => {
            let range = format!("bytes {from}-{}/{}", film.len() - 1, film.len());
            let body = [&film[from..], b"and more"].concat();
            vec![head(206, &[("ETag", "\"1\""), ("Content-Range", &range)]), Step::Send(body)]
        }
    })
    .await;
    let desk = Desk::new();
    for _ in 0..2 {
        let error = desk.save(&server.url).await.unwrap_err();
        assert!(matches!(error, SaveError::Incomplete { .. }), "{error}");
        desk.assert_only_a_part();
    }
}

#[tokio::test]
async fn fault_28_without_a_length_a_connection_closed_early_is_not_accepted() {
    let film = film(100_000, 1);
    for missing in [1, 50_000, film.len() - 30] {
        let cut = film[..film.len() - missing].to_vec();
        let server = Server::start(move |_| vec![head(200, &[]), Step::Send(cut.clone())]).await;
        let desk = Desk::new();
        let error = desk.save(&server.url).await.unwrap_err();
        assert!(matches!(error, SaveError::Incomplete { expected: None, .. }), "{error}");
        desk.assert_only_a_part();
    }
}

#[tokio::test]
async fn fault_28_without_a_length_a_video_with_complete_boxes_is_accepted() {
    let film = film(100_000, 1);
    let whole = film.clone();
    let server = Server::start(move |_| vec![head(200, &[]), Step::Send(film.clone())]).await;
    let desk = Desk::new();
    let saved = desk.save(&server.url).await.unwrap();
    desk.assert_only(&saved, &whole);
    assert_eq!((saved.media.width, saved.media.height, saved.media.frames), (720, 960, 2));
}

#[tokio::test]
async fn without_a_length_bytes_behind_the_film_may_be_the_beginning_of_more() {
    let sent = [&film(100_000, 1)[..], b"junk"].concat();
    let server = Server::start(move |_| vec![head(200, &[]), Step::Send(sent.clone())]).await;
    let desk = Desk::new();
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(matches!(error, SaveError::Incomplete { expected: None, .. }), "{error}");
    desk.assert_only_a_part();
}

#[tokio::test]
async fn strays_behind_a_film_that_came_as_long_as_it_was_told_are_kept_with_it_and_nothing_is_put_behind_them() {
    let settings = boxed(b"free", b"settings");
    for strays in [&[0_u8; 512][..], b"junk", b"more junk than a header takes"] {
        let sent = [&film(100_000, 1)[..], strays].concat();
        let whole = sent.clone();
        let server = Server::start(move |request| serve(request, &sent, "\"1\"")).await;
        let desk = Desk::new();
        let part = desk.part();
        let download = Download { tail: Some(settings.as_slice()), ..desk.download(&server.url, &part) };
        let saved = desk.saver.save(&download, &|_, _| {}).await.unwrap();
        desk.assert_only(&saved, &whole);
        assert_eq!(server.asked().len(), 1);
        let adopted = desk.saver.adopt(&saved.path, &part).await;
        assert_eq!(adopted, Some(saved), "after a crash it is not fetched again either");
    }
}

#[tokio::test]
async fn fault_36_one_byte_at_a_time_runs_into_the_idle_time_out() {
    let film = film(100_000, 1);
    let server = Server::start(move |_| {
        let mut steps = vec![head(200, &[("ETag", "\"1\""), ("Content-Length", &film.len().to_string())])];
        for byte in &film[..600] {
            steps.extend([Step::Send(vec![*byte]), Step::Sleep(Duration::from_millis(20))]);
        }
        steps
    })
    .await;
    let mut desk = Desk::new();
    desk.limits.idle = Duration::from_millis(500);
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(matches!(error, SaveError::Idle { have: 1.. }) && error.retryable(), "{error}");
    desk.assert_only_a_part();
}

#[tokio::test]
async fn fault_36_a_server_that_says_nothing_runs_into_the_idle_time_out() {
    for silent_after in [0, 1] {
        let server = Server::start(move |_| {
            let mut steps = vec![head(200, &[("Content-Length", "1000")])];
            steps.truncate(silent_after);
            steps.push(Step::Hang);
            steps
        })
        .await;
        let mut desk = Desk::new();
        desk.limits.idle = Duration::from_millis(200);
        let error = desk.save(&server.url).await.unwrap_err();
        assert!(matches!(error, SaveError::Idle { .. }), "{error}");
    }
}

#[tokio::test]
async fn fault_36_a_terabyte_is_refused_by_its_length_before_anything_is_written() {
    let server = Server::start(|_| {
        vec![head(200, &[("Content-Length", "1000000000000")]), Step::Send(film(1000, 1)), Step::Hang]
    })
    .await;
    let desk = Desk::new();
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(matches!(error, SaveError::TooLarge { .. }) && !error.retryable(), "{error}");
    assert_eq!(std::fs::metadata(desk.part()).map_or(0, |part| part.len()), 0);
}

#[tokio::test]
async fn fault_36_a_body_without_a_length_stops_at_the_limit_and_leaves_nothing() {
    let server = Server::start(|_| {
        let mut steps = vec![head(200, &[])];
        steps.extend((0..100).map(|n| Step::Send(film(100_000, n))));
        steps
    })
    .await;
    let mut desk = Desk::new();
    desk.limits = SaveLimits { max_bytes: 1_000_000, ..desk.limits };
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(matches!(error, SaveError::TooLarge { limit: 1_000_000 }), "{error}");
    assert!(desk.names().is_empty(), "{:?}", desk.names());
}

#[tokio::test]
async fn progress_only_grows_and_ends_with_the_whole() {
    let film = film(3_000_000, 1);
    let len = film.len() as u64;
    let server = Server::start(move |request| {
        let mut steps = serve(request, &film, "\"1\"");
        let Some(Step::Send(body)) = steps.pop() else { unreachable!() };
        for piece in body.chunks(body.len() / 5) {
            steps.extend([Step::Send(piece.to_vec()), Step::Sleep(Duration::from_millis(120))]);
        }
        steps
    })
    .await;
    let desk = Desk::new();
    let told = Mutex::new(Vec::new());
    let part = desk.part();
    let progress = |have, total| told.lock().unwrap().push((have, total));
    desk.saver.save(&desk.download(&server.url, &part), &progress).await.unwrap();
    let told = told.into_inner().unwrap();
    assert!(told.len() >= 3 && told.len() < 100, "{told:?}");
    assert!(told.is_sorted_by_key(|(have, _)| *have), "{told:?}");
    assert!(told.iter().all(|(_, total)| *total == Some(len)));
    assert_eq!(told.last(), Some(&(len, Some(len))));
}
