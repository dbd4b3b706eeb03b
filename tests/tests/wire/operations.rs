//! The exact request of every operation: method, path, query, all headers, body.

use std::collections::{BTreeMap, BTreeSet};

use generated_client::{
    Call, Client, Date, date,
    filters::{Include, OptionalField},
    models::{NewTimeEntry, TimeEntryUpdate},
};
use test_server::{NO_CONTENT, Server};

use crate::{
    client::{bodiless, client, empty_page, offline, with_body},
    paging::page_of,
    spec,
};

const DAY: Date = date(2026, 11, 24);

fn entry() -> NewTimeEntry {
    NewTimeEntry::new(7, DAY, 90)
}

#[tokio::test]
async fn get_time_entries() {
    let server = Server::sending(empty_page());
    client(&server).get_time_entries().send().await.unwrap();
    let expected = bodiless(&server, "GET /api/v1/time_entries");
    assert_eq!(server.request(), expected);
}

#[tokio::test]
async fn create_time_entry() {
    let server = Server::sending(page_of(1, 1, &[1]));
    client(&server)
        .create_time_entry(entry())
        .include([Include::Story, Include::User])
        .optional_fields([OptionalField::UserCanEdit])
        .send()
        .await
        .unwrap();
    let expected = with_body(
        &server,
        "POST /api/v1/time_entries?include=story,user&optional_fields=user_can_edit",
        r#"{"time_entry":{"workspace_id":7,"date_performed":"2026-11-24","time_in_minutes":90}}"#,
    );
    assert_eq!(server.request(), expected);
}

#[tokio::test]
async fn create_time_entries() {
    let server = Server::sending(page_of(1, 1, &[1, 2]));
    client(&server)
        .create_time_entries([entry(), NewTimeEntry::new("8", DAY, 15)])
        .include([Include::Role])
        .optional_fields([OptionalField::LocationId])
        .send()
        .await
        .unwrap();
    let expected = with_body(
        &server,
        "POST /api/v1/time_entries?include=role&optional_fields=location_id",
        concat!(
            r#"{"time_entries":["#,
            r#"{"workspace_id":7,"date_performed":"2026-11-24","time_in_minutes":90},"#,
            r#"{"workspace_id":8,"date_performed":"2026-11-24","time_in_minutes":15}]}"#,
        ),
    );
    assert_eq!(server.request(), expected);
}

#[tokio::test]
async fn delete_time_entries() {
    let server = Server::sending(NO_CONTENT);
    let () = client(&server)
        .delete_time_entries(["3", "1", "2"])
        .send()
        .await
        .unwrap();
    let expected = bodiless(&server, "DELETE /api/v1/time_entries?ids=3,1,2");
    assert_eq!(server.request(), expected);
}

