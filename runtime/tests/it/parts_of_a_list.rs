//! Lists that are read in several parts, of which each counts its own entries.

use std::sync::Arc;

use runtime::{Entries, Json, Undocumented, comma};

use crate::{
    counted_pages::{changes, read},
    pet_list::{PARAMETERS, PetPage},
    pet_responses::Responses,
};

/// Lists the pets of two owners, one after the other.
fn entries(server: &Arc<Responses>) -> Entries<PetPage, Undocumented> {
    let owners = comma(["first", "second"]).items(1..=1);
    let request = server.request().query_list("owner", owners);
    request
        .pages::<Json<PetPage>, Undocumented>(PARAMETERS)
        .into()
}

fn is_first(query: &str) -> bool {
    query.contains("owner=first")
}

#[tokio::test]
async fn that_a_part_has_other_entries_than_the_one_before_it_is_no_change() {
    for (first, second) in [(12, 3), (3, 12)] {
        let server = Responses::filtered(move |_, query| match is_first(query) {
            true => (1..=first).collect(),
            false => (101..=100 + second).collect(),
        });
        let mut entries = entries(&server);
        let (ids, error) = read(&mut entries).await;
        assert!(error.is_none(), "{error:?}");
        assert!(ids.into_iter().eq((1..=first).chain(101..=100 + second)));
        assert!(entries.changes().is_empty());
        assert_eq!(server.queries().len(), 4, "no page is read twice");
    }
}

#[tokio::test]
async fn changes_are_those_of_all_parts() {
    // The second pet is deleted after the first page, and a pet of the other owner is inserted at the end.
    let server = Responses::filtered(|request, query| match (is_first(query), request) {
        (true, 0) => (1..=12).collect(),
        (true, _) => (1..=12).filter(|id| *id != 2).collect(),
        (false, 4) => (21..=28).collect(),
        (false, _) => (21..=29).collect(),
    });
    let mut entries = entries(&server);
    let (mut ids, error) = read(&mut entries).await;
    assert!(error.is_none(), "{error:?}");
    ids.sort_unstable();
    assert!(ids.into_iter().eq((1..=12).chain(21..=29)));
    assert_eq!(server.numbers(), [1, 2, 1, 3, 1, 2]);
    assert_eq!(changes(&entries.changes()), (1, 1));
    assert!(!entries.changes().is_empty());
}

#[tokio::test]
async fn an_entry_that_is_missing_in_a_part_is_not_made_up_for_by_the_one_before_it() {
    let server = Responses::filtered(|request, query| match (is_first(query), request) {
        (true, _) => (1..=12).collect(),
        (false, 3) => (21..=32).collect(),
        // In front of all others.
        (false, _) => (20..=32).collect(),
    });
    let (ids, error) = read(&mut entries(&server)).await;
    assert!(ids.into_iter().eq((1..=12).chain(21..=32)));
    let error = error.unwrap().to_string();
    assert!(
        error.contains("the last page counts 13 entries, and all pages together have 12"),
        "{error}"
    );
}

#[tokio::test]
async fn an_entry_of_two_parts_is_returned_once_and_missing_in_neither() {
    // The second list grows at its end.
    let server = Responses::filtered(|request, query| match (is_first(query), request) {
        (true, _) | (false, 3) => (1..=12).collect(),
        (false, _) => (1..=14).collect(),
    });
    let mut entries = entries(&server);
    let (ids, error) = read(&mut entries).await;
    assert!(error.is_none(), "{error:?}");
    assert!(ids.into_iter().eq(1..=14));
    assert_eq!(changes(&entries.changes()), (2, 0));
}
