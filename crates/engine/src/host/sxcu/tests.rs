//! Files as people share them, each drawn up for this test.

use secrecy::ExposeSecret as _;

use super::*;

#[test]
fn a_usual_file_becomes_an_uploader() {
    let form = read(
        r#"{
            "Version": "14.1.0", "Name": "Mine", "DestinationType": "ImageUploader",
            "RequestMethod": "POST", "RequestURL": "https://up.example.com/api/upload",
            "Parameters": { "format": "json" },
            "Headers": { "Authorization": "Bearer s3cret", "Accept": "application/json" },
            "Body": "MultipartFormData", "Arguments": { "album": "shots", "api_token": "an0ther-s3cret", "days": 2 },
            "FileFormName": "upload", "URL": "{json:data.files[0].url}", "DeletionURL": "{json:data.files[0].delete}"
        }"#,
    )
    .unwrap();
    assert_eq!(form.url.as_str(), "https://up.example.com/api/upload?format=json");
    assert_eq!((form.method, form.binary, form.file_field.as_str()), (FormMethod::Post, false, "upload"));
    assert_eq!(form.link, "/data/files/0/url");
    assert_eq!((form.delete.as_deref(), form.delete_method), (Some("/data/files/0/delete"), DeleteMethod::Get));
    assert_eq!(form.fields, BTreeMap::from([("album".into(), "shots".into()), ("days".into(), "2".into())]));
    assert_eq!(form.headers, BTreeMap::from([("Accept".into(), "application/json".into())]));
    assert_eq!(form.secrets.get("header/Authorization").unwrap().expose_secret(), "Bearer s3cret");
    assert_eq!(form.secrets.get("field/api_token").unwrap().expose_secret(), "an0ther-s3cret");
    assert!(!serde_json::to_string(&form).unwrap().contains("s3cret"), "no secret is among the settings");
    assert_eq!(form.objection(), None);
}

#[test]
fn files_of_old_and_short_ones_are_read_too() {
    let cases = [
        (
            r#"{"RequestType":"POST","RequestURL":"https://a.example/up","FileFormName":"f","URL":"$json:link$"}"#,
            "/link",
            false,
        ),
        (r#"{"RequestURL":"https://a.example/up","FileFormName":"f"}"#, "body", false),
        (r#"{"RequestURL":"https://a.example/up","FileFormName":"f","URL":"$response$"}"#, "body", false),
        (
            r#"{"RequestURL":"https://a.example/up","Body":"Binary","URL":"https://a.example/{json:id}"}"#,
            "https://a.example/{/id}",
            true,
        ),
    ];
    for (text, link, binary) in cases {
        let form = read(text).unwrap();
        assert_eq!((form.link.as_str(), form.binary), (link, binary), "{text}");
    }
    let put =
        read("\u{feff}{\"RequestMethod\":\"PUT\",\"Body\":\"Binary\",\"RequestURL\":\"https://a.example/\"}").unwrap();
    assert_eq!(put.method, FormMethod::Put);
}

#[test]
fn what_cannot_be_expressed_is_refused_by_name() {
    let cases = [
        ("not json", "not the JSON"),
        ("{}", "RequestURL"),
        (r#"{"RequestURL":"http://a.example/","FileFormName":"f"}"#, "https"),
        (r#"{"RequestURL":"https://a.example/"}"#, "FileFormName"),
        (r#"{"RequestURL":"https://a.example/?key=s3cret","FileFormName":"f"}"#, "key in its address"),
        (
            r#"{"RequestURL":"https://a.example/","Parameters":{"token":"s3cret"},"FileFormName":"f"}"#,
            "key in its address",
        ),
        (r#"{"RequestURL":"https://a.example/","RequestMethod":"PATCH","FileFormName":"f"}"#, "PATCH"),
        (r#"{"RequestURL":"https://a.example/","RequestMethod":"PUT","FileFormName":"f"}"#, "MultipartFormData"),
        (r#"{"RequestURL":"https://a.example/","Body":"JSON","FileFormName":"f"}"#, "JSON"),
        (r#"{"RequestURL":"https://a.example/","FileFormName":"f","URL":"{regex:1}"}"#, "\"regex\""),
        (r#"{"RequestURL":"https://a.example/","FileFormName":"f","URL":"{xml:/a}"}"#, "\"xml\""),
        (r#"{"RequestURL":"https://a.example/","FileFormName":"f","DeletionURL":"{header:x}"}"#, "DeletionURL"),
        (r#"{"RequestURL":"https://a.example/","FileFormName":"f","Arguments":{"name":"{filename}"}}"#, "\"filename\""),
        (r#"{"RequestURL":"https://a.example/","FileFormName":"f","Headers":{"x":"{prompt:who}"}}"#, "\"prompt\""),
    ];
    for (text, words) in cases {
        let error = read(text).unwrap_err();
        assert_eq!(error.code, ErrorCode::BadSpec);
        assert!(error.message.contains(words), "{text}: {error}");
        assert!(!error.message.contains("s3cret"), "{error}");
    }
}
