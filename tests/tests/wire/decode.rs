//! Responses with a documented success status whose body is not as documented, and bodies that still are.

use std::error::Error as _;

use generated_client::{Call, Client, Error, Id, models::TimeEntryPage};
use test_server::{Server, json_response, response};

use crate::client::{TOKEN, client};

const START: &str =
    "GET /time_entries (get-time-entries): 200 OK (request id r-1): not the documented response: ";

const META: &str = r#""count":1,"meta":{"count":1,"page_count":1,"page_number":1,"page_size":20}"#;

async fn list(reply: impl Into<Vec<u8>>) -> Result<TimeEntryPage, Error> {
    let server = Server::sending(reply);
    client(&server).get_time_entries().send().await
}

/// A page whose only entry is `{"id":"123", …}` with these further fields.
fn entry_with(fields: &str) -> String {
    format!(
        r#"{{{META},"results":[{{"key":"time_entries","id":"123"}}],"time_entries":{{"123":{{"id":"123",{fields}}}}}}}"#
    )
}

/// Returns the message of a response that is refused, without the beginning that all messages have.
async fn refusal(body: &str) -> String {
    let error = list(json_response(body)).await.unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error:?}");
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.raw_body(), Some(body.as_bytes()));
    let text = error.to_string();
    text.strip_prefix(START).unwrap().to_owned()
}

/// Returns the message of serde without the place in the text, which depends on the rest of the page.
fn without_place(message: &str) -> &str {
    message
        .rsplit_once(" at line ")
        .map_or(message, |(what, _)| what)
}

#[tokio::test]
async fn a_value_of_the_wrong_type_is_named_by_its_path() {
    let id = "an id (a string that is not empty, or an integer that is not negative)";
    for (field, message) in [
        (
            r#""time_in_minutes":"90""#,
            "time_in_minutes: invalid type: string \"90\", expected i32",
        ),
        (
            r#""time_in_minutes":90.5"#,
            "time_in_minutes: invalid type: floating point `90.5`, expected i32",
        ),
        (
            r#""time_in_minutes":3000000000"#,
            "time_in_minutes: invalid value: integer `3000000000`, expected i32",
        ),
        (
            r#""time_in_minutes":{}"#,
            "time_in_minutes: invalid type: map, expected i32",
        ),
        (
            r#""approved":"true""#,
            "approved: invalid type: string \"true\", expected a boolean",
        ),
        (
            r#""approved":1"#,
            "approved: invalid type: integer `1`, expected a boolean",
        ),
        (
            r#""notes":5"#,
            "notes: invalid type: integer `5`, expected a string",
        ),
        (
            r#""rate_in_cents":1e-1"#,
            "rate_in_cents: invalid type: floating point `0.1`, expected i64",
        ),
        (
            r#""story_id":"""#,
            &format!("story_id: invalid value: string \"\", expected {id}"),
        ),
        (
            r#""story_id":-1"#,
            &format!("story_id: invalid value: integer `-1`, expected {id}"),
        ),
        (
            r#""story_id":1.5"#,
            &format!("story_id: invalid type: floating point `1.5`, expected {id}"),
        ),
        (
            r#""story_id":true"#,
            &format!("story_id: invalid type: boolean `true`, expected {id}"),
        ),
        (
            r#""external_reference_ids":["1",null]"#,
            &format!("external_reference_ids[1]: invalid type: null, expected {id}"),
        ),
        (
            r#""external_reference_ids":"1""#,
            "external_reference_ids: invalid type: string \"1\", expected a sequence",
        ),
    ] {
        let refused = refusal(&entry_with(field)).await;
        assert_eq!(
            without_place(&refused),
            format!("time_entries.123.{message}"),
            "{field}"
        );
    }
}

#[tokio::test]
async fn dates_that_are_none_are_named_by_their_path() {
    for (field, value) in [
        ("date_performed", "2026-02-30"),
        ("date_performed", "02/03/2026"),
        ("date_performed", "2026-06-02T17:05:48Z"),
        ("created_at", "2026-06-02"),
        ("created_at", "yesterday"),
    ] {
        let refused = refusal(&entry_with(&format!("\"{field}\":\"{value}\""))).await;
        let start = format!("time_entries.123.{field}: ");
        assert!(refused.starts_with(&start), "{refused}");
    }
}

