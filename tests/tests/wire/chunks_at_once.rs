//! Several parts of a long list at once: in order, no more than allowed, and each with its own result.

use generated_client::{
    Call, Chunks, Client, Error, Id, Outcome, Retry, date,
    models::{ErrorBody, NewTimeEntry},
};
use test_server::{NO_CONTENT, Received, response};

use crate::{
    client::{TOKEN, offline},
    crowd::Crowd,
};

/// Which hundred of ids a request is about, counted from 1.
fn hundred(request: &Received) -> u64 {
    let (_, ids) = request.query().split_once("ids=").unwrap();
    let first: u64 = ids.split(',').next().unwrap().parse().unwrap();
    first / 100 + 1
}

/// Deletes the entries 1 to `last`.
fn delete(crowd: &Crowd, last: u64) -> Chunks<(), ErrorBody> {
    let client = Client::builder(TOKEN)
        .base_url(crowd.base_url())
        .retry(Retry::off())
        .build()
        .unwrap();
    client.delete_time_entries(1..=last).chunks()
}

fn all_succeed(_: u64) -> String {
    NO_CONTENT.to_owned()
}

#[tokio::test]
async fn chunks_come_in_order_whatever_the_order_of_the_responses_is() {
    let crowd = Crowd::closed(hundred, all_succeed);
    let mut chunks = delete(&crowd, 550).concurrency(3);
    let release = async {
        assert_eq!(crowd.wait_for(3).await, [1, 2, 3]);
        crowd.release([3, 2]);
        // They are done, and the first one is not: nothing more is begun.
        assert_eq!(crowd.wait_for(3).await, [1, 2, 3]);
        crowd.release([1]);
    };
    let (first, ()) = tokio::join!(chunks.next(), release);
    let mut ranges = vec![first.unwrap().items];
    crowd.release([4, 5, 6]);
    while let Some(chunk) = chunks.next().await {
        assert_eq!(chunk.outcome(), Outcome::Applied);
        ranges.push(chunk.items);
    }
    assert_eq!(
        ranges,
        [0..100, 100..200, 200..300, 300..400, 400..500, 500..550]
    );
    assert!(chunks.next().await.is_none());
    assert!(crowd.most_under_way() <= 3);
    assert_eq!(crowd.wait_for(6).await, [1, 2, 3, 4, 5, 6]);
}

#[tokio::test]
async fn no_more_are_under_way_than_allowed() {
    for (set, most) in [
        (Some(0), 1),
        (Some(1), 1),
        (Some(2), 2),
        (None, 4),
        (Some(50), 12),
    ] {
        let crowd = Crowd::closed(hundred, all_succeed);
        let chunks = delete(&crowd, 1200);
        let chunks = match set {
            Some(set) => chunks.concurrency(set),
            None => chunks,
        };
        let release = async {
            // As many at once as allowed, and not one more.
            assert_eq!(crowd.wait_for(most).await.len(), most);
            crowd.release(1..=12);
        };
        let (chunks, ()) = tokio::join!(chunks.all(), release);
        assert_eq!(chunks.len(), 12);
        assert!(chunks.iter().all(|chunk| chunk.result.is_ok()));
        assert_eq!(crowd.most_under_way(), most);
    }
}

#[tokio::test]
async fn a_chunk_that_fails_does_not_stop_or_hide_the_others() {
    let crowd = Crowd::open(hundred, |number| match number {
        2 => response(
            "422 Unprocessable Entity",
            "",
            r#"{"errors":[{"type":"validation","message":"Invoiced.","index":7}]}"#,
        ),
        // The outcome of these is unknown.
        3 => String::new(),
        5 => response("503 Service Unavailable", "", "busy"),
        _ => NO_CONTENT.to_owned(),
    });
    let chunks = delete(&crowd, 600).concurrency(2).all().await;
    let outcomes: Vec<_> = chunks.iter().map(|chunk| chunk.outcome()).collect();
    use Outcome::{Applied, NotApplied, Unknown};
    assert_eq!(
        outcomes,
        [Applied, NotApplied, Unknown, Applied, Unknown, Applied]
    );
    let refusals: Vec<_> = chunks
        .iter()
        .flat_map(|chunk| chunk.refusals())
        .map(|refusal| (refusal.item, refusal.reason.message.clone()))
        .collect();
    assert_eq!(refusals, [(Some(107), "Invoiced.".to_owned())]);
    let mut came = crowd.came();
    came.sort_unstable();
    assert_eq!(came, [1, 2, 3, 4, 5, 6]);
}

#[tokio::test]
async fn to_drop_them_gives_up_what_is_under_way_and_sends_nothing_more() {
    let crowd = Crowd::closed(hundred, all_succeed);
    let mut chunks = delete(&crowd, 1000).concurrency(3);
    tokio::select! {
        _ = chunks.next() => panic!("no response was sent"),
        came = crowd.wait_for(3) => assert_eq!(came, [1, 2, 3]),
    }
    drop(chunks);
    assert_eq!(crowd.wait_for_given_up(3).await, [1, 2, 3]);
    assert_eq!(crowd.came().len(), 3);
}

#[tokio::test]
async fn no_request_is_sent_before_the_first_page_is_asked_for() {
    let crowd = Crowd::open(hundred, all_succeed);
    drop(delete(&crowd, 1000));
    let unused = delete(&crowd, 1000);
    assert!(format!("{unused:?}").contains("sent: 0"), "{unused:?}");
    assert_eq!(crowd.wait_for(0).await, [0; 0]);
}

#[tokio::test]
async fn an_empty_list_needs_no_request() {
    let none: [NewTimeEntry; 0] = [];
    let mut chunks = offline().create_time_entries(none).chunks();
    assert!(chunks.next().await.is_none());
    assert!(chunks.next().await.is_none());
    let none: [Id; 0] = [];
    let chunks = offline().delete_time_entries_by_body(none).chunks();
    assert_eq!(chunks.concurrency(0).all().await.len(), 0);
}

#[tokio::test]
async fn a_list_that_cannot_be_sent_is_one_chunk() {
    let day = date(2026, 11, 24);
    let entries = (0..250).map(|minutes| NewTimeEntry::new(7, day, minutes));
    let request = offline().create_time_entries(entries);
    let request = request.with_header("x y", "1");
    let mut chunks = request.chunks();
    let chunk = chunks.next().await.unwrap();
    assert_eq!(chunk.items, 0..250);
    assert_eq!(chunk.outcome(), Outcome::NotApplied);
    assert_eq!(chunk.refusals().count(), 0);
    assert!(matches!(chunk.result, Err(Error::Invalid(_))), "{chunk:?}");
    assert!(chunks.next().await.is_none());
}
