//! The entries of a response are those that were sent or requested: as many, each of them once, and no other one.

use std::fmt::Write;

use generated_client::{
    Call, Error, Outcome, date,
    models::{NewTimeEntry, TimeEntryPage, TimeEntryUpdate},
};
use test_server::{Reply, Server, json_response, response};

use crate::{client::client, paging::page_of};

fn entry() -> NewTimeEntry {
    NewTimeEntry::new(7, date(2026, 11, 24), 90)
}

/// A page whose results are these, and whose entries are those.
fn page(results: &[u32], entries: &[u32]) -> String {
    let (mut list, mut map) = (String::new(), String::new());
    for id in results {
        write!(list, r#",{{"key":"time_entries","id":"{id}"}}"#).unwrap();
    }
    for id in entries {
        write!(map, r#","{id}":{{"id":"{id}"}}"#).unwrap();
    }
    let (list, map) = (list.trim_start_matches(','), map.trim_start_matches(','));
    json_response(&format!(
        r#"{{"count":9,"meta":{{"count":9,"page_count":1,"page_number":1,"page_size":200}},"results":[{list}],"time_entries":{{{map}}}}}"#
    ))
}

async fn create(count: usize, reply: &str) -> Result<TimeEntryPage, Error> {
    let server = Server::sending(reply);
    let entries = (0..count).map(|_| entry());
    client(&server).create_time_entries(entries).send().await
}

async fn create_one(reply: &str) -> Result<TimeEntryPage, Error> {
    let server = Server::sending(reply);
    client(&server).create_time_entry(entry()).send().await
}

/// The reason of an error that leaves it open whether a request took effect.
fn reason(result: Result<TimeEntryPage, Error>) -> String {
    let error = result.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    reason_of(error)
}

fn reason_of(error: Error) -> String {
    let Error::Decode { error: reason, .. } = &error else {
        panic!("{error:?}")
    };
    let text = error.to_string();
    let end = format!("200 OK (request id r-1): not the documented response: {reason}");
    assert!(text.ends_with(&end), "{text}");
    reason.to_string()
}

#[tokio::test]
async fn as_many_entries_are_created_as_were_sent() {
    for (reply, came) in [
        (page(&[1], &[1]), "1 of the 3 items that were sent"),
        (page(&[], &[]), "0 of the 3 items that were sent"),
        (page(&[1, 2], &[1, 2]), "2 of the 3 items that were sent"),
        // Results that name one of the entries.
        (page(&[1], &[1, 2, 3]), "1 of the 3 items that were sent"),
        // One entry twice.
        (page(&[1, 2, 2], &[1, 2]), "2 of the 3 items that were sent"),
        (page(&[1, 1, 1], &[1]), "1 of the 3 items that were sent"),
        (
            page(&[1, 2, 3, 4], &[1, 2, 3, 4]),
            "4 entries for the 3 items that were sent",
        ),
    ] {
        let expected = format!("the response has {came}");
        assert_eq!(reason(create(3, &reply).await), expected);
    }
    let page = create(3, &page(&[3, 1, 2], &[1, 2, 3])).await.unwrap();
    assert_eq!(page.time_entries().count(), 3);
}

#[tokio::test]
async fn one_entry_is_created_where_one_was_sent() {
    for (reply, came) in [
        (page(&[], &[]), "0 of the 1 item that was sent"),
        (
            page(&[1, 2], &[1, 2]),
            "2 entries for the 1 item that was sent",
        ),
    ] {
        let expected = format!("the response has {came}");
        assert_eq!(reason(create_one(&reply).await), expected);
        assert_eq!(reason(create(1, &reply).await), expected);
    }
    create_one(&page(&[1], &[1])).await.unwrap();
    // The same entry twice is one entry.
    create_one(&page(&[1, 1], &[1])).await.unwrap();
}

#[tokio::test]
async fn an_entry_that_is_requested_by_its_id_is_the_only_one() {
    for (reply, came) in [
        (page(&[99], &[99]), "entry 99"),
        (page(&[], &[]), "no entry"),
        (page(&[7, 8], &[7, 8]), "entries 7, 8"),
        (page(&[8, 7], &[7, 8]), "entries 8, 7"),
        (page(&[9, 9, 8], &[8, 9]), "entries 9, 8"),
        (
            page(&[1, 2, 3, 4, 5], &[1, 2, 3, 4, 5]),
            "entries 1, 2, 3 and others",
        ),
    ] {
        let expected = format!("entry 7 was requested, and the response has {came}");
        let server = Server::sending(reply.clone());
        let error = client(&server).get_time_entry(7).send().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotApplied);
        assert_eq!(reason_of(error), expected);

        let server = Server::sending(reply);
        let request = client(&server).update_time_entry("7", TimeEntryUpdate::default());
        assert_eq!(reason(request.send().await), expected);
    }
    for reply in [page(&[7], &[7]), page(&[7, 7], &[7, 8])] {
        let server = Server::repeating(2, &reply);
        let client = client(&server);
        client.get_time_entry("7").send().await.unwrap();
        let request = client.update_time_entry(7, TimeEntryUpdate::default());
        request.send().await.unwrap();
    }
}

#[tokio::test]
async fn a_list_has_any_number_of_entries() {
    for reply in [page(&[], &[]), page(&[4], &[4]), page(&[4, 4, 5], &[4, 5])] {
        let server = Server::sending(reply);
        client(&server).get_time_entries().send().await.unwrap();
    }
}

#[tokio::test]
async fn each_chunk_has_as_many_entries_as_it_sent() {
    let ids: Vec<u32> = (1..=100).collect();
    let one_twice: Vec<u32> = [&ids[..99], &[99]].concat();
    let one_more: Vec<u32> = (1..=101).collect();
    let replies = [
        page_of(1, 1, &ids),
        page(&one_twice, &ids),
        page_of(1, 1, &one_more),
        page(&[1, 1], &[1]),
    ];
    let server = Server::replying(replies.map(|reply| Reply::Send(reply.into())));
    let entries = (0..302).map(|_| entry());
    let chunks = client(&server).create_time_entries(entries).chunks();
    let chunks = chunks.concurrency(1).all().await;
    let outcomes: Vec<_> = chunks.iter().map(|chunk| chunk.outcome()).collect();
    use Outcome::{Applied, Unknown};
    assert_eq!(outcomes, [Applied, Unknown, Unknown, Unknown]);
    let reasons: Vec<_> = chunks
        .into_iter()
        .filter_map(|chunk| chunk.result.err())
        .map(reason_of)
        .collect();
    assert_eq!(
        reasons,
        [
            "the response has 99 of the 100 items that were sent",
            "the response has 101 entries for the 100 items that were sent",
            "the response has 1 of the 2 items that were sent",
        ]
    );
}

#[tokio::test]
async fn a_raw_response_with_other_entries_proves_nothing() {
    for reply in [page(&[99], &[99]), page(&[], &[])] {
        let server = Server::sending(reply);
        let request = client(&server).update_time_entry(7, TimeEntryUpdate::default());
        let raw = request.send_raw().await.unwrap();
        assert_eq!(raw.status(), 200);
        assert_eq!(raw.outcome(), Outcome::Unknown);
    }
    let server = Server::sending(page(&[1], &[1]));
    let raw = client(&server).create_time_entries([entry(), entry()]);
    assert_eq!(raw.send_raw().await.unwrap().outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn the_index_of_an_error_names_an_item_of_its_own_chunk_or_none() {
    let errors: Vec<String> = [0, 99, 100, 101, 1_000_000, -1]
        .map(|index| format!(r#"{{"type":"validation","message":"{index}","index":{index}}}"#))
        .into();
    let body = format!(r#"{{"errors":[{}]}}"#, errors.join(","));
    let refusal = response("422 Unprocessable Entity", "", &body);
    let server = Server::repeating(3, &refusal);
    let entries = (0..202).map(|_| entry());
    let chunks = client(&server).create_time_entries(entries).chunks();
    let chunks = chunks.concurrency(1).all().await;
    let items = |chunk: usize| -> Vec<_> {
        let refusals = chunks[chunk].refusals();
        refusals.map(|refusal| refusal.item).collect()
    };
    assert_eq!(items(0), [Some(0), Some(99), None, None, None, None]);
    assert_eq!(items(1), [Some(100), Some(199), None, None, None, None]);
    // The last chunk has two items.
    assert_eq!(items(2), [Some(200), None, None, None, None, None]);
}
