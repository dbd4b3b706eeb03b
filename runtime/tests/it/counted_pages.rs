//! Lists that are read by page and count their entries, while entries are inserted and deleted.

use std::sync::Mutex;

use runtime::{Changes, Entries, Id, Json, Page, PageError, Undocumented, object};

use crate::{
    pet_list::{PARAMETERS, PetPage, Random},
    pet_responses::{Responses, page},
};

const START: &str = "GET /pets (list-pets): 200 OK: not the documented response: ";

pub(crate) async fn read(
    entries: &mut Entries<PetPage, Undocumented>,
) -> (Vec<u64>, Option<PageError<Undocumented>>) {
    let mut ids = Vec::new();
    loop {
        match entries.next().await {
            Some(Ok(pet)) => ids.push(pet.id.as_u64().unwrap()),
            Some(Err(error)) => return (ids, Some(error)),
            None => return (ids, None),
        }
    }
}

pub(crate) fn changes(changes: &Changes) -> (u64, u64) {
    (changes.grew_by, changes.fell_by)
}

#[tokio::test]
async fn after_a_deletion_the_pages_to_which_entries_moved_are_read_again() {
    // The second pet is deleted after the first page was read.
    let server =
        Responses::listing(|request| (1..=14).filter(|id| request == 0 || *id != 2).collect());
    let mut entries = server.entries();
    let (ids, error) = read(&mut entries).await;
    assert!(error.is_none());
    assert_eq!(ids, [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 6, 12, 13, 14]);
    assert_eq!(server.numbers(), [1, 2, 1, 3]);
    assert_eq!(changes(&entries.changes()), (0, 1));
}

#[tokio::test]
async fn so_many_pages_are_read_again_as_entries_can_have_moved() {
    // Seven of the first pages are deleted before the fourth page is read.
    let server =
        Responses::listing(|request| (1..=22).filter(|id| request < 3 || *id > 7).collect());
    let mut entries = server.entries();
    let (mut ids, error) = read(&mut entries).await;
    assert!(error.is_none());
    ids.sort_unstable();
    assert_eq!(ids, (1..=22).collect::<Vec<_>>());
    // There is no fourth page any more. Two pages can have taken what moved, and one in between.
    assert_eq!(server.numbers(), [1, 2, 3, 4, 3, 2, 1]);
}

