//! A library, a configuration and a terminal of their own for each test.

use std::ffi::OsStr;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use animato_sandbox::{Endpoint, Options, Sandbox};

use image::{Rgb, RgbImage};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A place to work in, gone afterwards.
pub(crate) struct Bench {
    folder: TempDir,
}

/// What a run of the program came to.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A server that speaks the API, in this process, so that it outlives the program under test and can be asked.
pub(crate) struct Server {
    pub(crate) sandbox: Sandbox,
    runtime: Runtime,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap() };
        for folder in ["library", "config", "out"] {
            fs::create_dir(bench.path(folder)).unwrap();
        }
        bench
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where the tests let videos be saved.
    pub(crate) fn out(&self) -> PathBuf {
        self.path("out")
    }

    /// A photo that can be used; each shade is another picture.
    pub(crate) fn photo(&self, name: &str, shade: u8) -> PathBuf {
        let path = self.path(name);
        let picture = RgbImage::from_fn(480, 360, |x, y| Rgb([shade, (x / 2) as u8, (y / 2) as u8]));
        picture.save(&path).unwrap();
        path
    }

    /// A file that is no picture, whatever its name says.
    pub(crate) fn text(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, "dear diary").unwrap();
        path
    }

    /// The program, seeing nothing of the surroundings but this bench.
    pub(crate) fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_animato-cli"));
        for name in [
            "AKOOL_API_KEY",
            "AKOOL_CLIENT_ID",
            "AKOOL_CLIENT_SECRET",
            "AKOOL_API_HOST",
            "ANIMATO_HOST_SECRET",
            "ANIMATO_LOG",
        ] {
            command.env_remove(name);
        }
        command
            // A test that is about the keychain brings one of its own.
            .env("ANIMATO_KEYCHAIN", "off")
            .env("ANIMATO_LIBRARY", self.path("library"))
            .env("ANIMATO_CONFIG_DIR", self.path("config"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Ran {
        self.command(arguments).output().unwrap().into()
    }

    /// Makes the account of this server, and its uploader, the ones of the bench.
    pub(crate) fn connect(&self, server: &Server) -> Connected<'_> {
        let settings = format!(
            "[host]\nuse = \"form\"\n[host.form]\nurl = \"{}\"\nlink = \"/data/url\"\n",
            server.sandbox.upload_url()
        );
        fs::write(self.path("config").join("settings.toml"), settings).unwrap();
        Connected { bench: self, address: server.sandbox.base_url().to_owned(), key: server.sandbox.key().to_owned() }
    }

    /// The saved videos in the folder of the tests.
    pub(crate) fn saved(&self) -> Vec<PathBuf> {
        let mut files: Vec<_> = fs::read_dir(self.out()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.extension().is_some_and(|e| e == "mp4"));
        files.sort();
        files
    }
}

/// A bench with an account in its environment.
pub(crate) struct Connected<'a> {
    bench: &'a Bench,
    pub(crate) address: String,
    pub(crate) key: String,
}

impl Connected<'_> {
    pub(crate) fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = self.bench.command(arguments);
        command.env("AKOOL_API_HOST", &self.address).env("AKOOL_API_KEY", &self.key);
        command
    }

    pub(crate) fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Ran {
        self.command(arguments).output().unwrap().into()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// Every line of stdout as an object with a type.
    pub(crate) fn lines(&self) -> Vec<Value> {
        let lines: Vec<Value> = self.stdout.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
        assert!(lines.iter().all(|line| line["type"].is_string()), "{self:?}");
        lines
    }

    /// Those of one type.
    pub(crate) fn of_type(&self, name: &str) -> Vec<Value> {
        self.lines().into_iter().filter(|line| line["type"] == name).collect()
    }

    /// The last line, which must be the summary and agree with the exit code.
    pub(crate) fn summary(&self) -> Value {
        let last = self.lines().pop().unwrap_or_else(|| panic!("no line: {self:?}"));
        assert_eq!(last["type"], "summary", "{self:?}");
        assert_eq!(last["exitCode"], self.code, "{self:?}");
        last
    }
}

impl std::fmt::Debug for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit {}\n--- stdout\n{}\n--- stderr\n{}", self.code, self.stdout, self.stderr)
    }
}

impl Server {
    /// Starts one that works so much faster than the service.
    pub(crate) fn start(speed: f64) -> Self {
        Self::with(Options { speed, ..Options::default() })
    }

    /// Starts one whose account has this key.
    pub(crate) fn with_key(key: &str) -> Self {
        Self::with(Options { key: key.to_owned(), ..Options::default() })
    }

    fn with(options: Options) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
        Self { sandbox, runtime }
    }

    /// Create requests that arrived.
    pub(crate) fn hits(&self) -> u64 {
        let _here = self.runtime.enter();
        self.sandbox.ledger().create_hits
    }

    /// Requests for a sound that arrived.
    pub(crate) fn sounds(&self) -> u64 {
        self.sandbox.ledger().calls.get(&Endpoint::Audio).copied().unwrap_or_default()
    }

    /// Pictures and sounds that were uploaded.
    pub(crate) fn uploads(&self) -> u64 {
        self.sandbox.ledger().uploads
    }
}

/// What a demuxer says of a video: codec, and length in seconds.
pub(crate) fn demux(path: &Path) -> (String, f64) {
    let file = fs::File::open(path).unwrap();
    let size = file.metadata().unwrap().len();
    let video = mp4::Mp4Reader::read_header(BufReader::new(file), size).unwrap();
    let track = video.tracks().values().find(|t| matches!(t.track_type(), Ok(mp4::TrackType::Video))).unwrap();
    (track.media_type().unwrap().to_string(), track.duration().as_secs_f64())
}
