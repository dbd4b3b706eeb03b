//! A request is a value: it can be built, stored, cloned, looked at, and sent from anywhere.

use std::collections::BTreeMap;

use generated_client::{
    Call, Client, Id, date,
    endpoints::{CreateTimeEntry, GetTimeEntries, UpdateTimeEntry},
    filters::Include,
    models::{NewTimeEntry, TimeEntryUpdate},
};
use test_server::{Reply, Server};

use crate::{
    client::{client, empty_page, offline},
    paging::page_of,
};

/// Requests that wait to be sent.
struct Outbox {
    list: GetTimeEntries,
    create: Option<CreateTimeEntry>,
    updates: BTreeMap<Id, UpdateTimeEntry>,
}

#[tokio::test]
async fn requests_can_be_stored_and_sent_later() {
    let responses = [empty_page(), page_of(1, 1, &[1]), page_of(1, 1, &[9])];
    let server = Server::replying(responses.map(|response| Reply::Send(response.into())));
    let outbox = {
        // The client itself is not needed any more.
        let client = client(&server);
        let update = TimeEntryUpdate::default().billable(true);
        let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
        Outbox {
            list: client.get_time_entries().uninvoiced(),
            create: Some(client.create_time_entry(entry)),
            updates: BTreeMap::from([(Id::from(9), client.update_time_entry(9, update))]),
        }
    };
    outbox.list.send().await.unwrap();
    outbox.create.unwrap().send().await.unwrap();
    for request in outbox.updates.into_values() {
        request.send().await.unwrap();
    }
    let lines = [0; 3].map(|_| server.request().line);
    assert_eq!(
        lines,
        [
            "GET /api/v1/time_entries?uninvoiced=true HTTP/1.1",
            "POST /api/v1/time_entries HTTP/1.1",
            "PUT /api/v1/time_entries/9 HTTP/1.1",
        ]
    );
}

#[tokio::test]
async fn a_clone_is_a_request_of_its_own() {
    let server = Server::repeating(3, &empty_page());
    let first = client(&server).get_time_entries().per_page(5).page(1);
    let second = first.clone().page(2);
    let again = first.clone();
    for request in [first, second, again] {
        request.send().await.unwrap();
    }
    let queries = [0; 3].map(|_| server.request().query().to_owned());
    let first = "per_page=5&page=1";
    assert_eq!(queries, [first, "per_page=5&page=2", first]);
}

#[tokio::test]
async fn a_cloned_request_with_a_body_sends_the_same_body() {
    let server = Server::repeating(2, &page_of(1, 1, &[1]));
    let entry = NewTimeEntry::new(7, date(2026, 11, 24), 90);
    let request = client(&server).create_time_entry(entry);
    request.clone().send().await.unwrap();
    request.send().await.unwrap();
    assert_eq!(server.request(), server.request());
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_can_be_sent_from_other_tasks_and_threads() {
    let server = Server::repeating(3, &empty_page());
    let client = client(&server);
    let mut tasks = Vec::new();
    for page in 1..=2 {
        // The client moves, or the request does.
        let client = client.clone();
        tasks.push(tokio::spawn(async move {
            client.get_time_entries().page(page).send().await
        }));
    }
    tasks.push(tokio::spawn(client.get_time_entries().page(3).send()));
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let mut queries = [0; 3].map(|_| server.request().query().to_owned());
    queries.sort();
    assert_eq!(queries, ["page=1", "page=2", "page=3"]);
}

#[test]
fn clients_and_requests_can_be_shared_between_threads() {
    fn shareable<T: Send + Sync + 'static>() {}
    fn sendable(_: &(impl Send + 'static)) {}

    shareable::<Client>();
    shareable::<GetTimeEntries>();
    shareable::<generated_client::Error>();
    shareable::<generated_client::ConfigError>();
    shareable::<generated_client::models::TimeEntryPage>();
    sendable(&offline().get_time_entries().send());
    sendable(&offline().delete_time_entry(7).send());
}

#[test]
fn a_request_can_be_looked_at() {
    let request = offline()
        .get_time_entries()
        .workspace_ids([7, 8])
        .include([Include::Story])
        .external_reference_service_name("a b");
    let request = request.request();
    assert_eq!(request.method(), "GET");
    assert_eq!(request.operation().id, "get-time-entries");
    assert_eq!(
        request.url().unwrap(),
        "https://api.mavenlink.com/api/v1/time_entries\
         ?workspace_ids=7,8&include=story&external_reference_service_name=a%20b"
    );
    let pairs: Vec<_> = request
        .query_pairs()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    assert_eq!(
        pairs,
        [
            "workspace_ids: 7,8",
            "include: story",
            "external_reference_service_name: a b"
        ]
    );
    assert_eq!(request.body(), None);
    assert_eq!(request.problem(), None);
    assert_eq!(request.headers().len(), 4);

    let update = offline().update_time_entry(7, TimeEntryUpdate::default().clear_notes());
    let request = update.request();
    assert_eq!(request.method(), "PUT");
    assert_eq!(
        request.body(),
        Some(&br#"{"time_entry":{"notes":null}}"#[..])
    );
    assert_eq!(request.headers()["content-type"], "application/json");
}

#[test]
fn debug_shows_what_will_be_sent() {
    let request = offline().get_time_entries().page(2);
    let debug = format!("{request:?}");
    for part in [
        "GET /time_entries (get-time-entries)",
        "https://api.mavenlink.com/api/v1",
        "page=2",
    ] {
        assert!(debug.contains(part), "{debug}");
    }
    let refused = offline().get_time_entries().page(0);
    let debug = format!("{refused:?}");
    assert!(
        debug.contains("query parameter `page`: 0 given, allowed: at least 1"),
        "{debug}"
    );
}

#[test]
fn clients_with_other_settings_are_different_and_clones_are_the_same() {
    let client = offline();
    assert_eq!(format!("{client:?}"), format!("{:?}", client.clone()));
}
