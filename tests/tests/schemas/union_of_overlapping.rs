//! Alternatives that one value can match together: nothing of it is lost.

use serde_json::json;
use tests::union_of_overlapping::models::*;

use crate::helpers::comes_back;

#[test]
fn an_object_that_matches_two_alternatives_of_any_of_keeps_the_properties_of_both() {
    let both: AllTwo = comes_back(json!({ "name": "n", "price": 3, "same": [1] }));
    assert!(matches!(both, AllTwo::NamedAndPriced(both) if both.price == Some(3)));
    assert!(matches!(
        comes_back(json!({ "name": "n" })),
        AllTwo::Named(_)
    ));
    assert!(matches!(
        comes_back(json!({ "price": 3, "same": 1 })),
        AllTwo::Priced(_)
    ));
    let three: AllThree = comes_back(json!({ "price": 3, "weight": 0.5 }));
    assert!(matches!(three, AllThree::Several(_)));
    let beside: AllBeside = comes_back(json!({ "id": "1", "name": "n", "price": 3 }));
    assert!(matches!(beside, AllBeside::NamedAndPriced(_)));
    assert!(matches!(
        comes_back(json!({ "kind": "dog", "name": "n" })),
        AllExclusive::Dog(_)
    ));
}

#[test]
fn the_alternative_that_loses_the_fewest_properties_is_chosen() {
    let deep: AllDeep = comes_back(json!({ "data": { "a": "x", "b": "y" } }));
    assert!(matches!(deep, AllDeep::Object2(_)));
    assert!(matches!(
        comes_back(json!({ "data": { "a": "x" } })),
        AllDeep::Object(_)
    ));
    let open: AllOpen = comes_back(json!({ "a": "x", "b": "y" }));
    assert!(matches!(open, AllOpen::Object(_)));
    let open: AllOpen = comes_back(json!({ "a": "x", "c": "y" }));
    assert!(matches!(open, AllOpen::A(_)));
}

#[test]
fn two_lists_of_alternatives_are_a_union_within_a_union() {
    for value in [
        json!({ "kind": "cat", "lives": 9, "in": "x" }),
        json!({ "kind": "dog", "name": "n", "out": "y" }),
    ] {
        let _: AllTwoLists = comes_back(value);
    }
}

#[test]
fn an_object_that_matches_several_alternatives_of_two_lists_keeps_the_properties_of_all() {
    for value in [
        json!({ "name": "n", "weight": 0.5, "box": "b", "seal": "s" }),
        json!({ "name": "n", "weight": 0.5, "seal": "s" }),
        json!({ "weight": 0.5, "box": "b", "seal": "s" }),
        json!({ "name": "n", "box": "b" }),
    ] {
        let _: AllAnyOfEach = comes_back(value);
    }
}

#[test]
fn a_property_that_is_lost_counts_with_all_that_is_in_it() {
    let value = json!({ "x": "1", "y": "2", "data": { "p": "3", "q": "4", "r": "5" } });
    let chosen: AllLargerPart = serde_json::from_value(value).unwrap();
    assert!(matches!(chosen, AllLargerPart::Data(_)), "{chosen:?}");
}
