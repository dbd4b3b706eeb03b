//! Every kind of paging, with servers that do what they should, and with servers that do not.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use runtime::{Call, Retry};
use serde_json::{Value, json};
use test_server::{HandlerServer, Reaction, Received, Reply, Server, plain_response, response};
use tests::paging_kinds::endpoints::{Client, Credentials};

fn client(base_url: String) -> Client {
    Client::builder(Credentials::default().key("secret"))
        .base_url(base_url)
        .retry(Retry::off())
        .build()
        .unwrap()
}

/// A server with these responses, each with its headers.
fn serving(responses: impl IntoIterator<Item = (String, Value)>) -> (Server, Client) {
    let responses = responses
        .into_iter()
        .map(|(headers, body)| Reply::Send(response("200 OK", &headers, &body.to_string()).into()));
    let server = Server::replying(responses);
    let client = client(server.base_url());
    (server, client)
}

fn replying(bodies: impl IntoIterator<Item = Value>) -> (Server, Client) {
    let bodies: Vec<Value> = bodies.into_iter().collect();
    serving(bodies.into_iter().map(|body| (String::new(), body)))
}

/// The requests so far.
fn requests(server: &Server) -> Vec<Received> {
    std::iter::from_fn(|| server.try_request()).collect()
}

/// The queries of the requests so far.
fn queries(server: &Server) -> Vec<String> {
    let requests = requests(server);
    requests.iter().map(|it| it.query().to_owned()).collect()
}

fn things(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({ "id": id })).collect()
}

/// The ids of all entries of a stream, and the error at its end.
macro_rules! read {
    ($stream:expr) => {
        read!($stream, |entry| entry.id)
    };
    ($stream:expr, |$entry:ident| $id:expr) => {{
        let mut stream = $stream;
        let mut ids = Vec::new();
        let error = loop {
            match stream.next().await {
                Some(Ok($entry)) => ids.push($id),
                Some(Err(error)) => break Some(error.to_string()),
                None => break None,
            }
        };
        (ids, error)
    }};
}

#[tokio::test]
async fn pages_with_numbers_end_with_the_first_empty_one() {
    let rows = |rows: &[i64]| json!({ "rows": rows });
    let (server, depot) = replying([rows(&[1, 2]), rows(&[3]), rows(&[4, 5]), rows(&[])]);
    let read = read!(depot.list_rows().stream(), |row| row);
    assert_eq!(read, (vec![1, 2, 3, 4, 5], None));
    assert_eq!(queries(&server), ["page=1", "page=2", "page=3", "page=4"]);
}

#[tokio::test]
async fn pages_can_be_numbered_from_0_and_end_where_the_response_says_so() {
    let page = |codes: &[&str], page: Value| {
        let shelves: Vec<_> = codes.iter().map(|code| json!({ "code": code })).collect();
        json!({ "shelves": shelves, "page": page })
    };
    let (server, depot) = replying([
        page(&["a", "b"], json!({ "has_more": true })),
        page(&["b", "c"], json!({ "has_more": false, "total": 99 })),
    ]);
    // An entry on two pages comes once.
    let read = read!(depot.list_shelves().stream(), |shelf| shelf.code);
    assert_eq!(read, (["a", "b", "c"].map(str::to_owned).into(), None));
    assert_eq!(queries(&server), ["size=3&p=0", "size=3&p=1"]);

    // The number of all entries does as well.
    let (server, depot) = replying([
        page(&["a", "b", "c"], json!({ "total": 4 })),
        page(&["d"], json!({ "total": 4 })),
    ]);
    let pages = read!(depot.list_shelves().pages(), |page| page.shelves.len());
    assert_eq!(pages, (vec![3, 1], None));
    assert_eq!(queries(&server), ["size=3&p=0", "size=3&p=1"]);

    // The first page that is wanted can be another one.
    let (server, depot) = replying([page(&["d"], json!({ "has_more": false }))]);
    read!(depot.list_shelves().p(7).stream(), |shelf| shelf.code);
    assert_eq!(queries(&server), ["size=3&p=7"]);
    let error = depot
        .list_shelves()
        .with_query("p", "-1")
        .stream()
        .all()
        .await;
    let error = error.unwrap_err().to_string();
    assert!(
        error.ends_with("`-1` is not the number of a page, counted from 0"),
        "{error}"
    );
}