#[tokio::test]
async fn delete_time_entries_by_body() {
    let server = Server::sending(NO_CONTENT);
    let () = client(&server)
        .delete_time_entries_by_body([3, 1, 2])
        .send()
        .await
        .unwrap();
    let expected = with_body(&server, "DELETE /api/v1/time_entries", r#"{"ids":"3,1,2"}"#);
    assert_eq!(server.request(), expected);
}

#[tokio::test]
async fn get_time_entry() {
    let server = Server::sending(page_of(1, 1, &[123]));
    client(&server)
        .get_time_entry("123")
        .include([Include::Workspace])
        .optional_fields([OptionalField::LocationId, OptionalField::UserCanEdit])
        .send()
        .await
        .unwrap();
    let expected = bodiless(
        &server,
        "GET /api/v1/time_entries/123?include=workspace&optional_fields=location_id,user_can_edit",
    );
    assert_eq!(server.request(), expected);
}

#[tokio::test]
async fn update_time_entry() {
    let server = Server::sending(page_of(1, 1, &[123]));
    client(&server)
        .update_time_entry(123, TimeEntryUpdate::default().clear_story_id())
        .include([Include::Invoice])
        .optional_fields([OptionalField::UserCanEdit])
        .send()
        .await
        .unwrap();
    let expected = with_body(
        &server,
        "PUT /api/v1/time_entries/123?include=invoice&optional_fields=user_can_edit",
        r#"{"time_entry":{"story_id":null}}"#,
    );
    assert_eq!(server.request(), expected);
}

#[tokio::test]
async fn delete_time_entry() {
    let server = Server::sending(NO_CONTENT);
    let () = client(&server).delete_time_entry(123).send().await.unwrap();
    let expected = bodiless(&server, "DELETE /api/v1/time_entries/123");
    assert_eq!(server.request(), expected);
}

#[tokio::test]
async fn with_query_adds_and_with_header_replaces() {
    let server = Server::sending(empty_page());
    client(&server)
        .get_time_entries()
        .page(1)
        .with_query("page", 2)
        .with_query("new filter", "a&b")
        .with_header("X-Trace", "1")
        .with_header("x-trace", "2")
        .with_header("Accept", "application/vnd.kantata+json")
        .send()
        .await
        .unwrap();
    let mut expected = bodiless(
        &server,
        "GET /api/v1/time_entries?page=1&page=2&new%20filter=a%26b",
    );
    expected.headers[1] = "accept: application/vnd.kantata+json".to_owned();
    expected.headers.push("x-trace: 2".to_owned());
    assert_eq!(server.request(), expected);
}

#[tokio::test]
async fn a_header_of_a_request_with_a_body() {
    let server = Server::sending(page_of(1, 1, &[1]));
    client(&server)
        .create_time_entry(entry())
        .with_query("dry_run", true)
        .with_header("Content-Type", "application/json; charset=utf-8")
        .send()
        .await
        .unwrap();
    let request = server.request();
    assert_eq!(request.query(), "dry_run=true");
    assert_eq!(
        request.header("content-type"),
        ["application/json; charset=utf-8"]
    );
}

/// One request of each function, with every parameter but the filters of the list.
fn all(client: &Client) -> Vec<runtime::Request> {
    let include = [Include::Story];
    let fields = [OptionalField::LocationId];
    vec![
        client.get_time_entries().request().clone(),
        client
            .create_time_entry(entry())
            .include(include)
            .optional_fields(fields)
            .request()
            .clone(),
        client
            .create_time_entries([entry()])
            .include(include)
            .optional_fields(fields)
            .request()
            .clone(),
        client.delete_time_entries([1]).request().clone(),
        client.delete_time_entries_by_body([1]).request().clone(),
        client
            .get_time_entry(1)
            .from_archived_workspaces(true)
            .include(include)
            .optional_fields(fields)
            .request()
            .clone(),
        client
            .update_time_entry(1, TimeEntryUpdate::default())
            .include(include)
            .optional_fields(fields)
            .request()
            .clone(),
        client.delete_time_entry(1).request().clone(),
    ]
}

#[test]
fn every_operation_of_the_document_is_tested_here_with_all_of_its_parameters() {
    let mut tested: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for request in all(&offline()) {
        let names = request.query_pairs().map(|(name, _)| name.to_owned());
        tested
            .entry(request.operation().id)
            .or_default()
            .extend(names);
    }
    let ids: BTreeSet<_> = tested.keys().copied().collect();
    assert_eq!(ids, spec::operations());
    // The parameters of the list have a file of their own.
    tested.remove("get-time-entries");
    for (id, names) in tested {
        let names: BTreeSet<_> = names.iter().map(String::as_str).collect();
        assert_eq!(names, spec::parameters(id, "query"), "{id}");
    }
}

#[test]
fn every_call_of_the_document_is_a_function() {
    let calls: usize = spec::operations()
        .iter()
        .map(|id| {
            spec::operation(id)["x-calls"]
                .as_array()
                .map_or(1, Vec::len)
        })
        .sum();
    assert_eq!(all(&offline()).len(), calls);
}
