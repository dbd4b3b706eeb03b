//! Responses whose body is not JSON, or holds values that this client cannot hold. Each is an error with the body.

use generated_client::{
    Call, Error, Id, Outcome, date,
    models::{NewTimeEntry, TimeEntryPage},
};
use test_server::{Server, json_response, response, response_bytes};

use crate::client::client;

const START: &str = "GET /time_entries (get-time-entries): 200 OK (request id r-1): ";

const NOT_DOCUMENTED: &str = "not the documented response: ";

const JSON: &str = "x-request-id: r-1\r\ncontent-type: application/json\r\n";

const META: &str = r#""count":1,"meta":{"count":1,"page_count":1,"page_number":1,"page_size":20}"#;

async fn list(reply: impl Into<Vec<u8>>) -> Result<TimeEntryPage, Error> {
    let server = Server::sending(reply);
    client(&server).get_time_entries().send().await
}

/// A page whose only entry is `{"id":"1", …}` with these further fields, and these further fields beside it.
fn page_with(entry: &str, beside: &str) -> String {
    format!(
        r#"{{{META},"results":[{{"key":"time_entries","id":"1"}}],"time_entries":{{"1":{{"id":"1"{entry}}}}}{beside}}}"#
    )
}

/// The message of a body that is refused, behind what all have in common.
async fn refusal(body: &[u8]) -> String {
    let error = list(response_bytes("200 OK", JSON, body))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error:?}");
    assert_eq!(error.raw_body(), Some(body));
    let text = error.to_string();
    assert!(!text.contains('\n'), "{text}");
    let rest = text.strip_prefix(START).unwrap();
    rest.strip_prefix(NOT_DOCUMENTED).unwrap().to_owned()
}