#[tokio::test]
async fn offsets_count_the_entries_that_came() {
    let tracks = |ids: &[&str], total: Value| json!({ "items": things(ids), "total": total });
    let (server, depot) = replying([
        tracks(&["a", "b"], json!(4)),
        // The server filters after it counts.
        tracks(&["c"], json!(4)),
        tracks(&["d"], json!(4)),
    ]);
    let read = read!(depot.list_tracks().stream());
    assert_eq!(read, (["a", "b", "c", "d"].map(str::to_owned).into(), None));
    assert_eq!(
        queries(&server),
        ["limit=2&offset=0", "limit=2&offset=2", "limit=2&offset=3"]
    );

    // A list that says nothing ends with the first empty page, and so does one whose number is a lie.
    for total in [json!(null), json!(-1), json!(1), json!(99)] {
        let (server, depot) = replying([
            tracks(&["a", "b"], total.clone()),
            tracks(&["c"], total.clone()),
            tracks(&[], total.clone()),
        ]);
        let read = read!(depot.list_tracks().offset(4).stream());
        assert_eq!(
            read,
            (["a", "b", "c"].map(str::to_owned).into(), None),
            "{total}"
        );
        assert_eq!(
            queries(&server),
            ["limit=2&offset=4", "limit=2&offset=6", "limit=2&offset=7"]
        );
    }
}

#[tokio::test]
async fn a_boolean_counts_more_than_a_number_of_entries() {
    let names = |names: &[&str], meta: Value| json!({ "result": { "names": names }, "meta": meta });
    let (server, depot) = replying([
        names(&["a"], json!({ "total": 1, "more": true })),
        names(&["a"], json!({ "total": "?", "more": true })),
        names(&["b"], json!({ "total": 9, "more": false })),
    ]);
    let (read, error) = read!(depot.list_names().stream(), |name| name);
    assert_eq!(
        (read, error),
        (["a", "a", "b"].map(str::to_owned).into(), None)
    );
    assert_eq!(queries(&server), ["skip=0", "skip=1", "skip=2"]);
    // A page without entries does not lead on.
    let (_server, depot) = replying([names(&[], json!({ "more": true }))]);
    let (_, error) = read!(depot.list_names().stream(), |name| name);
    let end = "page 1 says that there are more pages, and does not say where";
    assert!(error.unwrap().ends_with(end));
    // An object on the way to the list can be missing.
    let (_server, depot) = replying([json!({ "result": null })]);
    assert_eq!(
        read!(depot.list_names().stream(), |name| name),
        (vec![], None)
    );
}

#[tokio::test]
async fn a_server_that_ignores_the_offset_is_noticed() {
    // By the ids of the entries.
    let (server, depot) =
        replying((0..9).map(|_| json!({ "items": things(&["a", "b"]), "total": 40 })));
    let (read, error) = read!(depot.list_tracks().stream());
    assert_eq!(read, ["a", "b"]);
    let end =
        "3 pages in a row have no new entries; page 4 has 2 entries, and the number of pages is 20";
    assert!(error.unwrap().ends_with(end));
    assert_eq!(queries(&server).len(), 4);
    // By the whole body, without ids.
    let body = json!({ "result": { "names": ["a", "b"] }, "meta": { "total": 40 } });
    let (server, depot) = replying((0..9).map(|_| body.clone()));
    let (_, error) = read!(depot.list_names().stream(), |name| name);
    assert!(
        error
            .unwrap()
            .contains("3 pages in a row have no new entries")
    );
    assert_eq!(queries(&server).len(), 4);
}

/// A server with so many tracks, and pages of at most 2. It returns a track less on the page at `short`.
fn tracks(total: usize, short: usize) -> (HandlerServer, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let server = HandlerServer::start(move |request: Received| {
        count.fetch_add(1, Ordering::SeqCst);
        let offset: usize = request.query().rsplit_once('=').unwrap().1.parse().unwrap();
        let len = if offset == short { 1 } else { 2 };
        let ids = (offset..total.min(offset + len)).map(|id| json!({ "id": id.to_string() }));
        let body = json!({ "items": ids.collect::<Vec<_>>(), "total": total });
        async move { Reaction::send(plain_response("200 OK", "", &body.to_string())) }
    });
    (server, asked)
}

