//! A download that was interrupted goes on where it stopped, or starts over, and the file is the same as the server's.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use animato_engine::save::{Download, SaveError, SaveLimits, Saver};
use url::Url;

use crate::Desk;
use crate::film::film;
use crate::server::{Request, Server, Step, head, page, serve, serve_cut};

const V1: &str = "\"one\"";
const V2: &str = "\"two\"";

/// A server that cuts the first answer in the middle and then does what it is told.
async fn after_a_cut(
    film: Vec<u8>,
    etag: &'static str,
    then: impl Fn(&Request) -> Vec<Step> + Send + Sync + 'static,
) -> (Desk, Server) {
    let desk = Desk::new();
    let server = Server::start(move |request| match request.hit {
        0 => serve_cut(request, &film, etag, film.len() / 2),
        _ => then(request),
    })
    .await;
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(matches!(error, SaveError::Incomplete { .. }), "{error}");
    desk.assert_only_a_part();
    (desk, server)
}

#[tokio::test]
async fn a_cut_download_asks_only_for_what_is_missing() {
    let film = film(300_000, 1);
    let original = film.clone();
    let (desk, server) = after_a_cut(film.clone(), V1, move |request| serve(request, &film, V1)).await;
    let saved = desk.save(&server.url).await.unwrap();
    desk.assert_only(&saved, &original);
    let asked = server.asked();
    assert_eq!(asked[1].from(), Some(original.len() / 2));
    assert_eq!(asked[1].header("if-range").as_deref(), Some(V1));
}

#[tokio::test]
async fn a_new_link_to_the_same_video_goes_on_with_the_part() {
    let film = film(300_000, 1);
    let original = film.clone();
    let (desk, server) = after_a_cut(film.clone(), V1, move |request| serve(request, &film, V1)).await;
    let saved = desk.save(&server.url.join("/elsewhere.mp4?signature=new").unwrap()).await.unwrap();
    desk.assert_only(&saved, &original);
    assert!(server.asked()[1].from().is_some());
}

#[tokio::test]
async fn fault_25_a_file_that_changed_between_two_parts_starts_over() {
    let (old, new) = (film(300_000, 1), film(280_000, 2));
    let expected = new.clone();
    let (desk, server) = after_a_cut(old, V1, move |request| serve(request, &new, V2)).await;
    let saved = desk.save(&server.url).await.unwrap();
    desk.assert_only(&saved, &expected);
}

#[tokio::test]
async fn fault_25_a_changed_file_is_noticed_even_when_the_server_ignores_if_range() {
    let (old, new) = (film(300_000, 1), film(300_000, 2));
    let expected = new.clone();
    let (desk, server) = after_a_cut(old, V1, move |request| match request.from() {
        Some(from) => {
            let range = format!("bytes {from}-{}/{}", new.len() - 1, new.len());
            vec![head(206, &[("ETag", V2), ("Content-Range", &range)]), Step::Send(new[from..].to_vec())]
        }
        None => serve(request, &new, V2),
    })
    .await;
    let saved = desk.save(&server.url).await.unwrap();
    desk.assert_only(&saved, &expected);
    assert_eq!(server.asked().len(), 3);
}

#[tokio::test]
async fn fault_25_a_file_that_proves_nothing_about_itself_starts_over() {
    let film = film(300_000, 1);
    let expected = film.clone();
    let desk = Desk::new();
    let server = Server::start(move |request| {
        let length = film.len().to_string();
        let body = if request.hit == 0 { &film[..1000] } else { &film[..] };
        vec![head(200, &[("ETag", "W/\"weak\""), ("Content-Length", &length)]), Step::Send(body.to_vec())]
    })
    .await;
    desk.save(&server.url).await.unwrap_err();
    let saved = desk.save(&server.url).await.unwrap();
    desk.assert_only(&saved, &expected);
    assert_eq!(server.asked()[1].header("range"), None);
}

#[tokio::test]
async fn fault_26_a_server_that_ignores_range_gives_the_same_file() {
    let film = film(300_000, 1);
    let original = film.clone();
    let (desk, server) = after_a_cut(film.clone(), V1, move |_| {
        vec![head(200, &[("ETag", V1), ("Content-Length", &film.len().to_string())]), Step::Send(film.clone())]
    })
    .await;
    let saved = desk.save(&server.url).await.unwrap();
    desk.assert_only(&saved, &original);
}

#[tokio::test]
async fn fault_26_a_wrong_content_range_starts_over() {
    for wrong in ["bytes 0-9/300000", "bytes 7-/7", "nonsense", "bytes 99999999999999999999-9/9"] {
        let film = film(300_000, 1);
        let original = film.clone();
        let (desk, server) = after_a_cut(film.clone(), V1, move |request| match request.from() {
            Some(_) => vec![head(206, &[("ETag", V1), ("Content-Range", wrong)]), Step::Send(film.clone())],
            None => serve(request, &film, V1),
        })
        .await;
        let saved = desk.save(&server.url).await.unwrap();
        desk.assert_only(&saved, &original);
    }
}

