//! Pages at the address that a response states, in its body or in a `Link`.

use std::collections::BTreeSet;

use runtime::Call;
use serde_json::{Value, json};
use test_server::{HandlerServer, Reaction, Received, plain_response};

use super::{client, queries, read, replying, requests, serving, things};

#[tokio::test]
async fn links_lead_on_and_the_credentials_of_the_query_are_added() {
    let issues = |ids: &[&str]| things(ids);
    let (server, depot) = serving([
        (
            "link: </other/./x/../issues?page=2>; rel=\"next\", </>; rel=\"last\"\r\n".to_owned(),
            issues(&["a"]),
        ),
        (
            "Link: <?page=3&api_key=other>; rel=next\r\n".to_owned(),
            issues(&["a", "b"]),
        ),
        (
            "link: <issues>; rel=\"prev\"\r\nlink: <3/4>; REL=\"last Next\"\r\n".to_owned(),
            issues(&["c"]),
        ),
        ("link: <?page=3>; rel=prev\r\n".to_owned(), issues(&["d"])),
    ]);
    let (read, error) = read!(depot.list_issues().state("open").stream());
    assert_eq!(
        (read, error),
        (["a", "b", "c", "d"].map(str::to_owned).into(), None)
    );
    let requests = requests(&server);
    let targets: Vec<&str> = requests.iter().map(Received::target).collect();
    assert_eq!(
        targets,
        [
            "/api/v1/issues?api_key=secret&state=open&per_page=30",
            "/other/issues?page=2&api_key=secret",
            "/other/issues?page=3&api_key=other",
            "/other/3/4?api_key=secret",
        ]
    );
}

#[tokio::test]
async fn an_address_at_another_server_is_an_error_and_nothing_is_sent_there() {
    let (other, _) = replying([things(&["evil"])]);
    let address = other.base_url();
    let port = address
        .split(':')
        .nth(2)
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    for (next, shown) in [
        (
            format!("{address}/issues?token=abc"),
            format!("http://127.0.0.1:{port}"),
        ),
        (
            format!("//localhost:{port}/issues"),
            format!("http://localhost:{port}"),
        ),
        (
            "https://depot.example/v1/issues".to_owned(),
            "https://depot.example".to_owned(),
        ),
        (
            "ftp://depot.example/".to_owned(),
            "ftp://depot.example".to_owned(),
        ),
    ] {
        let (server, depot) = serving([(format!("link: <{next}>; rel=next\r\n"), things(&["a"]))]);
        let mut stream = depot.list_issues().stream();
        assert_eq!(stream.next().await.unwrap().unwrap().id, "a");
        let error = stream.next().await.unwrap().unwrap_err();
        let own = server.base_url().replace("/api/v1", "");
        let end = format!(
            "the next page is at `{shown}`, and requests are sent only to `{own}`, because credentials are sent with them"
        );
        assert_eq!(error.page, 2);
        assert!(error.to_string().ends_with(&end), "{error}");
        stream.skip();
        assert!(stream.next().await.is_none());
    }
    assert!(other.try_request().is_none());
}

#[tokio::test]
async fn an_absolute_address_at_the_same_server_is_followed_whatever_its_path() {
    let server = HandlerServer::start(|request: Received| {
        let port = request
            .header("host")
            .first()
            .map(|host| host.rsplit_once(':').unwrap().1.to_owned());
        let next = format!(
            "HTTP://127.0.0.1:{}/elsewhere/../v2/issues?cursor=b%2Fc",
            port.unwrap()
        );
        let (headers, body) = match request.target() {
            "/v2/issues?cursor=b%2Fc&api_key=secret" => (String::new(), r#"[{"id":"b"}]"#),
            _ => (
                format!("link: <{next}>; title=\"a, b; c\"; rel=\"next\"\r\n"),
                r#"[{"id":"a"}]"#,
            ),
        };
        async move { Reaction::send(plain_response("200 OK", &headers, body)) }
    });
    let read = read!(client(server.base_url()).list_issues().stream());
    assert_eq!(read, (["a", "b"].map(str::to_owned).into(), None));
}

#[tokio::test]
async fn a_user_in_an_address_is_not_sent() {
    let server = HandlerServer::start(|request: Received| {
        let host = request
            .header("host")
            .first()
            .map(|host| (*host).to_owned())
            .unwrap();
        let headers = format!("link: <http://user:password@{host}/issues>; rel=next\r\n");
        async move { Reaction::send(plain_response("200 OK", &headers, "[]")) }
    });
    let (_, error) = read!(client(server.base_url()).list_issues().stream());
    let error = error.unwrap();
    assert!(
        error.contains("the next page is at `http://…@127.0.0.1"),
        "{error}"
    );
    assert!(!error.contains("password"), "{error}");
}

#[tokio::test]
async fn a_link_header_that_cannot_be_read_is_an_error_only_if_it_could_be_the_next_one() {
    for (header, is_error) in [
        ("<x; rel=\"next\"", true),
        ("nonsense; rel=next", true),
        ("<x>; rel=\"next", true),
        ("nonsense, <x>, ;;;", false),
        ("<http://[>; rel=next", true),
    ] {
        let (server, depot) = serving([(format!("link: {header}\r\n"), things(&["a"]))]);
        let (read, error) = read!(depot.list_issues().stream());
        assert_eq!(read, ["a"]);
        assert_eq!(error.is_some(), is_error, "{header}: {error:?}");
        assert_eq!(queries(&server).len(), 1);
    }
}

#[tokio::test]
async fn addresses_of_the_body_lead_on_and_not_back() {
    let albums =
        |ids: &[&str], next: Value| json!({ "value": things(ids), "@odata.nextLink": next });
    let (server, depot) = replying([
        albums(&["a"], json!("/api/v1/albums?$skip=1 0")),
        albums(&[], json!("albums?$skip=2")),
        albums(&["c"], json!("")),
    ]);
    let (read, error) = read!(depot.list_albums().stream());
    assert_eq!((read, error), (["a", "c"].map(str::to_owned).into(), None));
    let sent = requests(&server);
    let targets: BTreeSet<&str> = sent.iter().map(Received::target).collect();
    let expected = [
        "/api/v1/albums",
        "/api/v1/albums?$skip=1%200",
        "/api/v1/albums?$skip=2",
    ];
    assert_eq!(targets, expected.into());
    for next in ["", "albums", "/api/v1/x/../albums#top"] {
        let (server, depot) = replying([albums(&["a"], json!(next)), albums(&["b"], json!(null))]);
        let (read, error) = read!(depot.list_albums().stream());
        assert_eq!(read, ["a"]);
        let end = "page 1 leads back to a page before: the address is ";
        assert_eq!(
            error.is_some_and(|error| error.contains(end)),
            !next.is_empty(),
            "{next}"
        );
        assert_eq!(requests(&server).len(), 1);
    }
}
