//! Traits of generated types: conversions into unions, comparison, hashing, defaults.

use std::collections::HashSet;

use serde_json::json;
use tests::{
    recursive_unions::models::{Formula, Note, Sum},
    unions::models::{AddCellBody, Style, Value, ValueObject},
};

use crate::helpers::{comes_back, written};

#[test]
fn values_convert_into_the_variant_that_holds_them() {
    assert_eq!(Value::from(true), Value::Boolean(true));
    assert_eq!(Value::from(1.5), Value::Number(1.5));
    assert_eq!(Value::from("a"), Value::Text("a".to_owned()));
    assert_eq!(Value::from("a".to_owned()), Value::Text("a".to_owned()));
    assert_eq!(
        Value::from(ValueObject::new("=A1")),
        Value::Object(ValueObject::new("=A1"))
    );
    // Boxed, as the union contains itself.
    let sum = Sum::new(1.0, None);
    assert_eq!(Formula::from(sum.clone()), Formula::Sum(Box::new(sum)));
}

#[test]
fn constructors_and_setters_take_what_converts() {
    let body = AddCellBody::new("text").width(7);
    assert_eq!(written(&body), json!({ "value": "text", "width": 7 }));
    // A union converts into itself.
    let body = AddCellBody::new(Value::Boolean(true));
    assert_eq!(written(&body), json!({ "value": true }));
    // Items of a list are of one type, so that each can be converted by its own `into`.
    let sum = Sum::new(1.0, None).rest(["x".into(), 2.0.into()]);
    assert_eq!(
        written(&sum),
        json!({ "left": 1.0, "right": null, "rest": ["x", 2.0] })
    );
}

#[test]
fn types_without_floating_point_numbers_are_compared_and_hashed() {
    fn is_hashed<T: Eq + std::hash::Hash>(values: impl IntoIterator<Item = T>) -> usize {
        values.into_iter().collect::<HashSet<T>>().len()
    }
    assert_eq!(is_hashed([ValueObject::new("a"), ValueObject::new("a")]), 1);
    assert_eq!(is_hashed([Style::default()]), 1);
}

/// Reading would not end if a variant were the union itself.
#[test]
fn a_union_of_itself_is_read_by_its_other_variants() {
    use tests::unions_of_themselves::models::{Direct, Pong, Tagged, Tree};
    assert_eq!(comes_back::<Direct>(json!(7)), Direct::Integer(7));
    assert_eq!(comes_back::<Pong>(json!("a")), Pong::Ping("a".to_owned()));
    let tagged: Tagged = comes_back(json!({ "kind": "Thing", "name": "n" }));
    assert!(matches!(tagged, Tagged::Thing(_)));
    assert_eq!(
        comes_back::<Tree>(json!([["a"]])),
        Tree::List(vec![Tree::List(vec!["a".into()])])
    );
}

#[test]
fn an_object_without_required_properties_has_a_default() {
    assert_eq!(written(&Note::default()), json!({}));
}
