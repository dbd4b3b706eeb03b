//! Responses in several media types: a function for each, and the property that switches to a stream.

use runtime::{Call, Request};
use test_server::{Server, chunked, response, response_bytes};
use tests::response_alternatives::{
    endpoints::{AskOutput, Client, GetPartOutput},
    models::{Book, DiscussBody, Question, Report},
};

use crate::helpers::body;

const EVENTS: &str = "content-type: text/event-stream\r\n";

fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(server.base_url())
        .build()
        .unwrap()
}

fn offline() -> Client {
    Client::new().unwrap()
}

fn accept(request: &Request) -> Vec<&str> {
    let values = request.headers().get_all("accept").iter();
    values.map(|value| value.to_str().unwrap()).collect()
}

#[test]
fn each_function_requests_its_media_type() {
    let client = offline();
    for (call, expected) in [
        (client.get_report().request(), "application/json"),
        (client.get_report_as_csv().year(7).request(), "text/csv"),
        (client.get_report_as_pdf().request(), "application/pdf"),
        (
            client.get_report_as_bytes().request(),
            "application/octet-stream",
        ),
        (
            client.get_report_as_library_long_json().request(),
            "application/vnd.library.long+json",
        ),
        (client.get_cover().request(), "image/png"),
        (client.get_cover_as_svg().request(), "image/svg+xml"),
        (client.get_cover_as_jpeg().request(), "image/jpeg"),
        // Its statuses have different media types.
        (
            client.get_part().request(),
            "application/json, application/octet-stream",
        ),
    ] {
        assert_eq!(accept(call), [expected]);
    }
}

#[tokio::test]
async fn each_function_reads_its_media_type() {
    let json = Server::sending(response("200 OK", "", r#"{"books":7}"#));
    let report: Report = client(&json).get_report().send().await.unwrap();
    assert_eq!(report.books, 7);
    let csv = Server::sending(response("200 OK", "content-type: text/csv\r\n", "a;b"));
    let text: String = client(&csv).get_report_as_csv().send().await.unwrap();
    assert_eq!(text, "a;b");
    let pdf = Server::sending(response_bytes("200 OK", "", b"%PDF\xff"));
    let bytes = client(&pdf).get_report_as_pdf().send().await.unwrap();
    assert_eq!(&bytes[..], b"%PDF\xff");
    let book = Server::sending(response("200 OK", "", r#"{"title":"T"}"#));
    let long = client(&book).get_report_as_library_long_json();
    let book: Book = long.send().await.unwrap();
    assert_eq!(book.title, "T");
}

#[tokio::test]
async fn all_functions_of_an_operation_have_its_documented_errors() {
    let server = Server::sending(response("404 Not Found", "", r#"{"message":"none"}"#));
    let error = client(&server).get_report_as_csv().send().await;
    let body = error.unwrap_err();
    assert!(body.to_string().contains("none"), "{body}");
    assert!(body.api().is_some());
}

#[tokio::test]
async fn each_status_of_one_function_has_its_own_media_type() {
    let server = Server::sending(response("200 OK", "", r#""all""#));
    let all = client(&server).get_part().send().await.unwrap();
    assert_eq!(all, GetPartOutput::Ok("all".to_owned()));
    let server = Server::sending(response_bytes("206 Partial Content", "", b"\xff"));
    let part = client(&server).get_part().send().await.unwrap();
    assert_eq!(part, GetPartOutput::PartialContent(vec![0xff].into()));
}

#[test]
fn the_function_of_a_stream_switches_to_it_whatever_the_body_says() {
    let client = offline();
    let question = Question::new("why").weight(1.0);
    let plain = client.ask(question.clone().stream(true));
    assert_eq!(
        body(plain.request()),
        r#"{"text":"why","stream":true,"weight":1.0}"#
    );
    assert_eq!(
        body(client.ask_as_events(question.clone()).request()),
        r#"{"text":"why","weight":1.0,"stream":true}"#
    );
    assert_eq!(
        body(client.ask_as_events(question.stream(false)).request()),
        r#"{"text":"why","stream":true,"weight":1.0}"#
    );
}

#[test]
fn a_stated_property_switches_with_its_value_and_without_a_body_too() {
    let live = offline().discuss_as_events(None);
    assert_eq!(body(live.request()), r#"{"mode":"live \"now\""}"#);
    let content_type = live.request().headers().get("content-type").unwrap();
    assert_eq!(content_type, "application/json");
    let discussion = DiscussBody::default().n(1.5).mode("slow");
    let with_body = offline().discuss_as_events(discussion);
    assert_eq!(
        body(with_body.request()),
        r#"{"mode":"live \"now\"","n":1.5}"#
    );
    let content_type = with_body.request().headers().get("content-type").unwrap();
    assert_eq!(content_type, "application/json");
}

#[tokio::test]
async fn a_field_or_part_switches_to_a_stream() {
    let server = Server::sending(chunked("200 OK", EVENTS, []));
    let request = client(&server).scan_as_form_as_events().url("u");
    drop(request.send().await.unwrap());
    assert_eq!(server.request().body, "stream=true&url=u");
    let server = Server::sending(chunked("200 OK", EVENTS, []));
    let page = runtime::Part::bytes("page".as_bytes().to_vec());
    drop(client(&server).scan_as_events(page).send().await.unwrap());
    let sent = server.request().body;
    assert!(sent.contains("name=\"stream\"\r\n\r\ntrue\r\n"), "{sent}");
}

#[tokio::test]
async fn a_response_in_another_media_type_names_its_function() {
    let server = Server::sending(response("200 OK", EVENTS, "data: {\"word\":\"a\"}\n\n"));
    let question = Question::new("why").stream(true);
    let error = client(&server).ask(question).send().await.unwrap_err();
    let shown = error.to_string();
    assert!(
        shown.ends_with("; for a response in this media type, call `ask_as_events`"),
        "{shown}"
    );
    let headers = "content-type: application/json; charset=utf-8\r\n";
    let server = Server::sending(response("200 OK", headers, r#"{"title":"T"}"#));
    let events = client(&server).ask_as_events(Question::new("why"));
    let shown = events.send().await.unwrap_err().to_string();
    assert!(
        shown
            .ends_with("expected text/event-stream; for a response in this media type, call `ask`"),
        "{shown}"
    );
}

#[tokio::test]
async fn the_function_with_the_plain_name_stays_as_it_is() {
    let server = Server::sending(response("200 OK", "", r#"{"title":"T"}"#));
    let output = client(&server).ask(Question::new("why")).send().await;
    let AskOutput::Ok(book) = output.unwrap() else {
        panic!("not a book");
    };
    assert_eq!(book.title, "T");
}

#[test]
fn a_function_does_not_take_the_name_of_another_one() {
    let client = offline();
    let plain = client.lend_as_text();
    assert_eq!(plain.request().operation().id, "lend-as-text");
    assert_eq!(accept(client.lend_to_text().request()), ["text/plain"]);
    // `convert_as_bytes` sends bytes.
    let request = client.convert_as_bytes(b"b".as_slice());
    assert_eq!(accept(request.request()), ["application/json"]);
    assert_eq!(
        accept(
            client
                .convert_to_bytes(runtime::JsonObject::new())
                .request()
        ),
        ["application/octet-stream"]
    );
    let both = client.convert_as_bytes_to_bytes(b"b".as_slice());
    assert_eq!(accept(both.request()), ["application/octet-stream"]);
}
