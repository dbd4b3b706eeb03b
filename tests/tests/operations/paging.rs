//! Responses that are pages (`x-paging`).

use runtime::{Call, Id, Page, Retry};
use serde_json::json;
use test_server::{Reply, Server, response};
use tests::{paging_lists, paging_numbers};

#[test]
fn a_page_knows_its_entries_and_how_many_pages_there_are() {
    let page: paging_lists::models::ListAnimalsResponse = serde_json::from_value(json!({
        "paging": { "pages": 3 },
        "data": [{ "id": "7", "name": "Ape" }, { "id": 5 }],
    }))
    .unwrap();
    assert_eq!(page.page_count(), Some(3));
    assert!(!page.is_empty());
    let ids: Vec<_> = page.into_entries().map(|(id, _)| id).collect();
    assert_eq!(ids, [Some(Id::from(7)), Some(Id::from(5))]);

    let page: paging_lists::models::ListSoundsResponse =
        serde_json::from_value(json!({ "pages": null, "result": { "sounds": null } })).unwrap();
    assert_eq!(page.page_count(), None);
    assert!(page.is_empty());
    let page: paging_lists::models::ListSoundsResponse =
        serde_json::from_value(json!({ "pages": -1, "result": { "sounds": ["Moo"] } })).unwrap();
    assert_eq!(page.page_count(), None);
    assert_eq!(
        page.into_entries().collect::<Vec<_>>(),
        [(None, "Moo".to_owned())]
    );
}