#[tokio::test]
async fn date_times_in_any_offset_and_precision() {
    for (value, instant) in [
        ("2026-06-02T17:05:48-07:00", "2026-06-03T00:05:48Z"),
        (
            "2026-06-02T17:05:48.123456789Z",
            "2026-06-02T17:05:48.123456789Z",
        ),
        ("2026-06-02T17:05:48+00:00", "2026-06-02T17:05:48Z"),
        ("2026-06-02t17:05:48z", "2026-06-02T17:05:48Z"),
        ("2026-06-02 17:05:48+0530", "2026-06-02T11:35:48Z"),
    ] {
        let body = entry_with(&format!("\"created_at\":\"{value}\""));
        let page = list(json_response(&body)).await.unwrap();
        let entry = page.time_entries().next().unwrap();
        assert_eq!(entry.created_at.unwrap().to_string(), instant);
    }
}

#[tokio::test]
async fn wrong_values_in_the_other_parts_of_a_page() {
    for (body, message) in [
        (
            format!(r#"{{{META},"results":[],"stories":[]}}"#),
            "stories: invalid type: sequence, expected a map",
        ),
        (
            format!(r#"{{{META},"results":[{{"key":"time_entries"}}]}}"#),
            "results[0]: missing field `id`",
        ),
        (
            format!(r#"{{{META},"results":[{{"key":null,"id":"1"}}]}}"#),
            "results[0].key: invalid type: null, expected a string",
        ),
        (
            r#"{"count":"1"}"#.to_owned(),
            "count: invalid type: string \"1\", expected i32",
        ),
        ("{}".to_owned(), "missing field `count`"),
        (format!("{{{META}}}"), "missing field `results`"),
        (
            r#"{"count":0,"meta":{"count":0},"results":[]}"#.to_owned(),
            "meta: missing field `page_count`",
        ),
    ] {
        assert_eq!(without_place(&refusal(&body).await), message, "{body}");
    }
}

#[tokio::test]
async fn the_place_in_the_text_is_named_too() {
    let body = entry_with(r#""time_in_minutes":"90""#);
    let column = body.find("\"90\"").unwrap() + 4;
    let refused = refusal(&body).await;
    assert!(
        refused.ends_with(&format!(" at line 1 column {column}")),
        "{refused}"
    );
    let Error::Decode { error, .. } = list(json_response(&body)).await.unwrap_err() else {
        panic!("a response that cannot be read")
    };
    assert_eq!(error.path(), Some("time_entries.123.time_in_minutes"));
    assert!(error.source().is_none());
}

#[tokio::test]
async fn a_list_where_an_id_is_due_is_named_as_a_whole() {
    let refused = refusal(&entry_with(r#""story_id":["71"]"#)).await;
    let start = "time_entries.123.story_id: invalid type: sequence, expected an id";
    assert!(refused.starts_with(start), "{refused}");
}

#[tokio::test]
async fn a_path_in_a_body_of_many_lines() {
    let body = entry_with(
        "\n\"notes\": \"é\\n\\\"}\",\r\n  \"location\": \"日\",\n \"approved\": 1,\n\"a\":{}",
    );
    assert_eq!(
        refusal(&body).await,
        "time_entries.123.approved: invalid type: integer `1`, expected a boolean at line 4 column 14"
    );
}

#[tokio::test]
async fn a_field_that_comes_twice() {
    let refused = refusal(&entry_with(r#""notes":"a","notes":"b""#)).await;
    assert_eq!(
        without_place(&refused),
        "time_entries.123.notes: duplicate field `notes`"
    );
}

#[tokio::test]
async fn a_result_that_is_not_there_is_an_error_that_names_it() {
    for (entries, message) in [
        (
            r#","time_entries":{"1":{"id":"1"}}"#,
            "results[1] refers to time_entries 2, which the response does not contain",
        ),
        (
            r#","time_entries":null"#,
            "results[0] refers to time_entries 1, which the response does not contain",
        ),
        (
            "",
            "results[0] refers to time_entries 1, which the response does not contain",
        ),
    ] {
        let results = r#"[{"key":"time_entries","id":"1"},{"key":"time_entries","id":2}]"#;
        let body = format!(r#"{{{META},"results":{results}{entries}}}"#);
        assert_eq!(refusal(&body).await, message);
    }
}

#[tokio::test]
async fn null_and_missing_collections_are_empty() {
    for body in [
        format!(r#"{{{META},"results":null}}"#),
        format!(r#"{{{META},"results":[]}}"#),
        format!(
            r#"{{{META},"results":[],"time_entries":null,"external_references":null,"stories":null,"workspaces":null,"users":null,"timesheet_submissions":null,"invoices":null,"roles":null}}"#
        ),
        format!(r#"{{{META},"results":[],"time_entries":{{}},"unknown":[1]}}"#),
    ] {
        let page = list(json_response(&body)).await.unwrap();
        assert_eq!(page.time_entries().count(), 0);
        assert!(page.results.is_empty() && page.time_entries_by_id.is_empty());
        assert!(
            page.stories_by_id.is_empty()
                && page.users_by_id.is_empty()
                && page.roles_by_id.is_empty()
        );
    }
}

#[tokio::test]
async fn ids_are_the_same_as_text_and_as_number() {
    let body = format!(
        r#"{{{META},"results":[{{"key":"time_entries","id":9007199254740993}}],"time_entries":{{"9007199254740993":{{"id":"9007199254740993","user_id":5}}}},"users":{{"5":{{"id":5}}}}}}"#
    );
    let page = list(json_response(&body)).await.unwrap();
    let entry = page.time_entries().next().unwrap();
    assert_eq!(entry.id, Id::from(9_007_199_254_740_993_u64));
    assert_eq!(page.user(entry).unwrap().unwrap().id, Id::from("5"));
}

#[tokio::test]
async fn a_byte_order_mark_is_named_by_a_strict_client() {
    let body = format!("\u{feff}{{{META},\"results\":[]}}");
    let server = Server::sending(json_response(&body));
    let client = Client::builder(TOKEN).base_url(server.base_url()).strict();
    let request = client.build().unwrap().get_time_entries();
    let refused = request.send().await.unwrap_err().to_string();
    let refused = refused.strip_prefix(START).unwrap();
    let start = "the body begins with a byte order mark, which is not allowed in JSON (RFC 8259, section 8.1); \
                 content type: application/json; charset=utf-8; body: \u{feff}{\"count\":";
    assert!(refused.starts_with(start), "{refused}");
}

#[tokio::test]
async fn text_that_is_not_utf_8_is_refused_with_its_place() {
    for (field, byte) in [("notes", 168), ("unknown", 170)] {
        let mut response: Vec<u8> =
            json_response(&entry_with(&format!(r#""{field}":"caf#""#))).into();
        for written in &mut response {
            if *written == b'#' {
                *written = 0xe9; // é in Latin-1
            }
        }
        let error = list(response).await.unwrap_err().to_string();
        let message = format!(
            "{START}byte {byte} of the body is not UTF-8, which JSON must be (RFC 8259, section 8.1); "
        );
        assert!(error.starts_with(&message), "{error}");
    }
}

#[tokio::test]
async fn a_success_without_json() {
    for (headers, body, message) in [
        (
            "content-type: text/html\r\n",
            "<html>Log in</html>",
            "the body is not JSON: expected value at line 1 column 1; content type: text/html; \
             body: <html>Log in</html>",
        ),
        ("", "", "the body is empty, expected JSON"),
        ("", " \r\n", "the body is empty, expected JSON"),
        (
            "content-type: application/json\r\n",
            r#"{"count":1,"meta""#,
            "the body is not JSON: EOF while parsing an object at line 1 column 17; \
             content type: application/json; body: {\"count\":1,\"meta\"",
        ),
    ] {
        let error = list(response("200 OK", headers, body)).await.unwrap_err();
        assert!(matches!(error, Error::Decode { .. }), "{error:?}");
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
        assert_eq!(
            error.to_string(),
            format!(
                "GET /time_entries (get-time-entries): 200 OK: not the documented response: {message}"
            )
        );
    }
}

#[tokio::test]
async fn the_content_type_of_a_page_does_not_matter() {
    let body = format!(r#"{{{META},"results":[]}}"#);
    for headers in ["", "content-type: text/plain\r\n"] {
        list(response("200 OK", headers, &body)).await.unwrap();
    }
}

#[tokio::test]
async fn a_body_in_chunks() {
    let body = format!(r#"{{{META},"results":[]}}"#);
    let (first, second) = body.split_at(10);
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    let response = format!(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{}{}0\r\n\r\n",
        chunk(first),
        chunk(second)
    );
    assert_eq!(list(response).await.unwrap().count, 1);
}
