//! Whole exchanges: the bytes that a server receives, and the results of its responses.

use std::error::Error as _;

use runtime::{
    Call, Empty, Error, Id, Json, Method, Operation, Outcome, StatusCode, Undocumented, comma,
};
use serde_json::json;
use test_server::{Received, Server, plain_response};

use crate::api::{CREATE, Client, LIST, Page, Pet, Problem, TOKEN, builder};

fn client(server: &Server) -> Client {
    builder(&server.base_url()).build().unwrap()
}

/// Lists pets, and fails if the error shows the token or the query.
pub(crate) async fn list(server: &Server) -> Result<Page, Error<Problem>> {
    let result = client(server)
        .list_pets()
        .with_query("q", "qu3ry")
        .send()
        .await;
    if let Err(error) = &result {
        let text = format!("{error} {error:?} {:?}", error.source());
        assert!(!text.contains(TOKEN) && !text.contains("qu3ry"), "{text}");
    }
    result
}

pub(crate) async fn list_error(reply: impl Into<Vec<u8>>) -> Error<Problem> {
    list(&Server::sending(reply)).await.unwrap_err()
}

#[tokio::test]
async fn a_get_request_byte_by_byte() {
    let server = Server::sending(plain_response(
        "200 OK",
        "",
        r#"{"results":["7"],"pets":{"7":{"id":7}}}"#,
    ));
    let page = client(&server)
        .list_pets()
        .only([Id::from(7), Id::from("a/b")])
        .per_page(200)
        .born("2013-06-01".parse().unwrap(), "2013-08-01".parse().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(page.results, [Id::from(7)]);
    assert_eq!(
        page.pets[&Id::from("7")],
        Pet {
            id: Id::from(7),
            age_in_months: None
        }
    );
    assert_eq!(
        server.request(),
        Received {
            line:
                "GET /api/v1/pets?only=7,a%2Fb&per_page=200&born=2013-06-01%3A2013-08-01 HTTP/1.1"
                    .to_owned(),
            headers: vec![
                "accept-encoding: gzip".to_owned(),
                "accept: application/json".to_owned(),
                format!("authorization: Bearer {TOKEN}"),
                format!("host: {}", server.address),
                "user-agent: pets/1.0".to_owned(),
            ],
            body: String::new(),
        }
    );
}

#[tokio::test]
async fn a_post_request_byte_by_byte() {
    let server = Server::sending(plain_response("200 OK", "", r#"{"id":"8"}"#));
    let pet = client(&server)
        .0
        .request(&CREATE)
        .json_field("pet", &json!({"name": "é"}))
        .json_joined("tags", comma([1, 2]))
        .with_header("X-Trace", "1")
        .send::<Json<Pet>, Problem>()
        .await
        .unwrap();
    assert_eq!(pet.id, Id::from(8));
    let body = r#"{"pet":{"name":"é"},"tags":"1,2"}"#;
    assert_eq!(
        server.request(),
        Received {
            line: "POST /api/v1/pets HTTP/1.1".to_owned(),
            headers: vec![
                "accept-encoding: gzip".to_owned(),
                "accept: application/json".to_owned(),
                format!("authorization: Bearer {TOKEN}"),
                format!("content-length: {}", body.len()),
                "content-type: application/json".to_owned(),
                format!("host: {}", server.address),
                "user-agent: pets/1.0".to_owned(),
                "x-trace: 1".to_owned(),
            ],
            body: body.to_owned(),
        }
    );
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn settings_apply_to_an_http_client_of_the_caller() {
    let own = |server: &Server| {
        let http = crate::tls::http_client(rustls::RootCertStore::empty());
        builder(&server.base_url())
            .transport(http)
            .default_header("X-Team", "a")
    };

    let server = Server::sending(plain_response("200 OK", "", "{}"));
    own(&server)
        .build()
        .unwrap()
        .list_pets()
        .send()
        .await
        .unwrap();
    let headers = server.request().headers;
    for header in [
        "user-agent: pets/1.0",
        "x-team: a",
        &format!("authorization: Bearer {TOKEN}"),
    ] {
        assert!(headers.iter().any(|line| line == header), "{header}");
    }

    let server = Server::stalling_after("");
    let client = own(&server)
        .timeout(std::time::Duration::from_millis(50))
        .build()
        .unwrap();
    assert!(client.list_pets().send().await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn an_invalid_request_is_not_sent() {
    let server = Server::sending(plain_response("200 OK", "", "{}"));
    let error = client(&server)
        .list_pets()
        .per_page(201)
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Invalid(_)));
    assert_eq!(
        error.to_string(),
        "GET /pets (list-pets): not sent: query parameter `per_page`: 201 given, allowed: 1 to 200"
    );
    assert_eq!(error.operation().id, "list-pets");
    assert_eq!(error.status(), None);
    assert!(client(&server).delete_pet("").send().await.is_err());
    assert!(server.is_untouched());
}

#[tokio::test]
async fn a_documented_success_without_a_body() {
    let server = Server::sending("HTTP/1.1 204 No Content\r\n\r\n");
    client(&server).delete_pet(7).send().await.unwrap();
    assert_eq!(server.request().line, "DELETE /api/v1/pets/7 HTTP/1.1");

    let server = Server::sending(plain_response("200 OK", "", "<p>ignored"));
    client(&server)
        .0
        .request(&LIST)
        .send::<Empty, Undocumented>()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_web_page_in_place_of_no_body_is_an_error() {
    static REMOVE: Operation = Operation::new("remove", Method::POST, "/remove", &[200, 202]);
    let remove = async |reply: String| {
        let server = Server::sending(reply);
        let request = client(&server).0.request(&REMOVE);
        let metadata = request.send_with_metadata::<Empty, Undocumented>().await;
        metadata.map(|response| response.raw.outcome())
    };
    let html = "content-type: text/html\r\n";
    for (headers, body) in [
        (html, "<html>Log in</html>"),
        (html, "OK"),
        ("", "\n<!doctype html><p>"),
        (
            "content-type: application/xml\r\n",
            "<?xml version='1.0'?><html/>",
        ),
    ] {
        let error = remove(plain_response("200 OK", headers, body))
            .await
            .unwrap_err();
        assert!(
            error.to_string().contains("the body is a web page"),
            "{error}"
        );
        assert_eq!(error.outcome(), Outcome::Unknown);
    }
    for (headers, body) in [
        (html, ""),
        ("", "OK"),
        ("content-type: application/xml\r\n", "<ok><head/></ok>"),
        (
            "content-type: application/json\r\n",
            "{\"html\":\"<html>\"}",
        ),
        ("", "<3"),
    ] {
        let outcome = remove(plain_response("200 OK", headers, body))
            .await
            .unwrap();
        assert_eq!(outcome, Outcome::Applied, "{body}");
    }
    // It is accepted, and will be done later.
    let outcome = remove(plain_response("202 Accepted", "", ""))
        .await
        .unwrap();
    assert_eq!(outcome, Outcome::Unknown);
}

#[tokio::test]
async fn a_body_with_none_of_the_documented_properties_is_an_error() {
    static CHANGE: Operation = Operation::new("change", Method::POST, "/change", &[200]);
    let change = async |reply: &str| {
        let server = Server::sending(plain_response("200 OK", "", reply));
        let request = client(&server).0.request(&CHANGE);
        request.send::<Json<Problem>, Undocumented>().await
    };
    let error = change(r#"{"error":"log in"}"#).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /change (change): 200 OK: not the documented response: \
         the body has none of the documented properties; content type: none; body: {\"error\":\"log in\"}"
    );
    assert_eq!(error.outcome(), Outcome::Unknown);
    // All properties can be missing, by the document.
    assert!(change("{}").await.unwrap().errors.is_empty());
    assert!(change(r#"{"error":"x","errors":null}"#).await.is_ok());
    let error = change(r#"{"errors":7}"#).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Applied);
}

#[tokio::test]
async fn an_undocumented_success_is_an_error() {
    let error = list_error(plain_response(
        "206 Partial Content",
        "x-request-id: r1\r\n",
        r#"{"results":[]}"#,
    ))
    .await;
    assert!(matches!(error, Error::Status { .. }));
    assert_eq!(error.status(), Some(StatusCode::PARTIAL_CONTENT));
    assert_eq!(error.raw_body(), Some(&br#"{"results":[]}"#[..]));
    assert_eq!(
        error.to_string(),
        "GET /pets (list-pets): 206 Partial Content (request id r1): \
         a success that is not documented: {\"results\":[]}"
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let location = "location: https://elsewhere.example/login?next=s3cret#f\r\n";
    let error = list_error(plain_response("302 Found", location, "")).await;
    assert!(matches!(error, Error::Status { .. }));
    assert_eq!(
        error.to_string(),
        "GET /pets (list-pets): 302 Found: a redirect to \
         https://elsewhere.example/login, which is not followed, no body"
    );
}

#[tokio::test]
async fn a_documented_error_body_is_typed() {
    let body = r#"{"errors":["no such\norder"]}"#;
    let error = list_error(plain_response(
        "422 Unprocessable Entity",
        "x-request-id: r2\r\n",
        body,
    ))
    .await;
    assert_eq!(error.api().unwrap().errors, ["no such\norder"]);
    assert_eq!(error.request_id(), Some("r2"));
    assert_eq!(error.raw_body(), Some(body.as_bytes()));
    assert_eq!(error.headers().unwrap()["x-request-id"], "r2");
    assert_eq!(
        error.to_string(),
        "GET /pets (list-pets): 422 Unprocessable Entity (request id r2): \
         {\"errors\":[\"no such\\norder\"]}"
    );
}

#[tokio::test]
async fn an_error_without_the_documented_body_keeps_the_response() {
    let html = "<html>\r\n<h1>Down\u{1b}[31m</h1>".to_owned() + &"x".repeat(300);
    let error = list_error(plain_response(
        "503 Service Unavailable",
        "retry-after: 9\r\n",
        &html,
    ))
    .await;
    assert!(matches!(error, Error::Status { .. }));
    assert_eq!(error.headers().unwrap()["retry-after"], "9");
    assert_eq!(error.raw_body(), Some(html.as_bytes()));
    let text = error.to_string();
    let start =
        "GET /pets (list-pets): 503 Service Unavailable: <html>\\r\\n<h1>Down\\u{1b}[31m</h1>xxx";
    assert!(text.starts_with(start), "{text}");
    assert!(
        text.ends_with(&format!("xxx… ({} bytes)", html.len())),
        "{text}"
    );
    assert!(text.len() < 350, "{text}");

    let error = list_error(plain_response("429 Too Many Requests", "", "")).await;
    assert_eq!(
        error.to_string(),
        "GET /pets (list-pets): 429 Too Many Requests, no body"
    );
}

#[tokio::test]
async fn an_operation_without_documented_errors_never_has_a_typed_one() {
    let server = Server::sending(plain_response("404 Not Found", "", "{}"));
    let error = client(&server).delete_pet(7).send().await.unwrap_err();
    assert!(matches!(error, Error::Status { .. }));
    assert_eq!(
        error.to_string(),
        "DELETE /pets/{id} (delete-pet): 404 Not Found: {}"
    );
}

#[tokio::test]
async fn a_success_without_the_documented_body_is_an_error() {
    for (headers, body, message) in [
        ("", "", "the body is empty, expected JSON"),
        ("", " \r\n", "the body is empty, expected JSON"),
        (
            "content-type: text/html\r\n",
            "<html>\n",
            "the body is not JSON: expected value at line 1 column 1; content type: text/html; \
             body: <html>\\n",
        ),
        (
            "",
            "{\"results\":[",
            "the body is not JSON: EOF while parsing a list at line 1 column 12; \
             content type: none; body: {\"results\":[",
        ),
        (
            "",
            "{} {}",
            "the body is not JSON: trailing characters at line 1 column 4; \
             content type: none; body: {} {}",
        ),
        (
            "",
            r#"{"results":[1,{}]}"#,
            "results[1]: invalid type: map, expected an id (a string that is not empty, or an \
             integer that is not negative) at line 1 column 16",
        ),
        (
            "",
            r#"{"pets":{"123":{"id":123,"age_in_months":"x"}}}"#,
            "pets.123.age_in_months: invalid type: string \"x\", expected i32 at line 1 column 44",
        ),
        (
            "",
            "[1]",
            "invalid type: sequence, expected an object at line 1 column 0",
        ),
        (
            "",
            r#"{"results":[1,2],"pets":{"1":{"id":1}}}"#,
            "results[1] refers to pets 2, which the response does not contain",
        ),
    ] {
        let error = list_error(plain_response("200 OK", headers, body)).await;
        assert!(matches!(error, Error::Decode { .. }));
        assert_eq!(error.status(), Some(StatusCode::OK));
        assert_eq!(error.raw_body(), Some(body.as_bytes()));
        assert_eq!(
            error.to_string(),
            format!("GET /pets (list-pets): 200 OK: not the documented response: {message}")
        );
    }
}

#[tokio::test]
async fn an_error_has_the_path_to_a_wrong_value() {
    let error = list_error(plain_response("200 OK", "", r#"{"pets":{"1":{"id":-1}}}"#)).await;
    let Error::Decode { error, .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.path(), Some("pets.1.id"));
    // Its one line says everything.
    assert!(error.source().is_none());
}

#[tokio::test]
async fn a_byte_order_mark_is_an_error_that_says_so_if_the_client_is_strict() {
    let body = "\u{feff}{\"results\":null}";
    let server = Server::sending(plain_response("200 OK", "", body));
    let client = builder(&server.base_url()).strict().build().unwrap();
    let error = client.list_pets().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /pets (list-pets): 200 OK: not the documented response: the body begins with a byte order mark, \
         which is not allowed in JSON (RFC 8259, section 8.1); content type: none; \
         body: \u{feff}{\"results\":null}"
    );
}

#[tokio::test]
async fn a_body_in_chunks() {
    let response = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\
                  9\r\n{\"results\r\n5\r\n\":[]}\r\n0\r\n\r\n";
    assert_eq!(list(&Server::sending(response)).await.unwrap().results, []);
}

#[tokio::test]
async fn a_url_that_is_too_long_is_not_sent() {
    let server = Server::sending(plain_response("200 OK", "", "{}"));
    let ids = vec![Id::from(1); 40_000];
    let error = client(&server)
        .list_pets()
        .only(ids)
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Invalid(_)));
    assert!(
        error
            .to_string()
            .starts_with("GET /pets (list-pets): not sent: URL: "),
        "{error}"
    );
    assert!(server.is_untouched());
}

#[tokio::test]
async fn a_request_without_a_body_has_a_length_of_zero() {
    let server = Server::sending(plain_response("200 OK", "", ""));
    client(&server)
        .0
        .request(&CREATE)
        .send::<Empty, Undocumented>()
        .await
        .unwrap();
    let request = server.request();
    assert!(
        request.headers.contains(&"content-length: 0".to_owned()),
        "{request:?}"
    );
    assert!(
        !request
            .headers
            .iter()
            .any(|line| line.starts_with("content-type")),
        "{request:?}"
    );
}

#[tokio::test]
async fn a_body_that_is_not_utf_8_is_printed_safely() {
    let mut response = b"HTTP/1.1 299 What\r\ncontent-length: 3\r\n\r\n".to_vec();
    response.extend([0xff, 0x00, 0xe2]);
    let error = list_error(response).await;
    assert_eq!(error.raw_body(), Some(&[0xff, 0x00, 0xe2][..]));
    assert!(
        error.to_string().ends_with(": \u{fffd}\\u{0}\u{fffd}"),
        "{error}"
    );
}

#[tokio::test]
async fn secret_headers_of_a_response_are_not_printed() {
    let error = list_error(plain_response("500 Oops", "set-cookie: c00kie\r\n", "")).await;
    assert_eq!(error.headers().unwrap()["set-cookie"], "c00kie");
    assert!(!format!("{error:?}").contains("c00kie"));
}
