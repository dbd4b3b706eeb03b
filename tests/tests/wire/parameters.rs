//! The filters of the list: the exact query of each, and which values are refused.

use std::collections::BTreeSet;

use generated_client::{
    Call, Error, Id, date,
    endpoints::GetTimeEntries,
    filters::{Include, IntegrationStatus, OptionalField, Order},
};
use test_server::Server;

use crate::{
    client::{client, empty_page, offline},
    spec,
    table::{Row, TABLE},
};

#[test]
fn the_table_has_every_parameter_of_the_document() {
    let tested: BTreeSet<_> = TABLE.iter().map(|(name, ..)| *name).collect();
    assert_eq!(tested, spec::parameters("get-time-entries", "query"));
    assert_eq!(TABLE.len(), 34);
}

#[tokio::test]
async fn every_parameter_alone() {
    let server = Server::repeating(TABLE.len(), &empty_page());
    let client = client(&server);
    for (name, set, query) in TABLE {
        assert!(query.starts_with(&format!("{name}=")), "{name}");
        set(client.get_time_entries()).send().await.unwrap();
        assert_eq!(server.request().query(), *query);
    }
}

#[tokio::test]
async fn all_parameters_together() {
    let server = Server::sending(empty_page());
    let mut list = client(&server).get_time_entries();
    let mut queries = Vec::new();
    for (_, set, query) in TABLE {
        list = set(list);
        queries.push(*query);
    }
    list.send().await.unwrap();
    assert_eq!(server.request().query(), queries.join("&"));
}

/// The query of a list, without sending it.
fn query(set: impl FnOnce(GetTimeEntries) -> GetTimeEntries) -> String {
    let url = set(offline().get_time_entries()).request().url().unwrap();
    let (address, query) = url.split_once('?').unwrap_or((&url, ""));
    assert_eq!(address, "https://api.mavenlink.com/api/v1/time_entries");
    query.to_owned()
}

#[test]
fn values_that_have_a_meaning_in_addresses_are_encoded() {
    for (value, encoded) in [
        ("a b", "a%20b"),
        ("a&b=c", "a%26b%3Dc"),
        ("a+b", "a%2Bb"),
        ("100%", "100%25"),
        ("a#b?c", "a%23b%3Fc"),
        ("a/b\\c", "a%2Fb%5Cc"),
        ("é 日 😀", "%C3%A9%20%E6%97%A5%20%F0%9F%98%80"),
        ("'\"<>[]", "%27%22%3C%3E%5B%5D"),
        ("\r\n\t\0", "%0D%0A%09%00"),
        ("A-z.0_9~", "A-z.0_9~"),
    ] {
        let sent = query(|list| list.external_reference_service_name(value));
        assert_eq!(sent, format!("external_reference_service_name={encoded}"));
        // In a list, the commas between the values are the only ones that are not encoded.
        let sent = query(|list| list.external_reference_service_model_refs(["x", value]));
        let name = "external_reference_service_model_refs";
        assert_eq!(sent, format!("{name}=x,{encoded}"));
    }
    let sent = query(|list| list.external_reference_service_name("a,b"));
    assert_eq!(sent, "external_reference_service_name=a%2Cb");
}

#[test]
fn values_that_would_widen_a_filter_are_refused() {
    let reason = |request: GetTimeEntries| request.request().problem().unwrap().to_string();
    let list = || offline().get_time_entries();
    let refs = "GET /time_entries (get-time-entries): query parameter `external_reference_service_model_refs`";
    for (refused, expected) in [
        (
            list().external_reference_service_model_refs(["x", "a,b"]),
            format!("{refs}: item 2 has a comma, which would split it in two"),
        ),
        (
            list().external_reference_service_model_refs([""]),
            format!("{refs}: item 1 is empty"),
        ),
        (
            list().external_reference_service_name(""),
            "GET /time_entries (get-time-entries): query parameter `external_reference_service_name`: \
             it is empty, which a server could treat as missing"
                .to_owned(),
        ),
    ] {
        let found = reason(refused);
        assert!(found.ends_with(expected.split_once("): ").unwrap().1), "{found}");
    }
    // A caller can send it with `with_query`.
    let sent = query(|list| list.with_query("external_reference_service_name", ""));
    assert_eq!(sent, "external_reference_service_name=");
}

