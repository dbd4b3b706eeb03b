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
