//! The shapes of errors in which the service responds, as it was recorded, with invented values.

use generated_client::{
    Call, Error, Outcome, date,
    models::{ErrorBody, ErrorDetail, ErrorDetailType, NewTimeEntry},
};
use serde_json::json;
use test_server::{Server, response};

use crate::{
    client::client,
    shapes::{JSON, list, page_with},
};

fn detail(field: Option<&str>, message: &str) -> ErrorDetail {
    let mut detail = ErrorDetail::new(message);
    detail.field = field.map(str::to_owned);
    detail
}

fn typed(type_: ErrorDetailType, message: &str) -> ErrorDetail {
    let mut detail = ErrorDetail::new(message);
    detail.type_ = Some(type_);
    detail
}

/// Sends a request that gets this response, and returns its error.
async fn error_of(status: &str, body: &str) -> Error {
    let server = Server::sending(response(status, JSON, body));
    client(&server).get_time_entries().send().await.unwrap_err()
}

#[tokio::test]
async fn errors_in_a_list() {
    let mut locked = typed(
        ErrorDetailType::Validation,
        "Time cannot be logged before the lock date",
    );
    (locked.field, locked.index) = (Some("base".to_owned()), Some(0));
    let mut task = typed(ErrorDetailType::Validation, "Task is not time trackable");
    (task.field, task.index) = (Some("story_id".to_owned()), Some(1));
    let both = json!({"errors": [locked, task]}).to_string();
    for (status, body, errors) in [
        (
            "404 Not Found",
            r#"{"errors": [{"type": "system", "message": "Not found"}]}"#,
            vec![typed(ErrorDetailType::System, "Not found")],
        ),
        (
            "401 Unauthorized",
            r#"{"errors": [{"type": "oauth", "message": "Invalid OAuth 2 Request"}]}"#,
            vec![typed(ErrorDetailType::Oauth, "Invalid OAuth 2 Request")],
        ),
        (
            "500 Internal Server Error",
            r#"{"errors": [{"type": "system", "message": "A server error has occurred."}]}"#,
            vec![typed(
                ErrorDetailType::System,
                "A server error has occurred.",
            )],
        ),
        (
            "429 Too Many Requests",
            r#"{"errors": [{"type": "system", "message": "Too Many Requests"}]}"#,
            vec![typed(ErrorDetailType::System, "Too Many Requests")],
        ),
        (
            "403 Forbidden",
            r#"{"errors": [{"message": "You are not allowed to do that"}]}"#,
            vec![detail(None, "You are not allowed to do that")],
        ),
        (
            "401 Unauthorized",
            r#"{"errors": ["Invalid OAuth 2 Request", "Log in"]}"#,
            vec![
                detail(None, "Invalid OAuth 2 Request"),
                detail(None, "Log in"),
            ],
        ),
        (
            "422 Unprocessable Entity",
            r#"{"errors": {"base": ["is locked", "is invoiced"], "notes": "is too long"}}"#,
            vec![
                detail(Some("base"), "is locked"),
                detail(Some("base"), "is invoiced"),
                detail(Some("notes"), "is too long"),
            ],
        ),
        (
            "422 Unprocessable Entity",
            r#"{"errors": {"notes": [{"message": "is too long"}, {"message": "is odd", "field": "own"}]}}"#,
            vec![
                detail(Some("notes"), "is too long"),
                detail(Some("own"), "is odd"),
            ],
        ),
        (
            "422 Unprocessable Entity",
            both.as_str(),
            vec![locked.clone(), task.clone()],
        ),
    ] {
        let error = error_of(status, body).await;
        let api = error.api().unwrap_or_else(|| panic!("{error:?}"));
        assert_eq!(api.errors, errors, "{body}");
        assert_eq!(
            (&api.error, &api.error_description, &api.error_message),
            (&None, &None, &None)
        );
        // The words of the server, in their order.
        let shown = error.to_string();
        let mut rest = shown.as_str();
        for detail in &errors {
            (_, rest) = rest
                .split_once(detail.message.as_str())
                .unwrap_or_else(|| panic!("{shown}"));
        }
    }
}

#[tokio::test]
async fn errors_in_properties_of_their_own() {
    let body = r#"{"error": "invalid_token", "error_description": "The access token was revoked", "state": "x"}"#;
    let error = error_of("401 Unauthorized", body).await;
    let api = error.api().unwrap();
    assert_eq!(api.error.as_deref(), Some("invalid_token"));
    assert_eq!(
        api.error_description.as_deref(),
        Some("The access token was revoked")
    );
    assert_eq!(
        (api.errors.len(), &api.additional["state"]),
        (0, &json!("x"))
    );
    assert!(error.to_string().ends_with(body), "{error}");

    let body = r#"{"error_message": "something went wrong"}"#;
    let error = error_of("400 Bad Request", body).await;
    assert_eq!(
        error.api().unwrap().error_message.as_deref(),
        Some("something went wrong")
    );
    assert!(error.to_string().ends_with(body), "{error}");
}

