//! Parameters in headers and cookies.

use runtime::Call;
use runtime::jiff::civil::date;
use test_server::{NO_CONTENT, Received, Server, response};
use tests::parameter_places::{endpoints::Client, filters::Theme, models::Reader};

fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(server.base_url())
        .build()
        .unwrap()
}

/// Sends a request and returns the request as it was received.
macro_rules! sent {
    ($call:expr) => {{
        let server = Server::sending(NO_CONTENT);
        #[allow(clippy::redundant_closure_call, reason = "a request for the client")]
        $call(client(&server)).send().await.unwrap();
        server.request()
    }};
}

fn headers(received: &Received) -> Vec<&str> {
    let own = ["x-", "if-", "cookie", "id:"];
    let lines = received.headers.iter().map(String::as_str);
    lines
        .filter(|line| own.iter().any(|start| line.starts_with(start)))
        .collect()
}

#[tokio::test]
async fn parameters_of_one_name_in_several_places() {
    let received = sent!(|client: Client| client.get_book("a/b", "s 1").query_id(7).header_id("r"));
    assert_eq!(received.line, "GET /api/v1/books/a%2Fb?id=7 HTTP/1.1");
    assert_eq!(headers(&received), ["cookie: id=s%201", "id: r"]);
}

#[tokio::test]
async fn every_kind_of_value_in_a_header() {
    let reader = || Reader::new("Ada").age(36);
    let received = sent!(|client: Client| client
        .list_books("acme", [1, 2])
        .if_modified_since_day(date(2026, 11, 25))
        .x_depth(3)
        .x_shelves(["a", "b c"])
        .x_reader(reader())
        .x_reader_flat(reader())
        .x_json(reader()));
    assert_eq!(received.line, "GET /api/v1/books HTTP/1.1");
    assert_eq!(
        headers(&received),
        [
            "if-modified-since-day: 2026-11-25",
            "x-depth: 3",
            r#"x-json: {"name":"Ada","age":36}"#,
            "x-numbers: 1,2",
            "x-reader-flat: name,Ada,age,36",
            "x-reader: name=Ada,age=36",
            "x-shelves: a,b c",
            "x-tenant: acme",
        ]
    );
}

#[tokio::test]
async fn cookies_are_sent_together_and_a_later_value_replaces_an_earlier_one() {
    let received = sent!(|client: Client| client
        .list_books("acme", [1])
        .theme(Theme::Light)
        .seen(["x;y", "z"])
        .debug(true)
        .theme(Theme::Dark));
    assert_eq!(
        received.header("cookie"),
        ["seen=x%3By,z; debug=true; theme=dark"]
    );
}

#[tokio::test]
async fn a_value_that_is_invalid_in_a_header_is_not_sent() {
    let server = Server::sending(NO_CONTENT);
    let list = || client(&server).list_books("acme", [1]);
    for (request, expected) in [
        (
            list().x_depth(10),
            "header `X-Depth`: 10 given, allowed: 1 to 9",
        ),
        (
            list().x_shelves(["a,b"]),
            "header `X-Shelves`: item 1 has a comma, which would split it in two",
        ),
        (
            client(&server).list_books("acme", []),
            "header `X-Numbers`: 0 items given, allowed: at least 1",
        ),
        (
            client(&server).list_books("a\r\nX-Admin: 1", [1]),
            "header `X-Tenant`: a header value can have only visible ASCII characters, spaces and tabs",
        ),
        (
            list().x_reader_flat(Reader::new("Ada, of London")),
            "header `X-Reader-Flat`: a part of it contains `,`, which would split it in two",
        ),
    ] {
        let problem = request.request().problem().map(ToString::to_string);
        assert_eq!(problem.as_deref(), Some(expected));
        assert!(request.send().await.is_err());
    }
    assert!(server.is_untouched());
}

/// Values that could change another cookie or end the header.
#[tokio::test]
async fn a_cookie_holds_any_text() {
    let received = sent!(|client: Client| client.get_book("1", "a=b; admin=1\r\nX: y ü"));
    assert_eq!(
        received.header("cookie"),
        ["id=a%3Db%3B%20admin%3D1%0D%0AX%3A%20y%20%C3%BC"]
    );
}

#[tokio::test]
async fn limits_count_in_whatever_way_they_are_written() {
    use tests::number_limits_spelt::endpoints::Client;

    let client = Client::builder()
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap();
    for (request, reason) in [
        (client.weigh().code(399), "`code`: "),
        (client.weigh().code(600), "`code`: "),
        (client.weigh().half(0), "`half`: "),
        (client.weigh().half(1_000_000), "`half`: "),
        (client.weigh().pair([1, 2, 3]), "`pair`: "),
    ] {
        let error = request.send().await.unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
    // As many as 64 bits without a sign have.
    let server = Server::sending(response("204 No Content", "", ""));
    let client = Client::builder()
        .base_url(server.base_url())
        .build()
        .unwrap();
    client
        .weigh()
        .huge(u64::MAX)
        .code(400)
        .half(1)
        .send()
        .await
        .unwrap();
    assert_eq!(
        server.request().query(),
        "huge=18446744073709551615&code=400&half=1"
    );
}
