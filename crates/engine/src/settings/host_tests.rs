//! Places for photos in `settings.toml`, as people write them and as the program does.

use std::fs;
use std::path::Path;

use super::*;

fn settings(folder: &Path, text: &str) -> Settings {
    fs::write(folder.join("settings.toml"), text).unwrap();
    Settings::load(folder).unwrap()
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("settings.toml")).unwrap()
}

#[test]
fn without_a_word_there_is_no_place() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Settings::load(folder.path()).unwrap().host().unwrap().is_none());
}

#[test]
fn each_kind_is_read_with_its_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let described = "[host.form]\nurl = \"https://example.com/up\"\nlink = \"/data/url\"\nfields = { }\n\
                     [host.bucket]\nkind = \"gcs\"\nbucket = \"photos\"\n";
    let read = |name: &str| settings(folder.path(), &format!("[host]\nuse = \"{name}\"\n{described}")).host();
    let Ok(Some(HostConfig::Form(form))) = read("form") else { panic!("no form") };
    assert_eq!((form.file_field.as_str(), form.link.as_str()), ("file", "/data/url"));
    let Ok(Some(HostConfig::Bucket(bucket))) = read("bucket") else { panic!("no bucket") };
    assert_eq!((bucket.prefix.as_str(), bucket.expires_hours), ("animato/", 24));
    assert!(matches!(read("link"), Ok(Some(HostConfig::Link))));
    assert!(read("attic").unwrap_err().message.contains("attic"));
}

#[test]
fn a_place_that_is_named_and_not_described_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let error = settings(folder.path(), "[host]\nuse = \"bucket\"\n").host().unwrap_err();
    assert!(error.message.contains("[host.bucket]"), "{error}");
}

#[test]
fn a_secret_in_the_file_is_refused_not_used_and_left_where_it_is() {
    let bucket = "[host]\nuse = \"bucket\"\n[host.bucket]\nkind = \"s3\"\nbucket = \"b\"\n";
    let form = "[host]\nuse = \"form\"\n[host.form]\nurl = \"https://example.com/\"\n";
    let cases = [
        format!("{bucket}secret_access_key = \"s3cret\"\n"),
        format!("{bucket}account_key = \"s3cret\"\n"),
        format!("{form}secret_fields = [\"key\"]\nfields = {{ key = \"s3cret\" }}\n"),
        format!("{form}secret_headers = [\"X-Mine\"]\nheaders = {{ x-mine = \"s3cret\" }}\n"),
        format!("{form}headers = {{ Authorization = \"Bearer s3cret\" }}\n"),
        format!("{form}headers = {{ X-Auth-Token = \"s3cret\" }}\n"),
        form.replace("https://", "https://me:s3cret@"),
        form.replace(".com/", ".com/?key=s3cret"),
        format!("{}fields = {{ key = \"s3cret\" }}\n", form.replace("example", "api.imgbb")),
    ];
    for case in cases {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = settings(folder.path(), &case);
        let error = settings.host().unwrap_err();
        assert_eq!(error.code, ErrorCode::SettingsUnreadable, "{case}");
        assert!(error.message.contains("ANIMATO_HOST_SECRET") && !error.message.contains("s3cret"), "{error}");
        assert!(settings.set_host(Some(&HostConfig::Link)).is_err());
        assert_eq!(text(folder.path()), case);
    }
}

#[test]
fn an_address_with_a_key_in_it_is_refused_until_another_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings =
        settings(folder.path(), "[host]\nuse = \"form\"\n[host.form]\nurl = \"https://up.example.com/?key=s3cret\"\n");
    assert!(settings.host().is_err());
    assert!(settings.set_host(Some(&HostConfig::Link)).is_err(), "it would stay in the file");
    let other = FormHost::new("https://up.example.com/".parse().unwrap());
    settings.set_host(Some(&HostConfig::Form(other))).unwrap();
    assert!(!text(folder.path()).contains("s3cret"));
    assert!(settings.host().is_ok());
}

#[test]
fn a_place_is_written_without_its_secrets_and_beside_what_we_do_not_know() {
    let folder = tempfile::tempdir().unwrap();
    let before = "# mine\n[host]\nuse = \"link\"\n[host.form]\n# note\nurl = \"https://old.example.com/\"\nfuture = 7\ndelete = \"/d\"\n";
    let mut settings = settings(folder.path(), before);
    let mut form = FormHost::new("https://up.example.com/".parse().unwrap());
    form.secret_fields.push("key".into());
    form.secrets.insert("field/key", "s3cret".into());
    form.consent = Some("example.com".into());
    settings.set_host(Some(&HostConfig::Form(form))).unwrap();
    let written = text(folder.path());
    for kept in ["# mine", "future = 7", "use = \"form\"", "https://up.example.com/", "secret_fields = [\"key\"]"] {
        assert!(written.contains(kept), "{kept}: {written}");
    }
    assert!(!written.contains("s3cret") && !written.contains("delete"), "{written}");
    let Ok(Some(HostConfig::Form(read))) = Settings::load(folder.path()).unwrap().host() else { panic!("{written}") };
    assert_eq!(
        (read.consent.as_deref(), read.secret_fields.as_slice()),
        (Some("example.com"), &["key".to_owned()][..])
    );
}

#[test]
fn each_kind_keeps_its_description_while_another_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = Settings::load(folder.path()).unwrap();
    let bucket: BucketHost = serde_json::from_value(serde_json::json!({ "kind": "s3", "bucket": "b" })).unwrap();
    settings.set_host(Some(&HostConfig::Bucket(bucket))).unwrap();
    settings.set_host(Some(&HostConfig::Link)).unwrap();
    settings.set_host(None).unwrap();
    let settings = Settings::load(folder.path()).unwrap();
    assert!(settings.host().unwrap().is_none());
    assert_eq!(settings.bucket_host().unwrap().bucket, "b");
}

#[test]
fn consent_to_one_place_is_not_consent_to_another() {
    let folder = tempfile::tempdir().unwrap();
    let place = |domain: &str| {
        format!("[host]\nuse = \"form\"\nconsent = \"uguu.se\"\n[host.form]\nurl = \"https://{domain}/upload\"\n")
    };
    let objection = |domain: &str| settings(folder.path(), &place(domain)).host().unwrap().unwrap().objection();
    assert_eq!(objection("uguu.se"), None);
    assert_eq!(objection("uploads.example.com"), None, "one's own place needs none");
    assert!(objection("tmpfiles.org").unwrap().contains("anybody with the link"));
}
