//! The results of each status, documented or not.

use generated_client::{Call, Error, models::ErrorDetailType, reqwest::StatusCode};
use test_server::{NO_CONTENT, Server, response};

use crate::{
    client::{client, empty_page},
    paging::page_of,
    spec,
};

const START: &str = "GET /time_entries/{id} (get-time-entry): ";

const ERROR_BODY: &str =
    r#"{"errors":[{"type":"validation","message":"No such task.","field":"story_id","index":3}]}"#;

/// Gets an entry from a server that sends `reply`.
async fn get_error(reply: impl Into<Vec<u8>>) -> Error {
    let server = Server::sending(reply);
    let result = client(&server).get_time_entry(7).send().await;
    result.unwrap_err()
}

/// Deletes an entry from a server that sends `reply`.
async fn delete(reply: impl Into<Vec<u8>>) -> Result<(), Error> {
    let server = Server::sending(reply);
    client(&server).delete_time_entry(7).send().await
}

#[tokio::test]
async fn documented_successes() {
    let server = Server::sending(page_of(1, 1, &[7]));
    let page = client(&server).get_time_entry(7).send().await.unwrap();
    assert_eq!((page.count, page.meta.unwrap().page_size), (9, 200));
    delete(NO_CONTENT).await.unwrap();
}

#[tokio::test]
async fn every_documented_error_status_with_the_documented_body() {
    for (code, status) in [
        (400, "400 Bad Request"),
        (401, "401 Unauthorized"),
        (403, "403 Forbidden"),
        (404, "404 Not Found"),
        (422, "422 Unprocessable Entity"),
        // Without a documented body, but it is read if it is there.
        (429, "429 Too Many Requests"),
        (503, "503 Service Unavailable"),
    ] {
        let headers = "x-request-id: r-9\r\nretry-after: 30\r\ncontent-type: application/json\r\n";
        let error = get_error(response(status, headers, ERROR_BODY)).await;
        assert_eq!(
            error.to_string(),
            format!("{START}{status} (request id r-9): {ERROR_BODY}")
        );
        assert_eq!(error.status().unwrap().as_u16(), code);
        assert_eq!(error.request_id(), Some("r-9"));
        assert_eq!(error.headers().unwrap()["retry-after"], "30");
        assert_eq!(error.raw_body(), Some(ERROR_BODY.as_bytes()));
        assert_eq!(error.operation().id, "get-time-entry");
        assert!(!error.is_timeout() && !error.is_connect());
        let Error::Api { body, .. } = error else {
            panic!("{error:?}")
        };
        let [detail] = body.errors.as_slice() else {
            panic!("{body:?}")
        };
        assert_eq!(detail.type_, Some(ErrorDetailType::Validation));
        assert_eq!(detail.message, "No such task.");
        assert_eq!(detail.field.as_deref(), Some("story_id"));
        assert_eq!(detail.index, Some(3));
    }
}

#[test]
fn the_statuses_tested_here_are_those_of_the_document() {
    for id in spec::operations() {
        let responses = spec::operation(id)["responses"].as_object().unwrap();
        let mut statuses: Vec<_> = responses.keys().map(String::as_str).collect();
        statuses.sort_unstable();
        let success = if id.starts_with("delete") {
            "204"
        } else {
            "200"
        };
        let errors = ["400", "401", "403", "404", "422", "429", "500", "503"];
        assert_eq!(statuses, [&[success][..], &errors].concat(), "{id}");
    }
}

#[tokio::test]
async fn every_documented_error_status_without_a_body() {
    for status in [
        "400 Bad Request",
        "401 Unauthorized",
        "403 Forbidden",
        "404 Not Found",
        "422 Unprocessable Entity",
        "429 Too Many Requests",
        "503 Service Unavailable",
    ] {
        let error = get_error(response(status, "", "")).await;
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
        assert_eq!(error.to_string(), format!("{START}{status}, no body"));
        assert_eq!(error.raw_body(), Some(&b""[..]));
        assert_eq!(error.request_id(), None);
    }
}

#[tokio::test]
async fn errors_of_a_deletion_are_typed_as_well() {
    let error = delete(response("422 Unprocessable Entity", "", ERROR_BODY)).await;
    let error = error.unwrap_err();
    assert_eq!(error.api().unwrap().errors[0].message, "No such task.");
    assert_eq!(
        error.to_string(),
        format!(
            "DELETE /time_entries/{{id}} (delete-time-entry): 422 Unprocessable Entity: \
             {ERROR_BODY}"
        )
    );
}

