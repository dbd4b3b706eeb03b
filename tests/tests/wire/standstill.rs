//! Lists that do not go on: servers that ignore the number of the page, or count pages without end.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use generated_client::{
    Call, Client, Entries, Error, Id, Outcome, PageError, Retry,
    models::{ErrorBody, TimeEntryPage},
};
use test_server::{Received, Reply, Server};

use crate::{
    client::{TOKEN, client},
    crowd::Crowd,
    paging::page_of,
};

const START: &str =
    "GET /time_entries (get-time-entries): 200 OK (request id r-1): not the documented response: ";

fn page_number(request: &Received) -> u64 {
    let (_, number) = request.query().rsplit_once("page=").unwrap();
    number.parse().unwrap()
}

/// A server with the pages that `page` makes of their numbers, and a client of it.
fn list(page: impl Fn(u32) -> String + Send + Sync + 'static) -> (Crowd, Client) {
    let crowd = Crowd::open(page_number, move |number| page(number.try_into().unwrap()));
    let builder = Client::builder(TOKEN).base_url(crowd.base_url());
    let client = builder.retry(Retry::off()).build().unwrap();
    (crowd, client)
}

/// Reads a stream to its end or an error.
async fn read(
    mut entries: Entries<TimeEntryPage, ErrorBody>,
) -> (Vec<u64>, Option<PageError<ErrorBody>>) {
    let mut ids = Vec::new();
    while let Some(entry) = entries.next().await {
        match entry {
            Ok(entry) => ids.push(entry.id.as_u64().unwrap()),
            Err(error) => {
                assert!(entries.next().await.is_none());
                return (ids, Some(error));
            }
        }
    }
    (ids, None)
}

#[tokio::test]
async fn a_page_with_another_number_is_an_error_that_says_both() {
    for concurrency in [1, 4] {
        // The parameter is ignored.
        let (_crowd, client) = list(|_| page_of(1, 9, &[1, 2]));
        let entries = client.get_time_entries().stream().concurrency(concurrency);
        let (ids, error) = read(entries).await;
        assert_eq!(ids, [1, 2]);
        let error = error.unwrap();
        assert_eq!(error.page, 2);
        assert_eq!(
            error.to_string(),
            format!("page 2: {START}page 2 was requested, and the response is page 1")
        );
        assert!(matches!(error.error, Error::Decode { .. }), "{error:?}");
        assert_eq!(error.error.outcome(), Outcome::NotApplied);
    }
    // An empty page too, unless the requested one is behind the last.
    let pages = [page_of(1, 2, &[1]), page_of(1, 2, &[])];
    let server = Server::replying(pages.map(|page| Reply::Send(page.into())));
    let (ids, error) = read(client(&server).get_time_entries().stream()).await;
    assert_eq!((ids, error.unwrap().page), (vec![1], 2));
    // The first page too, and those of `pages`.
    for (number, said) in [(1, 2), (3, 1), (3, 4), (3, 0)] {
        let server = Server::sending(page_of(said, 9, &[1]));
        let mut pages = client(&server).get_time_entries().page(number).pages();
        let error = pages.next().await.unwrap().unwrap_err();
        let expected = format!(
            "page {number}: {START}page {number} was requested, and the response is page {said}"
        );
        assert_eq!(error.to_string(), expected);
        assert!(pages.next().await.is_none());
    }
}

#[tokio::test]
async fn a_list_of_one_page_that_is_not_the_requested_one_is_an_error() {
    let server = Server::sending(page_of(1, 1, &[1, 2]));
    let entries = client(&server).get_time_entries().page(3).stream();
    let error = entries.all().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("page 3: {START}page 3 was requested, and the response is page 1")
    );
}

#[tokio::test]
async fn a_page_that_had_another_number_can_be_requested_again() {
    let pages = [
        page_of(1, 2, &[1]),
        page_of(1, 2, &[1]),
        page_of(2, 2, &[2]),
    ];
    let server = Server::replying(pages.map(|page| Reply::Send(page.into())));
    let mut entries = client(&server).get_time_entries().stream();
    assert_eq!(entries.next().await.unwrap().unwrap().id, Id::from(1));
    entries.next().await.unwrap().unwrap_err();
    entries.resume();
    assert_eq!(entries.next().await.unwrap().unwrap().id, Id::from(2));
    assert!(entries.next().await.is_none());
}

