//! Lists that come in pages, lists that are sent in several requests, and what may be sent twice: what
//! the generated code of the fixtures says of them. Nothing is sent.

#[cfg(test)]
mod tests {
    use runtime::{Id, Idempotency, ItemErrors, Page};
    use serde_json::json;
    use tests::*;

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
            serde_json::from_value(json!({ "pages": -1, "result": { "sounds": ["Moo"] } }))
                .unwrap();
        assert_eq!(page.page_count(), None);
        assert_eq!(
            page.into_entries().collect::<Vec<_>>(),
            [(None, "Moo".to_owned())]
        );
    }

    #[test]
    fn entries_of_results_come_in_their_order_and_once() {
        let page: results::models::Page = serde_json::from_value(json!({
            "results": [
                { "in": "book-list", "key": "2" },
                { "in": "people", "key": "1" },
                { "in": "book-list", "key": "1" },
                { "in": "book-list", "key": "2" },
            ],
            "meta": { "page-count": 1 },
            "book-list": { "1": { "id": "1", "type_id": 1 }, "2": { "id": "2", "type_id": 1 } },
            "people": { "1": { "name": "Ada" } },
        }))
        .unwrap();
        assert_eq!(page.page_count(), Some(1));
        let ids: Vec<_> = page
            .into_entries()
            .map(|(id, book)| (id, book.id))
            .collect();
        let expected = [2, 1].map(|id| (Some(Id::from(id)), Id::from(id)));
        assert_eq!(ids, expected);
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
        // A filter has no other way than to be short enough.
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
    fn an_error_body_says_which_items_it_is_about() {
        let problem: split_lists::models::Problem = serde_json::from_value(json!({
            "reasons": [{ "place": 2, "text": "No such street." }, { "place": -1 }],
        }))
        .unwrap();
        let places: Vec<_> = problem.item_errors().map(|(place, _)| place).collect();
        assert_eq!(places, [Some(2), None]);
    }

    #[test]
    fn what_may_be_sent_twice() {
        use Idempotency::{Idempotent, NotIdempotent, Safe};
        let board = idempotent::endpoints::Client::new().unwrap();
        let requests = [
            (board.list_lamps().request().operation(), Safe),
            (board.add_lamp().request().operation(), NotIdempotent),
            (
                board.remove_all_lamps().request().operation(),
                NotIdempotent,
            ),
            (board.dim_all().request().operation(), Idempotent),
            (board.set_lamp(1).request().operation(), Idempotent),
            (board.switch_on(1).request().operation(), Idempotent),
            (board.remove_lamp(1).request().operation(), Idempotent),
            (board.dim_lamp(1).request().operation(), NotIdempotent),
            (board.toggle(1).request().operation(), NotIdempotent),
            (board.stop_toggling(1).request().operation(), NotIdempotent),
        ];
        for (operation, idempotency) in requests {
            assert_eq!(operation.idempotency(), idempotency, "{operation}");
        }
    }
}
