//! Lists of ids in the query that are too long for one request, and those that are not paged.

use std::{collections::HashSet, sync::Arc};

use generated_client::{Call, Client, Error, Retry};
use test_server::{NO_CONTENT, Received, Server};

use crate::{
    client::{client, offline},
    fake::{Fake, builder, respond},
    paging::page_of,
};

/// The longest address that is sent with a list.
const LIMIT: usize = 4_000;

fn ids(range: std::ops::RangeInclusive<u32>) -> Vec<u32> {
    // Numbers as the service gives them.
    range.map(|id| 890_000_000 + id).collect()
}

/// The items of a list in the query of a request.
fn items(query: &str, name: &str) -> Vec<u32> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let list = pairs.find_map(|(other, list)| (other == name).then_some(list));
    let list = list
        .unwrap_or_default()
        .split(',')
        .filter(|item| !item.is_empty());
    list.map(|item| item.parse().unwrap()).collect()
}

fn path_len(request: &Received) -> usize {
    request.line.split(' ').nth(1).unwrap().len()
}

/// A service that responds to a query, which is never longer than the limit allows.
fn service(page: impl Fn(&str) -> String + Send + Sync + 'static) -> (Arc<Fake>, Client) {
    let fake = Fake::new(move |got| {
        let address = got.uri.to_string();
        assert!(address.len() <= LIMIT, "{}", address.len());
        let page = page(got.uri.query().unwrap());
        let (_, body) = page.split_once("\r\n\r\n").unwrap();
        let response = respond(200, body.to_owned());
        async { Ok(response) }
    });
    let client = builder(&fake).retry(Retry::off()).build().unwrap();
    (fake, client)
}

fn queries(fake: &Fake) -> Vec<String> {
    let got = fake.got();
    got.iter()
        .map(|got| got.uri.query().unwrap().to_owned())
        .collect()
}

/// A service that returns everything that `only` names, whatever page it is asked for, and counts pages of 200.
fn only() -> (Arc<Fake>, Client) {
    service(|query| {
        let found = items(query, "only");
        page_of(1, u32::try_from(found.len().div_ceil(200)).unwrap(), &found)
    })
}

#[tokio::test]
async fn what_is_not_paged_is_one_page_whatever_the_number_of_pages_is() {
    let (fake, client) = only();
    let list = client.get_time_entries().only(1..=450_u32);
    let mut pages = list.clone().pages();
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!(page.time_entries().count(), 450);
    assert!(pages.next().await.is_none());
    assert_eq!(
        list.per_page(20)
            .page(2)
            .stream()
            .all()
            .await
            .unwrap()
            .len(),
        450
    );
    let queries = queries(&fake);
    assert_eq!(queries.len(), 2);
    assert!(queries[0].starts_with("only=1,2,3,"), "{}", queries[0]);
    assert!(
        queries[0].ends_with(",450"),
        "neither a page nor its size is sent"
    );
}

#[tokio::test]
async fn a_long_list_is_sent_in_requests_with_short_addresses_and_each_entry_comes_once() {
    for concurrency in [1, 4] {
        let (fake, client) = only();
        // Two of them twice.
        let wanted: Vec<u32> = ids(1..=2_000).into_iter().chain(ids(5..=6)).collect();
        let list = client.get_time_entries().only(wanted.clone()).uninvoiced();
        let entries = list
            .clone()
            .stream()
            .concurrency(concurrency)
            .all()
            .await
            .unwrap();
        let came: Vec<u64> = entries
            .iter()
            .filter_map(|entry| entry.id.as_u64())
            .collect();
        assert_eq!(
            came,
            ids(1..=2_000)
                .into_iter()
                .map(u64::from)
                .collect::<Vec<_>>()
        );
        let queries = queries(&fake);
        assert_eq!(queries.len(), 6, "20,000 bytes");
        let sent: Vec<u32> = queries
            .iter()
            .flat_map(|query| items(query, "only"))
            .collect();
        assert_eq!(sent, ids(1..=2_000));
        for query in &queries {
            assert!(query.ends_with("&uninvoiced=true"), "{query}");
            assert!(query.len() < LIMIT, "{}", query.len());
        }
        let pages = list.pages();
        let mut pages = std::pin::pin!(pages);
        let mut count = 0;
        while let Some(page) = pages.next().await {
            count += page.unwrap().time_entries().count();
        }
        assert_eq!(count, 2_000);
    }
}

