//! Schemas that contradict themselves or the specification: in lenient mode, each becomes a type, and is reported.

use serde_json::json;
use tests::lenient_schemas::models::*;

use crate::helpers::{comes_back, read, written};

#[test]
fn odd_schemas_are_types() {
    let odd: Odd = comes_back(json!({
        "of_itself": [1], "circle": { "a": "x" }, "one_of_one_of_one": "s", "one_of_none": {}, "any_of_required": { "a": 1 },
        "same_twice": "s", "two_unions": true, "map_of_itself": { "a": { "b": {} } }, "tuple_of_itself": [[]],
        "twice": "A", "required_alone": { "x": 1 }, "empty": 1, "always": "x", "bool_items": [1, "a"],
        "bool_values": {}, "numbers": 1, "large": u64::MAX, "keyword_values": "fn",
        "deep": [[[{ "a": ["x", [{ "x": { "y": "z" } }]] }]]],
    }));
    assert_eq!(odd.twice, Some(OddTwice::A));
    assert_eq!(odd.large, Some(u64::MAX));
}

#[test]
fn a_union_within_all_of_is_distinguished_with_the_other_parts() {
    let union: OddUnionInAllOf = comes_back(json!({ "b": "x", "c": 1 }));
    assert!(matches!(union, OddUnionInAllOf::B(two) if two.c == Some(1)));
    let other: OddUnionNamedOther = comes_back(json!({ "kind": "Other", "a": "x" }));
    assert!(matches!(other, OddUnionNamedOther::Other2(_)));
    assert!(matches!(
        read(json!({ "kind": "?" })),
        OddUnionNamedOther::Other(_)
    ));
    assert_eq!(
        written(&OddUnionNamedOther::Left(Left::default().l("x"))),
        json!({ "kind": "Left", "side": "x", "l": "x" })
    );
    // Only their properties distinguish these variants.
    let right: OddDiscriminatorSameValue = comes_back(json!({ "side": "x", "r": "y" }));
    assert!(matches!(right, OddDiscriminatorSameValue::Right(_)));
}

#[test]
fn schemas_of_places_without_a_type_say_nothing_of_other_values_than_arrays() {
    let channels: tests::lenient_places::models::Channels =
        comes_back(json!({ "channels": [{ "id": "C1" }, [1]], "at": [1, 2], "counted": [3] }));
    assert_eq!(written(&channels.channels), json!([{ "id": "C1" }, [1]]));
    assert_eq!(channels.at, [1, 2]);
    assert_eq!(channels.counted, [3]);
}
