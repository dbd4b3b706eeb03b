//! Lists that can be sent in several requests (`x-split`, `x-errors`).

use runtime::{Call, ItemErrors};
use serde_json::json;
use tests::split_lists;

#[test]
fn a_list_that_fits_is_in_the_request_and_one_that_does_not_is_refused() {
    let post = split_lists::endpoints::Client::new().unwrap();
    let letter = |to: &str| split_lists::models::Letter::new(to).from_id(7);
    let send = post.send_letters(["a", "b"].map(letter));
    assert_eq!(
        send.request().body(),
        Some(&br#"[{"to":"a","from_id":7},{"to":"b","from_id":7}]"#[..])
    );
    let sell = post.sell_stamps([1, 2, 3]);
    assert_eq!(
        sell.request().body(),
        Some(&br#"{"stamp_ids":[1,2,3]}"#[..])
    );
    let collect = post.collect_parcels(["x", "y"]);
    assert_eq!(collect.request().body(), Some(&br#"{"names":"x,y"}"#[..]));
    let burn = post.burn_letters([1, 2]).senders(["me", "you"]);
    assert_eq!(
        burn.request().url().unwrap(),
        "https://post.example/letters?ids=1,2&senders=me,you"
    );

    let problem = |request: &runtime::Request| request.url().unwrap_err().to_string();
    assert_eq!(
        problem(
            post.send_letters(["a", "b", "c", "d"].map(letter))
                .request()
        ),
        "body: 4 items given, allowed: 1 to 3; `chunks` sends them in several requests"
    );
    let none: [u32; 0] = [];
    assert_eq!(
        problem(post.burn_letters(none).request()),
        "query parameter `ids`: 0 items given, allowed: 1 to 3"
    );
    assert_eq!(
        problem(post.sell_stamps(["1", "x"]).request()),
        "body field `stamp_ids`: [1]: the id must be an integer here, but it is Id(\"x\")"
    );
    assert_eq!(
        problem(post.collect_parcels(["1", "2,3"]).request()),
        "body field `names`: item 2 has a comma, which would split it in two"
    );
    // A filter cannot be split.
    assert_eq!(
        problem(
            post.burn_letters([1])
                .senders(["a", "b", "c", "d"])
                .request()
        ),
        "query parameter `senders`: 4 items given, allowed: at most 3"
    );
}

#[test]
fn an_error_body_names_the_items_that_it_is_about() {
    let problem: split_lists::models::Problem = serde_json::from_value(json!({
        "reasons": [{ "place": 2, "text": "No such street." }, { "place": -1 }],
    }))
    .unwrap();
    let places: Vec<_> = problem.item_errors().map(|(place, _)| place).collect();
    assert_eq!(places, [Some(2), None]);
}