#[tokio::test]
async fn every_combination_of_two_long_lists_is_requested_page_by_page() {
    // Each combination of a user and a project has one entry. Two pages for each request.
    let (fake, client) = service(|query| {
        let (users, projects) = (items(query, "with_user_ids"), items(query, "workspace_ids"));
        let found: Vec<u32> = (users.iter())
            .flat_map(|user| {
                projects
                    .iter()
                    .map(move |project| user % 1_000 * 1_000 + project % 1_000)
            })
            .collect();
        let half = found.len().div_ceil(2);
        let number = query.rsplit_once("page=").unwrap().1.parse().unwrap();
        let (first, second) = found.split_at(half);
        page_of(number, 2, if number == 1 { first } else { second })
    });
    let list = client.get_time_entries();
    let list = list.with_user_ids(ids(1..=300)).workspace_ids(ids(1..=500));
    let entries = list.stream().all().await.unwrap();
    let found: HashSet<u64> = entries
        .iter()
        .filter_map(|entry| entry.id.as_u64())
        .collect();
    assert_eq!((entries.len(), found.len()), (150_000, 150_000));
    let requests = queries(&fake);
    let combinations: HashSet<(Vec<u32>, Vec<u32>)> = (requests.iter())
        .map(|query| (items(query, "with_user_ids"), items(query, "workspace_ids")))
        .collect();
    assert_eq!(requests.len(), 2 * combinations.len());
    assert!(requests.len() < 20, "{}", requests.len());
}

#[tokio::test]
async fn a_list_with_a_maximum_is_split_at_it() {
    let (fake, client) = service(|query| {
        let found = items(query, "external_reference_service_model_refs");
        // One entry has a reference of two parts.
        let found: HashSet<u32> = found
            .into_iter()
            .map(|id| if id == 450 { 1 } else { id })
            .collect();
        page_of(1, 1, &found.into_iter().collect::<Vec<_>>())
    });
    let refs = (1..=450).map(|id: u32| id.to_string());
    let list = client
        .get_time_entries()
        .external_reference_service_model_refs(refs);
    let error = list.clone().send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /time_entries (get-time-entries): not sent: query parameter \
         `external_reference_service_model_refs`: 450 items given, allowed: 1 to 200; `stream` and `pages` send them in \
         several requests"
    );
    assert_eq!(fake.count(), 0);
    let entries = list.stream().all().await.unwrap();
    assert_eq!(entries.len(), 449);
    let queries = queries(&fake);
    let lens = queries
        .iter()
        .map(|query| items(query, "external_reference_service_model_refs").len());
    assert_eq!(lens.collect::<Vec<_>>(), [200, 200, 50]);
    assert!(
        queries
            .iter()
            .all(|query| query.ends_with("&per_page=200&page=1")),
        "{queries:?}"
    );
}

#[tokio::test]
async fn a_part_that_fails_can_be_requested_again() {
    let server = Server::replying(
        [
            page_of(1, 1, &[1]),
            "HTTP/1.1 503 Busy\r\nconnection: close\r\ncontent-length: 0\r\n\r\n".to_owned(),
            page_of(1, 1, &[2]),
            page_of(1, 1, &[3]),
        ]
        .map(|page| test_server::Reply::Send(page.into())),
    );
    let refs = (1..=450).map(|id: u32| id.to_string());
    let list = client(&server)
        .get_time_entries()
        .external_reference_service_model_refs(refs);
    let mut entries = list.stream();
    assert!(entries.next().await.unwrap().is_ok());
    assert!(entries.next().await.unwrap().is_err());
    entries.resume();
    assert_eq!(entries.all().await.unwrap().len(), 2);
    let first =
        |request: Received| items(request.query(), "external_reference_service_model_refs")[0];
    let firsts: Vec<_> = (0..4).map(|_| first(server.request())).collect();
    assert_eq!(firsts, [1, 201, 201, 401]);
}

