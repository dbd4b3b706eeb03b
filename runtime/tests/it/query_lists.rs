//! Lists in the query that are split into several requests.

use runtime::{Json, PageParameters, Pages, Request, Undocumented, comma};

use crate::{
    pet_list::{PARAMETERS, PetPage},
    pet_responses::{Responses, page},
};

const NO_MAXIMUM: PageParameters = PageParameters {
    max_per_page: None,
    ..PARAMETERS
};

fn pages(request: Request) -> Pages<PetPage, Undocumented> {
    request.pages::<Json<PetPage>, Undocumented>(NO_MAXIMUM)
}

async fn queries(request: impl Fn(Request) -> Request) -> Vec<String> {
    let server =
        Responses::new(|request, _| page((1, 1, 1), &[(u64::try_from(request).unwrap(), 0)]));
    let mut pages = pages(request(server.request()));
    while let Some(page) = pages.next().await {
        page.unwrap();
    }
    server.queries()
}

#[tokio::test]
async fn the_parts_of_the_last_list_follow_each_other_and_keep_their_places() {
    let sent = queries(|request| {
        let request = request
            .query_list("a", comma(1..=3).items(..=2))
            .query("b", "x");
        request
            .query_list("c", comma(["p", "q", "p"]).items(1..=1))
            .query("d", "y")
    })
    .await;
    let expected = [
        "a=1,2&b=x&c=p&d=y&page=1",
        "a=1,2&b=x&c=q&d=y&page=1",
        "a=3&b=x&c=p&d=y&page=1",
        "a=3&b=x&c=q&d=y&page=1",
    ];
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn an_address_of_any_filters_is_bounded_and_nothing_is_left_out() {
    for (left, right, other) in [
        (0, 900, 10),
        (900, 900, 10),
        (40, 900, 2_000),
        (1, 2_000, 3_000),
        (30, 30, 10),
    ] {
        let sent = queries(|request| {
            let request = request.query("filter", "f".repeat(other).as_str());
            // Umlauts take six bytes.
            let names = (0..left).map(|number| format!("ü{number}"));
            let request = request.query_list("names", comma(names));
            request.query_list("ids", comma((0..right).map(|number| 1_000_000 + number)))
        })
        .await;
        let mut found = std::collections::HashSet::new();
        for query in &sent {
            assert!(query.len() < 4_000, "{}", query.len());
            let list = |name: &str| {
                let pair = query
                    .split('&')
                    .find_map(|pair| pair.strip_prefix(name))
                    .unwrap_or("");
                pair.split(',').map(str::to_owned).collect::<Vec<_>>()
            };
            for name in list("names=") {
                for id in list("ids=") {
                    assert!(found.insert((name.clone(), id)), "twice");
                }
            }
        }
        assert_eq!(found.len(), left.max(1) * right);
    }
}

/// The longest address, and the bytes that are kept free in it for the number of the page.
const LONGEST: usize = 4_000;
const PAGE: usize = "&page=".len() + "18446744073709551615".len();

/// Lists two items, the second of them with so many bytes.
fn two_items(request: Request, len: usize) -> Request {
    request.query_list("ids", comma(["first".to_owned(), "x".repeat(len)]))
}

#[tokio::test]
async fn a_list_that_fits_into_the_longest_address_is_sent_in_one_request() {
    let server = Responses::new(|_, _| page((0, 0, 1), &[]));
    let address = |len| two_items(server.request(), len).url().unwrap().len();
    let longest = LONGEST - PAGE + 100 - address(100);
    assert_eq!(address(longest) + PAGE, LONGEST);
    for (len, requests) in [(longest, 1), (longest + 1, 2)] {
        let sent = queries(|request| two_items(request, len)).await;
        assert_eq!(sent.len(), requests);
    }
    // An item alone has six bytes more, which the first item and its comma took.
    for (len, is_sent) in [(longest + 6, true), (longest + 7, false)] {
        let sent = pages(two_items(server.request(), len))
            .next()
            .await
            .unwrap();
        let error = sent.err().map(|error| error.to_string());
        assert_eq!(error.is_none(), is_sent, "{error:?}");
        if let Some(error) = error {
            assert!(error.contains("longer ones are not sent"), "{error}");
        }
    }
}

#[tokio::test]
async fn a_list_is_split_beside_another_one_whose_only_item_is_longer() {
    let sent = queries(|request| {
        let request = request.query_list("name", comma(["n".repeat(2_200)]));
        request.query_list("ids", comma((0..300).map(|id| 100_000 + id)))
    })
    .await;
    // As much of it as fits beside the item, and then the rest.
    assert_eq!(sent.len(), 2);
    let ids = |query: &String| query.split("ids=").nth(1).unwrap().split(',').count();
    let parts: Vec<_> = sent.iter().map(ids).collect();
    assert_eq!(parts.iter().sum::<usize>(), 300);
    assert!(parts[0] > parts[1] && sent[0].len() > 3_900, "{parts:?}");
}

#[tokio::test]
async fn a_list_is_split_beside_other_parameters_however_they_are_set() {
    let filters: [fn(Request) -> Request; 3] = [
        |request| request.query("name", "n".repeat(2_200)),
        |request| request.with_query("name", "n".repeat(2_200)),
        // It is another pair, which is not split.
        |request| request.with_query("ids", "n".repeat(2_200)),
    ];
    for filter in filters {
        let ids = comma((0..300).map(|id| 100_000 + id));
        let sent = queries(|request| filter(request).query_list("ids", ids.clone())).await;
        assert_eq!(sent.len(), 2);
        assert!(sent[0].len() > 3_900 && sent[0].len() < LONGEST);
    }
}

#[tokio::test]
async fn an_address_that_a_list_makes_too_long_is_refused_with_the_way_to_split_it() {
    let server = Responses::new(|_, _| page((0, 0, 1), &[]));
    let long = |len| "x".repeat(len);
    let refused = |request: &Request| {
        let error = request.url().err()?.to_string();
        assert!(error.contains("it has ") && error.ends_with(" in several requests"));
        Some(error)
    };
    let items = |count| {
        server
            .request()
            .query_items("ids", vec![long(2_000); count], 9)
    };
    let list = |count| {
        let items = comma(vec![long(2_000); count]);
        server.request().query_list("ids", items)
    };
    let error = refused(&items(2)).unwrap();
    assert!(
        error.contains("`chunks` sends the items of `ids`"),
        "{error}"
    );
    let error = refused(&list(2)).unwrap();
    let way_out = "`stream` and `pages` send the items of `ids`";
    assert!(error.contains(way_out), "{error}");
    // What cannot be split is sent, as long as it is: what the server makes of it is known then.
    for request in [items(1), list(1)] {
        assert_eq!(refused(&request.query("name", long(3_000))), None);
    }
    let in_body = server
        .request()
        .joined_items("ids", vec![long(2_000); 2], 9);
    assert_eq!(refused(&in_body.query("name", long(5_000))), None);
}

#[tokio::test]
async fn an_invalid_item_is_an_error_and_nothing_is_sent() {
    let server = Responses::new(|_, _| page((0, 0, 1), &[]));
    for (request, reason) in [
        (
            server
                .request()
                .query_list("a", comma(["x", "y,z"]).items(..=1)),
            "item 2 has a comma, which would split it in two",
        ),
        (
            server.request().query_list("a", comma(["x", ""])),
            "item 2 is empty",
        ),
        (
            server.request().query_list("a", comma([0; 0]).items(1..=2)),
            "0 items given, allowed: 1 to 2",
        ),
    ] {
        let error = pages(request)
            .next()
            .await
            .unwrap()
            .unwrap_err()
            .to_string();
        assert!(
            error.ends_with(&format!("query parameter `a`: {reason}")),
            "{error}"
        );
    }
    assert!(server.queries().is_empty());
    // An empty list that is allowed leaves the parameter out.
    let request = server
        .request()
        .query_list("a", comma([1]))
        .query_list("a", comma([0; 0]));
    assert_eq!(request.url().unwrap(), "https://pets.example/pets");
}
