//! Pages by the number of entries before them.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use runtime::Call;
use serde_json::{Value, json};
use test_server::{HandlerServer, Reaction, Received, Reply, Server, plain_response, response};

use super::{client, queries, read, replying, things};

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
