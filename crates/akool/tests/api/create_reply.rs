//! Reading the reply of a create call: what was accepted, and when it is certain that nothing was.

use akool::{CreateReply, Error, ErrorKind, RawReply, ServiceCode, Status};
use serde_json::{Value, json};

fn parse(status: u16, body: impl Into<Vec<u8>>) -> Result<CreateReply, Error> {
    CreateReply::parse(&RawReply { status, body: body.into(), retry_after: None })
}

fn successes(list: Value) -> String {
    json!({ "code": 1000, "data": { "successList": list } }).to_string()
}

#[test]
fn ids_count_as_accepted_whatever_the_status_and_the_code_say() {
    let list = json!({ "successList": [{ "_id": "a1" }] });
    for (status, code) in
        [(200, json!(1000)), (502, json!(1000)), (500, json!(1015)), (302, json!(null)), (429, json!("1005"))]
    {
        let read = parse(status, json!({ "code": code, "data": list }).to_string()).unwrap();
        assert_eq!(read.accepted[0].id, "a1", "{status} {code}");
    }
}

#[test]
fn an_item_reads_what_it_can() {
    let odd = json!([{ "_id": 17, "status": "2", "deduction_credit": "7.5", "extend_prompt": 1, "batch_count": null }]);
    let read = parse(200, successes(odd)).unwrap();
    let video = &read.accepted[0];
    assert_eq!((video.id.as_str(), video.status, video.deduction_credit), ("17", Status::Processing, Some(7.5)));
    assert_eq!((video.extend_prompt, video.batch_count), (Some(true), None));
}

#[test]
fn a_success_without_an_id_is_counted_beside_the_others() {
    let read = parse(200, successes(json!([{ "_id": "a1" }, { "status": 1 }, { "_id": null }]))).unwrap();
    assert_eq!((read.accepted.len(), read.without_id), (1, 2));
}

#[test]
fn successes_that_name_no_video_are_an_unknown_outcome() {
    let nameless = [successes(json!([{ "status": 1 }])), successes(json!(null)), successes(json!("a1"))];
    let missing = [json!({ "code": 1000 }).to_string(), json!({ "code": 1000, "data": null }).to_string()];
    for body in nameless.into_iter().chain(missing) {
        let error = parse(200, body.clone()).unwrap_err();
        assert_eq!((error.kind, error.maybe_processed), (ErrorKind::Unreadable, true), "{body}");
        assert_eq!(error.body, Some(body.into_bytes()));
    }
}

#[test]
fn refusals_are_read_from_objects_and_from_text() {
    let data = json!({ "successList": [], "errorList": [{ "code": "1108", "message": "bad" }, "no room", { "x": 1 }] });
    let read = parse(200, json!({ "code": 1000, "data": data }).to_string()).unwrap();
    assert!(read.is_rejected());
    assert_eq!(read.refused[0].meaning(), Some(ServiceCode::BadImage));
    let words: Vec<_> = read.refused.iter().map(|refusal| refusal.message.as_str()).collect();
    assert_eq!(words, ["bad", "no room", r#"{"x":1}"#]);
}

#[test]
fn a_refusal_of_the_service_is_certain_unless_a_gateway_stands_before_it() {
    let refusal = json!({ "code": 1006, "msg": "no quota" }).to_string();
    for (status, maybe) in
        [(200, false), (400, false), (403, false), (408, true), (500, true), (502, true), (302, true)]
    {
        let error = parse(status, refusal.clone()).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Service(ServiceCode::NoCredits));
        assert_eq!(error.maybe_processed, maybe, "{status}");
        assert!(error.is_no_credits());
    }
}

#[test]
fn a_gateway_is_certain_only_with_a_status_from_400_to_499_but_408() {
    for (status, maybe, retryable) in [
        (301, true, false),
        (400, false, false),
        (401, false, false),
        (404, false, false),
        (408, true, true),
        (413, false, false),
        (429, false, true),
        (500, true, true),
        (502, true, true),
        (504, true, true),
    ] {
        let error = parse(status, "<html>gateway</html>").unwrap_err();
        assert_eq!(error.kind, ErrorKind::Http);
        assert_eq!((error.maybe_processed, error.retryable), (maybe, retryable), "{status}");
        assert_eq!(error.is_safe_to_repeat(), status == 429, "{status}");
    }
}

#[test]
fn a_page_in_place_of_a_reply_is_an_unknown_outcome() {
    for body in
        ["<html>Welcome to our Wi-Fi</html>", "", "null", "[]", "{}", r#"{"code":"soon"}"#, r#"{"code":1000,"da"#]
    {
        let error = parse(200, body).unwrap_err();
        assert_eq!((error.kind, error.maybe_processed), (ErrorKind::Unreadable, true), "{body}");
    }
}

#[test]
fn every_code_of_the_published_tables_has_its_meaning() {
    let meaning = |code: i32| match parse(200, json!({ "code": code, "msg": "" }).to_string()).unwrap_err().kind {
        ErrorKind::Service(meaning) => meaning,
        other => panic!("{other:?}"),
    };
    let same =
        |codes: &[i32], expected: ServiceCode| codes.iter().for_each(|&code| assert_eq!(meaning(code), expected));
    same(&[1003], ServiceCode::BadParameter);
    same(&[1004], ServiceCode::NeedsVerification);
    same(&[1005], ServiceCode::TooFrequent);
    same(&[1006, 1104], ServiceCode::NoCredits);
    same(&[1008, 1014], ServiceCode::NotFound);
    same(&[1009, 1010], ServiceCode::NotPermitted);
    same(&[1015, 1205], ServiceCode::CreateFailed);
    same(&[1101, 1102], ServiceCode::BadToken);
    same(&[1103, 1213, 1221], ServiceCode::NeedsPlan);
    same(&[1108], ServiceCode::BadImage);
    same(&[1109], ServiceCode::NoSuchAccount);
    same(&[1110, 1201], ServiceCode::BadAudio);
    same(&[1200], ServiceCode::Banned);
    same(&[1999], ServiceCode::Other(1999));
}

#[test]
fn half_an_emoji_in_a_name_never_hides_what_was_paid_for() {
    let body = br#"{"code":1000,"data":{"successList":[{"_id":"a1","file_name":"Image2Video_golden da\ud83c"}]}}"#;
    let read = parse(200, *body).unwrap();
    assert_eq!(read.accepted[0].id, "a1");
    assert_eq!(read.accepted[0].file_name.as_deref(), Some("Image2Video_golden da\u{fffd}"));
}

#[test]
fn a_code_that_says_why_is_not_softened_by_the_status_around_it() {
    for (status, code) in [(429, 1003), (500, 1104), (503, 1200)] {
        let error = parse(status, json!({ "code": code, "msg": "no" }).to_string()).unwrap_err();
        assert!(!error.retryable && !error.is_safe_to_repeat(), "{status} {code}");
    }
    assert!(parse(429, json!({ "code": 4711, "msg": "?" }).to_string()).unwrap_err().retryable);
}
