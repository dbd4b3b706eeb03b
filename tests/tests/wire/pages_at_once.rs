//! Several pages of a list at once: in order, no more than allowed, and complete even after an error.

use std::sync::{
    Arc,
    atomic::{AtomicU64, AtomicUsize, Ordering},
};

use generated_client::{
    Call, Client, Entries, Error, Id, PageError, Pages, Retry,
    models::{ErrorBody, TimeEntryPage},
};
use test_server::{Received, Server, response};

use crate::{
    client::{TOKEN, client, empty_page},
    crowd::Crowd,
    paging::page_of,
};

fn page_number(request: &Received) -> u64 {
    let (_, number) = request.query().rsplit_once("page=").unwrap();
    number.parse().unwrap()
}

fn pages(crowd: &Crowd, at_once: usize) -> Pages<TimeEntryPage, ErrorBody> {
    let client = Client::builder(TOKEN)
        .base_url(crowd.base_url())
        .retry(Retry::off())
        .build()
        .unwrap();
    client.get_time_entries().pages().concurrency(at_once)
}

fn entries(crowd: &Crowd, at_once: usize) -> Entries<TimeEntryPage, ErrorBody> {
    pages(crowd, at_once).into()
}

/// Page `number` of `count`, with one entry whose id is that number.
fn numbered(number: u64, count: u32) -> String {
    let number = u32::try_from(number).unwrap();
    page_of(number, count, &[number])
}

type Next = Option<Result<TimeEntryPage, PageError<ErrorBody>>>;

/// The number of a page that was read.
fn number(next: Next) -> i32 {
    next.unwrap().unwrap().meta.unwrap().page_number
}

async fn ids(mut entries: Entries<TimeEntryPage, ErrorBody>) -> Vec<u64> {
    let mut ids = Vec::new();
    while let Some(entry) = entries.next().await {
        ids.push(entry.unwrap().id.as_u64().unwrap());
    }
    ids
}

#[tokio::test]
async fn pages_come_in_order_whatever_the_order_of_the_responses_is() {
    let crowd = Crowd::closed(page_number, |number| numbered(number, 7));
    let mut pages = pages(&crowd, 3);
    // The first one alone: only it can tell how many there are.
    crowd.release([1]);
    assert_eq!(number(pages.next().await), 1);
    assert_eq!(crowd.came(), [1]);

    let release = async {
        assert_eq!(crowd.wait_for(4).await, [1, 2, 3, 4]);
        crowd.release([4, 3]);
        // No request in place of those that got a response: these are kept until it is their turn.
        assert_eq!(crowd.wait_for(4).await, [1, 2, 3, 4]);
        crowd.release([2]);
    };
    let (second, ()) = tokio::join!(pages.next(), release);
    assert_eq!(number(second), 2);
    // No further request before it is asked for.
    assert_eq!(crowd.wait_for(4).await, [1, 2, 3, 4]);

    // These are there already.
    assert_eq!(number(pages.next().await), 3);
    assert_eq!(number(pages.next().await), 4);
    let release = async {
        assert_eq!(crowd.wait_for(7).await, [1, 2, 3, 4, 5, 6, 7]);
        crowd.release([7, 6, 5]);
    };
    let (fifth, ()) = tokio::join!(pages.next(), release);
    assert_eq!(number(fifth), 5);
    assert_eq!(number(pages.next().await), 6);
    assert_eq!(number(pages.next().await), 7);
    assert!(pages.next().await.is_none());
    assert!(pages.next().await.is_none());
    assert_eq!(crowd.wait_for(7).await, [1, 2, 3, 4, 5, 6, 7]);
}

#[tokio::test]
async fn no_more_are_under_way_or_kept_than_allowed() {
    for at_once in [0, 1, 2, 3, 8, 50] {
        let most = at_once.max(1);
        let taken = Arc::new(AtomicU64::new(0));
        let too_early = Arc::new(AtomicUsize::new(0));
        let seen = (taken.clone(), too_early.clone());
        let crowd = Crowd::open(page_number, move |number| {
            // Pages that are neither taken nor under way are kept.
            if number > seen.0.load(Ordering::SeqCst) + most as u64 {
                seen.1.fetch_add(1, Ordering::SeqCst);
            }
            numbered(number, 20)
        });
        let mut pages = pages(&crowd, at_once);
        for expected in 1..=20 {
            assert_eq!(number(pages.next().await), expected);
            taken.fetch_add(1, Ordering::SeqCst);
        }
        assert!(pages.next().await.is_none());
        assert_eq!(too_early.load(Ordering::SeqCst), 0);
        let under_way = crowd.most_under_way();
        assert!(under_way <= most, "{under_way} of {most}");
        assert_eq!(crowd.came().len(), 20);
    }
}