#[tokio::test]
async fn pages_by_offset_can_be_requested_at_once_and_none_is_lost_if_one_is_short() {
    for short in [usize::MAX, 4, 9] {
        for total in [1, 2, 11, 12] {
            let (server, asked) = tracks(total, short);
            let stream = client(server.base_url())
                .list_tracks()
                .stream()
                .concurrency(3);
            let (read, error) = read!(stream);
            let all: Vec<String> = (0..total).map(|id| id.to_string()).collect();
            assert_eq!((read, error), (all, None), "{total} {short}");
            if short == usize::MAX {
                assert_eq!(asked.load(Ordering::SeqCst), total.div_ceil(2), "{total}");
            }
        }
    }
}

#[tokio::test]
async fn a_page_by_offset_can_be_requested_again_or_skipped() {
    let tracks = |ids: &[&str]| json!({ "items": things(ids), "total": 6 }).to_string();
    let ok = |body: String| Reply::Send(response("200 OK", "", &body).into());
    let failed = || Reply::Send(response("400 Bad Request", "", "").into());
    let replies = [
        ok(tracks(&["a", "b"])),
        failed(),
        failed(),
        ok(tracks(&["e", "f"])),
    ];
    let server = Server::replying(replies);
    let mut stream = client(server.base_url()).list_tracks().stream();
    let mut read = Vec::new();
    let mut errors = 0;
    while let Some(track) = stream.next().await {
        match track {
            Ok(track) => read.push(track.id),
            Err(error) => {
                assert_eq!(error.page, 2);
                errors += 1;
                if errors == 1 {
                    stream.resume()
                } else {
                    stream.skip()
                }
            }
        }
    }
    assert_eq!(read, ["a", "b", "e", "f"]);
    let offsets: Vec<_> = queries(&server)
        .iter()
        .map(|it| it.rsplit_once('=').unwrap().1.to_owned())
        .collect();
    assert_eq!(offsets, ["0", "2", "2", "4"]);
}

#[tokio::test]
async fn a_cursor_of_the_body_is_sent_until_there_is_none() {
    let page = |ids: &[&str], last: Value, more: bool| json!({ "data": things(ids), "last_id": last, "has_more": more });
    let (server, depot) = replying([
        page(&["a"], json!("a/ä+"), true),
        // A page without entries leads on.
        page(&[], json!("m"), true),
        page(&["z"], json!("z"), false),
    ]);
    let (read, error) = read!(depot.list_files().order("asc").stream());
    assert_eq!((read, error), (["a", "z"].map(str::to_owned).into(), None));
    assert_eq!(
        queries(&server),
        [
            "order=asc&limit=100",
            "order=asc&limit=100&after=a%2F%C3%A4%2B",
            "order=asc&limit=100&after=m"
        ]
    );
    for last in [json!(null), json!("")] {
        let body = json!({ "data": things(&["a"]), "last_id": last });
        let (server, depot) = replying([body]);
        // A list can start at a cursor of the caller's.
        let (read, error) = read!(depot.list_files().after("x").limit(1).stream());
        assert_eq!((read, error), (vec!["a".to_owned()], None));
        assert_eq!(queries(&server), ["after=x&limit=1"]);
    }
    let (_server, depot) = replying([json!({ "data": things(&["a"]) })]);
    assert_eq!(
        read!(depot.list_files().stream()),
        (vec!["a".to_owned()], None)
    );
}

