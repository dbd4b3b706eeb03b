//! Lists in pages, and lists in chunks: the requests that are sent, and the results of the responses.

use generated_client::{
    Call, Error, Id, Outcome, Retry, date,
    filters::Include,
    models::{NewTimeEntry, TimeEntryPage},
};
use test_server::{NO_CONTENT, Reply, Server, json_response, response};

use crate::client::client;

/// A page with these entries, each with a user who is side-loaded.
pub(crate) fn page_of(number: u32, page_count: u32, ids: &[u32]) -> String {
    let list = |item: &dyn Fn(&u32) -> String| ids.iter().map(item).collect::<Vec<_>>().join(",");
    let results = list(&|id| format!(r#"{{"key":"time_entries","id":"{id}"}}"#));
    let entries = list(&|id| format!(r#""{id}":{{"id":"{id}","user_id":"5"}}"#));
    json_response(&format!(
        r#"{{"count":9,"meta":{{"count":9,"page_count":{page_count},"page_number":{number},"page_size":200}},"results":[{results}],"time_entries":{{{entries}}},"users":{{"5":{{"id":"5","full_name":"Ada"}}}}}}"#
    ))
}

fn replying(responses: impl IntoIterator<Item = String>) -> Server {
    Server::replying(
        responses
            .into_iter()
            .map(|response| Reply::Send(response.into())),
    )
}

fn numbers(entries: &[generated_client::models::TimeEntry]) -> Vec<u64> {
    entries
        .iter()
        .filter_map(|entry| entry.id.as_u64())
        .collect()
}

#[tokio::test]
async fn a_stream_gives_every_entry_of_every_page_in_order() {
    let server = replying([
        page_of(1, 3, &[9, 2]),
        // One page more than before, and an entry that moved here from the first.
        page_of(2, 4, &[2, 7]),
        page_of(3, 4, &[]),
        page_of(4, 4, &[1]),
    ]);
    let request = client(&server)
        .get_time_entries()
        .workspace_id(3)
        .uninvoiced();
    let entries = request.stream().all().await.unwrap();
    assert_eq!(numbers(&entries), [9, 2, 7, 1]);
    for number in 1..=4 {
        let query = format!("workspace_id=3&uninvoiced=true&per_page=200&page={number}");
        assert_eq!(server.request().query(), query);
    }
    assert!(server.is_untouched());
}

#[tokio::test]
async fn pages_come_whole_with_what_was_loaded_beside() {
    let server = replying([page_of(1, 2, &[9]), page_of(2, 2, &[7])]);
    let request = client(&server)
        .get_time_entries()
        .include([Include::User])
        .per_page(1);
    let mut pages = request.pages();
    let mut seen = Vec::new();
    while let Some(page) = pages.next().await {
        let page: TimeEntryPage = page.unwrap();
        for entry in page.time_entries() {
            let user = page.user(entry).unwrap().unwrap();
            seen.push((entry.id.clone(), user.full_name.clone()));
        }
    }
    let ada = Some("Ada".to_owned());
    assert_eq!(seen, [(Id::from(9), ada.clone()), (Id::from(7), ada)]);
    assert_eq!(server.request().query(), "include=user&per_page=1&page=1");
    assert_eq!(server.request().query(), "include=user&per_page=1&page=2");
}

#[tokio::test]
async fn a_page_that_fails_comes_after_what_was_before_it_and_can_be_asked_for_again() {
    let server = replying([
        page_of(1, 2, &[9]),
        response("503 Service Unavailable", "", "busy"),
        page_of(2, 2, &[9, 7]),
    ]);
    let mut entries = client(&server).get_time_entries().stream();
    assert_eq!(entries.next().await.unwrap().unwrap().id, Id::from(9));
    let error = entries.next().await.unwrap().unwrap_err();
    assert_eq!(error.page, 2);
    assert_eq!(
        error.to_string(),
        "page 2: GET /time_entries (get-time-entries): 503 Service Unavailable: busy"
    );
    assert!(matches!(Error::from(error), Error::Status { .. }));
    assert!(entries.next().await.is_none());
    entries.resume();
    // 9 was given before.
    assert_eq!(entries.next().await.unwrap().unwrap().id, Id::from(7));
    assert!(entries.next().await.is_none());
}

#[tokio::test]
async fn a_list_without_entries_has_one_page() {
    let server = replying([page_of(1, 0, &[])]);
    let request = client(&server).get_time_entries();
    assert_eq!(request.stream().all().await.unwrap(), []);
    assert_eq!(server.request().query(), "per_page=200&page=1");
    assert!(server.is_untouched());
}

#[tokio::test]
async fn a_long_list_is_created_in_chunks_and_each_reports_for_itself() {
    let refused = r#"{"errors":[{"type":"validation","message":"No such project.","field":"workspace_id","index":2},{"type":"validation","message":"Locked."}]}"#;
    let ids: Vec<u32> = (1..=100).collect();
    let server = replying([
        page_of(1, 1, &ids),
        response("422 Unprocessable Entity", "x-request-id: r-2\r\n", refused),
        String::new(),
        // One entry less than were sent.
        page_of(1, 1, &ids[..9]),
    ]);
    let day = date(2026, 11, 24);
    let entries = (0..310).map(|minutes| NewTimeEntry::new(7, day, minutes));
    let chunks = client(&server).create_time_entries(entries).chunks();
    let chunks = chunks.concurrency(1).all().await;

    let ranges: Vec<_> = chunks.iter().map(|chunk| chunk.items.clone()).collect();
    assert_eq!(ranges, [0..100, 100..200, 200..300, 300..310]);
    let outcomes: Vec<_> = chunks
        .iter()
        .map(generated_client::Chunk::outcome)
        .collect();
    use Outcome::{Applied, NotApplied, Unknown};
    assert_eq!(outcomes, [Applied, NotApplied, Unknown, Unknown]);

    let created = chunks[0].result.as_ref().unwrap();
    assert_eq!(created.request_id(), Some("r-1"));
    let created: Vec<_> = created
        .value
        .time_entries()
        .map(|entry| &entry.id)
        .collect();
    assert_eq!(created.len(), 100);
    assert_eq!(created[99], &Id::from(100));

    let refusals: Vec<_> = chunks[1]
        .refusals()
        .map(|refusal| (refusal.item, refusal.reason.message.as_str()))
        .collect();
    assert_eq!(
        refusals,
        [(Some(102), "No such project."), (None, "Locked.")]
    );
    assert_eq!(chunks[2].refusals().count(), 0);

    let error = chunks[3].result.as_ref().unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /time_entries (create-time-entry): 200 OK (request id r-1): \
         not the documented response: the response has 9 of the 10 items that were sent"
    );
    let bodies: Vec<_> = (0..4).map(|_| server.request().body).collect();
    let minutes = |body: &str| body.matches("time_in_minutes").count();
    assert_eq!(
        bodies.iter().map(|body| minutes(body)).collect::<Vec<_>>(),
        [100, 100, 100, 10]
    );
    assert!(bodies[3].starts_with(
        r#"{"time_entries":[{"workspace_id":7,"date_performed":"2026-11-24","time_in_minutes":300},"#
    ));
}

#[tokio::test]
async fn a_long_list_is_deleted_in_chunks() {
    let server = Server::repeating(4, NO_CONTENT);
    let client = client(&server);
    let by_query = client.delete_time_entries(1..=150_u32).chunks();
    let by_body = client.delete_time_entries_by_body(1..=150_u32).chunks();
    for chunks in [by_query, by_body] {
        let chunks = chunks.concurrency(1).all().await;
        assert!(chunks.iter().all(|chunk| chunk.result.is_ok()));
        assert_eq!(chunks.len(), 2);
    }
    let list = |range: std::ops::RangeInclusive<u32>| {
        let ids: Vec<_> = range.map(|id| id.to_string()).collect();
        ids.join(",")
    };
    let query = |ids: String| format!("DELETE /api/v1/time_entries?ids={ids} HTTP/1.1");
    assert_eq!(server.request().line, query(list(1..=100)));
    assert_eq!(server.request().line, query(list(101..=150)));
    let body = |ids: String| format!(r#"{{"ids":"{ids}"}}"#);
    assert_eq!(server.request().body, body(list(1..=100)));
    assert_eq!(server.request().body, body(list(101..=150)));
}

#[tokio::test]
async fn no_item_is_sent_if_one_cannot_be_sent() {
    let server = Server::repeating(2, NO_CONTENT);
    let ids = (1..=150).map(Id::from).chain([Id::from("x")]);
    let chunks = client(&server).delete_time_entries(ids).chunks();
    let chunks = chunks.all().await;
    assert_eq!(chunks.len(), 1);
    assert!(matches!(chunks[0].result, Err(Error::Invalid(_))));
    assert!(server.is_untouched());

    let none: [Id; 0] = [];
    let chunks = client(&server).delete_time_entries(none).chunks();
    assert_eq!(chunks.all().await.len(), 0);
}

#[tokio::test]
async fn metadata_comes_with_the_value() {
    let unavailable = response("503 Service Unavailable", "", "");
    let server = replying([unavailable.clone(), page_of(1, 1, &[9])]);
    let request = client(&server).get_time_entries();
    let retry = Retry::default().first_wait(std::time::Duration::ZERO);
    let response = request
        .with_retry(retry)
        .send_with_metadata()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.request_id(), Some("r-1"));
    assert_eq!(
        response.headers()["content-type"],
        "application/json; charset=utf-8"
    );
    assert_eq!(response.attempts(), 2);
    assert_eq!(response.value.count, 9);

    let server = replying([unavailable]);
    let raw = client(&server).get_time_entry(7).send_raw().await.unwrap();
    assert_eq!(raw.status(), 503);
    assert_eq!(raw.attempts(), 1);
    assert!(raw.json::<TimeEntryPage>().is_err());
}

#[test]
fn the_same_calls_without_async() {
    use generated_client::blocking::{Wait, WaitEach};

    let server = replying([
        page_of(1, 1, &[4]),
        page_of(1, 2, &[9]),
        page_of(2, 2, &[7]),
        NO_CONTENT.to_owned(),
    ]);
    let client = client(&server);
    let page = client.get_time_entry(4).send().wait().unwrap();
    assert_eq!(page.count, 9);
    let entries = client.get_time_entries().stream().wait_each();
    let entries: Result<Vec<_>, _> = entries.collect();
    assert_eq!(numbers(&entries.unwrap()), [9, 7]);
    let chunks = client.delete_time_entries([4]).chunks().wait_each();
    assert!(chunks.map(|chunk| chunk.result.is_ok()).eq([true]));
}

#[tokio::test]
async fn waiting_does_no_harm_where_it_should_not_be_done() {
    use generated_client::blocking::Wait;

    let server = replying([page_of(1, 1, &[4])]);
    let page = client(&server).get_time_entry(4).send().wait().unwrap();
    assert_eq!(page.count, 9);
}