#[tokio::test]
async fn successes_that_are_not_documented() {
    let page = empty_page();
    let body = page.split_once("\r\n\r\n").unwrap().1;
    for status in ["201 Created", "202 Accepted", "206 Partial Content"] {
        let error = get_error(response(status, "", body)).await;
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
        assert_eq!(
            error.to_string(),
            format!("{START}{status}: a success that is not documented: {body}")
        );
    }
    // The success status of one operation is not a success of another.
    let error = get_error(NO_CONTENT).await;
    assert_eq!(
        error.to_string(),
        format!(
            "{START}204 No Content (request id r-1): a success that is not documented, no body"
        )
    );
    let error = delete(response("200 OK", "", "{}")).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(
        error.to_string(),
        "DELETE /time_entries/{id} (delete-time-entry): 200 OK: \
         a success that is not documented: {}"
    );
}

#[tokio::test]
async fn redirects_are_errors() {
    for (status, location, message) in [
        (
            "302 Found",
            "location: https://login.example/in?back=s3cret#f\r\n",
            ": a redirect to https://login.example/in, which is not followed, no body",
        ),
        (
            "307 Temporary Redirect",
            "location: /elsewhere\r\n",
            ": a redirect to /elsewhere, which is not followed, no body",
        ),
        ("304 Not Modified", "", ", no body"),
    ] {
        let error = get_error(response(status, location, "")).await;
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
        assert_eq!(error.to_string(), format!("{START}{status}{message}"));
    }
}

#[tokio::test]
async fn errors_that_are_not_documented() {
    let html = "<html>\r\n<title>502</title>";
    for (status, body, shown) in [
        ("418 I'm a teapot", "short and stout", ": short and stout"),
        ("500 Internal Server Error", "", ", no body"),
        ("502 Bad Gateway", html, ": <html>\\r\\n<title>502</title>"),
        ("599 Whatever", "x", ": x"),
    ] {
        let error = get_error(response(status, "", body)).await;
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
        // The reason phrase of a status is not kept, only its number.
        let status = error.status().unwrap().to_string();
        assert_eq!(error.to_string(), format!("{START}{status}{shown}"));
    }
    // The body is typed by its content, not by the status.
    let error = get_error(response("500 Internal Server Error", "", ERROR_BODY)).await;
    assert!(matches!(error, Error::Api { .. }), "{error:?}");
}

#[tokio::test]
async fn error_bodies_as_far_as_they_are_what_is_documented() {
    for (body, count) in [
        (r#"{"errors":[]}"#, 0),
        (r#"{"errors":null}"#, 0),
        (
            r#"{"errors":[{"type":"system","message":"m"},{"type":"oauth","message":"n","field":null,"index":null,"new":1}],"more":{}}"#,
            2,
        ),
    ] {
        let error = get_error(response("400 Bad Request", "", body)).await;
        assert_eq!(error.api().unwrap().errors.len(), count, "{body}");
    }
}

#[tokio::test]
async fn an_error_type_that_is_not_documented_is_kept() {
    let body = r#"{"errors":[{"type":"quota","message":"Enough for today."}]}"#;
    let error = get_error(response(
        "403 Forbidden",
        "content-type: text/plain\r\n",
        body,
    ))
    .await;
    let detail = &error.api().unwrap().errors[0];
    assert_eq!(
        detail.type_,
        Some(ErrorDetailType::Other("quota".to_owned()))
    );
    assert_eq!(detail.type_.as_ref().unwrap(), "quota");
    assert_eq!((&detail.field, detail.index), (&None, None));
}

#[tokio::test]
async fn error_bodies_that_are_something_else() {
    for body in [
        "<html><h1>Down for maintenance</h1></html>",
        r#"{"errors":[{"type":"system","message":"Dow"#,
        r#"{"errors":[{"type":"system"}]}"#,
        r#"{"errors":"a text"}"#,
        r#"{"errors":{"notes":7}}"#,
        r#"{"error":{"code":5}}"#,
        r#"{"message":"an unknown property"}"#,
        "{}",
        r#"["a list"]"#,
        "null",
        "{} trailing",
        " ",
    ] {
        let headers = "content-type: text/html\r\nx-request-id: r-5\r\n";
        let error = get_error(response("503 Service Unavailable", headers, body)).await;
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
        assert!(error.api().is_none());
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
        assert_eq!(error.request_id(), Some("r-5"));
        assert_eq!(
            error.to_string(),
            format!("{START}503 Service Unavailable (request id r-5): {body}")
        );
    }
}

#[tokio::test]
async fn a_long_error_body_is_cut_for_display_only() {
    let body = format!("<html>{}", "é".repeat(2000));
    let error = get_error(response("503 Service Unavailable", "", &body)).await;
    assert_eq!(error.raw_body(), Some(body.as_bytes()));
    let shown = format!("<html>{}… (4006 bytes)", "é".repeat(194));
    assert_eq!(
        error.to_string(),
        format!("{START}503 Service Unavailable: {shown}")
    );
}