#[tokio::test]
async fn a_page_that_fails_when_it_is_read_again_can_be_resumed() {
    for (fails, concurrency) in [(2, 1), (3, 1), (1, 3), (2, 3), (3, 3)] {
        let server = Responses::new(move |request, query| {
            if request == fails {
                return "no JSON".to_owned();
            }
            let ids: Vec<u64> = (1..=14).filter(|id| request == 0 || *id != 2).collect();
            let number: usize = query.rsplit_once("page=").unwrap().1.parse().unwrap();
            let shown = ids.iter().skip((number - 1) * 5).take(5);
            let shown: Vec<_> = shown.map(|id| (*id, 0)).collect();
            page((ids.len(), 3, number), &shown)
        });
        let mut entries = server.entries().concurrency(concurrency);
        let (mut ids, error) = read(&mut entries).await;
        assert!(error.is_some());
        entries.resume();
        let (rest, error) = read(&mut entries).await;
        assert!(error.is_none());
        ids.extend(rest);
        ids.sort_unstable();
        assert_eq!(ids, (1..=14).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_page_that_fails_when_it_is_read_again_can_be_skipped_and_only_that() {
    let server = Responses::new(move |request, query| {
        if request == 2 {
            return "no JSON".to_owned();
        }
        let ids: Vec<u64> = (1..=14).filter(|id| request == 0 || *id != 2).collect();
        let number: usize = query.rsplit_once("page=").unwrap().1.parse().unwrap();
        let shown = ids.iter().skip((number - 1) * 5).take(5);
        let shown: Vec<_> = shown.map(|id| (*id, 0)).collect();
        page((ids.len(), 3, number), &shown)
    });
    let mut entries = server.entries();
    let (mut ids, error) = read(&mut entries).await;
    assert!(error.is_some());
    entries.skip();
    let (rest, _) = read(&mut entries).await;
    ids.extend(rest);
    // The sixth has moved to the page that was skipped.
    assert_eq!(ids, [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14]);
    assert_eq!(server.numbers(), [1, 2, 1, 3]);
}

#[tokio::test]
async fn after_a_page_that_is_skipped_the_next_one_follows_up_to_the_last_one() {
    for (fails, expected) in [(2, [1, 2, 3, 4, 5, 11, 12].as_slice()), (3, &[])] {
        let server = Responses::new(move |_, query| {
            let number: u64 = query.rsplit_once("page=").unwrap().1.parse().unwrap();
            if number == fails {
                return "no JSON".to_owned();
            }
            let ids = 1 + 5 * (number - 1)..=(5 * number).min(12);
            let shown: Vec<_> = ids.map(|id| (id, 0)).collect();
            page((12, 3, usize::try_from(number).unwrap()), &shown)
        });
        let mut entries = server.entries();
        let (mut ids, error) = read(&mut entries).await;
        assert_eq!(error.unwrap().page, fails);
        entries.skip();
        let (rest, error) = read(&mut entries).await;
        assert!(error.is_none(), "{error:?}");
        ids.extend(rest);
        match expected {
            [] => assert_eq!(ids, (1..=10).collect::<Vec<_>>()),
            expected => assert_eq!(ids, expected),
        }
        assert_eq!(server.numbers(), [1, 2, 3]);
    }
}

/// A page of entries without ids.
#[derive(Debug)]
struct Names {
    count: i64,
    pages: i64,
    names: Vec<String>,
}

object!(Names {
    count,
    pages,
    names: required
});

impl Page for Names {
    type Entry = String;

    fn page_count(&self) -> Option<u64> {
        self.pages.try_into().ok()
    }

    fn count(&self) -> Option<u64> {
        self.count.try_into().ok()
    }

    fn into_entries(self) -> impl Iterator<Item = (Option<Id>, String)> {
        self.names.into_iter().map(|name| (None, name))
    }

    fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

#[tokio::test]
async fn without_ids_no_page_is_read_again_and_nothing_is_said_to_be_missing() {
    // A deletion, and then an insertion.
    let server = Responses::new(|request, _| {
        let count = [7, 6, 8][request];
        format!(r#"{{"count":{count},"pages":3,"names":["a","b"]}}"#)
    });
    let pages = server
        .request()
        .pages::<Json<Names>, Undocumented>(PARAMETERS);
    let mut entries: Entries<Names, Undocumented> = pages.into();
    let mut names = Vec::new();
    while let Some(name) = entries.next().await {
        names.push(name.unwrap());
    }
    assert_eq!(names.concat(), "ababab");
    assert_eq!(server.numbers(), [1, 2, 3]);
    assert_eq!(changes(&entries.changes()), (2, 1));
}

/// A list from which entries disappear while it is read.
fn shrinking(seed: u64) -> (std::sync::Arc<Responses>, std::sync::Arc<Mutex<Vec<u64>>>) {
    let list = std::sync::Arc::new(Mutex::new((1..=60).collect::<Vec<u64>>()));
    let random = Mutex::new(Random::new(seed));
    let kept = std::sync::Arc::clone(&list);
    let server = Responses::listing(move |_| {
        let (mut list, mut random) = (kept.lock().unwrap(), random.lock().unwrap());
        if random.is_one_in(2) {
            for _ in 0..random.below(4) {
                let place = random.below(u64::try_from(list.len().max(1)).unwrap());
                if !list.is_empty() {
                    list.remove(usize::try_from(place).unwrap());
                }
            }
        }
        list.clone()
    });
    (server, list)
}

#[tokio::test]
async fn deletions_alone_lose_nothing_however_many_requests_there_are_at_once() {
    for seed in 0..300 {
        for concurrency in [1, 2, 4] {
            let (server, list) = shrinking(seed);
            let mut entries = server.entries().concurrency(concurrency);
            let (mut ids, error) = read(&mut entries).await;
            assert!(error.is_none(), "seed {seed}: {error:?}");
            let len = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), len, "seed {seed}: twice");
            let left = list.lock().unwrap();
            let lost: Vec<_> = left.iter().filter(|id| !ids.contains(id)).collect();
            assert!(
                lost.is_empty(),
                "seed {seed}, {concurrency} at once: {lost:?} lost"
            );
            assert!(server.queries().len() < 80, "{}", server.queries().len());
        }
    }
}

#[tokio::test]
async fn a_long_list_from_which_an_entry_is_deleted_before_each_page_is_read_to_its_end() {
    let server = Responses::listing(|request| {
        let deleted = u64::try_from(request).unwrap();
        (1..=600).filter(|id| *id > deleted).collect()
    });
    let mut entries = server.entries();
    let (mut ids, error) = read(&mut entries).await;
    assert!(error.is_none(), "{error:?}");
    ids.sort_unstable();
    let deleted = u64::try_from(server.queries().len()).unwrap();
    let left: Vec<_> = (deleted..=600).collect();
    assert!(ids.ends_with(&left), "{ids:?}");
    assert_eq!(changes(&entries.changes()).0, 0);
}

#[tokio::test]
async fn the_number_of_different_entries_is_shown() {
    let server = Responses::listing(|_| (1..=7).collect());
    let mut entries = server.entries();
    assert!(format!("{entries:?}").contains("seen: 0,"));
    entries.next().await.unwrap().unwrap();
    assert!(format!("{entries:?}").contains("seen: 5,"));
    read(&mut entries).await;
    assert!(format!("{entries:?}").contains("seen: 7,"));
}

#[tokio::test]
async fn entries_that_are_inserted_before_what_was_read_are_missing_and_that_is_said() {
    // In front of all others, as in a descending order.
    let listing = || {
        Responses::listing(|request| match request {
            0 => (1..=12).collect(),
            _ => [99].into_iter().chain(1..=12).collect(),
        })
    };
    let missing = format!(
        "page 3: {START}the last page counts 13 entries, and all pages together have 12: entries were inserted or \
         deleted meanwhile, and some are missing; read by a key to miss none (`stream_by_…`, if the operation has \
         it), or read the list again"
    );
    for concurrency in [1, 4] {
        let server = listing();
        let mut entries = server.entries().concurrency(concurrency);
        let (ids, error) = read(&mut entries).await;
        assert_eq!(ids, (1..=12).collect::<Vec<_>>());
        assert_eq!(error.unwrap().to_string(), missing);
        assert!(entries.next().await.is_none());
        entries.resume();
        assert!(entries.next().await.is_none());
        assert_eq!(changes(&entries.changes()), (1, 0));
        assert_eq!(server.numbers(), [1, 2, 3]);
    }
    let server = listing();
    let mut pages = server.pages();
    for _ in 0..3 {
        pages.next().await.unwrap().unwrap();
    }
    assert_eq!(changes(&pages.changes()), (1, 0));
    assert_eq!(
        pages.next().await.unwrap().unwrap_err().to_string(),
        missing
    );
    assert!(pages.next().await.is_none());
    assert!(
        server.entries().all().await.is_ok(),
        "the list no longer changes"
    );
}

#[tokio::test]
async fn a_stream_of_pages_says_that_a_deletion_lost_an_entry() {
    // A deletion, and then an insertion at the end: the number at the end is that of the beginning.
    let server = Responses::listing(|request| match request {
        0 => (1..=12).collect(),
        1 => (2..=12).collect(),
        _ => (2..=14).collect(),
    });
    let mut pages = server.pages();
    let mut error = None;
    let mut ids = Vec::new();
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => ids.extend(page.pets.into_iter().filter_map(|pet| pet.id.as_u64())),
            Err(failed) => error = Some(failed),
        }
    }
    assert_eq!(ids, [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14]);
    assert_eq!(changes(&pages.changes()), (2, 1));
    // The deleted entry was read, so that the numbers are the same.
    assert!(error.is_none());
    // `Entries` reads the sixth.
    let server = Responses::listing(|request| match request {
        0 => (1..=12).collect(),
        1 => (2..=12).collect(),
        _ => (2..=14).collect(),
    });
    let (mut ids, error) = read(&mut server.entries()).await;
    ids.sort_unstable();
    assert_eq!(ids, (1..=14).collect::<Vec<_>>());
    assert!(error.is_none());
}

#[tokio::test]
async fn no_alarm_is_false() {
    // A list that grows at its end; one that is read from its second page on; a number that is always too high.
    let server = Responses::listing(|request| {
        (1..=12 + 2 * u64::try_from(request).unwrap().min(5)).collect()
    });
    let (ids, error) = read(&mut server.entries()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(ids.len(), 18);

    let server = Responses::listing(|request| (1..=12 - u64::try_from(request).unwrap()).collect());
    let request = server.request().query("page", 2);
    let mut pages = request.pages::<Json<PetPage>, Undocumented>(PARAMETERS);
    while let Some(page) = pages.next().await {
        page.unwrap();
    }

    let server = Responses::new(|_, query| match query.ends_with("page=1") {
        true => page((99, 2, 1), &[(1, 1), (2, 2)]),
        false => page((99, 2, 2), &[(3, 3)]),
    });
    assert_eq!(read(&mut server.entries()).await.0, [1, 2, 3]);
}

#[tokio::test]
async fn a_number_that_goes_up_and_down_does_not_keep_the_client_busy() {
    let server = Responses::new(|request, query| {
        let number: usize = query.rsplit_once("page=").unwrap().1.parse().unwrap();
        let count = if request % 2 == 0 { 1_000_000 } else { 10 };
        let id = u64::try_from(number).unwrap();
        page((count, 500, number), &[(id, 1)])
    });
    let (ids, error) = read(&mut server.entries()).await;
    let error = error.unwrap().to_string();
    assert!(
        error.contains("the number of entries changes too much to read the list by page"),
        "{error}"
    );
    assert!(
        server.queries().len() < 5 * ids.len() + 100,
        "{} for {}",
        server.queries().len(),
        ids.len()
    );
}
