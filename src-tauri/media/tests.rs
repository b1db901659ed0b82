//! Who is served and who is not, over real sockets, with requests written byte by byte so that nothing tidies them up.

use std::path::Path;

use animato_engine::{Options, Studio};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{WINDOW_ORIGIN, serve};

/// A library with a sample photo in it, if any, served.
struct Served {
    host: String,
    token: String,
    photo: String,
    bytes: Vec<u8>,
    library: TempDir,
}

struct Reply {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

async fn served() -> Served {
    let library = tempfile::tempdir().unwrap();
    let studio = Studio::open(Options::new(library.path())).await.unwrap();
    let photo = studio.import_samples().await.unwrap().photos.remove(0).id;
    let bytes = std::fs::read(studio.photo_file(&photo).await.unwrap()).unwrap();
    Served { photo: photo.to_string(), bytes, ..Served::of(serve(studio).await.unwrap(), library) }
}

impl Served {
    /// What is served at this address.
    fn of(base: String, library: TempDir) -> Self {
        let (host, token) = base.strip_prefix("http://").unwrap().split_once('/').unwrap();
        Self { host: host.to_owned(), token: token.to_owned(), photo: String::new(), bytes: Vec::new(), library }
    }

    fn path(&self) -> String {
        format!("/{}/photo/{}", self.token, self.photo)
    }

    /// Sends this request as it stands, with `Host` as the window sends it.
    async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let host = [("Host", self.host.as_str())];
        self.ask_bare(method, path, &[&host, headers].concat()).await
    }

    async fn ask_bare(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let mut stream = TcpStream::connect(&self.host).await.unwrap();
        let request = format!("{method} {path} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let end = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("no end of the head");
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply { status, head, body: answer[end + 4..].to_vec() }
    }
}

#[tokio::test]
async fn the_window_gets_a_photo_whole() {
    let served = served().await;
    let reply = served.ask("GET", &served.path(), &[("Origin", WINDOW_ORIGIN)]).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.body, served.bytes);
    assert_eq!(reply.header("access-control-allow-origin"), Some(WINDOW_ORIGIN));
    assert_eq!(reply.header("accept-ranges"), Some("bytes"));
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    assert!(reply.header("content-type").unwrap().starts_with("image/"), "{}", reply.head);
    assert!(reply.header("cache-control").unwrap().starts_with("private"), "{}", reply.head);
}

#[tokio::test]
async fn a_thumbnail_is_a_jpeg() {
    let served = served().await;
    let path = format!("/{}/thumb/{}", served.token, served.photo);
    let reply = served.ask("GET", &path, &[]).await;
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("image/jpeg")));
    assert_eq!(reply.body[..3], [0xff, 0xd8, 0xff]);
}

#[tokio::test]
async fn a_sound_is_served_with_its_own_media_type_and_in_parts() {
    let library = tempfile::tempdir().unwrap();
    let studio = Studio::open(Options::new(library.path())).await.unwrap();
    let mut sounds = Vec::new();
    for (bytes, media_type) in [
        (&b"ID3\x04 a song"[..], "audio/mpeg"),
        (b"RIFF\0\0\0\0WAVE", "audio/wav"),
        (b"\0\0\0\x20ftypM4A ", "audio/mp4"),
        (b"OggS a song", "audio/ogg"),
        (b"fLaC a song", "audio/flac"),
    ] {
        let file = library.path().join("a song");
        std::fs::write(&file, bytes).unwrap();
        sounds.push((studio.import_sound(&file).await.unwrap(), bytes, media_type));
    }
    let served = Served::of(serve(studio).await.unwrap(), library);
    for (id, bytes, media_type) in sounds {
        let path = format!("/{}/sound/{id}", served.token);
        let reply = served.ask("GET", &path, &[]).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, Some(media_type)));
        assert_eq!(reply.body, bytes);
        assert_eq!(served.ask("GET", &path, &[("Range", "bytes=4-5")]).await.body, bytes[4..=5]);
    }
    assert_eq!(served.ask("GET", &format!("/{}/sound/none", served.token), &[]).await.status, 404);
}

#[tokio::test]
async fn head_tells_the_length_and_sends_no_body() {
    let served = served().await;
    let reply = served.ask("HEAD", &served.path(), &[]).await;
    assert_eq!((reply.status, reply.body.len()), (200, 0));
    assert_eq!(reply.header("content-length"), Some(served.bytes.len().to_string().as_str()));
}

#[tokio::test]
async fn a_range_is_answered_with_that_part() {
    let served = served().await;
    let all = served.bytes.len();
    for (range, from, to) in [("bytes=0-9", 0, 9), ("bytes=100-", 100, all - 1), ("bytes=-7", all - 7, all - 1)] {
        let reply = served.ask("GET", &served.path(), &[("Range", range)]).await;
        assert_eq!(reply.status, 206, "{range}");
        assert_eq!(reply.header("content-range"), Some(format!("bytes {from}-{to}/{all}").as_str()));
        assert_eq!(reply.body, served.bytes[from..=to], "{range}");
    }
}