#[tokio::test]
async fn fault_26_a_416_for_a_complete_part_finishes_it() {
    let desk = Desk::new();
    let film = film(300_000, 1);
    let original = film.clone();
    // The first answer names no length and its connection breaks just behind the last byte.
    let server = Server::start(move |request| match request.hit {
        0 => {
            let chunk = [format!("{:x}\r\n", film.len()).as_bytes(), &film, b"\r\n"].concat();
            vec![head(200, &[("ETag", V1), ("Transfer-Encoding", "chunked")]), Step::Send(chunk)]
        }
        _ => serve(request, &film, V1),
    })
    .await;
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(matches!(error, SaveError::Incomplete { .. }), "{error}");
    let saved = desk.save(&server.url).await.unwrap();
    desk.assert_only(&saved, &original);
    assert_eq!(server.asked()[1].from(), Some(original.len()));
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn fault_26_a_416_for_another_length_starts_over() {
    let film = film(300_000, 1);
    let original = film.clone();
    let (desk, server) = after_a_cut(film.clone(), V1, move |request| match request.from() {
        Some(_) => vec![head(416, &[("Content-Range", "bytes */5"), ("Content-Length", "0")])],
        None => serve(request, &film, V1),
    })
    .await;
    let saved = desk.save(&server.url).await.unwrap();
    desk.assert_only(&saved, &original);
}

#[tokio::test]
async fn fault_29_a_403_in_the_middle_asks_for_a_new_link_and_keeps_the_part() {
    let film = film(300_000, 1);
    let original = film.clone();
    let (desk, server) = after_a_cut(film.clone(), V1, move |request| match request.path.contains("fresh") {
        false => page(403, "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"),
        true => serve(request, &film, V1),
    })
    .await;
    let before = fs::read(desk.part()).unwrap();
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(matches!(error, SaveError::LinkRefused { status: 403 }) && error.needs_new_url(), "{error}");
    assert!(fs::read(desk.part()).unwrap() == before);
    assert_eq!(server.asked()[2].from(), None, "the link is at fault only when it does not give the whole either");
    let saved = desk.save(&server.url.join("/video.mp4?fresh").unwrap()).await.unwrap();
    desk.assert_only(&saved, &original);
    assert_eq!(server.asked()[3].from(), Some(original.len() / 2));
}

#[tokio::test]
async fn fault_29_xml_or_a_page_in_the_middle_keeps_the_part() {
    for (status, kind) in [(200, "text/html"), (200, "video/mp4"), (206, "application/xml")] {
        let film = film(300_000, 1);
        let original = film.clone();
        let (desk, server) = after_a_cut(film.clone(), V1, move |request| match request.hit {
            1 | 2 => {
                let status = if request.from().is_some() { status } else { 200 };
                let page = b"<?xml version=\"1.0\"?><Error/>".to_vec();
                vec![head(status, &[("Content-Type", kind)]), Step::Send(page)]
            }
            _ => serve(request, &film, V1),
        })
        .await;
        let before = fs::read(desk.part()).unwrap();
        let error = desk.save(&server.url).await.unwrap_err();
        assert!(matches!(error, SaveError::NotAVideo { .. }) && error.needs_new_url(), "{error}");
        assert!(fs::read(desk.part()).unwrap() == before);
        let saved = desk.save(&server.url).await.unwrap();
        desk.assert_only(&saved, &original);
        assert_eq!(server.asked()[3].from(), Some(original.len() / 2));
    }
}

#[tokio::test]
async fn a_video_that_its_server_calls_a_message_is_fetched_whole_after_a_cut() {
    for kind in ["application/json", "text/html; charset=utf-8"] {
        let film = film(300_000, 1);
        let original = film.clone();
        let (desk, server) = after_a_cut(film.clone(), V1, move |request| {
            let len = film.len();
            match request.from() {
                Some(from) => {
                    let range = format!("bytes {from}-{}/{len}", len - 1);
                    let headers = [("ETag", V1), ("Content-Type", kind), ("Content-Range", &range)];
                    vec![head(206, &headers), Step::Send(film[from..].to_vec())]
                }
                None => {
                    let headers = [("ETag", V1), ("Content-Type", kind), ("Content-Length", &len.to_string())];
                    vec![head(200, &headers), Step::Send(film.clone())]
                }
            }
        })
        .await;
        let saved = desk.save(&server.url).await.unwrap();
        desk.assert_only(&saved, &original);
        let asked: Vec<_> = server.asked().iter().map(|request| request.from()).collect();
        assert_eq!(asked, [None, Some(original.len() / 2), None]);
    }
}

#[tokio::test]
async fn where_a_range_is_refused_in_whatever_way_the_whole_is_asked_for() {
    for status in [200, 400, 403, 404, 416, 500, 503] {
        let film = film(300_000, 1);
        let original = film.clone();
        let (desk, server) = after_a_cut(film.clone(), V1, move |request| match request.from() {
            Some(_) => page(status, "<html>No ranges here"),
            None => serve(request, &film, V1),
        })
        .await;
        let saved = desk.save(&server.url).await.unwrap();
        desk.assert_only(&saved, &original);
        assert_eq!(server.asked().len(), 3, "{status}");
    }
}

#[tokio::test]
async fn while_the_server_is_in_trouble_or_silent_the_part_waits() {
    let film = film(300_000, 1);
    let original = film.clone();
    let (mut desk, server) = after_a_cut(film.clone(), V1, move |request| match request.hit {
        1 | 2 => page(503, "later"),
        3 => vec![],
        4 => vec![Step::Hang],
        _ => serve(request, &film, V1),
    })
    .await;
    desk.limits.idle = Duration::from_millis(500);
    let before = fs::read(desk.part()).unwrap();
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(matches!(error, SaveError::ServerTrouble { status: 503 }), "{error}");
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(matches!(error, SaveError::Offline { .. }), "{error}");
    let error = desk.save(&server.url).await.unwrap_err();
    assert!(matches!(error, SaveError::Idle { .. }), "{error}");
    assert!(fs::read(desk.part()).unwrap() == before);
    desk.limits.idle = Duration::from_secs(20);
    let saved = desk.save(&server.url).await.unwrap();
    desk.assert_only(&saved, &original);
    assert_eq!(server.asked()[5].from(), Some(original.len() / 2));
}

#[tokio::test]
async fn fault_24_a_future_dropped_in_the_middle_is_continued() {
    let film = film(2_000_000, 1);
    let original = film.clone();
    let desk = Desk::new();
    let server = Server::start(move |request| {
        let mut steps = serve_cut(request, &film, V1, 400_000);
        steps.push(Step::Hang);
        if request.hit < 3 { steps } else { serve(request, &film, V1) }
    })
    .await;
    for _ in 0..3 {
        let _ = tokio::time::timeout(Duration::from_millis(300), desk.save(&server.url)).await;
    }
    // The last write of a dropped attempt may still be under way; until then the part is not given to another one.
    let saved = loop {
        match desk.save(&server.url).await {
            Err(SaveError::Busy) => tokio::time::sleep(Duration::from_millis(10)).await,
            other => break other.unwrap(),
        }
    };
    desk.assert_only(&saved, &original);
}

#[tokio::test]
async fn two_attempts_never_write_the_same_part_at_once() {
    let film = film(10_000, 1);
    let desk = Desk::new();
    let server = Server::start(move |request| {
        let mut steps = serve_cut(request, &film, V1, 5_000);
        steps.push(Step::Hang);
        steps
    })
    .await;
    let (first, second) = (desk.save(&server.url), desk.save(&server.url));
    tokio::select! {
        biased;
        _ = first => unreachable!("the server hangs"),
        second = second => assert!(matches!(second, Err(SaveError::Busy))),
    }
}

#[tokio::test]
async fn fault_24_killed_at_any_point_the_download_is_resumed_and_the_file_identical() {
    let film = film(3_000_000, 1);
    // Before the first byte, in the middle, and with every byte here but no final name yet.
    for point in [0, 1_300_000, film.len() - 1] {
        let served = film.clone();
        let server = Server::start(move |request| {
            let mut steps = serve_cut(request, &served, V1, point);
            steps.push(Step::Hang);
            if request.hit == 0 { steps } else { serve(request, &served, V1) }
        })
        .await;
        let desk = Desk::new();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "resuming::the_process_that_is_killed", "--ignored", "--quiet"])
            .env("ANIMATO_TEST_URL", server.url.as_str())
            .env("ANIMATO_TEST_FOLDER", desk.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        until(|| !server.asked().is_empty() && on_the_disk(&desk.part()).unwrap_or(0) == point).await;
        child.kill().unwrap();
        child.wait().unwrap();
        desk.assert_only_a_part();
        let saved = desk.save(&server.url).await.unwrap();
        desk.assert_only(&saved, &film);
        assert_eq!(server.asked()[1].from(), Some(point).filter(|point| *point > 0));
    }
}

/// How much of the part would survive a loss of power, by the file beside it.
fn on_the_disk(part: &Path) -> Option<usize> {
    let state: serde_json::Value = serde_json::from_slice(&fs::read(part.with_extension("part.json")).ok()?).ok()?;
    state["synced"].as_u64()?.try_into().ok()
}

/// Not a test by itself: what the test above starts and kills.
#[tokio::test]
#[ignore = "started by another test"]
async fn the_process_that_is_killed() {
    let Ok(url) = std::env::var("ANIMATO_TEST_URL") else { return };
    let url = Url::parse(&url).unwrap();
    let folder = PathBuf::from(std::env::var_os("ANIMATO_TEST_FOLDER").unwrap());
    save_for_ever(&url, &folder).await;
}

async fn save_for_ever(url: &Url, folder: &Path) {
    let part = folder.join("cat.mp4.part");
    let limits = SaveLimits { min_free_space: 0, ..SaveLimits::default() };
    let download = Download { url, folder, file_stem: "cat", part: &part, tail: None, allow_loopback: true, limits };
    let _ = Saver::new(&animato_engine::Proxy::None).unwrap().save(&download, &|_, _| {}).await;
}

async fn until(condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < Duration::from_secs(60), "waited too long");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
