//! Keywords of JSON Schema that are not read, and schemas that accept nothing.

use serde_json::json;
use tests::schema_keywords::models::*;

use crate::helpers::{comes_back, read, written};

#[test]
fn a_property_without_a_possible_value_is_not_there() {
    let all: All = read(json!({ "name": "a", "never": 1, "not_at_all": 2, "gone": 3 }));
    assert_eq!(all, All::new("a"));
    assert_eq!(written(&all), json!({ "name": "a" }));
}

#[test]
fn an_alternative_without_a_possible_value_is_none() {
    let all: All = comes_back(json!({ "name": "a", "either": "text" }));
    let text: Option<String> = all.either;
    assert_eq!(text.as_deref(), Some("text"));
}

#[test]
fn items_that_no_keyword_allows_close_a_tuple() {
    let all: All = comes_back(json!({ "name": "a", "pair": ["x", 1] }));
    assert_eq!(all.pair, Some(("x".to_owned(), 1)));
}

#[test]
fn a_condition_is_not_checked() {
    let value: Conditional = comes_back(json!({ "kind": "a" }));
    assert_eq!(value.size, None);
}
