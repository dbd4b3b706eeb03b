//! Objects by id with a list that gives their order, and the references between them.

use runtime::{Id, Page as _};
use serde_json::json;
use tests::results;

use crate::helpers::read_value as read;

#[test]
fn results_are_in_order_and_look_ups_find_referenced_objects() {
    use results::models::Page;
    use runtime::private::Links as _;
    let json = json!({
        "results": [{"in": "book-list", "key": "2"}, {"in": "people", "key": "9"}, {"in": "book-list", "key": 1}],
        "meta": {"page-count": 1},
        "book-list": {
            "1": {"id": "1", "type_id": "5", "author_id": 9, "sequel_ids": ["2", "3"]},
            "2": {"id": "2", "type_id": "6", "author_id": null},
            "4": {"id": "4", "type_id": "5"},
        },
        "people": {"9": {"name": "Ada"}},
        "kinds": {"5": {"name": "novel"}},
    });
    let mut page: Page = read(json);
    let ids: Vec<_> = page.book_list().map(|book| book.id.clone()).collect();
    assert_eq!(ids, [Id::from(2), Id::from(1)]);
    let second = page.book_list().next().unwrap();
    let first = page.book_list().nth(1).unwrap();
    assert_eq!(page.author(first).unwrap().unwrap().name, "Ada");
    assert_eq!(page.author(second), Ok(None));
    assert_eq!(
        page.type_(first).unwrap().unwrap().name.as_deref(),
        Some("novel")
    );
    assert_eq!(page.type_(second), Ok(None));
    assert_eq!(
        page.sequels(first)
            .map(|book| book.unwrap().id.clone())
            .collect::<Vec<_>>(),
        [Id::from(2)]
    );
    assert_eq!(page.sequels(second).count(), 0);
    assert_eq!(page.dangling(), None);
    page.book_list_by_id.remove(&Id::from(1));
    assert!(page.dangling().unwrap().contains("book-list"));
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
