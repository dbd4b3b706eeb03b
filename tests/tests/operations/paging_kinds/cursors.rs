//! Pages by a cursor: of the body, of a header, or of the last entry.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use runtime::Call;
use serde_json::{Value, json};
use test_server::{HandlerServer, Reaction, Received, Reply, Server, plain_response, response};

use super::{client, queries, read, replying, requests, serving, things};

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
async fn a_cursor_can_be_a_property_of_the_body() {
    let (server, depot) = replying([
        json!({ "results": things(&["a"]), "next_cursor": "1", "has_more": true }),
        json!({ "results": things(&["b"]), "next_cursor": "2", "has_more": false }),
    ]);
    let (read, error) = read!(depot.search(None).stream());
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
