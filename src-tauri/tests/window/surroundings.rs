//! Where the program lives during a test: folders of its own, so that it meets nothing of the person's.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::program::PROGRAM;

/// Folders for one library, kept over restarts of the program; gone when this is dropped.
pub(crate) struct Surroundings {
    root: TempDir,
    environment: Vec<(&'static str, String)>,
}

impl Surroundings {
    /// Empty ones, without an account.
    pub(crate) fn new() -> Self {
        let root = tempfile::Builder::new().prefix("animato-window-").tempdir().unwrap();
        for folder in ["config", "home", "run", "photos"] {
            fs::create_dir(root.path().join(folder)).unwrap();
        }
        Self { root, environment: Vec::new() }
    }

    /// With this variable set for the program.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.environment.retain(|(n, _)| *n != name);
        self.environment.push((name, value.into()));
        self
    }

    /// With this text as settings.toml.
    pub(crate) fn with_settings(self, text: &str) -> Self {
        fs::write(self.root.path().join("config/settings.toml"), text).unwrap();
        self
    }

    /// The settings file.
    pub(crate) fn settings(&self) -> PathBuf {
        self.root.path().join("config/settings.toml")
    }

    /// The library.
    pub(crate) fn library(&self) -> PathBuf {
        self.root.path().join("library")
    }

    /// Spoils the library's database for good, its write-ahead log included, and gives what it is now.
    pub(crate) fn spoil_database(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let rot = b"this was a database, and it is long enough to be seen as one that went bad".to_vec();
        let files = fs::read_dir(self.library()).unwrap().map(|entry| entry.unwrap().path());
        let parts = files.filter(|file| file.to_string_lossy().contains(".sqlite"));
        let spoilt: Vec<_> = parts.map(|file| (file, rot.clone())).collect();
        assert!(!spoilt.is_empty(), "there is no database");
        for (file, rot) in &spoilt {
            fs::write(file, rot).unwrap();
        }
        spoilt
    }

    /// Everything that the program may have written.
    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    /// A place for a photo of the person's.
    pub(crate) fn photo(&self, name: &str) -> PathBuf {
        self.root.path().join("photos").join(name)
    }

    /// The finished videos on the disk, by name.
    pub(crate) fn videos(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.library().join("videos")) else { return Vec::new() };
        let mut files: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|e| e == "mp4"));
        files.sort();
        files
    }

    /// Whether a program still runs that lives here.
    pub(crate) fn in_use(&self) -> bool {
        let library = self.library().display().to_string();
        let lives_here = |process: &Path| {
            let environment = fs::read(process.join("environ")).unwrap_or_default();
            fs::read_link(process.join("exe")).is_ok_and(|exe| exe == *PROGRAM)
                && environment.split(|byte| *byte == 0).any(|v| v == format!("ANIMATO_LIBRARY={library}").as_bytes())
        };
        fs::read_dir("/proc").unwrap().any(|process| lives_here(&process.unwrap().path()))
    }

    /// Tells a program where it lives, and takes away what the person's own surroundings would tell it.
    pub(crate) fn apply(&self, command: &mut Command) {
        for name in ["AKOOL_API_KEY", "AKOOL_CLIENT_ID", "AKOOL_CLIENT_SECRET", "AKOOL_API_HOST", "ANIMATO_LOG"] {
            command.env_remove(name);
        }
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
            command.env_remove(name);
        }
        let root = self.root.path();
        command
            .env("ANIMATO_CONFIG_DIR", root.join("config"))
            .env("ANIMATO_LIBRARY", self.library())
            .env("HOME", root.join("home"))
            .env("XDG_CONFIG_HOME", root.join("home/.config"))
            .env("XDG_DATA_HOME", root.join("home/.local/share"))
            .env("XDG_CACHE_HOME", root.join("home/.cache"))
            .env("XDG_RUNTIME_DIR", root.join("run"))
            // Finding all media plug-ins anew takes seconds; they are the machine's and not the person's.
            .env("GST_REGISTRY", concat!(env!("CARGO_TARGET_TMPDIR"), "/gstreamer-registry.bin"))
            .env("LANG", "C.UTF-8")
            // The keychain on the bus of a desk would be nobody's: a test that is about it sets this to something else.
            .env("ANIMATO_KEYCHAIN", "off")
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        if is_root() {
            // As root, as in a container, WebKit cannot isolate its processes and would not start. Never in the product.
            command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
        }
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
