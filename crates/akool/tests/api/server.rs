//! A server on loopback that speaks HTTP/1.1 by hand, so that it can also break it.
//!
//! It is told which calls will come and how to answer each. A call that was not announced, and an announced one that did
//! not come, fail the test in [`Server::finish`]; forgetting `finish` fails it too.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use akool::{Auth, Client, Config, Proxy, Timeouts, Url};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub(crate) const KEY: &str = "test-key-SECRET";

/// How a call is answered.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// A complete reply; the connection is kept for the next call.
    Whole { status: u16, headers: Vec<(&'static str, String)>, body: Vec<u8> },
    /// A complete reply, and the connection is reset as soon as a further call comes in on it.
    ThenStale(Vec<u8>),
    /// Only this much of a longer body, then the connection is closed.
    Cut(Vec<u8>),
    /// Only this much of a longer body, then nothing for ever.
    Stall(Vec<u8>),
    /// The call is read, then the connection is reset without a word.
    Reset,
    /// The call is read, then nothing for ever.
    Silence,
}

/// The service itself: HTTP 200 and an envelope.
pub(crate) fn reply(body: Value) -> Answer {
    status(200, body.to_string())
}

/// A success around this data.
pub(crate) fn success(data: Value) -> Answer {
    reply(serde_json::json!({ "code": 1000, "msg": "OK", "data": data }))
}

/// Any status and body.
pub(crate) fn status(status: u16, body: impl Into<Vec<u8>>) -> Answer {
    Answer::Whole { status, headers: Vec::new(), body: body.into() }
}

/// A file of the corpus, without the note that says what it must lead to.
pub(crate) fn corpus(name: &str) -> Value {
    let path = format!("{}/tests/replies/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let mut file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    file["reply"].take()
}

/// A call as it arrived.
#[derive(Debug)]
pub(crate) struct Seen {
    /// "POST /path?query".
    pub(crate) route: String,
    /// Names in lower case.
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: Vec<u8>,
    /// Connections count from 0.
    pub(crate) connection: usize,
}

impl Seen {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

#[derive(Debug, Default)]
struct Script {
    expected: Vec<(String, Answer)>,
    seen: Vec<Seen>,
    surprises: Vec<String>,
}

pub(crate) struct Server {
    pub(crate) url: Url,
    script: Arc<Mutex<Script>>,
    finished: bool,
}

impl Server {
    /// Announces calls: each "METHOD /path?query" with its answer. Calls to the same address come in this order.
    pub(crate) async fn expecting<const N: usize>(calls: [(&str, Answer); N]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let expected = calls.into_iter().map(|(route, answer)| (route.to_owned(), answer)).collect();
        let script = Arc::new(Mutex::new(Script { expected, ..Script::default() }));
        let shared = script.clone();
        tokio::spawn(async move {
            for connection in 0.. {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(stream, connection, shared.clone()));
            }
        });
        Self { url, script, finished: false }
    }

    /// A client with a key.
    pub(crate) fn client(&self) -> Client {
        Client::new(self.config()).unwrap()
    }

    /// A client with a client id and its secret.
    pub(crate) fn pair_client(&self) -> Client {
        let auth = Auth::Pair { client_id: "test-id".into(), client_secret: KEY.into() };
        Client::new(Config { auth, ..self.config() }).unwrap()
    }

    pub(crate) fn config(&self) -> Config {
        let auth = Auth::Key(KEY.into());
        Config { base_url: self.url.clone(), auth, timeouts: Timeouts::default(), proxy: Proxy::System }
    }

    /// All calls that came. Panics unless they are just those that were announced.
    pub(crate) fn finish(mut self) -> Vec<Seen> {
        self.finished = true;
        let script = std::mem::take(&mut *self.script.lock().unwrap());
        assert!(script.surprises.is_empty(), "unexpected calls: {:?}", script.surprises);
        assert!(script.expected.is_empty(), "calls that did not come: {:?}", script.expected);
        script.seen
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        assert!(self.finished || std::thread::panicking(), "finish() was not called");
    }
}

async fn serve(stream: TcpStream, connection: usize, script: Arc<Mutex<Script>>) {
    let mut stream = BufReader::new(stream);
    let mut is_stale = false;
    while let Some(seen) = receive(&mut stream, connection).await {
        if is_stale {
            script.lock().unwrap().surprises.push(format!("{} on a connection that was used", seen.route));
            return reset(stream);
        }
        let answer = {
            let mut script = script.lock().unwrap();
            let place = script.expected.iter().position(|(route, _)| *route == seen.route);
            let answer = place.map(|place| script.expected.remove(place).1);
            if answer.is_none() {
                script.surprises.push(seen.route.clone());
            }
            script.seen.push(seen);
            answer
        };
        match answer.unwrap_or_else(|| status(500, "not expected")) {
            Answer::Whole { status, headers, body } => send(&mut stream, status, &headers, &body, body.len()).await,
            Answer::ThenStale(body) => {
                send(&mut stream, 200, &[], &body, body.len()).await;
                is_stale = true;
            }
            Answer::Cut(part) => return send(&mut stream, 200, &[], &part, part.len() + 100).await,
            Answer::Stall(part) => {
                send(&mut stream, 200, &[], &part, part.len() + 100).await;
                std::future::pending().await
            }
            Answer::Reset => return reset(stream),
            Answer::Silence => std::future::pending().await,
        }
    }
}

async fn receive(stream: &mut BufReader<TcpStream>, connection: usize) -> Option<Seen> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let route = lines.first()?.strip_suffix(" HTTP/1.1").expect("HTTP/1.1 only").to_owned();
    let mut headers = HashMap::new();
    for line in &lines[1..] {
        let (name, value) = line.split_once(": ").unwrap();
        let before = headers.insert(name.to_ascii_lowercase(), value.to_owned());
        assert!(before.is_none(), "{name} came twice");
    }
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(Seen { route, headers, body, connection })
}

async fn send(stream: &mut BufReader<TcpStream>, status: u16, headers: &[(&str, String)], body: &[u8], length: usize) {
    let mut head = format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += "\r\n";
    // A client that has gone away is the client's matter.
    let _ = stream.write_all(&[head.as_bytes(), body].concat()).await;
    let _ = stream.flush().await;
}

fn reset(stream: BufReader<TcpStream>) {
    stream.get_ref().set_zero_linger().unwrap();
}
