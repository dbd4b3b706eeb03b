//! Chunks that are sent again without the items that the server refused.

use generated_client::{
    Call, Outcome, date,
    models::{NewTimeEntry, TimeEntry},
};
use serde_json::{Value, json};

use crate::fake::{Fake, Got, Sent, builder, respond};

const UNPROCESSABLE: u16 = 422;

fn entries(count: i32) -> Vec<NewTimeEntry> {
    let minutes = 0..count;
    minutes
        .map(|minutes| NewTimeEntry::new(7, date(2026, 11, 24), minutes))
        .collect()
}

/// The minutes of the entries of a request, which tell them apart.
fn minutes(got: &Got) -> Vec<u64> {
    let body: Value = serde_json::from_str(&got.body).unwrap();
    let entries = body["time_entries"].as_array().unwrap().iter();
    entries
        .map(|entry| entry["time_in_minutes"].as_u64().unwrap())
        .collect()
}

/// A success with an entry for each of the request.
fn created(got: &Got) -> Sent {
    let ids: Vec<u64> = minutes(got)
        .into_iter()
        .map(|minutes| minutes + 1000)
        .collect();
    let results: Vec<_> = ids
        .iter()
        .map(|id| json!({"key": "time_entries", "id": id.to_string()}))
        .collect();
    let objects: serde_json::Map<_, _> = ids
        .iter()
        .map(|id| (id.to_string(), json!({"id": id.to_string()})))
        .collect();
    let meta = json!({"count": ids.len(), "page_count": 1, "page_number": 1, "page_size": 100});
    let page = json!({
        "count": ids.len(), "meta": meta, "results": results, "time_entries": objects,
    });
    Ok(respond(200, page.to_string()))
}

/// A refusal of the items with these indexes, or of the request as a whole.
fn refused(status: u16, indexes: &[Option<usize>]) -> Sent {
    let errors: Vec<_> = indexes
        .iter()
        .map(|index| json!({"type": "validation", "message": "no", "index": index}))
        .collect();
    Ok(respond(status, json!({ "errors": errors }).to_string()))
}

/// A server that refuses entries whose minutes end with 3 or 7, and names so many of them at once.
fn strict(at_once: usize) -> std::sync::Arc<Fake> {
    Fake::new(move |got| async move {
        let bad = |minutes: &u64| [3, 7].contains(&(minutes % 10));
        let of_request = minutes(&got);
        let refused_items = of_request.iter().enumerate();
        let refused_items: Vec<_> = refused_items
            .filter(|(_, minutes)| bad(minutes))
            .map(|(index, _)| Some(index))
            .take(at_once)
            .collect();
        match refused_items.is_empty() {
            true => created(&got),
            false => refused(UNPROCESSABLE, &refused_items),
        }
    })
}

#[tokio::test]
async fn the_good_items_are_sent_again_and_the_others_are_reported_by_their_place_in_the_list() {
    for (at_once, requests) in [(99, 6), (1, 50 + 3)] {
        let transport = strict(at_once);
        let client = builder(&transport).build().unwrap();
        let chunks = client.create_time_entries(entries(250)).chunks();
        let chunks = chunks.without_refused().all().await;
        assert_eq!(transport.count(), requests);
        let ranges: Vec<_> = chunks.iter().map(|chunk| chunk.items.clone()).collect();
        assert_eq!(ranges, [0..100, 100..200, 200..250]);
        for chunk in &chunks {
            assert_eq!(chunk.outcome(), Outcome::Applied);
            let is_bad = |index: &usize| [3, 7].contains(&(index % 10));
            let (bad, good): (Vec<_>, Vec<_>) = chunk.items.clone().partition(is_bad);
            assert_eq!(chunk.left_out().collect::<Vec<_>>(), bad);
            let refusals: Vec<_> = chunk
                .refusals()
                .map(|refusal| refusal.item.unwrap())
                .collect();
            assert_eq!(refusals, bad);
            let page = &chunk.result.as_ref().unwrap().value;
            let ids = page
                .time_entries()
                .map(|entry: &TimeEntry| entry.id.to_string());
            let expected = good.iter().map(|index| (index + 1000).to_string());
            assert!(ids.eq(expected));
            assert!(chunk.sent_items().eq(good));
        }
    }
}

#[tokio::test]
async fn without_the_wish_nothing_is_sent_again() {
    let transport = strict(99);
    let client = builder(&transport).build().unwrap();
    let chunks = client.create_time_entries(entries(10)).chunks().all().await;
    assert_eq!(transport.count(), 1);
    assert_eq!(chunks[0].outcome(), Outcome::NotApplied);
    assert_eq!(chunks[0].left_out().count(), 0);
    assert!(chunks[0].sent_items().eq(0..10));
    let refusals: Vec<_> = chunks[0].refusals().map(|refusal| refusal.item).collect();
    assert_eq!(refusals, [Some(3), Some(7)]);
    // A refusal is equal to itself, and not to that of another item with the same reason.
    let refusals: Vec<_> = chunks[0].refusals().collect();
    assert!(refusals[0] == chunks[0].refusals().next().unwrap());
    assert!(refusals[0] != refusals[1]);
}

#[tokio::test]
async fn when_nothing_is_left_the_last_error_stays() {
    let transport = Fake::new(|got| async move {
        let all: Vec<_> = (0..minutes(&got).len()).map(Some).collect();
        refused(UNPROCESSABLE, &all)
    });
    let client = builder(&transport).build().unwrap();
    let chunks = client.create_time_entries(entries(5)).chunks();
    let chunks = chunks.without_refused().all().await;
    assert_eq!(transport.count(), 1);
    assert_eq!(chunks[0].outcome(), Outcome::NotApplied);
    assert_eq!(chunks[0].refusals().count(), 5);
}

#[tokio::test]
async fn a_chunk_is_not_sent_again_unless_each_reason_names_an_item_and_nothing_took_effect() {
    for (status, indexes, outcome) in [
        (UNPROCESSABLE, &[None][..], Outcome::NotApplied),
        (UNPROCESSABLE, &[Some(1), None], Outcome::NotApplied),
        (UNPROCESSABLE, &[Some(1), Some(5)], Outcome::NotApplied),
        (UNPROCESSABLE, &[], Outcome::NotApplied),
        (503, &[Some(1)], Outcome::Unknown),
    ] {
        let transport = Fake::new(move |_| async move { refused(status, indexes) });
        let client = builder(&transport).build().unwrap();
        let chunks = client.create_time_entries(entries(5)).chunks();
        let chunks = chunks.without_refused().all().await;
        assert_eq!(transport.count(), 1, "{status}, {indexes:?}");
        assert_eq!(chunks[0].outcome(), outcome, "{status}, {indexes:?}");
        assert!(chunks[0].sent_items().eq(0..5));
    }
}

#[tokio::test]
async fn ids_in_the_query_are_sent_again_too() {
    let transport = Fake::new(|got| async move {
        let query = got.uri.query().unwrap().to_owned();
        match query.as_str() {
            "ids=1,2,3" => refused(UNPROCESSABLE, &[Some(1)]),
            "ids=1,3" => Ok(respond(204, "")),
            other => panic!("{other}"),
        }
    });
    let client = builder(&transport).build().unwrap();
    let chunks = client.delete_time_entries([1, 2, 3]).chunks();
    let chunks = chunks.without_refused().all().await;
    assert_eq!(chunks[0].outcome(), Outcome::Applied);
    assert_eq!(chunks[0].left_out().collect::<Vec<_>>(), [1]);
}