#[tokio::test]
async fn pages_without_new_entries_end_the_list_with_an_error() {
    for concurrency in [1, 2, 8] {
        for (page, ids, has) in [
            // A count that is far too high, or always one more, with empty or repeated pages.
            (
                (|number| page_of(number, 1_000_000, if number == 1 { &[1, 2] } else { &[] }))
                    as fn(u32) -> String,
                &[1, 2][..],
                "no entries, and the number of pages is 1000000",
            ),
            (
                |number| page_of(number, number + 1, if number == 1 { &[1, 2] } else { &[] }),
                &[1, 2],
                "no entries, and the number of pages is 5",
            ),
            (
                |number| page_of(number, 1_000_000, &[1, 2]),
                &[1, 2],
                "2 entries, and the number of pages is 1000000",
            ),
            (
                |number| page_of(number, number + 1, &[1]),
                &[1],
                "1 entry, and the number of pages is 5",
            ),
        ] {
            let (crowd, client) = list(page);
            let entries = client.get_time_entries().stream().concurrency(concurrency);
            let (came, error) = read(entries).await;
            assert_eq!(came, ids);
            let error = error.unwrap();
            assert_eq!(error.page, 4);
            assert_eq!(
                error.to_string(),
                format!("page 4: {START}3 pages in a row have no new entries; page 4 has {has}")
            );
            // No more than those that were under way at once.
            let sent = crowd.came().len();
            assert!(sent <= 4 + concurrency, "{sent} with {concurrency}");
        }
    }
}

#[tokio::test]
async fn a_list_without_any_entries_is_not_read_for_long_either() {
    let (crowd, client) = list(|number| page_of(number, 1_000_000, &[]));
    let (ids, error) = read(client.get_time_entries().stream()).await;
    assert_eq!((ids, error.unwrap().page), (vec![], 3));
    assert_eq!(crowd.came(), [1, 2, 3]);
}

#[tokio::test]
async fn pages_notice_it_as_well_as_entries() {
    let (crowd, client) = list(|number| page_of(number, 1_000_000, &[1, 2]));
    let mut pages = client.get_time_entries().pages();
    for _ in 1..=3 {
        pages.next().await.unwrap().unwrap();
    }
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.page, 4);
    let end = "3 pages in a row have no new entries; page 4 has 2 entries, and the number of pages is 1000000";
    assert!(error.to_string().ends_with(end), "{error}");
    assert!(pages.next().await.is_none());
    assert_eq!(crowd.came(), [1, 2, 3, 4]);
    // Once more up to the same number of pages.
    pages.resume();
    for _ in 4..=5 {
        pages.next().await.unwrap().unwrap();
    }
    assert_eq!(pages.next().await.unwrap().unwrap_err().page, 6);
}