#[tokio::test]
async fn an_error_comes_behind_what_was_before_it_and_reading_goes_on_there() {
    let failures = AtomicUsize::new(2);
    let crowd = Crowd::open(page_number, move |number| {
        let mut left = failures.load(Ordering::SeqCst);
        if number == 3 && left > 0 {
            left -= 1;
            failures.store(left, Ordering::SeqCst);
            return match left {
                0 => String::new(),
                _ => response("503 Service Unavailable", "", "busy"),
            };
        }
        numbered(number, 6)
    });
    let mut entries = entries(&crowd, 4);
    for expected in [1, 2] {
        let entry = entries.next().await.unwrap().unwrap();
        assert_eq!(entry.id, Id::from(expected));
    }
    let error = entries.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "page 3: GET /time_entries (get-time-entries): 503 Service Unavailable: busy"
    );
    // Not 4 and 5, which came: they follow behind 3.
    assert!(entries.next().await.is_none());
    entries.resume();
    let error = entries.next().await.unwrap().unwrap_err();
    assert_eq!(error.page, 3);
    assert!(matches!(error.error, Error::Transport { .. }), "{error:?}");
    assert!(entries.next().await.is_none());
    entries.resume();
    assert_eq!(ids(entries).await, [3, 4, 5, 6]);
    let third = crowd.came().iter().filter(|number| **number == 3).count();
    assert_eq!(third, 3);
}

#[tokio::test]
async fn requests_behind_an_error_are_given_up() {
    let crowd = Crowd::closed(page_number, |number| match number {
        2 => response("404 Not Found", "", ""),
        _ => numbered(number, 9),
    });
    crowd.release([1]);
    let mut pages = pages(&crowd, 3);
    assert_eq!(number(pages.next().await), 1);
    let release = async {
        crowd.wait_for(4).await;
        crowd.release([2]);
    };
    let (second, ()) = tokio::join!(pages.next(), release);
    assert_eq!(second.unwrap().unwrap_err().page, 2);
    assert_eq!(crowd.wait_for_given_up(2).await, [3, 4]);
}

#[tokio::test]
async fn an_error_on_the_first_page_can_be_overcome_as_well() {
    let calls = AtomicUsize::new(0);
    let crowd = Crowd::open(page_number, move |number| {
        match calls.fetch_add(1, Ordering::SeqCst) {
            0 => String::new(),
            _ => numbered(number, 3),
        }
    });
    let mut entries = entries(&crowd, 4);
    // Nothing to go on from yet.
    entries.resume();
    assert_eq!(entries.next().await.unwrap().unwrap_err().page, 1);
    entries.resume();
    assert_eq!(ids(entries).await, [1, 2, 3]);
}

#[tokio::test]
async fn a_list_that_grows_while_it_is_read_is_followed() {
    let crowd = Crowd::open(page_number, |number| {
        let count = match number {
            1 | 2 => 3,
            3 => 5,
            _ => 6,
        };
        numbered(number, count)
    });
    assert_eq!(ids(entries(&crowd, 4)).await, [1, 2, 3, 4, 5, 6]);
}

#[tokio::test]
async fn a_list_that_shrinks_ends_at_its_new_last_page() {
    let crowd = Crowd::closed(page_number, |number| {
        numbered(number, if number == 3 { 3 } else { 9 })
    });
    // 4 and the requests behind it get no response, and the client does not wait for them.
    crowd.release([1, 2, 3]);
    let entries = entries(&crowd, 3);
    assert_eq!(ids(entries).await, [1, 2, 3]);
    assert_eq!(crowd.wait_for_given_up(1).await[0], 4);
}

#[tokio::test]
async fn an_entry_on_two_pages_is_given_once() {
    let crowd = Crowd::open(page_number, |number| {
        let number = u32::try_from(number).unwrap();
        // Each page begins with the last entry of the one before.
        page_of(number, 5, &[number * 10, number * 10 + 5, number * 10 + 10])
    });
    let expected: Vec<u64> = (2..=12).map(|half| half * 5).collect();
    assert_eq!(ids(entries(&crowd, 3)).await, expected);
}

#[tokio::test]
async fn a_stream_that_is_dropped_gives_up_what_is_under_way() {
    let crowd = Crowd::closed(page_number, |number| numbered(number, 9));
    crowd.release([1]);
    let mut entries = entries(&crowd, 4);
    entries.next().await.unwrap().unwrap();
    tokio::select! {
        _ = entries.next() => panic!("no response was sent"),
        came = crowd.wait_for(5) => assert_eq!(came, [1, 2, 3, 4, 5]),
    }
    drop(entries);
    assert_eq!(crowd.wait_for_given_up(4).await, [2, 3, 4, 5]);
    assert_eq!(crowd.came().len(), 5);
}

#[tokio::test]
async fn the_page_to_begin_with_is_asked_for_once() {
    // However it was named.
    let server = Server::sending(page_of(3, 3, &[1]));
    let request = client(&server).get_time_entries().with_query("page", 3);
    assert_eq!(request.stream().all().await.unwrap().len(), 1);
    assert_eq!(server.request().query(), "per_page=200&page=3");

    let server = Server::sending(page_of(3, 3, &[1]));
    let request = client(&server).get_time_entries().page(3).per_page(7);
    assert_eq!(request.stream().all().await.unwrap().len(), 1);
    assert_eq!(server.request().query(), "per_page=7&page=3");
}

#[tokio::test]
async fn there_is_no_page_behind_the_last_number() {
    let server = Server::sending(empty_page());
    let request = client(&server).get_time_entries();
    let request = request.with_query("page", u64::MAX);
    assert_eq!(request.stream().all().await.unwrap(), []);
}