#[tokio::test]
async fn invalid_utf_8_is_an_error_in_every_place() {
    for (entry, beside) in [
        // A known field, an unknown one, deep in an unknown one; keys of the same.
        (r#","notes":"caf?""#, ""),
        (r#","mood":"caf?""#, ""),
        ("", r#","mood":{"a":[{"b":"?"}]}"#),
        (r#","caf?":1"#, ""),
        ("", r#","mood":{"?":1}"#),
        ("", r#","users":{"?":{"id":1}}"#),
        // Between the values.
        (r#",?"notes":"#, ""),
    ] {
        let text = page_with(entry, beside);
        let place = text.find('?').unwrap();
        // A byte of Latin-1, an invalid byte, half a character, a surrogate, an overlong form.
        for wrong in [
            &b"\xe9"[..],
            b"\xff",
            b"\xe2\x82",
            b"\xed\xa0\x80",
            b"\xc0\x80",
        ] {
            let (before, behind) = text.split_once('?').unwrap();
            let body = [before.as_bytes(), wrong, behind.as_bytes()].concat();
            let start = format!(
                "byte {place} of the body is not UTF-8, which JSON must be (RFC 8259, section 8.1); \
                 content type: application/json; body: {{\"count\":1,"
            );
            let message = refusal(&body).await;
            assert!(message.starts_with(&start), "{message}");
        }
    }
}

#[tokio::test]
async fn a_response_in_another_charset() {
    let text = r#"{"count":1}"#;
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xff\xfe", &*utf_16].concat();
    assert_eq!(
        refusal(&marked[..8]).await,
        "byte 0 of the body is not UTF-8, which JSON must be (RFC 8259, section 8.1); \
         content type: application/json; body: \u{fffd}\u{fffd}{\\u{0}\"\\u{0}c\\u{0}"
    );
    // Without the mark it is UTF-8, with zeros.
    let message = refusal(&utf_16).await;
    let start = "the body is not JSON: key must be a string at line 1 column 2; content type: ";
    assert!(message.starts_with(start), "{message}");
}

#[tokio::test]
async fn an_error_body_that_is_not_utf_8_is_kept_and_not_taken_for_the_documented_one() {
    let body = b"{\"errors\":[{\"type\":\"system\",\"message\":\"m\",\"new\":\"\xff\"}]}";
    let response = response_bytes("503 Service Unavailable", JSON, body);
    let error = list(response).await.unwrap_err();
    assert!(matches!(error, Error::Status { .. }), "{error:?}");
    assert_eq!(error.raw_body(), Some(&body[..]));
    let start = "GET /time_entries (get-time-entries): 503 Service Unavailable (request id r-1): \
                 {\"errors\":[{\"type\":\"system\"";
    assert!(error.to_string().starts_with(start), "{error}");
}

#[tokio::test]
async fn escapes_that_stand_for_no_character() {
    for (entry, beside) in [
        (r#","notes":"\ud800""#, ""),
        (r#","mood":"\ud800x""#, ""),
        (r#","notes":"\ud800\u0041""#, ""),
        (r#","mood":"\udc00""#, ""),
        ("", r#","\ud800":1"#),
    ] {
        let message = refusal(page_with(entry, beside).as_bytes()).await;
        assert!(
            message.contains(" hex escape at line 1 column "),
            "{message}"
        );
    }
    for entry in [
        r#","notes":"\x41""#,
        r#","mood":"\u12""#,
        ",\"notes\":\"\n\"",
    ] {
        let message = refusal(page_with(entry, "").as_bytes()).await;
        let start = "the body is not JSON: ";
        assert!(message.starts_with(start), "{message}");
    }
    // What stands for one is it.
    let page = list(json_response(&page_with(
        r#","notes":"\ud83d\ude00\u0000""#,
        "",
    )))
    .await;
    let entry = page
        .unwrap()
        .time_entries_by_id
        .remove(&Id::from(1))
        .unwrap();
    assert_eq!(entry.notes.as_deref(), Some("😀\0"));
}

#[tokio::test]
async fn a_key_that_comes_twice() {
    for (body, message) in [
        (
            page_with(r#","notes":"a","id":"1""#, ""),
            "time_entries.1.id: duplicate field `id`",
        ),
        // Null counts, and so does the same value.
        (
            page_with(r#","role_id":null,"role_id":null"#, ""),
            "time_entries.1.role_id: duplicate field `role_id`",
        ),
        (
            page_with("", r#","count":1"#),
            "count: duplicate field `count`",
        ),
        (
            page_with("", r#","users":null,"users":{}"#),
            "users: duplicate field `users`",
        ),
        (
            page_with("", r#","users":{"5":{"id":5},"5":{"id":5}}"#),
            "users: duplicate key: one of its values would be lost",
        ),
        // The same key in other letters.
        (
            page_with(r#","notes":"a","n\u006ftes":"b""#, ""),
            "time_entries.1.notes: duplicate field `notes`",
        ),
    ] {
        let refused = refusal(body.as_bytes()).await;
        let (what, _) = refused.rsplit_once(" at line ").unwrap();
        assert_eq!(what, message);
    }
    // These fields are unknown.
    let twice = page_with(r#","mood":1,"mood":2"#, r#","more":{"a":1,"a":2}"#);
    list(json_response(&twice)).await.unwrap();
}

#[tokio::test]
async fn numbers_that_do_not_fit() {
    let expected_id =
        "expected an id (a string that is not empty, or an integer that is not negative)";
    for (entry, message) in [
        (
            r#","time_in_minutes":2147483648"#,
            "time_in_minutes: invalid value: integer `2147483648`, expected i32".to_owned(),
        ),
        (
            r#","time_in_minutes":-2147483649"#,
            "time_in_minutes: invalid value: integer `-2147483649`, expected i32".to_owned(),
        ),
        (
            r#","rate_in_cents":9223372036854775808"#,
            "rate_in_cents: invalid value: integer `9223372036854775808`, expected i64".to_owned(),
        ),
        (
            r#","rate_in_cents":18446744073709551616"#,
            "rate_in_cents: invalid type: floating point `1.8446744073709552e+19`, expected i64"
                .to_owned(),
        ),
        (
            r#","story_id":18446744073709551616"#,
            format!(
                "story_id: invalid type: floating point `1.8446744073709552e+19`, {expected_id}"
            ),
        ),
        (
            r#","story_id":-9223372036854775808"#,
            format!("story_id: invalid value: integer `-9223372036854775808`, {expected_id}"),
        ),
    ] {
        let refused = refusal(page_with(entry, "").as_bytes()).await;
        let (what, _) = refused.rsplit_once(" at line ").unwrap();
        assert_eq!(what, format!("time_entries.1.{message}"));
    }
}

#[tokio::test]
async fn numbers_that_no_type_can_hold_are_errors_also_in_unknown_fields() {
    for (entry, beside) in [
        (r#","time_in_minutes":1e999"#, ""),
        (r#","story_id":1e999"#, ""),
        (r#","notes":-1e999"#, ""),
        (r#","mood":1e999"#, ""),
        ("", r#","mood":{"a":[1E+309]}"#),
    ] {
        let body = page_with(entry, beside);
        let message = refusal(body.as_bytes()).await;
        let start = "the body has a value that this client does not support: number out of range at line 1 column ";
        assert!(message.starts_with(start), "{message}");
        let shown = "; content type: application/json; body: {\"count\":1,\"meta\":";
        assert!(message.contains(shown), "{message}");
    }
    for entry in [
        r#","mood":01"#,
        r#","mood":NaN"#,
        r#","mood":1."#,
        r#","mood":+1"#,
    ] {
        let message = refusal(page_with(entry, "").as_bytes()).await;
        assert!(message.starts_with("the body is not JSON: "), "{message}");
    }
}

#[tokio::test]
async fn large_numbers_do_no_harm_in_unknown_fields() {
    let digits = "9".repeat(300);
    let body = page_with(
        &format!(r#","mood":{digits},"luck":1e-999"#),
        r#","more":[-0.0,1e308,123456789012345678901234567890]"#,
    );
    list(json_response(&body)).await.unwrap();

    // As text, an id can have any number of digits.
    let body = page_with(&format!(r#","story_id":"{digits}""#), "");
    let page = list(json_response(&body)).await.unwrap();
    let entry = page.time_entries().next().unwrap();
    assert_eq!(entry.story_id, Some(Id::from(digits)));
}

#[tokio::test]
async fn a_page_of_another_program_with_a_success() {
    let html = "<!doctype html>\n<title>Sign in</title>".to_owned() + &"<br>".repeat(100);
    let headers = "x-request-id: r-1\r\ncontent-type: text/html; charset=utf-8\r\n";
    let error = list(response("200 OK", headers, &html)).await.unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error:?}");
    let text = error.to_string();
    let start = format!(
        "{START}{NOT_DOCUMENTED}the body is not JSON: expected value at line 1 column 1; \
         content type: text/html; charset=utf-8; body: <!doctype html>\\n<title>Sign in</title><br>"
    );
    assert!(text.starts_with(&start), "{text}");
    assert!(
        text.ends_with(&format!("… ({} bytes)", html.len())),
        "{text}"
    );
}

/// A page of a proxy with a 200 says nothing of what the service did; JSON of another shape comes from the service.
#[tokio::test]
async fn a_success_that_is_no_json_leaves_open_what_became_of_it() {
    for (body, outcome) in [
        ("<html>Log in</html>", Outcome::Unknown),
        ("", Outcome::Unknown),
        ("{\"count\":", Outcome::Unknown),
        ("{\"count\":\"one\"}", Outcome::Applied),
        ("[]", Outcome::Unknown),
    ] {
        let server = Server::sending(response("200 OK", JSON, body));
        let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
        let error = client(&server)
            .create_time_entry(entry)
            .send()
            .await
            .unwrap_err();
        assert_eq!(error.outcome(), outcome, "{body}");
        // A request that only reads has no effect that could be unknown.
        let error = list(response("200 OK", JSON, body)).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotApplied, "{body}");
    }
}