#[tokio::test]
async fn entries_that_return_in_turns_are_not_new() {
    let (crowd, client) =
        list(|number| page_of(number, 1_000_000, &[[1, 2], [3, 4]][number as usize % 2]));
    let (ids, error) = read(client.get_time_entries().stream()).await;
    assert_eq!(ids, [3, 4, 1, 2]);
    assert_eq!(error.unwrap().page, 5);
    assert_eq!(crowd.came(), [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_last_page_that_repeats_the_page_before_it_is_an_error() {
    for concurrency in [1, 4] {
        let (_crowd, client) = list(|number| page_of(number, 2, &[1, 2]));
        let entries = client.get_time_entries().stream().concurrency(concurrency);
        let (ids, error) = read(entries).await;
        assert_eq!(ids, [1, 2]);
        assert_eq!(
            error.unwrap().to_string(),
            format!(
                "page 2: {START}the last page has the same 2 entries as the page before it; \
                 the server may ignore the number of the page"
            )
        );
    }
}

#[tokio::test]
async fn a_list_that_shrinks_while_it_is_read_is_no_error() {
    for (last, name) in [
        (page_of(4, 3, &[]), "an empty page behind the last"),
        (page_of(4, 4, &[]), "an empty last page"),
        (
            page_of(3, 3, &[]),
            "an empty page with the number of the last",
        ),
        (page_of(1, 0, &[]), "nothing left"),
        (page_of(4, 4, &[5]), "an entry that moved to the last page"),
    ] {
        let pages = [
            page_of(1, 4, &[1, 2]),
            page_of(2, 4, &[3, 4]),
            page_of(3, 4, &[5, 6]),
            last,
        ];
        let server = Server::replying(pages.map(|page| Reply::Send(page.into())));
        let (ids, error) = read(client(&server).get_time_entries().stream()).await;
        assert_eq!(ids, [1, 2, 3, 4, 5, 6], "{name}");
        assert!(error.is_none(), "{name}: {error:?}");
    }
    // Many pages are gone at once, and the count of those under way was read before.
    let (crowd, client) = list(|number| match number {
        1 => page_of(1, 9, &[1]),
        _ => page_of(number, 1, &[]),
    });
    let entries = client.get_time_entries().stream().concurrency(8);
    let (ids, error) = read(entries).await;
    assert_eq!(ids, [1]);
    assert!(error.is_none(), "{error:?}");
    assert!(crowd.came().len() <= 9);
}

#[tokio::test]
async fn a_few_pages_without_new_entries_do_no_harm() {
    let ids: [&[u32]; 7] = [&[1, 2], &[], &[2, 1], &[3], &[], &[], &[4]];
    let (_crowd, client) = list(move |number| page_of(number, 7, ids[number as usize - 1]));
    let (ids, error) = read(client.get_time_entries().stream()).await;
    assert_eq!(ids, [1, 2, 3, 4]);
    assert!(error.is_none(), "{error:?}");
}

#[tokio::test]
async fn a_list_that_starts_at_something_else_than_a_page_is_not_sent() {
    for (page, shown) in [
        ("second", "second"),
        ("0", "0"),
        ("-1", "-1"),
        ("1.5", "1.5"),
        ("", ""),
    ] {
        let server = Server::sending(page_of(1, 1, &[1]));
        let request = client(&server).get_time_entries().with_query("page", page);
        let mut pages = request.clone().pages();
        let error = pages.next().await.unwrap().unwrap_err();
        assert!(matches!(error.error, Error::Invalid(_)), "{error:?}");
        let reason = format!(
            "GET /time_entries (get-time-entries): not sent: query parameter `page`: \
             `{shown}` is not the number of a page, counted from 1"
        );
        assert_eq!(error.error.to_string(), reason);
        assert!(pages.next().await.is_none());
        let error = request.stream().concurrency(4).all().await.unwrap_err();
        assert_eq!(error.error.to_string(), reason);
        assert!(server.is_untouched());
    }
    let server = Server::sending(page_of(3, 3, &[1]));
    let request = client(&server).get_time_entries().with_query("page", 3);
    assert_eq!(request.stream().all().await.unwrap().len(), 1);
    assert_eq!(server.request().query(), "per_page=200&page=3");
}

#[tokio::test]
async fn the_bound_holds_for_a_page_that_is_resumed_after_a_failure() {
    let calls = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&calls);
    let (crowd, client) = list(move |number| {
        let call = calls.fetch_add(1, Ordering::SeqCst);
        match (number, call) {
            // No response, once.
            (2, 1) => String::new(),
            (1, _) => page_of(1, 1_000_000, &[1]),
            _ => page_of(number, 1_000_000, &[]),
        }
    });
    let mut entries = client.get_time_entries().stream();
    entries.next().await.unwrap().unwrap();
    assert_eq!(entries.next().await.unwrap().unwrap_err().page, 2);
    entries.resume();
    assert_eq!(entries.next().await.unwrap().unwrap_err().page, 4);
    assert_eq!(crowd.came(), [1, 2, 2, 3, 4]);
    assert_eq!(seen.load(Ordering::SeqCst), 5);
}