#[tokio::test]
async fn a_range_behind_the_end_is_answered_with_416_and_the_length() {
    let served = served().await;
    let all = served.bytes.len();
    let reply = served.ask("GET", &served.path(), &[("Range", &format!("bytes={all}-"))]).await;
    assert_eq!(reply.status, 416);
    assert_eq!(reply.header("content-range"), Some(format!("bytes */{all}").as_str()));
}

#[tokio::test]
async fn fault_52_without_the_token_there_is_nothing() {
    let served = served().await;
    let wrong = "0".repeat(served.token.len());
    let cut = &served.token[..served.token.len() - 1];
    for path in [
        "/".to_owned(),
        format!("/photo/{}", served.photo),
        format!("//photo/{}", served.photo),
        format!("/{wrong}/photo/{}", served.photo),
        format!("/{cut}/photo/{}", served.photo),
        format!("/{}x/photo/{}", served.token, served.photo),
        format!("/{}/photo/{}", served.token.to_uppercase(), served.photo),
    ] {
        let reply = served.ask("GET", &path, &[]).await;
        assert_eq!((reply.status, reply.body.len()), (404, 0), "{path}");
    }
}

#[tokio::test]
async fn the_token_is_fresh_for_every_server_and_has_256_bits() {
    let (one, other) = (served().await, served().await);
    assert_ne!(one.token, other.token);
    assert_eq!(one.token.len(), 64);
    assert!(one.token.bytes().all(|c| c.is_ascii_hexdigit()));
}

#[tokio::test]
async fn fault_52_another_host_name_is_refused_even_with_the_token() {
    let served = served().await;
    let port = served.host.split_once(':').unwrap().1.to_owned();
    for host in [format!("localhost:{port}"), format!("rebound.example:{port}"), "127.0.0.1".to_owned(), String::new()]
    {
        let reply = served.ask_bare("GET", &served.path(), &[("Host", &host)]).await;
        assert_eq!((reply.status, reply.body.len()), (403, 0), "{host}");
    }
    let both = [("Host", served.host.as_str()), ("Host", "rebound.example")];
    assert!(served.ask_bare("GET", &served.path(), &both).await.status >= 400);
    assert!(served.ask_bare("GET", &served.path(), &[]).await.status >= 400);
}

#[tokio::test]
async fn fault_52_a_page_of_another_origin_is_refused_even_with_the_token() {
    let served = served().await;
    for origin in ["http://127.0.0.1:8000", "https://example.com", "null", "tauri://elsewhere"] {
        let reply = served.ask("GET", &served.path(), &[("Origin", origin)]).await;
        assert_eq!(reply.status, 403, "{origin}");
        assert_eq!(reply.header("access-control-allow-origin"), None, "{origin}");
    }
}

#[tokio::test]
async fn only_get_and_head_are_answered() {
    let served = served().await;
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
        let reply = served.ask(method, &served.path(), &[("Content-Length", "0")]).await;
        assert_eq!(reply.status, 405, "{method}");
    }
}

#[tokio::test]
async fn fault_55_a_path_is_never_read_as_one() {
    let served = served().await;
    let secret = served.library.path().join("secret.txt");
    std::fs::write(&secret, "secret").unwrap();
    let absolute = secret.display().to_string();
    let encoded = absolute.replace('/', "%2F");
    for rest in [
        "photo/../secret.txt",
        "photo/..%2Fsecret.txt",
        "photo/..%2f..%2fetc%2fpasswd",
        "photo/%2e%2e/%2e%2e/etc/passwd",
        "photo/..%5csecret.txt",
        "photo/secret.txt",
        "photo/%00",
        "../secret.txt",
        "secret/secret.txt",
        &format!("photo/{encoded}"),
        &format!("video/{encoded}"),
        &format!("poster/{encoded}"),
        &format!("small-poster/{encoded}"),
        &format!("thumb/{encoded}"),
        &format!("sound/{encoded}"),
        &format!("photo{absolute}"),
        &format!("photo/{}/", served.photo),
        &format!("photo/{}/..", served.photo),
        &format!("photo/{}%2F..%2F..%2Fsecret.txt", served.photo),
    ] {
        let reply = served.ask("GET", &format!("/{}/{rest}", served.token), &[]).await;
        assert!((400..500).contains(&reply.status), "{rest}: {}", reply.status);
        assert!(!reply.body.windows(6).any(|w| w == b"secret"), "{rest}");
    }
}

#[tokio::test]
async fn a_photo_that_left_the_disk_is_not_found() {
    let served = served().await;
    remove_pictures(served.library.path(), &served.bytes);
    assert_eq!(served.ask("GET", &served.path(), &[]).await.status, 404);
}

/// Removes every file below this folder with this content.
fn remove_pictures(folder: &Path, bytes: &[u8]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            remove_pictures(&path, bytes);
        } else if std::fs::read(&path).is_ok_and(|content| content == bytes) {
            std::fs::remove_file(path).unwrap();
        }
    }
}
