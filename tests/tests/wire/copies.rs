//! New entries that are made of entries of a response, and entries of a response that were made of new ones.

use generated_client::{
    Call, Id, date,
    models::{NewExternalReference, NewTimeEntry, TimeEntry},
    pair_up,
};
use serde_json::json;
use test_server::{Server, json_response};

use crate::client::client;

fn entry(json: serde_json::Value) -> TimeEntry {
    serde_json::from_value(json).unwrap()
}

fn whole() -> TimeEntry {
    entry(json!({
        "id": "9", "workspace_id": "7", "date_performed": "2026-11-24", "time_in_minutes": 90,
        "billable": false, "rate_in_cents": 12500, "cost_rate_in_cents": 9000, "notes": "Review",
        "role_id": null, "story_id": "71", "user_id": 31, "location": "Köln", "approved": true,
        "currency": "USD", "currency_base_unit": 100,
    }))
}

#[test]
fn a_new_entry_has_what_it_shares_with_the_entry_that_it_is_made_of() {
    let new = NewTimeEntry::try_from(&whole()).unwrap();
    let expected = NewTimeEntry::new(7, date(2026, 11, 24), 90)
        .billable(false)
        .rate_in_cents(12_500)
        .cost_rate_in_cents(9_000)
        .notes("Review")
        .story_id("71")
        .user_id(31)
        .location("Köln");
    assert_eq!(new, expected);
    assert!(new.is_like(&whole()));
}

#[test]
fn an_entry_without_a_required_property_is_refused_with_its_name() {
    for name in ["workspace_id", "date_performed", "time_in_minutes"] {
        let mut json = serde_json::to_value(whole()).unwrap();
        json[name] = json!(null);
        let error = NewTimeEntry::try_from(&entry(json)).unwrap_err();
        assert_eq!(error.name(), name);
        let text = format!("the property `{name}` is missing, and is required");
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn only_what_is_sent_is_compared() {
    let new = NewTimeEntry::new("7", date(2026, 11, 24), 90);
    assert!(new.is_like(&whole()));
    // The entry of a response has none of these.
    let reference = NewExternalReference::new("jira", "Worklog", "1");
    assert!(new.clone().external_reference(reference).is_like(&whole()));
    for other in [
        new.clone().notes("Review "),
        new.clone().billable(true),
        new.clone().role_id(4),
        new.clone().story_id("72"),
        NewTimeEntry::new(8, date(2026, 11, 24), 90),
        NewTimeEntry::new(7, date(2026, 11, 25), 90),
        NewTimeEntry::new(7, date(2026, 11, 24), 91),
    ] {
        assert!(!other.is_like(&whole()), "{other:?}");
    }
}

#[tokio::test]
async fn the_entries_of_a_response_are_found_by_content() {
    let new = |minutes, notes: &str| NewTimeEntry::new(7, date(2026, 11, 24), minutes).notes(notes);
    let sent = [
        new(30, "a"),
        new(60, "b"),
        new(30, "a"),
        new(90, " trimmed "),
    ];
    // In another order than they were sent.
    let stored = |minutes: u32, notes: &str| {
        json!({"workspace_id": "7", "date_performed": "2026-11-24", "time_in_minutes": minutes,
               "notes": notes, "id": "0"})
    };
    let mut stored = [
        stored(90, "trimmed"),
        stored(30, "a"),
        stored(60, "b"),
        stored(30, "a"),
    ];
    let ids = ["11", "12", "13", "14"];
    let objects = stored.iter_mut().zip(ids).map(|(entry, id)| {
        entry["id"] = json!(id);
        (id.to_owned(), entry.clone())
    });
    let objects: serde_json::Map<_, _> = objects.collect();
    let results = ids.map(|id| json!({"key": "time_entries", "id": id}));
    let page = json!({
        "count": 4, "results": results, "time_entries": objects,
        "meta": {"count": 4, "page_count": 1, "page_number": 1, "page_size": 20},
    });
    let server = Server::sending(json_response(&page.to_string()));
    let create = client(&server).create_time_entries(sent.clone());
    let page = create.send().await.unwrap();
    let found = pair_up(&sent, page.time_entries());
    let found: Vec<Option<Id>> = found
        .into_iter()
        .map(|entry| entry.map(|entry| entry.id.clone()))
        .collect();
    let id = |id: &str| Some(Id::from(id));
    assert_eq!(found, [id("12"), id("13"), id("14"), None]);
}

#[test]
fn amounts_of_money_are_exact_and_need_their_unit() {
    let entry_with = |change: serde_json::Value| {
        let mut json = serde_json::to_value(whole()).unwrap();
        for (name, value) in change.as_object().unwrap() {
            json[name] = value.clone();
        }
        entry(json)
    };
    assert_eq!(whole().rate().unwrap().to_string(), "125.00 USD");
    assert_eq!(whole().cost_rate().unwrap().to_string(), "90.00 USD");
    let yen = entry_with(json!({"currency": "JPY", "currency_base_unit": 1}));
    assert_eq!(yen.rate().unwrap().to_string(), "12500 JPY");
    for missing in ["rate_in_cents", "currency", "currency_base_unit"] {
        assert_eq!(
            entry_with(json!({ missing: null })).rate(),
            None,
            "{missing}"
        );
    }
    assert_eq!(entry_with(json!({"currency_base_unit": 0})).rate(), None);
}