#[test]
fn a_stream_asks_for_the_largest_pages() {
    let zoo = paging_lists::endpoints::Client::new().unwrap();
    let shown = |stream: &dyn std::fmt::Debug| format!("{stream:?}");
    assert!(shown(&zoo.list_animals().stream()).contains(r#"query: ["size=50"]"#));
    assert!(shown(&zoo.list_animals().size(5).pages()).contains(r#"query: ["size=5"]"#));
    assert!(shown(&zoo.list_animals().page(4).pages()).contains("next: 4"));
    // The document does not say how large a page can be.
    assert!(shown(&zoo.list_sounds().stream()).contains("query: []"));
    assert!(shown(&zoo.list_sounds().page_number(9).stream()).contains("next: 9"));
}

/// A client of a server with these responses.
macro_rules! client {
    ($api:ident, $server:ident) => {
        $api::endpoints::Client::builder()
            .base_url($server.base_url())
            .retry(Retry::off())
            .build()
            .unwrap()
    };
}

fn replying(bodies: impl IntoIterator<Item = String>) -> Server {
    let bodies = bodies.into_iter();
    Server::replying(bodies.map(|body| Reply::Send(response("200 OK", "", &body).into())))
}

/// The numbers of the pages that were requested.
fn requested(server: &Server) -> Vec<String> {
    let requests = std::iter::from_fn(|| server.try_request());
    requests
        .map(|request| request.query().rsplit_once('=').unwrap().1.to_owned())
        .collect()
}

#[tokio::test]
async fn a_list_without_a_page_count_is_read_up_to_its_first_empty_page() {
    let sounds = |sounds: &str| format!(r#"{{"pages":null,"result":{{"sounds":[{sounds}]}}}}"#);
    for concurrency in [1, 4] {
        let server = replying([
            sounds(r#""Moo""#),
            sounds(r#""Baa","Moo""#),
            sounds(r#""Moo""#),
            sounds(""),
            sounds(r#""Oink""#),
        ]);
        let client = client!(paging_lists, server);
        let stream = client.list_sounds().stream().concurrency(concurrency);
        assert_eq!(stream.all().await.unwrap(), ["Moo", "Baa", "Moo", "Moo"]);
        assert_eq!(requested(&server), ["1", "2", "3", "4"]);
    }
    // The count can be missing at first.
    let counted = r#"{"pages":3,"result":{"sounds":["Baa"]}}"#;
    let server = replying([sounds(r#""Moo""#), counted.to_owned(), sounds(r#""Oink""#)]);
    let client = client!(paging_lists, server);
    let mut pages = client.list_sounds().pages();
    for _ in 1..=3 {
        pages.next().await.unwrap().unwrap();
    }
    assert!(pages.next().await.is_none());
    assert_eq!(requested(&server), ["1", "2", "3"]);
}

#[tokio::test]
async fn the_same_page_again_and_again_without_a_page_count_is_an_error() {
    let page = r#"{"result":{"sounds":["Moo"]}}"#;
    let server = replying([(); 9].map(|()| page.to_owned()));
    let client = client!(paging_lists, server);
    let mut sounds = client.list_sounds().stream();
    let mut count = 0;
    let error = loop {
        match sounds.next().await.unwrap() {
            Ok(_) => count += 1,
            Err(error) => break error,
        }
    };
    let end =
        "3 pages in a row have no new entries; page 4 has entries, and there is no number of pages";
    assert!(error.to_string().ends_with(end), "{error}");
    // Entries without an id are not recognized.
    assert_eq!(count, 3);
    assert_eq!(requested(&server), ["1", "2", "3", "4"]);
}

#[tokio::test]
async fn entries_without_ids_can_be_equal_on_all_pages_that_are_counted() {
    let page = r#"{"pages":6,"result":{"sounds":["Moo"]}}"#;
    let server = replying([(); 6].map(|()| page.to_owned()));
    let client = client!(paging_lists, server);
    let sounds = client.list_sounds().stream().all().await.unwrap();
    assert_eq!(sounds, ["Moo"; 6]);
}

#[tokio::test]
async fn a_server_that_ignores_the_number_of_the_page_is_noticed_by_the_ids() {
    let page = r#"{"paging":{"pages":100},"data":[{"id":"7"},{"id":5}]}"#;
    let server = replying([(); 9].map(|()| page.to_owned()));
    let client = client!(paging_lists, server);
    let mut animals = client.list_animals().stream();
    for id in [7, 5] {
        let animal = animals.next().await.unwrap().unwrap();
        assert_eq!(animal.id, Id::from(id));
    }
    let error = animals.next().await.unwrap().unwrap_err();
    let end = "3 pages in a row have no new entries; page 4 has 2 entries, and the number of pages is 100";
    assert!(error.to_string().ends_with(end), "{error}");
    assert_eq!(requested(&server), ["1", "2", "3", "4"]);
}

#[tokio::test]
async fn a_last_page_once_more_is_an_error_only_if_it_is_counted() {
    let page =
        |count: u32, id: u32| format!(r#"{{"paging":{{"pages":{count}}},"data":[{{"id":{id}}}]}}"#);
    let server = replying([page(3, 1), page(3, 2), page(3, 2)]);
    let client = client!(paging_lists, server);
    let error = client.list_animals().stream().all().await.unwrap_err();
    let end = "the last page has the same 1 entry as the page before it; the server may ignore the number of the page";
    assert!(error.to_string().ends_with(end), "{error}");
    // The list became shorter, and the server responds with its last page.
    let server = replying([page(3, 1), page(3, 2), page(2, 2)]);
    let client = client!(paging_lists, server);
    let animals = client.list_animals().stream().all().await.unwrap();
    assert_eq!(animals.len(), 2);
}

#[tokio::test]
async fn a_page_has_its_number_if_the_response_has_it() {
    let map = |page: &str| -> Option<u64> {
        let json = format!(r#"{{"page":{page},"maps":[]}}"#);
        let page: paging_numbers::models::ListMapsResponse = serde_json::from_str(&json).unwrap();
        page.page_number()
    };
    // A number that no page has is not that of the requested page.
    assert_eq!([map("3"), map("0"), map("-1")], [Some(3), Some(0), Some(0)]);
    let letter = |at: &str| -> Option<u64> {
        let json = format!(r#"{{"at":{at}}}"#);
        let page: paging_numbers::models::ListLettersResponse =
            serde_json::from_str(&json).unwrap();
        page.page_number()
    };
    assert_eq!(letter(r#"{"page":3}"#), Some(3));
    assert_eq!([letter("{}"), letter(r#"{"page":null}"#)], [None, None]);

    let server = replying([
        r#"{"pages":3,"at":{"page":1},"letters":[{"id":1}]}"#.to_owned(),
        r#"{"pages":3,"at":{},"letters":[{"id":2}]}"#.to_owned(),
        r#"{"pages":3,"at":{"page":1},"letters":[{"id":3}]}"#.to_owned(),
    ]);
    let client = client!(paging_numbers, server);
    let mut letters = client.list_letters().stream();
    for id in [1, 2] {
        let letter = letters.next().await.unwrap().unwrap();
        assert_eq!(letter.id, Id::from(id));
    }
    let error = letters.next().await.unwrap().unwrap_err();
    let end = "page 3 was requested, and the response is page 1";
    assert!(error.to_string().ends_with(end), "{error}");
}