#[tokio::test]
async fn encoded_values_go_out_as_they_are() {
    let server = Server::sending(empty_page());
    client(&server)
        .get_time_entries()
        .external_reference_external_message("a,b c&d+é%")
        .send()
        .await
        .unwrap();
    assert_eq!(
        server.request().query(),
        "external_reference_external_message=a%2Cb%20c%26d%2B%C3%A9%25"
    );
}

#[test]
fn a_setter_that_is_called_again_replaces_what_was_set() {
    let sent = query(|list| list.page(1).only([1, 2]).per_page(5).only([3]).page(2));
    assert_eq!(sent, "per_page=5&only=3&page=2");
    let sent = query(|list| {
        list.include([Include::Story])
            .page(1)
            .include([Include::User])
    });
    assert_eq!(sent, "page=1&include=user");
}

#[test]
fn an_empty_list_of_includes_leaves_the_parameter_out() {
    assert_eq!(query(|list| list.include([]).optional_fields([])), "");
    let sent = query(|list| list.include([Include::Story]).include([]));
    assert_eq!(sent, "");
}

#[test]
fn lists_come_from_anything_that_can_be_gone_through() {
    assert_eq!(
        query(|list| list.workspace_ids(BTreeSet::from([9_u32, 8]))),
        "workspace_ids=8,9"
    );
    let ids = [String::from("5"), String::from("6")];
    assert_eq!(
        query(|list| list.only(ids.iter().filter(|id| *id != "5"))),
        "only=6"
    );
    assert_eq!(
        query(|list| list.include(Include::ALL.iter().copied())),
        "include=active_submission,external_references,invoice,recent_submission,role,story,user,\
         workspace"
    );
}

#[test]
fn every_order_and_status_of_the_document_can_be_sent() {
    let orders: Vec<_> = Order::ALL.iter().map(|order| order.as_str()).collect();
    assert_eq!(serde_json::json!(orders), spec::schema("Order")["enum"]);
    for order in Order::ALL {
        let encoded = order.as_str().replace(':', "%3A");
        assert_eq!(query(|list| list.order(*order)), format!("order={encoded}"));
    }
    for (all, name) in [
        (serde_json::json!(Include::ALL), "Include"),
        (serde_json::json!(OptionalField::ALL), "OptionalField"),
    ] {
        assert_eq!(all, spec::schema(name)["enum"], "{name}");
    }
    let statuses = spec::schema("IntegrationStatus")["enum"].clone();
    let statuses: Vec<String> = serde_json::from_value(statuses).unwrap();
    // The last one is not listed, and sent as it is.
    for status in statuses.into_iter().chain(["success".to_owned()]) {
        let value: IntegrationStatus = serde_json::from_value(status.clone().into()).unwrap();
        let sent = query(|list| list.external_reference_status(value));
        assert_eq!(sent, format!("external_reference_status={status}"));
    }
}

#[rustfmt::skip]
const REFUSED: &[Row] = &[
    ("date_performed_between", |list| list.date_performed_between(date(2026, 11, 30), date(2026, 11, 29)),
     "the range ends before it starts: from 2026-11-30 to 2026-11-29"),
    ("per_page", |list| list.per_page(201), "201 given, allowed: 1 to 200"),
    ("per_page", |list| list.per_page(0), "0 given, allowed: 1 to 200"),
    ("per_page", |list| list.per_page(-1), "-1 given, allowed: 1 to 200"),
    ("page", |list| list.page(0), "0 given, allowed: at least 1"),
    ("only", |list| list.only(Vec::<Id>::new()), "0 items given, allowed: at least 1"),
    ("workspace_ids", |list| list.workspace_ids(Vec::<u32>::new()), "0 items given, allowed: at least 1"),
    ("with_user_ids", |list| list.with_user_ids([""; 0]), "0 items given, allowed: at least 1"),
    ("with_recent_timesheet_ids", |list| list.with_recent_timesheet_ids([0; 0]), "0 items given, allowed: at least 1"),
    ("external_reference_service_model_refs", |list| list.external_reference_service_model_refs([""; 0]), "0 items given, allowed: 1 to 200"),
    ("external_reference_service_model_refs", |list| list.external_reference_service_model_refs(vec!["r"; 201]), "201 items given, allowed: 1 to 200; `stream` and `pages` send them in several requests"),
    ("workspace_id", |list| list.workspace_id("seven"), "the id must be an integer here, but it is Id(\"seven\")"),
    ("workspace_id", |list| list.workspace_id("7,8"), "the id must be an integer here, but it is Id(\"7,8\")"),
    ("workspace_id", |list| list.workspace_id("007"), "the id must be an integer here, but it is Id(\"007\")"),
    ("workspace_id", |list| list.workspace_id(""), "an id cannot be empty"),
    ("created_by", |list| list.created_by(-1), "an id cannot be negative, but this is -1"),
    ("only", |list| list.only(["1", "b"]), "item 2: the id must be an integer here, but it is Id(\"b\")"),
];

