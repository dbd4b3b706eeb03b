//! Responses that are not one type of JSON: text, bytes, and a type for each status.

use runtime::{Call, Error};
use test_server::{Server, response, response_bytes};
use tests::{
    lenient_response_without_success, null_alternatives, response_media,
    response_statuses::{
        endpoints::{Client, OrderError, OrderOutput},
        models::{Meal, Refusal},
    },
};

fn kitchen(server: &Server) -> Client {
    Client::builder()
        .base_url(server.base_url())
        .retry(runtime::Retry::off())
        .build()
        .unwrap()
}

async fn order(status: &str, body: &str) -> Result<OrderOutput, Error<OrderError>> {
    let server = Server::sending(response(status, "", body));
    kitchen(&server).order().send().await
}

#[tokio::test]
async fn each_success_has_the_type_of_its_status() {
    let soup: Meal = serde_json::from_str(r#"{"name":"soup"}"#).unwrap();
    for status in ["200 OK", "201 Created"] {
        let meal = order(status, r#"{"name":"soup"}"#).await.unwrap();
        assert_eq!(meal, OrderOutput::Ok(soup.clone()));
    }
    assert_eq!(
        order("202 Accepted", "soon").await.unwrap(),
        OrderOutput::Accepted("soon".to_owned())
    );
    let server = Server::sending("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    let none = kitchen(&server).order().send_with_metadata().await.unwrap();
    assert_eq!(
        (none.status().as_u16(), none.value),
        (204, OrderOutput::NoContent)
    );
    // The type of one status is not the type of another.
    let error = order("200 OK", "soon").await.unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error}");
    let error = order("206 Partial Content", "{}").await.unwrap_err();
    assert!(matches!(error, Error::Status { .. }), "{error}");
}

#[tokio::test]
async fn each_error_has_the_type_of_its_status() {
    let refusal: Refusal = serde_json::from_str(r#"{"reason":"closed"}"#).unwrap();
    for (status, body, expected) in [
        (
            "400 Bad Request",
            r#"{"reason":"closed"}"#,
            OrderError::BadRequest(refusal.clone()),
        ),
        (
            "422 Unprocessable",
            r#"{"reason":"closed"}"#,
            OrderError::BadRequest(refusal),
        ),
        (
            "503 Busy",
            r#"["fire"]"#,
            OrderError::ServerError(vec!["fire".to_owned()]),
        ),
        (
            "404 Not Found",
            r#""what?""#,
            OrderError::Default("what?".to_owned()),
        ),
    ] {
        let error = order(status, body).await.unwrap_err();
        assert_eq!(error.api(), Some(&expected), "{status}");
    }
    let error = order("400 Bad Request", "<html>").await.unwrap_err();
    assert!(matches!(error, Error::Status { .. }), "{error}");
    assert_eq!(error.raw_body(), Some(&b"<html>"[..]));
}

#[tokio::test]
async fn a_default_response_is_a_success_from_200_to_299() {
    let soup = r#"{"name":"soup"}"#;
    let server = Server::sending(response("207 Multi-Status", "", soup));
    assert_eq!(
        kitchen(&server).get_menu().send().await.unwrap().name,
        "soup"
    );
    let server = Server::sending(response("500 Oh", "", soup));
    let error = kitchen(&server).get_menu().send().await.unwrap_err();
    assert_eq!(error.api().map(|meal| meal.name.as_str()), Some("soup"));

    let server = Server::sending(response("201 Created", "", soup));
    assert_eq!(
        kitchen(&server).get_table().send().await.unwrap().name,
        "soup"
    );
    let server = Server::sending(response("418 I'm a teapot", "", r#"{"reason":"tea"}"#));
    let error = kitchen(&server).get_table().send().await.unwrap_err();
    assert_eq!(error.api().map(|it| it.reason.as_str()), Some("tea"));
}

#[tokio::test]
async fn a_documented_redirect_is_a_success() {
    let server = Server::sending(response(
        "302 Found",
        "location: https://x.example/1.png\r\n",
        "",
    ));
    let picture = kitchen(&server)
        .get_picture()
        .send_with_metadata()
        .await
        .unwrap();
    assert_eq!(picture.headers()["location"], "https://x.example/1.png");
    // A status is accepted only if it is documented as a success.
    let server = Server::sending(response("304 Not Modified", "", ""));
    let error = kitchen(&server).get_cached().send().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(304));
}

#[tokio::test]
async fn texts_bytes_and_json_of_other_media_types() {
    let client = |server: &Server| {
        let builder = response_media::endpoints::Client::builder();
        builder.base_url(server.base_url()).build().unwrap()
    };
    let server = Server::sending(response("200 OK", "content-type: text/csv\r\n", "a;ü\r\n"));
    assert_eq!(client(&server).get_log().send().await.unwrap(), "a;ü\r\n");
    assert_eq!(server.request().header("accept"), ["text/csv"]);

    let server = Server::sending(response_bytes("200 OK", "", b"a\xff"));
    let error = client(&server)
        .get_log()
        .send()
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("is not UTF-8"), "{error}");

    let server = Server::sending(response_bytes("200 OK", "", b"\x89PNG\0\xff"));
    assert_eq!(
        &client(&server).get_image().send().await.unwrap()[..],
        b"\x89PNG\0\xff"
    );
    assert_eq!(server.request().header("accept"), ["image/png"]);

    let server = Server::sending(response_bytes("200 OK", "", b"\0"));
    assert_eq!(&client(&server).get_any().send().await.unwrap()[..], b"\0");
    assert_eq!(server.request().header("accept"), ["*/*"]);

    let server = Server::sending(response("200 OK", "", r#"{"message":"m"}"#));
    assert_eq!(
        client(&server).get_problem().send().await.unwrap().message,
        "m"
    );
    assert_eq!(
        server.request().header("accept"),
        ["application/problem+json"]
    );

    let server = Server::sending(response("200 OK", "", "\"t\""));
    assert_eq!(
        client(&server).get_json_or_text().send().await.unwrap(),
        "t"
    );
    assert_eq!(server.request().header("accept"), ["application/json"]);
}

#[tokio::test]
async fn where_no_status_means_success_those_from_200_to_299_do() {
    let builder = || lenient_response_without_success::endpoints::Client::builder();
    let server = Server::sending(response("203 Maybe", "", "42"));
    let client = builder().base_url(server.base_url()).build().unwrap();
    assert_eq!(&client.ask().send().await.unwrap()[..], b"42");
    let server = Server::sending(response("404 Not Found", "", "no"));
    let client = builder().base_url(server.base_url()).build().unwrap();
    assert!(client.ask().send().await.is_err());
}

#[tokio::test]
async fn a_web_page_is_not_a_text_or_a_file_of_another_media_type() {
    let client = |server: &Server| {
        let builder = response_media::endpoints::Client::builder();
        builder.base_url(server.base_url()).build().unwrap()
    };
    let page = response(
        "200 OK",
        "content-type: text/html; charset=utf-8\r\n",
        "<html>Log in",
    );
    let unlabelled = response("200 OK", "", "<!DOCTYPE html><title>Log in");
    let reason =
        "the body is a web page; content type: text/html; charset=utf-8; body: <html>Log in";
    let server = Server::sending(page.clone());
    let error = client(&server).get_log().send().await.unwrap_err();
    assert!(error.to_string().ends_with(reason), "{error}");
    let server = Server::sending(unlabelled);
    assert!(client(&server).get_log().send().await.is_err());

    let reason = "the response is a web page; content type: text/html";
    let server = Server::sending(page.clone());
    let error = client(&server).get_image().send().await.unwrap_err();
    assert!(error.to_string().ends_with(reason), "{error}");
    let server = Server::sending(page.clone());
    let error = client(&server).get_image().send_for_stream().await;
    let error = error.unwrap_err();
    assert!(error.to_string().ends_with(reason), "{error}");

    // Any media type can be HTML.
    let server = Server::sending(page);
    let any = client(&server).get_any().send().await.unwrap();
    assert_eq!(&any[..], b"<html>Log in");
    // The media type of the document, whatever the text is.
    let csv = response("200 OK", "content-type: text/csv\r\n", "<html>;1\r\n");
    let server = Server::sending(csv);
    let log = client(&server).get_log().send().await.unwrap();
    assert_eq!(log, "<html>;1\r\n");
}

#[tokio::test]
async fn a_response_that_can_be_null_is_an_option_and_not_empty() {
    let get = async |body: &str| {
        let server = Server::sending(response("200 OK", "", body));
        let client = null_alternatives::endpoints::Client::builder()
            .base_url(server.base_url())
            .retry(runtime::Retry::off())
            .build()
            .unwrap();
        client.get_task().send().await
    };
    assert_eq!(get("null").await.unwrap(), None);
    // A body that is missing does not say that there is nothing.
    let error = get("").await.unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error}");
}

#[tokio::test]
async fn plain_text_of_a_number_or_a_boolean_is_read_as_that() {
    async fn of(text: &str) -> (Server, response_media::endpoints::Client) {
        let server = Server::sending(response("200 OK", "content-type: text/plain\r\n", text));
        let client = response_media::endpoints::Client::builder()
            .base_url(server.base_url())
            .build()
            .unwrap();
        (server, client)
    }
    let (server, client) = of("42\n").await;
    let count: i64 = client.get_count().send().await.unwrap();
    assert_eq!(count, 42);
    assert_eq!(server.request().header("accept"), ["text/plain"]);
    let (_server, client) = of("0.5").await;
    let ratio: f64 = client.get_ratio().send().await.unwrap();
    assert!((ratio - 0.5).abs() < f64::EPSILON);
    let (_server, client) = of("true").await;
    let is_open: bool = client.is_open().send().await.unwrap();
    assert!(is_open);
    let (_server, client) = of("many").await;
    let error = client.get_count().send().await.unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error}");
}
