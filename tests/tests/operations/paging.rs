//! Responses that are pages (`x-paging`).

use runtime::{Call, Id, Page};
use serde_json::json;
use tests::paging_lists;

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