#[tokio::test]
async fn a_cursor_that_leads_back_is_an_error_after_the_entries_of_its_page() {
    let page =
        |id: &str, last: &str| json!({ "data": things(&[id]), "last_id": last, "has_more": true });
    for (start, cursors) in [
        (None, ["1", "2", "1"]),
        (None, ["1", "2", "2"]),
        (Some("9"), ["1", "2", "9"]),
    ] {
        let [a, b, c] = cursors;
        let (server, depot) = replying([page("a", a), page("b", b), page("c", c), page("d", "3")]);
        let request = depot.list_files();
        let request = match start {
            Some(start) => request.after(start),
            None => request,
        };
        let mut stream = request.stream();
        for id in ["a", "b", "c"] {
            assert_eq!(stream.next().await.unwrap().unwrap().id, id);
        }
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!(error.page, 4);
        let end = format!("page 3 leads back to a page before: the cursor is \"{c}\"");
        assert!(error.to_string().ends_with(&end), "{error}");
        // It neither goes on nor loops.
        stream.skip();
        assert!(stream.next().await.is_none());
        stream.resume();
        assert!(stream.next().await.unwrap().is_err());
        assert!(stream.next().await.is_none());
        assert_eq!(queries(&server).len(), 3);
    }
}

#[tokio::test]
async fn a_page_that_has_more_and_no_cursor_is_an_error_after_its_entries() {
    let body = json!({ "data": things(&["a"]), "last_id": null, "has_more": true });
    let (_server, depot) = replying([body]);
    let (read, error) = read!(depot.list_files().stream());
    assert_eq!(read, ["a"]);
    let end = "page 1 says that there are more pages, and does not say where";
    assert!(error.unwrap().ends_with(end));
}

#[tokio::test]
async fn empty_pages_that_lead_on_for_ever_are_an_error() {
    let number = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&number);
    let server = HandlerServer::start(move |_: Received| {
        let cursor = count.fetch_add(1, Ordering::SeqCst).to_string();
        let body = json!({ "data": [], "last_id": cursor, "has_more": true }).to_string();
        async move { Reaction::send(plain_response("200 OK", "", &body)) }
    });
    let (read, error) = read!(client(server.base_url()).list_files().stream());
    assert!(read.is_empty());
    let end =
        "100 pages in a row have no entries, and each leads on to another one; `resume` goes on";
    assert!(error.unwrap().ends_with(end));
    assert_eq!(number.load(Ordering::SeqCst), 100);
}

#[tokio::test]
async fn a_cursor_can_be_the_id_of_the_last_entry() {
    let page = |ids: &[&str], more: Value| json!({ "data": things(ids), "has_more": more });
    let (server, depot) = replying([
        page(&["a", "b"], json!(true)),
        page(&["b", "c"], json!(true)),
        page(&["d"], json!(false)),
    ]);
    let (read, error) = read!(depot.list_charges().stream());
    assert_eq!(
        (read, error),
        (["a", "b", "c", "d"].map(str::to_owned).into(), None)
    );
    assert_eq!(
        queries(&server),
        ["", "starting_after=b", "starting_after=c"]
    );
    // Without `has_more`, the list ends with the first empty page.
    let (server, depot) = replying([page(&["a"], json!(null)), page(&[], json!(null))]);
    assert_eq!(
        read!(depot.list_charges().stream()),
        (vec!["a".to_owned()], None)
    );
    assert_eq!(queries(&server), ["", "starting_after=a"]);
}

#[tokio::test]
async fn entries_of_several_types_are_recognized_by_a_property_that_they_share() {
    let page = |first: u64, second: u64| json!({ "list": [{ "id": first, "text": "a" }, { "id": second, "path": "/" }] });
    let (server, depot) = replying([page(1, 2), page(2, 30), json!({ "list": [] })]);
    let (read, error) = read!(depot.list_mixed().stream(), |_entry| ());
    assert_eq!((read.len(), error), (3, None));
    assert_eq!(queries(&server), ["", "after=2", "after=30"]);

    // An entry without that property leads nowhere.
    let (_server, depot) =
        replying([json!({ "list": [{ "id": 1, "text": "a" }, { "path": "/" }] })]);
    let (read, error) = read!(depot.list_mixed().stream(), |_entry| ());
    assert_eq!(read.len(), 2);
    assert!(
        error
            .unwrap()
            .ends_with("the last entry has nothing at `/id`")
    );
}

