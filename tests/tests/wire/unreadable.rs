//! Objects that cannot be read: one beside the entries costs that object, and an entry costs that entry.

use generated_client::{
    Call, Client, Entries, Error, Id, Outcome, Unreadable, date,
    filters::Include,
    models::{ErrorBody, NewTimeEntry, TimeEntry, TimeEntryPage},
};
use test_server::{Reply, Server, json_response, response};

use crate::client::client;

const META: &str = r#""count":2,"meta":{"count":2,"page_count":1,"page_number":1,"page_size":20}"#;

/// A page with two entries, and with these collections besides.
fn page_with(more: &str) -> String {
    format!(
        r#"{{{META},"results":[{{"key":"time_entries","id":"1"}},{{"key":"time_entries","id":"2"}}],
        "time_entries":{{"1":{{"id":"1","workspace_id":"11","story_id":"71","external_reference_ids":["5","6"]}},
        "2":{{"id":"2","workspace_id":"12","story_id":"71","external_reference_ids":["7"]}}}}{more}}}"#
    )
}

async fn list(body: &str) -> Result<TimeEntryPage, Error> {
    let server = Server::sending(json_response(body));
    let request = client(&server).get_time_entries();
    request.include([Include::Workspace]).send().await
}

fn shown<'p>(unreadable: impl Iterator<Item = &'p Unreadable>) -> Vec<String> {
    unreadable.map(Unreadable::to_string).collect()
}

#[tokio::test]
async fn an_object_beside_the_entries_costs_that_object() {
    let page = list(&page_with(
        r#","workspaces":{"11":{"id":"11","due_date":5},"12":{"id":"12","title":"Intranet"}},
        "stories":{"71":{"id":"71","title":"Review"}}"#,
    ))
    .await
    .unwrap();
    let [first, second] = page.time_entries().collect::<Vec<_>>()[..] else {
        panic!("two entries")
    };
    let error = page.workspace(first).unwrap_err();
    assert_eq!(error.path(), "workspaces.11.due_date");
    assert_eq!(
        error.reason(),
        "invalid type: integer `5`, expected a string"
    );
    assert_eq!(shown(page.unreadable()), [error.to_string()]);
    let workspace = page.workspace(second).unwrap().unwrap();
    assert_eq!(workspace.title.as_deref(), Some("Intranet"));
    for entry in [first, second] {
        let story = page.story(entry).unwrap().unwrap();
        assert_eq!(story.title.as_deref(), Some("Review"));
        assert_eq!(page.user(entry), Ok(None));
    }
    assert_eq!(page.clone(), page);
    let written = serde_json::to_value(&page).unwrap();
    assert_eq!(written["workspaces"].as_object().unwrap().len(), 1);
    assert_eq!(written.get("unreadable"), None);
}

