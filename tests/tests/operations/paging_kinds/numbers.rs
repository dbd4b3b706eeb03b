//! Pages with numbers.

use runtime::Call;
use serde_json::{Value, json};

use super::{queries, read, replying};

#[tokio::test]
async fn pages_with_numbers_end_with_the_first_empty_one() {
    let rows = |rows: &[i64]| json!({ "rows": rows });
    let (server, depot) = replying([rows(&[1, 2]), rows(&[3]), rows(&[4, 5]), rows(&[])]);
    let read = read!(depot.list_rows().stream(), |row| row);
    assert_eq!(read, (vec![1, 2, 3, 4, 5], None));
    assert_eq!(queries(&server), ["page=1", "page=2", "page=3", "page=4"]);
}

#[tokio::test]
async fn pages_can_be_numbered_from_0_and_end_where_the_response_says_so() {
    let page = |codes: &[&str], page: Value| {
        let shelves: Vec<_> = codes.iter().map(|code| json!({ "code": code })).collect();
        json!({ "shelves": shelves, "page": page })
    };
    let (server, depot) = replying([
        page(&["a", "b"], json!({ "has_more": true })),
        page(&["b", "c"], json!({ "has_more": false, "total": 99 })),
    ]);
    // An entry on two pages comes once.
    let read = read!(depot.list_shelves().stream(), |shelf| shelf.code);
    assert_eq!(read, (["a", "b", "c"].map(str::to_owned).into(), None));
    assert_eq!(queries(&server), ["size=3&p=0", "size=3&p=1"]);

    // The number of all entries does as well.
    let (server, depot) = replying([
        page(&["a", "b", "c"], json!({ "total": 4 })),
        page(&["d"], json!({ "total": 4 })),
    ]);
    let pages = read!(depot.list_shelves().pages(), |page| page.shelves.len());
    assert_eq!(pages, (vec![3, 1], None));
    assert_eq!(queries(&server), ["size=3&p=0", "size=3&p=1"]);

    // The first page that is wanted can be another one.
    let (server, depot) = replying([page(&["d"], json!({ "has_more": false }))]);
    read!(depot.list_shelves().p(7).stream(), |shelf| shelf.code);
    assert_eq!(queries(&server), ["size=3&p=7"]);
    let error = depot
        .list_shelves()
        .with_query("p", "-1")
        .stream()
        .all()
        .await;
    let error = error.unwrap_err().to_string();
    assert!(
        error.ends_with("`-1` is not the number of a page, counted from 0"),
        "{error}"
    );
}
