//! The rules of the service, as a client meets them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

use serde_json::{Value, json};
use test_service::{Random, Request, Response, Service, Settings};
use tokio::time::{Duration, advance};

fn service(settings: Settings) -> Service {
    let service = Service::new(settings);
    service.edit(|store| {
        store.add_project(11);
        store.add_project(12).is_archived = true;
    });
    service
}

fn send(service: &Service, method: &str, target: &str, body: &Value) -> Response {
    let body = body.to_string();
    service.respond(Request {
        method,
        target,
        body: body.as_bytes(),
    })
}

fn get(service: &Service, target: &str) -> Value {
    let response = send(service, "GET", target, &Value::Null);
    assert_eq!(response.status, 200, "{target}: {}", response.body);
    serde_json::from_str(&response.body).unwrap()
}

/// The ids of the results.
fn ids(page: &Value) -> Vec<u64> {
    let results = page["results"].as_array().unwrap().iter();
    let ids = results.map(|result| result["id"].as_str().unwrap().parse().unwrap());
    ids.collect()
}

#[tokio::test(start_paused = true)]
async fn a_list_is_ordered_by_the_field_and_then_by_id() {
    let service = service(Settings::default());
    for _ in 0..3 {
        service.edit(|store| store.add(11).id);
    }
    advance(Duration::from_secs(5)).await;
    service.edit(|store| store.update(1, |entry| entry.time_in_minutes = 5));
    service.edit(|store| store.update(2, |entry| entry.time_in_minutes = 5));
    let order = |order| ids(&get(&service, &format!("/time_entries?order={order}")));
    assert_eq!(order("updated_at:asc"), [3, 1, 2]);
    assert_eq!(order("updated_at:desc"), [1, 2, 3]);
    assert_eq!(order("created_at:desc"), [1, 2, 3]);
    assert_eq!(order("anything"), [1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn only_has_no_pages_but_a_number_of_them() {
    let service = service(Settings::default());
    let all: Vec<u64> = (0..450)
        .map(|_| service.edit(|store| store.add(11).id))
        .collect();
    let list: Vec<_> = all.iter().map(u64::to_string).collect();
    let target = format!("/time_entries?per_page=500&page=2&only={}", list.join(","));
    let page = get(&service, &target);
    assert_eq!(ids(&page), all);
    assert_eq!(
        page["meta"],
        json!({"count": 450, "page_count": 3, "page_number": 2, "page_size": 200})
    );
    let page = get(&service, "/time_entries?per_page=500&page=3");
    assert_eq!(ids(&page), all[400..]);
    assert_eq!(
        ids(&get(&service, "/time_entries?limit=2&offset=7&page=3")),
        [8, 9]
    );
}

#[tokio::test(start_paused = true)]
async fn entries_of_archived_projects_are_out_of_sight() {
    let service = service(Settings::default());
    let id = service.edit(|store| store.add(12).id);
    for target in ["/time_entries/1", "/time_entries/1?on_my_account=false"] {
        assert_eq!(send(&service, "GET", target, &Value::Null).status, 404);
    }
    assert_eq!(ids(&get(&service, "/time_entries?only=1")), [0; 0]);
    for target in [
        "/time_entries/1?from_archived_workspaces=true",
        "/time_entries?only=1&from_archived_workspaces=true",
    ] {
        assert_eq!(ids(&get(&service, target)), [id]);
    }
}

#[tokio::test(start_paused = true)]
async fn instants_are_compared_in_whole_seconds() {
    for includes_bounds in [false, true] {
        let service = service(Settings {
            includes_bounds,
            ..Settings::default()
        });
        let second = service.now();
        advance(Duration::from_millis(600)).await;
        service.edit(|store| store.add(11).id);
        let found = ids(&get(
            &service,
            &format!("/time_entries?updated_after={second}"),
        ));
        assert_eq!(found.len(), usize::from(includes_bounds));
        let page = get(&service, "/time_entries");
        let shown = page["time_entries"]["1"]["updated_at"].as_str().unwrap();
        assert!(shown.ends_with("-08:00") && !shown.contains('.'), "{shown}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_bulk_request_is_applied_as_a_whole_or_not_at_all() {
    let service = service(Settings::default());
    let good = json!({"workspace_id": 11, "date_performed": "2026-11-02", "time_in_minutes": 30});
    let mut bad = good.clone();
    bad["story_id"] = json!(999);
    let body = json!({"time_entries": [good, bad]});
    let response = send(&service, "POST", "/time_entries", &body);
    assert_eq!(response.status, 422);
    let body: Value = serde_json::from_str(&response.body).unwrap();
    assert_eq!(body["errors"][0]["index"], 1);
    assert_eq!(service.edit(|store| store.entries().count()), 0);
    let body = json!({"time_entries": [good.clone(), good]});
    let response = send(&service, "POST", "/time_entries", &body);
    let page: Value = serde_json::from_str(&response.body).unwrap();
    let created = ids(&page);
    assert_eq!(created.len(), 2);
    let target = format!("/time_entries?ids={},999", created[0]);
    assert_eq!(send(&service, "DELETE", &target, &Value::Null).status, 404);
    let target = format!("/time_entries?ids={},{}", created[0], created[1]);
    assert_eq!(send(&service, "DELETE", &target, &Value::Null).status, 204);
    assert_eq!(service.edit(|store| store.entries().count()), 0);
}

#[tokio::test(start_paused = true)]
async fn requests_above_the_limit_get_429_and_nothing_else() {
    let service = service(Settings {
        limit: Some((2, 10)),
        ..Settings::default()
    });
    for _ in 0..2 {
        for status in [200, 200, 429, 429] {
            let response = send(&service, "GET", "/time_entries", &Value::Null);
            assert_eq!(response.status, status);
        }
        advance(Duration::from_secs(10)).await;
    }
    assert_eq!(service.requests(), (8, 4));
}

#[tokio::test(start_paused = true)]
async fn changes_follow_from_the_seed() {
    let changed = |seed| {
        let service = service(Settings::default());
        let mut random = Random::new(seed);
        service.edit(|store| {
            for _ in 0..200 {
                store.change(&mut random);
            }
            store.commit();
            store.entries().cloned().collect::<Vec<_>>()
        })
    };
    assert_eq!(changed(1), changed(1));
    assert_ne!(changed(1), changed(2));
}