#[tokio::test]
async fn a_cursor_can_be_in_a_header() {
    let next = |token: &str| format!("x-NEXT-token: {token}\r\n");
    let (server, depot) = serving([
        (next("a=b&c"), json!(["x", "x"])),
        (next("7"), json!([])),
        (next(""), json!(["y"])),
    ]);
    let (read, error) = read!(depot.list_jobs().stream(), |job| job);
    assert_eq!(
        (read, error),
        (["x", "x", "y"].map(str::to_owned).into(), None)
    );
    assert_eq!(
        queries(&server),
        ["", "page_token=a%3Db%26c", "page_token=7"]
    );
}

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
async fn pages_by_a_cursor_come_one_after_another_whatever_concurrency_is_allowed() {
    let page = |id: &str, last: Value| json!({ "data": things(&[id]), "last_id": last });
    let (server, depot) = replying([
        page("a", json!("1")),
        page("b", json!("2")),
        page("c", json!(null)),
    ]);
    let read = read!(depot.list_files().stream().concurrency(8));
    assert_eq!(read, (["a", "b", "c"].map(str::to_owned).into(), None));
    assert_eq!(
        queries(&server),
        ["limit=100", "limit=100&after=1", "limit=100&after=2"]
    );
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

#[tokio::test]
async fn a_cursor_can_be_a_property_of_the_body() {
    let (server, depot) = replying([
        json!({ "results": things(&["a"]), "next_cursor": "1", "has_more": true }),
        json!({ "results": things(&["b"]), "next_cursor": "2", "has_more": false }),
    ]);
    let (read, error) = read!(depot.search().stream());
    assert_eq!((read, error), (["a", "b"].map(str::to_owned).into(), None));
    let bodies: Vec<_> = requests(&server).into_iter().map(|it| it.body).collect();
    assert_eq!(bodies, ["", r#"{"start_cursor":"1"}"#]);

    use tests::paging_kinds::models::{PointId, ScrollPointsBody};
    let points = |ids: Value, next: Value| {
        let points: Vec<_> = ids
            .as_array()
            .unwrap()
            .iter()
            .map(|id| json!({ "id": id }))
            .collect();
        json!({ "result": { "points": points, "next_page_offset": next } })
    };
    let uuid = "0b8e3ae1-8f0b-4b6c-9a43-2f6f0f6b5a11";
    let (server, depot) = replying([
        points(json!([1]), json!(18_446_744_073_709_551_615_u64)),
        points(json!([uuid]), json!(uuid)),
        points(json!([]), json!(null)),
    ]);
    let body = ScrollPointsBody::new(10).offset(PointId::from(1_u64));
    let (read, error) = read!(depot.scroll_points(body).stream(), |point| point
        .id
        .is_some());
    assert_eq!((read, error), (vec![true, true], None));
    let bodies: Vec<_> = requests(&server).into_iter().map(|it| it.body).collect();
    assert_eq!(
        bodies,
        [
            r#"{"limit":10,"offset":1}"#.to_owned(),
            r#"{"limit":10,"offset":18446744073709551615}"#.to_owned(),
            format!(r#"{{"limit":10,"offset":"{uuid}"}}"#),
        ]
    );
}

#[tokio::test]
async fn a_page_with_a_cursor_can_be_requested_again_and_skipped_if_its_cursor_arrived() {
    let page = |data: Value, last: &str| json!({ "data": data, "last_id": last }).to_string();
    let ok = |body: String| Reply::Send(response("200 OK", "", &body).into());
    let server = Server::replying([
        ok(page(things(&["a"]), "1")),
        Reply::Send(response("503 Service Unavailable", "", "").into()),
        ok(page(json!([{ "id": 7 }]), "2")),
        ok(page(things(&["c"]), "")),
    ]);
    let mut stream = client(server.base_url()).list_files().stream();
    assert_eq!(stream.next().await.unwrap().unwrap().id, "a");
    assert_eq!(stream.next().await.unwrap().unwrap_err().page, 2);
    // Nothing says what follows.
    stream.skip();
    assert!(stream.next().await.is_none());
    stream.resume();
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("data[0].id"), "{error}");
    stream.skip();
    assert_eq!(stream.next().await.unwrap().unwrap().id, "c");
    assert!(stream.next().await.is_none());
    let cursors: Vec<_> = queries(&server)
        .iter()
        .map(|it| it.replace("limit=100", ""))
        .collect();
    assert_eq!(cursors, ["", "&after=1", "&after=1", "&after=2"]);
}
