//! Responses that are too large or too deep: an error with the part that fits, and no unbounded memory.

use generated_client::{Call, Client, Error, Id, Retry, Value, models::TimeEntryPage};
use runtime::object;
use test_server::{Server, chunked, json_response, response};

use crate::client::{TOKEN, client};

const START: &str = "GET /time_entries (get-time-entries): ";

const ID: &str = "x-request-id: r-1\r\n";

async fn list(reply: impl Into<Vec<u8>>) -> Result<TimeEntryPage, Error> {
    let server = Server::sending(reply);
    client(&server).get_time_entries().send().await
}

async fn list_up_to(max_body: usize, reply: impl Into<Vec<u8>>) -> Result<TimeEntryPage, Error> {
    let server = Server::sending(reply);
    let client = Client::builder(TOKEN)
        .base_url(server.base_url())
        .max_body(max_body)
        .retry(Retry::off())
        .build()
        .unwrap();
    client.get_time_entries().send().await
}

/// A page without entries that has this beside them.
fn page_with(fields: &str) -> String {
    format!(
        r#"{{"count":0,"meta":{{"count":0,"page_count":0,"page_number":1,"page_size":20}},"results":[]{fields}}}"#
    )
}

#[tokio::test]
async fn a_body_of_a_length_that_is_too_large_is_not_read() {
    let body = page_with("");
    let most = body.len() - 1;
    let error = list_up_to(most, response("200 OK", ID, &body)).await;
    let error = error.unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert_eq!(error.raw_body(), Some(&b""[..]));
    assert_eq!(
        error.to_string(),
        format!(
            "{START}200 OK (request id r-1): the response broke off after 0 bytes: \
             it is larger than the limit of {most} bytes"
        )
    );
    // More than any memory holds.
    for length in [1 << 40, u64::MAX / 2] {
        let response = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{{");
        let error = list(response).await.unwrap_err();
        assert!(
            error
                .to_string()
                .ends_with("it is larger than the limit of 67108864 bytes"),
            "{error}"
        );
    }
    list_up_to(body.len(), response("200 OK", "", &body))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_body_of_unknown_length_is_read_up_to_the_limit() {
    let body = page_with("");
    let most = body.len() - 1;
    let until_the_end = format!("HTTP/1.0 200 OK\r\n{ID}\r\n{body}");
    for response in [
        chunked("200 OK", ID, [body.as_bytes()]),
        chunked("200 OK", ID, body.as_bytes().chunks(7)),
        until_the_end.clone().into_bytes(),
    ] {
        let error = list_up_to(most, response).await.unwrap_err();
        assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
        assert_eq!(error.raw_body(), body.as_bytes().get(..most));
        assert_eq!(
            error.to_string(),
            format!(
                "{START}200 OK (request id r-1): the response broke off after {most} bytes: \
                 it is larger than the limit of {most} bytes"
            )
        );
    }
    for response in [
        chunked("200 OK", ID, [body.as_bytes()]),
        until_the_end.into(),
    ] {
        list_up_to(body.len(), response).await.unwrap();
    }
}

#[tokio::test]
async fn an_error_that_is_too_large_keeps_its_status() {
    let response = response("404 Not Found", ID, &"x".repeat(5000));
    let error = list_up_to(4096, response).await.unwrap_err();
    let Error::Interrupted {
        response, error, ..
    } = error
    else {
        panic!("{error:?}")
    };
    assert_eq!(response.status(), 404);
    assert!(error.is_too_large() && !error.is_timeout() && !error.is_connect());
}

#[tokio::test]
async fn a_success_whose_body_is_ignored_is_bounded_too() {
    let server = Server::sending(response("204 No Content", "", ""));
    let client = Client::builder(TOKEN)
        .base_url(server.base_url())
        .max_body(0)
        .build()
        .unwrap();
    client.delete_time_entry(7).send().await.unwrap();
}

/// JSON within JSON within JSON.
fn nested(levels: usize) -> [String; 3] {
    [
        "[".repeat(levels) + &"]".repeat(levels),
        r#"{"a":"#.repeat(levels) + "0" + &"}".repeat(levels),
        r#"[{"a":"#.repeat(levels / 2) + "0" + &"}]".repeat(levels / 2),
    ]
}

const TOO_DEEP: &str = "200 OK (request id r-1): not the documented response: \
    the body has a value that this client does not support: recursion limit exceeded at line 1 column ";

#[tokio::test]
async fn json_that_is_too_deep_is_an_error_in_every_place() {
    for deep in nested(10_000).iter().chain(&nested(100_000)) {
        for body in [
            page_with(&format!(r#","unknown":{deep}"#)),
            page_with(&format!(r#","unknown":[0,{{"b":{deep}}}]"#)),
            page_with(&format!(
                r#","time_entries":{{"1":{{"id":1,"new":{deep}}}}}"#
            )),
        ] {
            let error = list(json_response(&body)).await.unwrap_err();
            let start = format!("{START}{TOO_DEEP}");
            assert!(error.to_string().starts_with(&start), "{error}");
            assert_eq!(error.raw_body(), Some(body.as_bytes()));
        }
    }
}

#[tokio::test]
async fn json_that_is_too_deep_where_something_else_is_due() {
    for deep in nested(10_000) {
        for body in [
            deep.clone(),
            page_with(&format!(r#","users":{deep}"#)),
            page_with(&format!(r#","users":{{"1":{deep}}}"#)),
            page_with(&format!(
                r#","time_entries":{{"1":{{"id":1,"notes":{deep}}}}}"#
            )),
            format!(r#"{{"count":{deep}}}"#),
        ] {
            let error = list(json_response(&body)).await.unwrap_err();
            assert!(matches!(error, Error::Decode { .. }), "{error:?}");
            // Its end is far behind the part that is shown.
            assert!(error.to_string().len() < 1000, "{error}");
        }
        let error = list(response("400 Bad Request", "", &deep))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_value_of_any_kind_is_not_too_deep_either() {
    #[derive(Debug, PartialEq)]
    struct Anything {
        value: Option<Value>,
    }
    object!(Anything { value });

    for deep in nested(10_000) {
        let body = format!(r#"{{"value":{deep}}}"#);
        let server = Server::sending(json_response(&body));
        let raw = client(&server).get_time_entries().send_raw().await.unwrap();
        for error in [
            raw.json::<Value>().unwrap_err(),
            raw.json::<Anything>().unwrap_err(),
            raw.json::<Vec<Value>>().unwrap_err(),
        ] {
            assert!(!error.to_string().is_empty());
        }
        let error = raw.json::<Anything>().unwrap_err().to_string();
        let start = "the body has a value that this client does not support: recursion limit exceeded at line 1";
        assert!(error.starts_with(start), "{error}");
    }
}

#[tokio::test]
async fn json_as_deep_as_it_may_be_is_read() {
    for deep in nested(120) {
        let body = page_with(&format!(
            r#","unknown":{deep},"time_entries":null,"users":{{"1":{{"id":1,"more":{{}}}}}}"#
        ));
        let page = list(json_response(&body)).await.unwrap();
        assert!(page.users_by_id.contains_key(&Id::from(1)));
    }
}

#[tokio::test]
async fn too_many_headers_are_an_error() {
    let body = page_with("");
    for headers in [
        // Many, one that is long, a name that is long.
        "x-many: 1\r\n".repeat(101),
        format!("x-long: {}\r\n", "x".repeat(1 << 20)),
        format!("{}: 1\r\n", "x".repeat(1 << 17)),
    ] {
        let error = list(response("200 OK", &headers, &body)).await.unwrap_err();
        assert!(matches!(error, Error::Transport { .. }), "{error:?}");
        assert_eq!(
            error.to_string(),
            format!("{START}no response: message head is too large")
        );
    }
    // A few more than usual are.
    let headers = "x-many: 1\r\n".repeat(90);
    list(response("200 OK", &headers, &body)).await.unwrap();
}

#[tokio::test]
async fn headers_behind_a_body_are_bounded() {
    let body = page_with("");
    let mut response = chunked("200 OK", "", [body.as_bytes()]);
    response.truncate(response.len() - 2);
    response.extend("x-late: 1\r\n".repeat(1 << 16).into_bytes());
    response.extend(b"\r\n");
    let error = list(response).await.unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert_eq!(error.raw_body(), Some(body.as_bytes()));

    // The extension behind the length of a chunk.
    let piece = format!("1;x={}\r\n{{\r\n", "x".repeat(1 << 20));
    let response = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{piece}");
    let error = list(response).await.unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
}
