//! Pages that are read again because of an entry that could not be read, and where they lead then.

use std::collections::BTreeMap;

use runtime::{
    Call, Entries, Id, Linked, Method, Operation, Page, Paged, Paging, Request, Undocumented,
    Unreadable, call, object,
    private::{Collection, Links, UnreadableObjects},
};
use serde_json::{Value, json};

use crate::paging_kinds::{CURSORS, NUMBERS, Row, Script};

/// A page of a list that is led by cursors, and whose entries are in a collection by id.
#[derive(Debug)]
struct LinkedRows {
    results: Vec<Id>,
    rows: BTreeMap<Id, Row>,
    unreadable: UnreadableObjects,
}

object!(LinkedRows { results, rows } beside unreadable);

impl Links for LinkedRows {
    const COLLECTIONS: &'static [Collection] = &[Collection::of::<Row>("rows")];
    const PRIMARY: &'static str = "rows";

    fn dangling(&self) -> Option<String> {
        None
    }

    fn unreadable_mut(&mut self) -> Option<&mut UnreadableObjects> {
        Some(&mut self.unreadable)
    }
}

impl Page for LinkedRows {
    type Entry = Row;

    fn ids(&self) -> Vec<Id> {
        self.results.clone()
    }

    fn into_entries(mut self) -> impl Iterator<Item = (Option<Id>, Row)> {
        let found = move |id| self.rows.remove(&id).map(|row| (Some(id), row));
        self.results.into_iter().filter_map(found)
    }

    fn into_results(
        mut self,
    ) -> impl Iterator<Item = (Option<Id>, Result<Self::Entry, Unreadable>)> {
        self.results.into_iter().filter_map(move |id| {
            let row = self.unreadable.take("rows", &mut self.rows, &id)?;
            Some((Some(id), row))
        })
    }

    fn is_empty(&self) -> bool {
        self.results.is_empty()
    }
}

#[derive(Clone, Debug)]
struct ListLinked {
    request: Request,
}

call!(ListLinked: Linked<LinkedRows>, Undocumented);

impl Paged for ListLinked {
    const PAGING: Paging = CURSORS.more("/more");
}

/// Two entries, the second of them with this id.
fn linked(ids: [u64; 2], second: Value, rest: Value) -> Value {
    let [first, last] = ids.map(|id| id.to_string());
    let mut page =
        json!({ "results": ids, "rows": { first: { "id": ids[0] }, last: { "id": second } } });
    page.as_object_mut()
        .unwrap()
        .append(rest.clone().as_object_mut().unwrap());
    page
}

/// Reads entries to the end, and requests each page again that has an entry which cannot be read.
async fn read_patiently(script: &Script) -> (Vec<u64>, Option<String>) {
    let request = script.request();
    patiently(ListLinked { request }.stream()).await
}

async fn patiently(mut entries: Entries<LinkedRows, Undocumented>) -> (Vec<u64>, Option<String>) {
    let mut ids = Vec::new();
    loop {
        match entries.next().await {
            Some(Ok(row)) => ids.push(row.id.as_u64().unwrap()),
            Some(Err(error)) if error.to_string().contains("rows.4.id") => entries.resume(),
            Some(Err(error)) => return (ids, Some(error.to_string())),
            None => return (ids, None),
        }
    }
}

#[tokio::test]
async fn a_page_with_an_entry_that_was_not_read_is_requested_again_by_its_own_cursor() {
    let script = Script::ok([
        linked([1, 2], json!(2), json!({ "after": "b" })),
        linked([3, 4], json!([]), json!({ "after": "d" })),
        linked([3, 4], json!(4), json!({ "after": "d" })),
        linked([5, 6], json!(6), json!({})),
    ]);
    let read = read_patiently(&script).await;
    assert_eq!(read, (vec![1, 2, 3, 4, 5, 6], None));
    assert_eq!(script.queries(), ["", "after=b", "after=b", "after=d"]);
}

#[tokio::test]
async fn a_page_leads_on_as_it_does_when_it_is_read_again() {
    let first = || linked([1, 2], json!(2), json!({ "after": "b" }));
    // It was the last page, did not say where the list goes on, or had a cursor that is gone.
    for before in [json!({}), json!({ "more": true }), json!({ "after": "c" })] {
        let script = Script::ok([
            first(),
            linked([3, 4], json!([]), before),
            linked([3, 4], json!(4), json!({ "after": "d" })),
            linked([5, 6], json!(6), json!({})),
        ]);
        let read = read_patiently(&script).await;
        assert_eq!(read, (vec![1, 2, 3, 4, 5, 6], None));
        assert_eq!(script.queries(), ["", "after=b", "after=b", "after=d"]);
    }
    // A page that leads to itself is an error as ever.
    let script = Script::ok([
        first(),
        linked([3, 4], json!([]), json!({})),
        linked([3, 4], json!(4), json!({ "after": "b" })),
    ]);
    let (ids, error) = read_patiently(&script).await;
    assert_eq!(ids, [1, 2, 3, 4]);
    assert!(error.unwrap().contains("leads back to a page before"));
}

#[derive(Clone, Debug)]
struct ListNumbered {
    request: Request,
}

call!(ListNumbered: Linked<LinkedRows>, Undocumented);

impl Paged for ListNumbered {
    const PAGING: Paging = NUMBERS;
}

#[tokio::test]
async fn a_list_that_grew_until_its_last_page_is_read_again_is_read_to_its_new_end() {
    for (is, grown) in [
        (json!({ "count": 4 }), json!({ "count": 6 })),
        (json!({ "more": false }), json!({ "more": true })),
    ] {
        let script = Script::ok([
            linked([1, 2], json!(2), json!({ "count": 4, "more": true })),
            linked([3, 4], json!([]), is),
            linked([3, 4], json!(4), grown),
            linked([5, 6], json!(6), json!({ "count": 6, "more": false })),
        ]);
        let request = script.request();
        let read = patiently(ListNumbered { request }.stream()).await;
        assert_eq!(read, (vec![1, 2, 3, 4, 5, 6], None));
        assert_eq!(script.queries(), ["page=1", "page=2", "page=2", "page=3"]);
    }
}

#[tokio::test]
async fn an_entry_is_read_again_before_the_error_that_its_page_does_not_lead_on() {
    let script = Script::ok([
        linked([1, 2], json!(2), json!({ "after": "b" })),
        linked([3, 4], json!([]), json!({ "more": true })),
        linked([3, 4], json!(4), json!({ "more": true })),
    ]);
    let (ids, error) = read_patiently(&script).await;
    assert_eq!(ids, [1, 2, 3, 4]);
    assert!(error.unwrap().contains("does not say where"));
    assert_eq!(script.queries(), ["", "after=b", "after=b"]);
}

#[tokio::test]
async fn a_page_with_another_success_is_read_if_its_body_is_recognized() {
    static SEARCH: Operation = Operation::new("search-rows", Method::POST, "/rows", &[200]);
    let page = linked([1, 2], json!(2), json!({}));
    for (body, count) in [(page, 2), (json!({}), 0)] {
        let script = Script::new([(201, body)]);
        let request = script.client().request(&SEARCH);
        let mut entries = ListLinked { request }.stream();
        for _ in 0..count {
            entries.next().await.unwrap().unwrap();
        }
        // What is empty can be of any server.
        let end = entries.next().await;
        assert_eq!(end.is_some_and(|entry| entry.is_err()), count == 0);
    }
}