#[tokio::test]
async fn values_that_the_api_does_not_allow_are_refused_and_not_sent() {
    let server = Server::sending(empty_page());
    for (name, set, reason) in REFUSED {
        let request = set(client(&server).get_time_entries());
        let problem = request.request().problem().unwrap().clone();
        assert_eq!((problem.name(), problem.reason()), (*name, *reason));
        let error = request.send().await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error:?}");
        assert_eq!(
            error.to_string(),
            format!(
                "GET /time_entries (get-time-entries): not sent: query parameter `{name}`: {reason}"
            )
        );
        assert_eq!((error.status(), error.raw_body()), (None, None));
    }
    assert!(server.is_untouched());
}

#[test]
fn the_limits_themselves_are_allowed() {
    assert_eq!(query(|list| list.per_page(1).page(1)), "per_page=1&page=1");
    let day = date(2026, 11, 30);
    assert_eq!(
        query(|list| list.date_performed_between(day, day)),
        "date_performed_between=2026-11-30%3A2026-11-30"
    );
    assert_eq!(
        query(|list| list.date_performed_between(day, None)),
        "date_performed_between=2026-11-30%3A"
    );
    let sent = query(|list| list.external_reference_service_model_refs(vec!["r"; 200]));
    assert_eq!(sent.matches(',').count(), 199);
}

#[test]
fn a_refusal_stays_although_the_parameter_is_set_again() {
    let request = offline().get_time_entries().per_page(201).per_page(200);
    assert!(request.request().problem().is_some());
}

#[tokio::test]
async fn deletions_are_limited_to_a_hundred_ids() {
    let server = Server::sending(empty_page());
    let too_many: Vec<u32> = (0..101).collect();
    let none: Vec<u32> = Vec::new();
    for (ids, reason) in [
        (
            too_many,
            "101 items given, allowed: 1 to 100; `chunks` sends them in several requests",
        ),
        (none, "0 items given, allowed: 1 to 100"),
    ] {
        let start = "DELETE /time_entries (delete-time-entries): not sent:";
        let request = client(&server).delete_time_entries(ids.clone());
        assert_eq!(
            request.send().await.unwrap_err().to_string(),
            format!("{start} query parameter `ids`: {reason}")
        );
        let request = client(&server).delete_time_entries_by_body(ids);
        assert_eq!(
            request.send().await.unwrap_err().to_string(),
            format!("{start} body field `ids`: {reason}")
        );
    }
    assert!(server.is_untouched());
    let hundred = offline().delete_time_entries(1..=100);
    assert!(hundred.request().problem().is_none());
}

#[tokio::test]
async fn ids_in_paths_are_integers() {
    let server = Server::sending(empty_page());
    for (id, reason) in [
        ("", "an id cannot be empty"),
        (".", "the id must be an integer here, but it is Id(\".\")"),
        (
            "1/../2",
            "the id must be an integer here, but it is Id(\"1/../2\")",
        ),
        ("-1", "an id cannot be negative, but this is -1"),
    ] {
        let error = client(&server).delete_time_entry(id).send().await;
        assert_eq!(
            error.unwrap_err().to_string(),
            format!(
                "DELETE /time_entries/{{id}} (delete-time-entry): not sent: \
                 path parameter `id`: {reason}"
            )
        );
    }
    assert!(server.is_untouched());
}
