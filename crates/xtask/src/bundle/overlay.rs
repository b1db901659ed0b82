//! What tauri.conf.json cannot say, because it is made anew for each package: a second configuration, laid over it.

use std::path::{Path, PathBuf};

/// The configuration with these notices, and with these files at their places on a person's machine.
pub(super) fn overlay(notices: &Path, staged: &[(String, PathBuf)]) -> String {
    let map = |pairs: Vec<(String, String)>| {
        let lines: Vec<String> = pairs.iter().map(|(key, value)| format!("{}: {value}", quoted(key))).collect();
        format!("{{ {} }}", lines.join(", "))
    };
    let files = |place: fn(&str) -> String| {
        let pairs = staged.iter().map(|(path, from)| (place(path), quoted(&from.to_string_lossy())));
        map(vec![("files".to_owned(), map(pairs.collect()))])
    };
    let linux = map(vec![
        ("deb".to_owned(), files(str::to_owned)),
        ("rpm".to_owned(), files(in_fedora)),
        ("appimage".to_owned(), files(str::to_owned)),
    ]);
    let resources = map(vec![(notices.to_string_lossy().into_owned(), quoted("THIRD-PARTY-NOTICES.txt"))]);
    map(vec![("bundle".to_owned(), map(vec![("resources".to_owned(), resources), ("linux".to_owned(), linux)]))])
}

/// Where Fedora has what Debian has at this path.
fn in_fedora(path: &str) -> String {
    path.replace("/zsh/vendor-completions/", "/zsh/site-functions/")
}

/// A JSON string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_goes_to_its_place_and_the_notices_beside_the_program() {
        let staged = [("/usr/share/zsh/vendor-completions/_a".to_owned(), PathBuf::from("/t/_a"))];
        let json = overlay(Path::new("/t/notices"), &staged);
        assert!(
            json.starts_with(r#"{ "bundle": { "resources": { "/t/notices": "THIRD-PARTY-NOTICES.txt" }, "#),
            "{json}"
        );
        assert!(json.contains(r#""deb": { "files": { "/usr/share/zsh/vendor-completions/_a": "/t/_a" } }"#), "{json}");
        assert!(json.contains(r#""rpm": { "files": { "/usr/share/zsh/site-functions/_a": "/t/_a" } }"#), "{json}");
    }

    #[test]
    fn a_path_of_windows_stays_a_string() {
        assert_eq!(quoted(r#"C:\a "b""#), r#""C:\\a \"b\"""#);
    }
}