#[tokio::test]
async fn after_a_part_that_is_skipped_the_next_part_follows() {
    let all = ids(1..=500);
    let (fake, client) = {
        let fake = Fake::new(move |got| {
            let found = items(got.uri.query().unwrap(), "only");
            let response = match found.contains(&890_000_001) {
                true => respond(400, "busy"),
                false => {
                    let page = page_of(1, 1, &found);
                    respond(200, page.split_once("\r\n\r\n").unwrap().1.to_owned())
                }
            };
            async { Ok(response) }
        });
        let client = builder(&fake).retry(Retry::off()).build().unwrap();
        (fake, client)
    };
    let list = client.get_time_entries().only(all.clone());
    let mut entries = list.clone().stream();
    assert!(entries.next().await.unwrap().is_err());
    assert!(entries.next().await.is_none());
    entries.skip();
    let rest = entries.all().await.unwrap();
    let lost = items(fake.got()[0].uri.query().unwrap(), "only");
    assert_eq!(rest.len(), all.len() - lost.len());
    let mut pages = list.pages();
    assert!(pages.next().await.unwrap().is_err());
    pages.skip();
    let mut count = 0;
    while let Some(page) = pages.next().await {
        count += page.unwrap().time_entries().count();
    }
    assert_eq!(count, rest.len());
}

#[tokio::test]
async fn what_would_be_a_long_address_is_not_sent_in_one_request() {
    let server = Server::sending(page_of(1, 1, &[]));
    let list = client(&server)
        .get_time_entries()
        .with_user_ids(ids(1..=2_000));
    let error = list.send().await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)));
    let error = error.to_string();
    assert!(
        error.starts_with("GET /time_entries (get-time-entries): not sent: URL: it has 20"),
        "{error}"
    );
    let end = "bytes, allowed with a list: at most 4000; `stream` and `pages` send the items of `with_user_ids` in \
               several requests";
    assert!(error.ends_with(end), "{error}");

    // A page of each part cannot be meant, and an item can be too long for any request.
    let list = client(&server).get_time_entries();
    let error = list
        .clone()
        .with_user_ids(ids(1..=2_000))
        .page(3)
        .stream()
        .all()
        .await
        .unwrap_err();
    assert!(
        error.to_string().ends_with("query parameter `page`: the request is sent in 6 parts, and each has a page 3; start with the first page"),
        "{error}"
    );
    let long = ["x".repeat(3_990), "y".to_owned()];
    let error = list
        .external_reference_service_model_refs(long)
        .stream()
        .all()
        .await
        .unwrap_err();
    assert!(
        error.to_string().ends_with("an item of each list makes an address of more than 4000 bytes, and longer ones are not sent"),
        "{error}"
    );
    assert!(server.is_untouched());
}

#[test]
fn a_list_that_fits_is_sent_as_it_is() {
    let list = offline().get_time_entries().only([3, 1, 3]).page(2);
    assert!(
        list.request()
            .url()
            .unwrap()
            .ends_with("?only=3,1,3&page=2")
    );
    let list = list.only([4]).only(ids(1..=380));
    let url = list.request().url().unwrap();
    assert!(url.len() < LIMIT, "{}", url.len());
    assert!(list.only(ids(1..=400)).request().url().is_err());
}

#[tokio::test]
async fn chunks_have_short_addresses_too() {
    let server = Server::repeating(3, NO_CONTENT);
    let client = client(&server);
    // Ids of nearly 20 digits.
    let ids: Vec<u64> = (1..=150)
        .map(|id| 10_000_000_000_000_000_000 + id)
        .collect();
    let chunks = client
        .delete_time_entries(ids.clone())
        .chunks()
        .concurrency(1)
        .all()
        .await;
    assert!(chunks.iter().all(|chunk| chunk.result.is_ok()));
    let ranges: Vec<_> = chunks.iter().map(|chunk| chunk.items.clone()).collect();
    assert_eq!(ranges, [0..100, 100..150]);
    assert!(path_len(&server.request()) < LIMIT);
}
