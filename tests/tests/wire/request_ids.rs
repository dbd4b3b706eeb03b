//! The id by which the operators of a server find a request.

use generated_client::{Call, Client, ConfigError, Retry};
use test_server::{Server, response};

use crate::client::{TOKEN, client, empty_page};

fn naming(server: &Server, header: &str) -> Client {
    Client::builder(TOKEN)
        .base_url(server.base_url())
        .retry(Retry::off())
        .request_id_header(header)
        .build()
        .unwrap()
}

fn page_with(headers: &str) -> String {
    let page = empty_page().replace("x-request-id: r-1\r\n", "");
    page.replacen("\r\n", &format!("\r\n{headers}"), 1)
}

#[tokio::test]
async fn results_and_errors_have_the_id_in_any_usual_header() {
    for (headers, expected) in [
        ("cf-ray: 8f2a-FRA\r\nx-amzn-requestid: a-1\r\n", "a-1"),
        ("CF-Ray: 8f2a-FRA\r\n", "8f2a-FRA"),
        (
            "x-vendor-request-id: v-1\r\ntraceparent: 00-4bf9-00f0-01\r\n",
            "v-1",
        ),
        ("request-id: req_1\r\nx-request-id: \r\n", "req_1"),
    ] {
        let server = Server::sending(page_with(headers));
        let request = client(&server).get_time_entries();
        let page = request.send_with_metadata().await.unwrap();
        assert_eq!(page.request_id(), Some(expected), "{headers}");
        let server = Server::sending(response("404 Not Found", headers, ""));
        let error = client(&server).get_time_entry(7).send().await.unwrap_err();
        assert_eq!(error.request_id(), Some(expected), "{headers}");
        let shown = error.to_string();
        assert!(
            shown.contains(&format!("(request id {expected})")),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn the_header_that_the_caller_names_comes_first() {
    for (headers, expected) in [
        ("x-request-id: r-1\r\nx-ticket: t-1\r\n", Some("t-1")),
        ("x-request-id: r-1\r\n", Some("r-1")),
        ("x-ticket: \r\n", None),
    ] {
        let server = Server::sending(page_with(headers));
        let request = naming(&server, "X-Ticket").get_time_entries();
        let page = request.send_with_metadata().await.unwrap();
        assert_eq!(page.request_id(), expected, "{headers}");
    }
}

#[test]
fn a_text_that_is_no_name_of_a_header_is_refused() {
    let error = Client::builder(TOKEN)
        .request_id_header("x request")
        .build();
    let error = error.unwrap_err();
    assert!(matches!(error, ConfigError::Header { .. }), "{error:?}");
    assert!(error.to_string().contains("x request"), "{error}");
}
