//! Where pictures come from: files, folders, links, and bytes at hand. What they are worth is `photo`'s question.

mod fetch;
pub mod folder;
mod reader;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use url::Url;

use crate::photo::safe_name;

pub use reader::Reader;

/// Where a picture comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A file, or a folder with files.
    Path(PathBuf),
    /// A picture on the web, or a web address that may be one.
    Url(Url),
    /// Bytes from the clipboard or a sample, with a name to show.
    Bytes {
        /// The name to show.
        name: String,
        /// The file's content.
        bytes: Vec<u8>,
    },
}

impl Source {
    /// What a word on a command line names: an http(s) link, a `file:` link, or a path, seen from this folder.
    #[must_use]
    pub fn named(word: &OsStr, folder: &Path) -> Self {
        word.to_str().and_then(Self::linked).unwrap_or_else(|| Self::Path(folder.join(word)))
    }

    /// What a pasted text names: one link or one whole path on each line, and nothing else. `None`: it is another text.
    /// `home` stands for a leading `~`.
    #[must_use]
    pub fn pasted(text: &str, home: Option<&Path>) -> Option<Vec<Self>> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let sources: Vec<_> = lines.map(|line| Self::pasted_line(unquoted(line), home)).collect::<Option<_>>()?;
        (!sources.is_empty()).then_some(sources)
    }

    /// The name to show: without folders, and without what a link carries besides.
    #[must_use]
    pub fn name(&self) -> String {
        let name = match self {
            Self::Path(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            Self::Url(url) => {
                let last = url.path_segments().and_then(|mut parts| parts.rfind(|part| !part.is_empty()));
                let last = last.or_else(|| url.host_str()).unwrap_or_default();
                percent_decode_str(last).decode_utf8_lossy().into_owned()
            }
            Self::Bytes { name, .. } => name.clone(),
        };
        safe_name(&name)
    }

    fn pasted_line(line: &str, home: Option<&Path>) -> Option<Self> {
        if let Some(below) = line.strip_prefix("~/") {
            return Some(Self::Path(home?.join(below)));
        }
        Self::linked(line).or_else(|| Path::new(line).is_absolute().then(|| Self::Path(line.into())))
    }

    fn linked(text: &str) -> Option<Self> {
        // Schemes are compared as they are written: a drive letter is no scheme, and neither is a colon in a file's name.
        let begins = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        if begins("http://") || begins("https://") {
            return Url::parse(text).ok().map(Self::Url);
        }
        let url = begins("file:").then(|| Url::parse(text).ok())??;
        url.to_file_path().ok().map(Self::Path)
    }
}

/// File managers and terminals put paths with spaces into quotes.
fn unquoted(line: &str) -> &str {
    let within = |quote: char| line.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &Source) -> String {
        match source {
            Source::Path(path) => format!("path {}", path.display()),
            Source::Url(url) => format!("link {url}"),
            Source::Bytes { name, .. } => format!("bytes {name}"),
        }
    }

    fn pasted(text: &str) -> Option<Vec<String>> {
        Source::pasted(text, Some(Path::new("/home/me"))).map(|sources| sources.iter().map(told).collect())
    }

    #[test]
    fn a_word_is_a_link_or_a_path_from_where_it_was_typed() {
        let named = |word: &str| told(&Source::named(OsStr::new(word), Path::new("/here")));
        assert_eq!(named("a.jpg"), "path /here/a.jpg");
        assert_eq!(named("/x/a.jpg"), "path /x/a.jpg");
        assert_eq!(named("https://a.example/b.jpg?x=1"), "link https://a.example/b.jpg?x=1");
        assert_eq!(named("HTTP://a.example/"), "link http://a.example/");
        assert_eq!(named("http:notes.jpg"), "path /here/http:notes.jpg");
        assert_eq!(named("https://"), "path /here/https://");
    }

    #[test]
    #[cfg(unix)]
    fn a_file_link_is_the_path_it_stands_for() {
        let named = |word: &str| told(&Source::named(OsStr::new(word), Path::new("/here")));
        assert_eq!(named("file:///x/a%20b.jpg"), "path /x/a b.jpg");
        assert_eq!(named("file://localhost/x/a.jpg"), "path /x/a.jpg");
    }

    #[test]
    #[cfg(unix)]
    fn a_pasted_text_is_taken_when_every_line_names_something() {
        assert_eq!(pasted("https://a.example/b.png\n").unwrap(), ["link https://a.example/b.png"]);
        assert_eq!(pasted("/x/a b.jpg").unwrap(), ["path /x/a b.jpg"]);
        assert_eq!(pasted("'/x/a b.jpg'\r\n\"/x/c.jpg\"").unwrap(), ["path /x/a b.jpg", "path /x/c.jpg"]);
        assert_eq!(pasted("file:///x/a.jpg\n\n  ~/b.jpg  ").unwrap(), ["path /x/a.jpg", "path /home/me/b.jpg"]);
        for other in ["", " \n", "a.jpg", "slow push in", "/x/a.jpg\nslow push in", "ftp://a.example/b.jpg", "~"] {
            assert_eq!(pasted(other), None, "{other:?}");
        }
    }

    #[test]
    fn a_name_shows_no_folder_and_nothing_of_a_query() {
        let name = |text: &str| Source::Url(Url::parse(text).unwrap()).name();
        assert_eq!(name("https://a.example/x/gr%C3%BCn.jpg?token=secret#y"), "grün.jpg");
        assert_eq!(name("https://a.example/x/"), "x");
        assert_eq!(name("https://a.example"), "a.example");
        assert_eq!(Source::Path("/x/y/z.png".into()).name(), "z.png");
    }
}