#[tokio::test]
async fn errors_without_a_body_of_the_service() {
    let html = "<html><head><title>503 Service Temporarily Unavailable</title></head></html>";
    for (status, headers, body) in [
        (
            "503 Service Unavailable",
            "content-type: text/html\r\n",
            html,
        ),
        ("429 Too Many Requests", "content-type: text/plain\r\n", ""),
        (
            "422 Unprocessable Entity",
            JSON,
            r#"{"message":"an unknown key"}"#,
        ),
        (
            "422 Unprocessable Entity",
            JSON,
            r#"{"errors":{"notes":{"a":["nested"]}}}"#,
        ),
    ] {
        let server = Server::sending(response(status, headers, body));
        let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
        let request = client(&server).create_time_entry(entry);
        let error = request
            .with_retry(generated_client::Retry::off())
            .send()
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Status { .. }), "{error:?}");
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn an_error_with_the_status_200_is_an_error_with_the_words_of_the_server() {
    let start = "GET /time_entries (get-time-entries): 200 OK, but the body is an error: ";
    for body in [
        r#"{"errors": [{"type": "system", "message": "Your account has been canceled"}]}"#,
        r#"{"errors": ["Your account has been canceled"]}"#,
        r#"{"errors": {"account": ["Your account has been canceled"]}}"#,
        r#"{"error": "canceled", "error_description": "Your account has been canceled"}"#,
        r#"{"error_message": "Your account has been canceled"}"#,
        // Beside a page without entries, and beside one that is wrong.
        r#"{"count":0,"meta":{"count":0,"page_count":0,"page_number":1,"page_size":20},"results":[],"errors":["Your account has been canceled"]}"#,
        r#"{"count":0,"results":[],"error":"Your account has been canceled"}"#,
        r#"{"count":"none","results":[],"errors":["Your account has been canceled"]}"#,
    ] {
        let error = error_of("200 OK", body).await;
        assert_eq!(error.to_string(), format!("{start}{body}"));
        assert_eq!(error.status().unwrap().as_u16(), 200);
        let api: &ErrorBody = error.api().unwrap();
        assert!(
            format!("{api:?}").contains("Your account has been canceled"),
            "{api:?}"
        );
    }
}

#[tokio::test]
async fn an_error_beside_entries_is_an_error_too() {
    let body = page_with(
        &json!({}),
        json!({"errors": [{"message": "one was refused"}]}),
    )
    .to_string();
    let error = error_of("200 OK", &body).await;
    assert_eq!(
        error.api().unwrap().errors,
        [detail(None, "one was refused")]
    );
    // Unless it says nothing.
    for more in [
        json!({"errors": []}),
        json!({"errors": null, "error": ""}),
        json!({"errors": {}, "other": ["words"]}),
    ] {
        let page = list(&page_with(&json!({}), more)).await;
        assert_eq!(page.time_entries().count(), 1);
    }
}

#[tokio::test]
async fn the_outcome_of_a_write_that_gets_an_error_with_a_success_status_is_unknown() {
    let page = page_with(&json!({}), json!({"errors": ["one was refused"]})).to_string();
    let errors = r#"{"errors": ["no"]}"#;
    for (status, body) in [
        ("200 OK", errors),
        ("201 Created", errors),
        ("200 OK", &page),
        ("201 Created", &page),
    ] {
        let server = Server::sending(response(status, JSON, body));
        let entry = || NewTimeEntry::new(7, date(2026, 11, 24), 90);
        let error = client(&server)
            .create_time_entry(entry())
            .send()
            .await
            .unwrap_err();
        assert_eq!(error.api().unwrap().errors.len(), 1, "{status} {body}");
        assert_eq!(error.outcome(), Outcome::Unknown, "{status} {body}");
        let server = Server::sending(response(status, JSON, body));
        let raw = client(&server)
            .create_time_entry(entry())
            .send_raw()
            .await
            .unwrap();
        assert_eq!(raw.outcome(), Outcome::Unknown, "{status} {body}");
    }
    // A deletion is documented without a body.
    let server = Server::sending(response("200 OK", JSON, errors));
    let error = client(&server)
        .delete_time_entry(7)
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        (error.api().unwrap().errors.len(), error.outcome()),
        (1, Outcome::Unknown)
    );
}
