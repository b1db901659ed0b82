//! A server that says exactly what a test wants, down to broken lengths and cut connections, and counts what it is asked.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// The how many-th request this is, from 0.
    pub(crate) hit: usize,
    pub(crate) path: String,
    head: String,
}

/// What the server does, in order; behind the last step it closes the connection.
pub(crate) enum Step {
    Send(Vec<u8>),
    Sleep(Duration),
    /// Says nothing more, and leaves the connection open.
    Hang,
}

pub(crate) struct Server {
    pub(crate) url: Url,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let named = |line: &&str| line.split_once(':').is_some_and(|(n, _)| n.eq_ignore_ascii_case(name));
        self.head.lines().find(named).map(|line| line.split_once(':').unwrap().1.trim().to_owned())
    }

    /// The 5 of `Range: bytes=5-`.
    pub(crate) fn from(&self) -> Option<usize> {
        self.header("range")?.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
    }
}

impl Server {
    pub(crate) async fn start(script: impl Fn(&Request) -> Vec<Step> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Url::parse(&format!("http://{}/video.mp4?signature=s3cret", listener.local_addr().unwrap())).unwrap();
        let (asked, script) = (Arc::new(Mutex::new(Vec::new())), Arc::new(script));
        let record = asked.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (record, script) = (record.clone(), script.clone());
                tokio::spawn(async move { answer(stream, &record, script.as_ref()).await });
            }
        });
        Self { url, asked }
    }

    /// Everything that was asked so far.
    pub(crate) fn asked(&self) -> Vec<Request> {
        self.asked.lock().unwrap().clone()
    }
}

async fn answer(
    mut stream: TcpStream,
    record: &Mutex<Vec<Request>>,
    script: &(dyn Fn(&Request) -> Vec<Step> + Send + Sync),
) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap();
    let path = head.split(' ').nth(1).unwrap().to_owned();
    let request = {
        let mut record = record.lock().unwrap();
        let request = Request { hit: record.len(), path, head };
        record.push(request.clone());
        request
    };
    for step in script(&request) {
        match step {
            Step::Send(bytes) => stream.write_all(&bytes).await.ok()?,
            Step::Sleep(time) => tokio::time::sleep(time).await,
            Step::Hang => std::future::pending().await,
        }
    }
    stream.shutdown().await.ok()
}

/// A status line and headers; `Connection: close` is added.
pub(crate) fn head(status: u16, headers: &[(&str, &str)]) -> Step {
    let mut text = format!("HTTP/1.1 {status} So\r\nConnection: close\r\n");
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    Step::Send((text + "\r\n").into_bytes())
}

/// A whole small answer.
pub(crate) fn page(status: u16, body: &str) -> Vec<Step> {
    vec![head(status, &[("Content-Length", &body.len().to_string())]), Step::Send(body.into())]
}

/// What a good server says: the whole, or what is behind the part if it is still the same file.
pub(crate) fn serve(request: &Request, file: &[u8], etag: &str) -> Vec<Step> {
    let len = file.len();
    match request.from().filter(|_| request.header("if-range").as_deref() == Some(etag)) {
        Some(from) if from < len => {
            let (range, length) = (format!("bytes {from}-{}/{len}", len - 1), (len - from).to_string());
            let headers = [("ETag", etag), ("Content-Range", &range), ("Content-Length", &length)];
            vec![head(206, &headers), Step::Send(file[from..].to_vec())]
        }
        Some(_) => {
            vec![head(416, &[("ETag", etag), ("Content-Range", &format!("bytes */{len}")), ("Content-Length", "0")])]
        }
        None => {
            let headers = [("ETag", etag), ("Accept-Ranges", "bytes"), ("Content-Length", &len.to_string())];
            vec![head(200, &headers), Step::Send(file.to_vec())]
        }
    }
}

/// The same, but the connection is cut after `bytes` of the body.
pub(crate) fn serve_cut(request: &Request, file: &[u8], etag: &str, bytes: usize) -> Vec<Step> {
    let mut steps = serve(request, file, etag);
    if let Some(Step::Send(body)) = steps.last_mut() {
        body.truncate(bytes);
    }
    steps
}
