//! Lists and maps: in one another, with null inside, and with ids as keys.

use std::collections::BTreeMap;

use runtime::Id;
use serde_json::json;
use tests::lists_and_maps;

use crate::helpers::{read_value as read, refused_value as refused};

#[test]
fn lists_and_maps_hold_null_where_they_may() {
    use lists_and_maps::models::{Book, Shelf};
    let shelf: Shelf = read(json!({
        "rows": [[1], []], "gaps": ["a", null], "prices": {"x": null, "y": 2}, "names": null,
        "by_shelf": {"a": {"b": [{"c": 1}]}}, "books": {"10": {"title": "T"}, "9": {}},
        "anything": {"a": [1, "b", null]},
    }));
    assert_eq!(shelf.rows, [vec![1], vec![]]);
    assert_eq!(shelf.gaps, [Some("a".to_owned()), None]);
    assert_eq!(
        shelf.prices,
        BTreeMap::from([("x".to_owned(), None), ("y".to_owned(), Some(2.0))])
    );
    assert!(shelf.names.is_empty() && shelf.closed.is_none());
    assert_eq!(shelf.by_shelf["a"]["b"][0]["c"], 1);
    assert_eq!(shelf.anything["a"], json!([1, "b", null]));
    // Keyed by ids: looked up by number or text alike.
    let Book { title, .. } = &shelf.books[&Id::from(10)];
    assert_eq!(title.as_deref(), Some("T"));
    assert!(shelf.books.contains_key(&Id::from("9")));

    refused::<Shelf>(json!({}));
    refused::<Shelf>(json!({"rows": [[null]]}));
    refused::<Shelf>(json!({"rows": [], "names": {"a": null}}));
    let empty: Shelf = read(json!({"rows": null}));
    assert_eq!(empty, Shelf::default());
}

#[test]
fn ids_that_are_numbers_are_written_as_numbers_in_every_place() {
    use tests::integer_ids_in_parts::models::PutPartsBody;

    let json = serde_json::json!({
        "rows": [[3], []], "pair": [4, "x"], "tried": 5, "rest": { "a": "y", "more": 6 },
        "beside": [7, { "id": 8, "code": "A9" }, "aisle", 2],
        "unions": [10, 11, [{ "id": 12, "code": "13" }]],
        "both": [19, "20"], "apart": [[21], { "a": "22" }, ["23", 24]],
        "by_row": { "a": [14, { "holder": 15 }], "b": [16, { "id": 17, "code": "18" }] },
    });
    let _: PutPartsBody = crate::helpers::comes_back(json);
}
