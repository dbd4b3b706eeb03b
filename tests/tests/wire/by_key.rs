//! Lists that are read by the time of the last change or of creation.

use generated_client::{Checkpoint, Error, filters::Order};
use test_server::{Reply, Server, json_response, response};

use crate::client::client;

/// A page of entries, each with the second at which it was created and that at which it changed.
fn page(page_count: u32, entries: &[(u32, u32, u32)]) -> String {
    let count = entries.len();
    let list = |item: &dyn Fn(&(u32, u32, u32)) -> String| {
        entries.iter().map(item).collect::<Vec<_>>().join(",")
    };
    let results = list(&|(id, _, _)| format!(r#"{{"key":"time_entries","id":"{id}"}}"#));
    let entries = list(&|(id, created, updated)| {
        format!(
            r#""{id}":{{"id":"{id}","notes":"old","created_at":"2026-11-24T01:00:{created:02}-08:00","updated_at":"2026-11-24T10:00:{updated:02}+01:00"}}"#
        )
    });
    json_response(&format!(
        r#"{{"count":{count},"meta":{{"count":{count},"page_count":{page_count},"page_number":1,"page_size":200}},"results":[{results}],"time_entries":{{{entries}}}}}"#
    ))
}

fn replying(responses: impl IntoIterator<Item = String>) -> Server {
    let responses = responses.into_iter();
    Server::replying(responses.map(|response| Reply::Send(response.into())))
}

#[tokio::test]
async fn a_checkpoint_continues_a_list_in_another_process() {
    let server = replying([
        page(2, &[(1, 1, 1), (2, 1, 5)]),
        response("503 Service Unavailable", "", "busy"),
        // The second entry changed within the second in which it was read.
        page(1, &[(2, 1, 5), (3, 1, 9)])
            .replace(r#""id":"2","notes":"old""#, r#""id":"2","notes":"new""#),
        page(1, &[(3, 1, 9), (1, 1, 20)]),
    ]);
    let list = client(&server).get_time_entries().workspace_id(7);
    let mut entries = list.clone().stream_by_updated_at();
    let mut ids = Vec::new();
    while let Some(entry) = entries.next().await {
        match entry {
            Ok(entry) => ids.push(entry.id.as_u64().unwrap()),
            Err(Error::Status { .. }) => entries.resume(),
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(ids, [1, 2, 2, 3]);
    let stored = serde_json::to_string(&entries.checkpoint()).unwrap();
    assert!(
        stored.contains(r#""list":"GET /time_entries?workspace_id=7""#),
        "{stored}"
    );

    let checkpoint: Checkpoint = serde_json::from_str(&stored).unwrap();
    let entries = list
        .clone()
        .stream_by_updated_at()
        .resume_from(checkpoint.clone())
        .unwrap();
    let entries = entries
        .overlap(std::time::Duration::from_secs(2))
        .all()
        .await
        .unwrap();
    assert_eq!(
        entries
            .iter()
            .map(|entry| entry.id.as_u64())
            .collect::<Vec<_>>(),
        [Some(1)]
    );
    let other = client(&server)
        .get_time_entries()
        .workspace_id(8)
        .stream_by_updated_at();
    assert_eq!(
        other.resume_from(checkpoint).unwrap_err().to_string(),
        "the checkpoint is of the list `GET /time_entries?workspace_id=7`, and this is `GET \
         /time_entries?workspace_id=8`; use the same filters, or allow it by `for_any_list`"
    );

    let start = "workspace_id=7&order=updated_at%3Aasc&per_page=200";
    assert_eq!(server.request().query(), format!("{start}&page=1"));
    for _ in 0..2 {
        let query = format!("{start}&updated_after=2026-11-24T09%3A00%3A04Z&page=1");
        assert_eq!(server.request().query(), query);
    }
    // A second before the last key, the overlap, and how long the first run took.
    let query = server.request().query().to_owned();
    assert!(
        query.starts_with(&format!("{start}&updated_after=2026-11-24T0")),
        "{query}"
    );
}

#[tokio::test]
async fn by_the_time_of_creation_each_entry_comes_once() {
    let server = replying([
        page(2, &[(1, 1, 1), (2, 5, 5)]),
        // It changed, and is the same entry.
        page(1, &[(2, 5, 30), (3, 9, 9)]),
    ]);
    let entries = client(&server)
        .get_time_entries()
        .stream_by_created_at()
        .all()
        .await
        .unwrap();
    assert_eq!(
        entries
            .iter()
            .map(|entry| entry.id.as_u64())
            .collect::<Vec<_>>(),
        [Some(1), Some(2), Some(3)]
    );
    assert_eq!(
        server.request().query(),
        "order=created_at%3Aasc&per_page=200&page=1"
    );
    let query = "order=created_at%3Aasc&per_page=200&created_after=2026-11-24T09%3A00%3A04Z&page=1";
    assert_eq!(server.request().query(), query);
}

#[tokio::test]
async fn an_order_of_the_caller_is_refused() {
    let server = Server::sending(page(1, &[]));
    let list = client(&server)
        .get_time_entries()
        .order(Order::DatePerformedDesc);
    let error = list.stream_by_updated_at().all().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /time_entries (get-time-entries): not sent: query parameter `order`: reading by `updated_at` sets it; do \
         not set it, or use `stream`"
    );
    assert!(server.is_untouched());
}

/// A page with an entry that cannot be read: the one with this id.
fn bad(page: &str, id: u32) -> String {
    let good = format!(r#""id":"{id}","notes":"old""#);
    assert!(page.contains(&good));
    let body = page.split_once("\r\n\r\n").unwrap().1;
    json_response(&body.replace(&good, &format!(r#""id":"{id}","notes":5"#)))
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_is_an_error_in_its_place_and_is_skipped_once() {
    let server = replying([
        bad(&page(2, &[(1, 1, 1), (2, 1, 5), (3, 1, 5)]), 2),
        // It is within the second that is read again.
        bad(&page(1, &[(2, 1, 5), (3, 1, 5), (4, 1, 9)]), 2),
    ]);
    let mut entries = client(&server).get_time_entries().stream_by_updated_at();
    let mut seen = Vec::new();
    while let Some(entry) = entries.next().await {
        match entry {
            Ok(entry) => seen.push(entry.id.to_string()),
            Err(Error::Decode { error, .. }) => {
                seen.push(error.path().unwrap().to_owned());
                assert!(entries.next().await.is_none(), "it stops at the error");
                entries.skip();
            }
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(seen, ["1", "time_entries.2.notes", "3", "4"]);
    assert_eq!(server.requests(2).len(), 2);
}

#[tokio::test]
async fn an_entry_that_could_not_be_read_is_requested_again_after_resume() {
    let entries = [(1, 1, 1), (2, 1, 5), (3, 1, 5)];
    let server = replying([bad(&page(1, &entries), 2), page(1, &entries)]);
    let mut entries = client(&server).get_time_entries().stream_by_updated_at();
    assert_eq!(entries.next().await.unwrap().unwrap().id.as_u64(), Some(1));
    assert!(entries.next().await.unwrap().is_err());
    // A checkpoint does not go past it.
    let stored = serde_json::to_string(&entries.checkpoint()).unwrap();
    assert!(
        !stored.contains(r#""after":"2026-11-24T09:00:0"#),
        "{stored}"
    );
    entries.resume();
    let mut ids = Vec::new();
    while let Some(entry) = entries.next().await {
        ids.push(entry.unwrap().id.as_u64().unwrap());
    }
    assert_eq!(ids, [2, 3]);
    let [first, second] = server.requests(2).try_into().unwrap();
    assert_eq!(first.query(), second.query());
}
