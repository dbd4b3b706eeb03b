//! The bodies of requests, byte by byte.

use std::collections::BTreeSet;

use generated_client::{
    Call, Date, Error, Id, Patch, date,
    filters::IntegrationStatus,
    models::{NewExternalReference, NewTimeEntry, TimeEntryUpdate},
};
use serde_json::Value;
use test_server::Server;

use crate::{
    client::{client, empty_page, offline},
    paging::page_of,
    spec,
};

const DAY: Date = date(2026, 11, 24);

/// The body of a new entry as it is sent.
async fn sent_new(entry: NewTimeEntry) -> String {
    let server = Server::sending(page_of(1, 1, &[1]));
    let request = client(&server).create_time_entry(entry);
    request.send().await.unwrap();
    server.request().body
}

/// The body of an update as it is sent, without `{"time_entry":` and `}`.
async fn sent_update(update: TimeEntryUpdate) -> String {
    let server = Server::sending(page_of(1, 1, &[7]));
    let request = client(&server).update_time_entry(7, update);
    request.send().await.unwrap();
    let body = server.request().body;
    let inner = body.strip_prefix(r#"{"time_entry":"#).unwrap();
    inner.strip_suffix('}').unwrap().to_owned()
}

/// The names of an object's fields.
fn names(object: &Value) -> BTreeSet<&str> {
    let fields = object.as_object().unwrap();
    fields.keys().map(String::as_str).collect()
}

fn full_reference() -> NewExternalReference {
    NewExternalReference::new("jira", "Worklog", "PRJ-1")
        .status(IntegrationStatus::Successful)
        .external_message("ok")
        .external_link("https://jira.example/PRJ-1?a=b&c")
        .external_status("In Review")
        .locked(true)
}

const FULL_REFERENCE: &str = concat!(
    r#"{"service_name":"jira","service_model":"Worklog","service_model_ref":"PRJ-1","#,
    r#""status":"successful","external_message":"ok","#,
    r#""external_link":"https://jira.example/PRJ-1?a=b&c","external_status":"In Review","#,
    r#""locked":true}"#,
);

#[tokio::test]
async fn a_new_entry_with_only_what_is_required() {
    let body = sent_new(NewTimeEntry::new("7", DAY, 90)).await;
    assert_eq!(
        body,
        r#"{"time_entry":{"workspace_id":7,"date_performed":"2026-11-24","time_in_minutes":90}}"#
    );
}

#[tokio::test]
async fn a_new_entry_with_every_field() {
    let entry = NewTimeEntry::new("7", DAY, 90)
        .billable(false)
        .rate_in_cents(12_500_000_000)
        .cost_rate_in_cents(9_000)
        .notes("Größe: \"5\"\n\t日 😀 \u{7}")
        .role_id(Id::from("4"))
        .story_id(String::from("71"))
        .user_id(31_u64)
        .external_reference(full_reference())
        .location("Köln");
    let body = sent_new(entry).await;
    let expected = [
        r#"{"time_entry":{"workspace_id":7,"date_performed":"2026-11-24","time_in_minutes":90,"#,
        r#""billable":false,"rate_in_cents":12500000000,"cost_rate_in_cents":9000,"#,
        r#""notes":"Größe: \"5\"\n\t日 😀 \u0007","role_id":4,"story_id":71,"user_id":31,"#,
        r#""external_reference":"#,
        FULL_REFERENCE,
        r#","location":"Köln"}}"#,
    ];
    assert_eq!(body, expected.concat());

    // Every field of the document is there.
    let json: Value = serde_json::from_str(&body).unwrap();
    let entry = &json["time_entry"];
    assert_eq!(names(entry), spec::properties("NewTimeEntry"));
    assert_eq!(
        names(&entry["external_reference"]),
        spec::properties("NewExternalReference")
    );
}

#[tokio::test]
async fn a_reference_with_only_what_is_required() {
    let reference = NewExternalReference::new("jira", String::from("Worklog"), "");
    let body = sent_new(NewTimeEntry::new(7, DAY, 0).external_reference(reference)).await;
    assert_eq!(
        body,
        concat!(
            r#"{"time_entry":{"workspace_id":7,"date_performed":"2026-11-24","time_in_minutes":0,"#,
            r#""external_reference":{"service_name":"jira","service_model":"Worklog","#,
            r#""service_model_ref":""}}}"#,
        )
    );
}

#[tokio::test]
async fn entries_in_bulk_keep_their_order() {
    let server = Server::sending(page_of(1, 1, &[1, 2, 3]));
    let week = (1..=3).map(|day| {
        NewTimeEntry::new(7, date(2026, 12, day), 60 * i32::from(day)).notes(format!("day {day}"))
    });
    let request = client(&server).create_time_entries(week);
    request.send().await.unwrap();
    assert_eq!(
        server.request().body,
        concat!(
            r#"{"time_entries":["#,
            r#"{"workspace_id":7,"date_performed":"2026-12-01","time_in_minutes":60,"notes":"day 1"},"#,
            r#"{"workspace_id":7,"date_performed":"2026-12-02","time_in_minutes":120,"notes":"day 2"},"#,
            r#"{"workspace_id":7,"date_performed":"2026-12-03","time_in_minutes":180,"notes":"day 3"}"#,
            r#"]}"#,
        )
    );
}

#[tokio::test]
async fn bulk_is_limited_to_a_hundred_entries() {
    let server = Server::sending(empty_page());
    for (count, hint) in [(0, ""), (101, "; `chunks` sends them in several requests")] {
        let entries = vec![NewTimeEntry::new(7, DAY, 1); count];
        let error = client(&server).create_time_entries(entries).send().await;
        assert_eq!(
            error.unwrap_err().to_string(),
            format!(
                "POST /time_entries (create-time-entry): not sent: \
                 body field `time_entries`: {count} items given, allowed: 1 to 100{hint}"
            )
        );
    }
    assert!(server.is_untouched());
    for count in [1, 100] {
        let entries = vec![NewTimeEntry::new(7, DAY, 1); count];
        let request = offline().create_time_entries(entries);
        assert_eq!(request.request().problem(), None);
    }
}

#[tokio::test]
async fn an_update_of_nothing() {
    assert_eq!(sent_update(TimeEntryUpdate::default()).await, "{}");
}

#[tokio::test]
async fn an_update_of_every_field() {
    let update = TimeEntryUpdate::default()
        .workspace_id("7")
        .date_performed(DAY)
        .time_in_minutes(75)
        .billable(true)
        .rate_in_cents(-1)
        .notes("")
        .role_id("4")
        .story_id(71)
        .user_id(Id::from("31"))
        .external_reference(full_reference())
        .location("Köln");
    let body = sent_update(update).await;
    let expected = [
        r#"{"workspace_id":7,"date_performed":"2026-11-24","time_in_minutes":75,"#,
        r#""billable":true,"rate_in_cents":-1,"notes":"","role_id":4,"story_id":71,"#,
        r#""user_id":31,"external_reference":"#,
        FULL_REFERENCE,
        r#","location":"Köln"}"#,
    ];
    assert_eq!(body, expected.concat());
    let json: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(names(&json), spec::properties("TimeEntryUpdate"));
}

/// One field that can be cleared: cleared, and set.
type Row = (&'static str, TimeEntryUpdate, TimeEntryUpdate, &'static str);

fn clearable() -> Vec<Row> {
    let update = TimeEntryUpdate::default;
    vec![
        (
            "location",
            update().clear_location(),
            update().location("Köln"),
            "\"Köln\"",
        ),
        (
            "notes",
            update().clear_notes(),
            update().notes("n"),
            "\"n\"",
        ),
        (
            "rate_in_cents",
            update().clear_rate_in_cents(),
            update().rate_in_cents(5),
            "5",
        ),
        (
            "role_id",
            update().clear_role_id(),
            update().role_id("4"),
            "4",
        ),
        (
            "story_id",
            update().clear_story_id(),
            update().story_id("71"),
            "71",
        ),
    ]
}

#[tokio::test]
async fn three_states_of_each_field_that_can_be_cleared() {
    for (name, cleared, set, value) in clearable() {
        // Left alone: the field is not in the body of another change.
        let other = sent_update(TimeEntryUpdate::default().billable(false)).await;
        assert_eq!(other, r#"{"billable":false}"#);
        assert_eq!(sent_update(cleared).await, format!("{{\"{name}\":null}}"));
        assert_eq!(sent_update(set).await, format!("{{\"{name}\":{value}}}"));
    }
}

#[test]
fn the_fields_that_can_be_cleared_are_those_of_the_document() {
    let properties = spec::schema("TimeEntryUpdate")["properties"].as_object();
    let nullable: Vec<_> = properties
        .unwrap()
        .iter()
        .filter(|(_, schema)| schema["nullable"] == true)
        .map(|(name, _)| name.as_str())
        .collect();
    let mut tested: Vec<_> = clearable().iter().map(|(name, ..)| *name).collect();
    tested.sort_unstable();
    let mut nullable = nullable;
    nullable.sort_unstable();
    assert_eq!(tested, nullable);
}

#[tokio::test]
async fn the_last_change_of_a_field_counts() {
    let update = TimeEntryUpdate::default().story_id(1).clear_story_id();
    assert_eq!(sent_update(update).await, r#"{"story_id":null}"#);
    let update = TimeEntryUpdate::default().clear_story_id().story_id(1);
    assert_eq!(sent_update(update).await, r#"{"story_id":1}"#);
    let mut update = TimeEntryUpdate::default().clear_notes().notes("x");
    update.notes = Patch::Absent;
    assert_eq!(sent_update(update).await, "{}");
}

#[tokio::test]
async fn a_wrong_id_in_a_body_is_refused_and_named() {
    let server = Server::sending(empty_page());
    let entries = [
        NewTimeEntry::new(1, DAY, 1),
        NewTimeEntry::new(2, DAY, 1).story_id("task"),
    ];
    let error = client(&server).create_time_entries(entries).send().await;
    let error = error.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "POST /time_entries (create-time-entry): not sent: body field `time_entries`: \
         [1].story_id: the id must be an integer here, but it is Id(\"task\")"
    );

    let update = TimeEntryUpdate::default().workspace_id("");
    let error = client(&server).update_time_entry(7, update).send().await;
    assert_eq!(
        error.unwrap_err().to_string(),
        "PUT /time_entries/{id} (update-time-entry): not sent: body field `time_entry`: \
         workspace_id: an id cannot be empty"
    );

    let request = client(&server).delete_time_entries_by_body(["1", "2,3"]);
    assert_eq!(
        request.send().await.unwrap_err().to_string(),
        "DELETE /time_entries (delete-time-entries): not sent: body field `ids`: \
         item 2: the id must be an integer here, but it is Id(\"2,3\")"
    );
    assert!(server.is_untouched());
}

#[tokio::test]
async fn ids_to_delete_are_one_string() {
    for (ids, body) in [
        (vec!["5"], r#"{"ids":"5"}"#),
        (vec!["5", "3", "5"], r#"{"ids":"5,3,5"}"#),
    ] {
        let server = Server::sending(empty_page());
        // 200 instead of 204: only the request matters here.
        let request = client(&server).delete_time_entries_by_body(ids);
        request.send().await.unwrap_err();
        let request = server.request();
        assert_eq!(request.body, body);
        assert_eq!(request.query(), "");
    }
}
