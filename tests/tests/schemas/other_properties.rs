//! Properties besides those that are named: they are read, kept, and written as they were.

use serde_json::json;
use tests::other_properties::models::{
    Drawer, DrawerBySizeKey, DrawerChosen, DrawerKindsValue, DrawerNone, Metal, Seal,
};

use crate::helpers::{comes_back, read, refused, written};

/// Lists and maps are written when they are empty, too: only what is there is compared.
fn property_comes_back(name: &str, value: serde_json::Value) -> Drawer {
    let drawer: Drawer = read(json!({ name: value }));
    assert_eq!(written(&drawer)[name], value);
    drawer
}

#[test]
fn names_that_match_one_pattern_are_a_typed_map() {
    let drawer = property_comes_back("all", json!({ "a b": 0.5, "": 2.0 }));
    assert_eq!(drawer.all["a b"], 0.5);
    let drawer = property_comes_back("letters", json!({ "abc": 3 }));
    assert_eq!(drawer.letters["abc"], 3);
    assert_eq!(
        refused::<Drawer>(json!({ "letters": { "abc": "3" } })),
        "invalid type: string \"3\", expected i64"
    );
    let drawer = property_comes_back("labels", json!({ "a": "x", "b": null }));
    assert_eq!(drawer.labels["b"], None);
}

#[test]
fn patterns_with_several_schemas_are_a_union() {
    let value = json!({ "one": { "length": 1 }, "many": [{ "length": 2 }] });
    let drawer = property_comes_back("kinds", value);
    assert!(matches!(&drawer.kinds["one"], DrawerKindsValue::Object(spoon) if spoon.length == 1));
    assert!(matches!(&drawer.kinds["many"], DrawerKindsValue::List(list) if list.len() == 1));
    property_comes_back("beside", json!({ "id": "1", "x-a": "a", "n-b": 2 }));
    property_comes_back("rest", json!({ "id": "1", "x-a": "a", "other": true }));
    property_comes_back(
        "loose",
        json!({ "x-a": "a", "other": [1, null, { "a": 0.5 }] }),
    );
}

#[test]
fn an_object_without_properties_has_none() {
    let drawer: Drawer = read(json!({ "none": { "a": 1 } }));
    assert_eq!(drawer.none, Some(DrawerNone::default()));
    assert_eq!(written(&Seal::default()), json!({}));
    assert_eq!(refused::<Seal>(json!({ "a": 1 })), "unknown property");
}

#[test]
fn names_of_a_set_are_the_keys_of_a_map() {
    let drawer = property_comes_back("by_metal", json!({ "iron": 1, "tin": 2, "zinc": 3 }));
    assert_eq!(drawer.by_metal[&Metal::Iron], 1);
    assert_eq!(drawer.by_metal[&Metal::from("zinc")], 3);
    let drawer = property_comes_back("by_size", json!({ "small": { "length": 1 } }));
    assert_eq!(drawer.by_size[&DrawerBySizeKey::Small].length, 1);
    property_comes_back("by_code", json!({ "ABC": 1, "x": 2 }));
}

#[test]
fn properties_that_nothing_evaluates_are_kept_as_their_schema_says() {
    let drawer = property_comes_back("unevaluated", json!({ "length": 1, "a": 2 }));
    assert_eq!(drawer.unevaluated.unwrap().additional["a"], 2);
    property_comes_back("kept", json!({ "length": 1, "a": [null] }));
    let drawer = property_comes_back("chosen", json!({ "tines": 4, "made": "there" }));
    assert!(matches!(
        drawer.chosen,
        Some(DrawerChosen::Fork(fork)) if fork.additional["made"] == "there"
    ));
    comes_back::<tests::other_properties::models::Spoon>(json!({ "length": 1 }));
}

#[test]
fn what_several_parts_say_of_other_properties_and_items_holds_together() {
    let drawer = property_comes_back("both", json!({ "id": "1", "x": { "a": 1, "b": 2 } }));
    assert_eq!(drawer.both.unwrap().additional["x"].b, Some(2));
    assert_eq!(
        refused::<Drawer>(json!({ "both": { "x": { "b": 2 } } })),
        "missing field `a`"
    );
    let drawer = property_comes_back("narrower", json!({ "id": "1", "x": "y" }));
    assert_eq!(drawer.narrower.unwrap().additional["x"], "y");
    let drawer: Drawer = read(json!({ "closed_by_one": { "id": "1", "x": "y" } }));
    assert_eq!(written(&drawer)["closed_by_one"], json!({ "id": "1" }));
    let drawer = property_comes_back("rows", json!([{ "length": 1, "more": 2 }]));
    assert_eq!((drawer.rows[0].length, drawer.rows[0].more), (1, 2));
    assert_eq!(
        refused::<Drawer>(json!({ "rows": [{ "more": 2 }] })),
        "missing field `length`"
    );
}