#[tokio::test]
async fn objects_that_cannot_be_read_wherever_they_stand() {
    let good = r#"{"id":"9"}"#;
    for (objects, readable, unreadable) in [
        (r#""11":5"#.to_owned(), 0, &["11"][..]),
        (r#""11":5,"12":5"#.to_owned(), 0, &["11", "12"]),
        (format!(r#""11":5,"12":{good}"#), 1, &["11"]),
        (format!(r#""11":{good},"12":[]"#), 1, &["12"]),
        (
            format!("\"11\":{good} ,\r\n\"12\"\n: null\n,\"13\":{good}"),
            2,
            &["12"],
        ),
        (
            format!(r#""11":{good},"12":"","13":true,"14":{good}"#),
            2,
            &["12", "13"],
        ),
        (
            r#""11":{},"12":{"id":""},"13":{"id":"13","title":5,"x":[{"}":"]"}]}"#.to_owned(),
            0,
            &["11", "12", "13"],
        ),
        // No type can hold these, and they are valid JSON.
        (
            r#""11":{"id":"11","title":"\ud83d"},"12":{"id":"12","x":1e999}"#.to_owned(),
            0,
            &["11", "12"],
        ),
        (r#""":{"id":"1"}"#.to_owned(), 0, &[""]),
        (r#""a.b":{},"x\ny":5"#.to_owned(), 0, &["a.b", "x\\ny"]),
    ] {
        for body in [
            page_with(&format!(r#","workspaces":{{{objects}}}"#)),
            page_with(&format!(
                r#","workspaces": {{ {objects} }} ,"users":{{"1":{good}}}"#
            )),
        ] {
            let page = list(&body).await.unwrap();
            assert_eq!(page.time_entries().count(), 2, "{objects}");
            assert_eq!(page.workspaces_by_id.len(), readable, "{objects}");
            let paths: Vec<&str> = page.unreadable().map(Unreadable::path).collect();
            assert_eq!(paths.len(), unreadable.len(), "{objects}: {paths:?}");
            for (path, key) in paths.iter().zip(unreadable) {
                assert!(
                    path.starts_with(&format!("workspaces.{key}")),
                    "{objects}: {path}"
                );
            }
        }
    }
}

#[tokio::test]
async fn each_reference_of_a_list_is_an_object_or_an_error() {
    let page = list(&page_with(
        r#","external_references":{"5":{"id":"5","locked":"yes"},"6":{"id":"6","service_name":"jira"}}"#,
    ))
    .await
    .unwrap();
    let [first, second] = page.time_entries().collect::<Vec<_>>()[..] else {
        panic!("two entries")
    };
    let references: Vec<_> = page.external_references(first).collect();
    assert_eq!(references.len(), 2);
    assert_eq!(
        references[0].as_ref().unwrap_err().path(),
        "external_references.5.locked"
    );
    let name = &references[1].as_ref().unwrap().service_name;
    assert_eq!(name.as_deref(), Some("jira"));
    assert_eq!(page.external_references(second).count(), 0);
}

#[tokio::test]
async fn what_is_wrong_besides_is_an_error_of_the_response() {
    for (body, message) in [
        // The place is that in the body as it arrived.
        (
            page_with(r#","users":{"1":5}"#).replace(r#""story_id":"71""#, r#""story_id":true"#),
            "time_entries.1.story_id: invalid type: boolean `true`",
        ),
        (
            page_with(r#","users":{"1":5},"roles":[]"#),
            "roles: invalid type: sequence, expected a map at line 3",
        ),
        (
            page_with(r#","users":{"1":5},"users":{}"#),
            "users: duplicate field `users`",
        ),
        // One of the two would be lost.
        (
            page_with(r#","users":{"1":5,"1":{"id":"1"}}"#),
            "users.1: invalid type: integer `5`",
        ),
        (
            page_with(r#","users":{"1":{"id":"1"},"\u0031":5}"#),
            "users.1: invalid type: integer `5`",
        ),
        (
            page_with(r#","users":{"1":5,"1":5}"#),
            "users.1: invalid type: integer `5`",
        ),
        (
            page_with(r#","users":{"1":5,"2":}"#),
            "users.1: invalid type: integer `5`",
        ),
        (
            page_with(r#","users":{"1":5}"#).replace(r#""id":"2","#, ""),
            "time_entries.2: missing field `id`",
        ),
        (
            page_with(r#","users":{"1":5}"#).replace(r#""id":"2"}]"#, r#""id":"3"}]"#),
            "results[1] refers to time_entries 3, which the response does not contain",
        ),
    ] {
        let error = list(&body).await.unwrap_err();
        assert!(matches!(error, Error::Decode { .. }), "{error:?}");
        assert!(error.to_string().contains(message), "{message}: {error}");
    }
}

#[tokio::test]
async fn a_write_whose_response_has_such_an_object_is_applied() {
    let body = format!(
        r#"{{{META},"results":[{{"key":"time_entries","id":"1"}}],"time_entries":{{"1":{{"id":"1"}}}},"users":{{"1":null}}}}"#
    );
    let server = Server::sending(json_response(&body));
    let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
    let created = client(&server)
        .create_time_entry(entry)
        .send_with_metadata()
        .await
        .unwrap();
    assert_eq!(created.raw.outcome(), Outcome::Applied);
    assert_eq!(created.value.unreadable().count(), 1);
}

#[tokio::test]
async fn a_page_that_a_caller_makes_has_what_the_caller_puts_in() {
    let mut page = list(&page_with(r#","workspaces":{"11":5}"#)).await.unwrap();
    let replaced: TimeEntryPage =
        serde_json::from_str(&page_with(r#","workspaces":{"11":{"id":"11"}}"#)).unwrap();
    assert_ne!(page, replaced);
    page.workspaces_by_id = replaced.workspaces_by_id;
    let first = page.time_entries().next().unwrap();
    assert_eq!(page.workspace(first).unwrap().unwrap().id, Id::from(11));

    let made = TimeEntryPage::new(0);
    assert_eq!(made.unreadable().count(), 0);
    assert_eq!((made.count, made.time_entries().count()), (0, 0));
}

#[tokio::test]
async fn a_secret_that_the_server_repeats_is_redacted() {
    let token = "s3cret-t0ken";
    let body = page_with(&format!(
        r#","workspaces":{{"11":{{"id":"11","due_date":"{token}"}},"{token}":5}}"#
    ));
    let server = Server::sending(json_response(&body));
    let builder = Client::builder(token).base_url(server.base_url());
    let page = builder
        .build()
        .unwrap()
        .get_time_entries()
        .send()
        .await
        .unwrap();
    let all = shown(page.unreadable()).concat();
    assert!(
        all.contains("[redacted]") && !all.contains("s3cret"),
        "{all}"
    );
    let debug = format!("{:?}", page.unreadable().collect::<Vec<_>>());
    assert!(!debug.contains("s3cret"), "{debug}");
}

#[tokio::test]
async fn any_number_of_objects_takes_a_bounded_memory_for_reasons() {
    let objects: Vec<String> = (0..100_000)
        .map(|id| {
            format!(
                r#""{id}":{{"id":"{id}","due_date":{{"x":[{}]}}}}"#,
                "1,".repeat(20) + "1"
            )
        })
        .collect();
    let body = page_with(&format!(r#","workspaces":{{{}}}"#, objects.join(",")));
    let page = list(&body).await.unwrap();
    assert_eq!(page.unreadable().count(), 100_000);
    let reasons = page.unreadable().map(Unreadable::reason);
    let kept = reasons
        .filter(|reason| reason.starts_with("invalid type: map"))
        .count();
    assert_eq!(kept, 1000);
    let last = page.unreadable().last().unwrap();
    assert_eq!(
        last.to_string(),
        "workspaces.99999: not as documented; only the reasons of the first objects are kept"
    );
}

/// A page of a list of two pages, with an entry for each id. The one with the id 0 cannot be read.
fn page_of(number: u64, ids: &[u64]) -> String {
    let results: Vec<String> = (ids.iter())
        .map(|id| format!(r#"{{"key":"time_entries","id":{id}}}"#))
        .collect();
    let entries: Vec<String> = (ids.iter())
        .map(|id| match id {
            0 => r#""0":{"id":0,"time_in_minutes":"much"}"#.to_owned(),
            id => format!(r#""{id}":{{"id":{id}}}"#),
        })
        .collect();
    json_response(&format!(
        r#"{{"count":9,"meta":{{"count":9,"page_count":2,"page_number":{number},"page_size":9}},"results":[{}],"time_entries":{{{}}}}}"#,
        results.join(","),
        entries.join(",")
    ))
}

fn replying(replies: impl IntoIterator<Item = String>) -> Server {
    Server::replying(
        replies
            .into_iter()
            .map(|reply| Reply::Send(reply.into()))
            .collect::<Vec<_>>(),
    )
}

/// Reads a stream to its end: ids, and paths of errors, after which it goes on as told.
async fn read(
    mut entries: Entries<TimeEntryPage, ErrorBody>,
    go_on: fn(&mut Entries<TimeEntryPage, ErrorBody>),
) -> Vec<String> {
    let mut read = Vec::new();
    loop {
        match entries.next().await {
            Some(Ok(TimeEntry { id, .. })) => read.push(id.to_string()),
            Some(Err(error)) => {
                read.push(match &error.error {
                    Error::Decode { error, .. } => error.path().unwrap_or("none").to_owned(),
                    error => error.status().unwrap().to_string(),
                });
                assert!(entries.next().await.is_none());
                go_on(&mut entries);
            }
            None => return read,
        }
        assert!(read.len() < 20, "{read:?}");
    }
}

const BAD: &str = "time_entries.0.time_in_minutes";

#[tokio::test]
async fn a_bad_entry_is_an_error_in_its_place_and_the_stream_can_go_on_behind_it() {
    for pages in [1, 4] {
        let server = replying([page_of(1, &[1, 0, 2]), page_of(2, &[3])]);
        let entries = client(&server)
            .get_time_entries()
            .stream()
            .concurrency(pages);
        assert_eq!(read(entries, Entries::skip).await, ["1", BAD, "2", "3"]);
        assert_eq!(server.requests(2).len(), 2);
    }
    // The whole message.
    let server = replying([page_of(1, &[0])]);
    let mut entries = client(&server).get_time_entries().stream();
    let error = entries.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "page 1: GET /time_entries (get-time-entries): 200 OK (request id r-1): not the documented response: \
         time_entries.0.time_in_minutes: invalid type: string \"much\", expected i32"
    );
    assert_eq!(error.page, 1);
}

#[tokio::test]
async fn after_resume_the_page_is_requested_again_and_no_entry_is_returned_twice() {
    // The entry is bad twice, and then it is another one.
    {
        let server = replying([
            page_of(1, &[1, 0, 2]),
            page_of(1, &[1, 0, 2]),
            page_of(1, &[1, 4, 2]),
            page_of(2, &[2, 3]),
        ]);
        let entries = client(&server).get_time_entries().stream();
        assert_eq!(
            read(entries, Entries::resume).await,
            ["1", BAD, BAD, "4", "2", "3"]
        );
        let sent = server
            .requests(4)
            .iter()
            .map(|request| request.target().contains("&page=2"))
            .collect::<Vec<_>>();
        assert_eq!(sent, [false, false, false, true]);
    }
}

#[tokio::test]
async fn a_bad_entry_on_the_last_page_can_be_requested_again() {
    let server = replying([page_of(1, &[1]), page_of(2, &[2, 0]), page_of(2, &[2, 5])]);
    let entries = client(&server).get_time_entries().stream();
    assert_eq!(read(entries, Entries::resume).await, ["1", "2", BAD, "5"]);
    let server = replying([page_of(1, &[1]), page_of(2, &[0])]);
    let entries = client(&server).get_time_entries().stream();
    assert_eq!(read(entries, Entries::skip).await, ["1", BAD]);
}

#[tokio::test]
async fn an_entry_that_is_not_there_is_an_error_in_its_place() {
    let page = page_of(1, &[1, 7, 2]).replace(r#""7":{"id":7}"#, r#""8":{"id":8}"#);
    let server = replying([page.clone(), page_of(2, &[3])]);
    let entries = client(&server).get_time_entries().stream();
    assert_eq!(
        read(entries, Entries::skip).await,
        ["1", "results[1]", "2", "3"]
    );
    // It is an error of the page otherwise.
    let server = replying([page]);
    client(&server).get_time_entries().send().await.unwrap_err();
}

#[tokio::test]
async fn a_page_as_a_whole_can_be_skipped() {
    let bad = || response("400 Bad Request", "", "");
    let server = replying([page_of(1, &[1]), bad()]);
    let entries = client(&server).get_time_entries().stream();
    assert_eq!(read(entries, Entries::skip).await, ["1", "400 Bad Request"]);

    let server = replying([bad(), page_of(2, &[2])]);
    let entries = client(&server).get_time_entries().stream();
    assert_eq!(read(entries, Entries::skip).await, ["400 Bad Request", "2"]);

    let server = replying([bad(), page_of(2, &[2])]);
    let mut pages = client(&server).get_time_entries().pages();
    pages.next().await.unwrap().unwrap_err();
    pages.skip();
    assert_eq!(pages.next().await.unwrap().unwrap().results.len(), 1);
    assert!(pages.next().await.is_none());
    pages.skip();
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_list_of_unknown_length_is_not_skipped_without_an_end() {
    let server = replying((0..9).map(|_| response("400 Bad Request", "", "")));
    let entries = client(&server).get_time_entries().stream();
    assert_eq!(read(entries, Entries::skip).await, ["400 Bad Request"; 4]);
    assert_eq!(server.requests(4).len(), 4);
}

#[tokio::test]
async fn a_page_in_a_stream_of_pages_is_an_error_as_a_whole() {
    let server = replying([page_of(1, &[1, 0]), page_of(2, &[3])]);
    let mut pages = client(&server).get_time_entries().pages();
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains(BAD), "{error}");
    pages.skip();
    assert_eq!(
        pages.next().await.unwrap().unwrap().time_entries().count(),
        1
    );
}
