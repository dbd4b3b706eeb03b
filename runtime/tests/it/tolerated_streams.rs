//! Deviations in events and items: tolerated by default, and errors of a strict client.

use super::tolerated::{Canned, GET, Kite, request};
use runtime::{Error, Events, Items, Json, JsonLines, Undocumented};

const EVENTS: &str = "data: {\"at\": \"2026-11-26T10:00:00\"}\n\ndata: {\"name\": \"a\"}\n\n";
const LINES: &str = "{\"at\": \"2026-11-26T10:00:00\"}\n{\"name\": \"a\"}\n";

fn canned(media_type: &'static str, body: &str) -> Canned {
    let headers = match media_type {
        "text/event-stream" => &[("content-type", "text/event-stream")],
        _ => &[("content-type", "application/jsonl")],
    };
    Canned {
        status: 200,
        headers,
        body: body.to_owned(),
    }
}

/// Asserts that the first value needs a tolerant client, and that the stream goes on behind it.
fn check(read: Vec<Result<Kite, Error<Undocumented>>>, is_strict: bool) {
    let names = read.iter().map(|read| match read {
        Ok(kite) => kite.name.clone().unwrap_or_default(),
        Err(error) => error.to_string(),
    });
    let names: Vec<String> = names.collect();
    assert!(
        matches!(names.as_slice(), [_, second] if second == "a"),
        "{names:?}"
    );
    let is_refused = names.first().is_some_and(|first| first.contains("offset"));
    assert_eq!(is_refused, is_strict, "{names:?}");
}

#[tokio::test]
async fn events_and_items_as_they_arrive() {
    for is_strict in [false, true] {
        let request = |canned: &Canned| request(&GET, canned, is_strict);
        let events = request(&canned("text/event-stream", EVENTS));
        let mut stream = events
            .send_for_events::<Json<Kite>, Undocumented>()
            .await
            .unwrap();
        let mut read = Vec::new();
        while let Some(event) = stream.next().await {
            read.push(event.map(|event| event.data));
        }
        check(read, is_strict);
        let items = request(&canned("application/jsonl", LINES));
        let mut stream = items
            .send_for_items::<JsonLines<Kite>, Undocumented>()
            .await
            .unwrap();
        let mut read = Vec::new();
        while let Some(item) = stream.next().await {
            read.push(item);
        }
        check(read, is_strict);
    }
}

#[tokio::test]
async fn events_and_items_that_are_read_as_a_whole() {
    for is_strict in [false, true] {
        let request = |canned: &Canned| request(&GET, canned, is_strict);
        let events = request(&canned("text/event-stream", EVENTS));
        let read = events.send::<Events<Json<Kite>>, Undocumented>().await;
        assert_eq!(read.is_err(), is_strict, "{read:?}");
        let items = request(&canned("application/jsonl", LINES));
        let read = items.send::<Items<JsonLines<Kite>>, Undocumented>().await;
        assert_eq!(read.is_err(), is_strict, "{read:?}");
    }
}
