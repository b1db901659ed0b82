//! A finished video of 1 GB brought onto the disk over loopback, beside curl.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use animato_engine::Proxy;
use animato_engine::save::{Download, SaveLimits, Saver};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use crate::children::{my_most_memory, myself, one_of, run_watched};
use crate::making::film;
use crate::row::Row;

/// The padding behind the film, in bytes.
const PADDING: u32 = 1 << 30;
const CHUNK: usize = 256 << 10;
const ROUNDS: usize = 3;

pub(crate) fn measure() {
    // Where it can be had without a disk: what is compared is the receiving, and curl does not wait until all is on the disk.
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.expect("a folder");
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let url = runtime.block_on(serve());
    let (mut ours, mut grown, mut curls, mut curl_most) = (vec![], vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        let (said, _) = run_watched(myself("save-one").arg(url.as_str()).arg(folder.path()));
        let (seconds, more) = said.trim().split_once(' ').expect("two numbers");
        ours.push(seconds.parse::<f64>().expect("seconds"));
        grown.push(more.parse::<f64>().expect("MB"));
        if let Some(curl) = one_of(&["curl"]) {
            let mut curl = Command::new(curl);
            curl.args(["--silent", "--fail", "--noproxy", "*", "--write-out", "%{time_total}", "--output"]);
            let (said, most) = run_watched(curl.arg(folder.path().join("curl.mp4")).arg(url.as_str()));
            curls.push(said.trim().parse::<f64>().expect("seconds"));
            curl_most.push(most);
        }
        empty(folder.path());
    }
    let rate = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        f64::from(PADDING) / 1e6 / times[ROUNDS / 2]
    };
    let beside = (!curls.is_empty()).then(|| ("curl", rate(&mut curls)));
    let what = "saving: a video of 1 GB over loopback";
    Row { what, value: rate(&mut ours), unit: "MB/s", beside, target: "ratio>=0.9" }.tell();
    grown.sort_by(f64::total_cmp);
    let beside = curl_most.first().map(|most| ("curl, all of it", *most));
    let what = "saving: memory that this takes, at its most";
    Row { what, value: grown[ROUNDS / 2], unit: "MB", beside, target: "value<=30" }.tell();
}

/// Saves one video and says how many seconds that took and how much memory in MB.
pub(crate) fn save_one(words: &[String]) {
    let [url, folder] = words else { panic!("save-one URL FOLDER") };
    let url = Url::parse(url).expect("an address");
    let folder = Path::new(folder);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let saver = Saver::new(&Proxy::default()).expect("a client");
        let download = Download {
            url: &url,
            folder,
            file_stem: "saved",
            part: &folder.join("saved.part"),
            tail: None,
            allow_loopback: true,
            limits: SaveLimits::default(),
        };
        let before = my_most_memory();
        let begun = Instant::now();
        saver.save(&download, &|_, _| {}).await.expect("a saved video");
        println!("{} {}", begun.elapsed().as_secs_f64(), my_most_memory() - before);
    });
}

fn empty(folder: &Path) {
    for file in std::fs::read_dir(folder).expect("the folder").flatten() {
        std::fs::remove_file(file.path()).expect("a file of ours");
    }
}

/// Gives whoever asks the same large film, as fast as it is taken.
async fn serve() -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = Url::parse(&format!("http://{}/video.mp4", listener.local_addr().expect("its address"))).expect("a URL");
    let film = film(1);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // Who asks may go away.
            let _ = answer(stream, &film).await;
        }
    });
    url
}

async fn answer(stream: TcpStream, film: &[u8]) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 && !line.ends_with("\r\n\r\n") {}
    let length = film.len() + PADDING as usize;
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(film).await?;
    // A box that players pass over.
    stream.write_all(&PADDING.to_be_bytes()).await?;
    stream.write_all(b"free").await?;
    let chunk = vec![0; CHUNK];
    let mut left = PADDING as usize - 8;
    while left > 0 {
        let now = left.min(CHUNK);
        stream.write_all(&chunk[..now]).await?;
        left -= now;
    }
    stream.shutdown().await
}
