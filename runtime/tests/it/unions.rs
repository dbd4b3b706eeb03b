//! Unions within unions: errors have the path and the reason, and reading them is bounded.

use runtime::{
    Value, object,
    private::{Property, unknown_fields_of},
    tagged_union, trial_union,
};
use serde_json::json;

#[derive(Debug, PartialEq)]
struct Not {
    inner: Box<Rule>,
}

object!(Not { inner });

#[derive(Debug, PartialEq)]
enum Rule {
    Not(Not),
    Other(Value),
}

tagged_union!(Rule by "kind" { Not = "not" added } else Other);

#[derive(Debug, PartialEq)]
struct Sum {
    left: Box<Term>,
    sum: Option<i32>,
}

object!(Sum { left, sum });

#[derive(Debug, PartialEq)]
struct Product {
    left: Box<Term>,
    product: Option<i32>,
}

object!(Product { left, product });

#[derive(Debug, PartialEq)]
enum Term {
    Sum(Sum),
    Product(Product),
    Number(i32),
}

trial_union!(Term { Sum: object "left", Product: object "left", Number: integer });

fn nested(start: &str, depth: usize, end: &str) -> String {
    start.repeat(depth) + end + &"}".repeat(depth)
}

#[test]
fn an_error_deep_within_unions_is_found_with_its_path() {
    // Each level would double the effort.
    let start = r#"{"kind":"not","inner":"#;
    for depth in [1, 2, 3, 40, 100] {
        let text = nested(start, depth, r#"{"kind":"not"}"#);
        let error = serde_json::from_str::<Rule>(&text).unwrap_err();
        let path = vec!["inner"; depth].join(".");
        let expected = format!("{path}: missing field `inner` at line 1");
        assert!(error.to_string().starts_with(&expected), "{error}");
    }
    let rule: Rule = serde_json::from_str(&nested(start, 100, r#"{"kind":"new"}"#)).unwrap();
    assert!(matches!(rule, Rule::Not(_)));
}

#[test]
fn types_that_are_tried_are_not_tried_without_end() {
    let term = |depth, end| serde_json::from_str::<Term>(&nested(r#"{"left":"#, depth, end));
    assert_eq!(term(0, "7").unwrap(), Term::Number(7));
    assert!(matches!(term(100, "7").unwrap(), Term::Sum(_)));
    assert_eq!(
        term(1, r#""x""#).unwrap_err().to_string(),
        "left: \"x\" has none of the types of Term at line 1 column 12"
    );
    // No type fits, at any level, so all combinations would be tried.
    let error = term(100, r#""x""#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "left: it is nested too deeply in types that are found out by the content of a value \
         at line 1 column 903"
    );
    // The next value has an effort of its own.
    assert!(term(100, "7").is_ok());
}

#[derive(Debug, PartialEq)]
struct Cat {
    kind: String,
}

object!(Cat { kind });

#[derive(Debug, PartialEq)]
struct Dog {
    kind: String,
    tail: Option<i64>,
}

object!(Dog { kind, tail });

#[derive(Debug, PartialEq)]
enum Animal {
    Cat(Cat),
    Dog(Dog),
}

trial_union!(Animal {
    Cat: object "kind" ["kind" = "cat"],
    Dog: object "kind" ["kind" = "dog" | "puppy"],
});

#[test]
fn a_type_for_other_values_of_a_property_is_no_better_one() {
    let read = |text: &str| serde_json::from_str::<Animal>(text).unwrap();
    // The other type would keep the tail.
    assert!(matches!(read(r#"{"kind":"cat","tail":7}"#), Animal::Cat(_)));
    assert!(matches!(
        read(r#"{"kind":"puppy","tail":7}"#),
        Animal::Dog(_)
    ));
    // A value that no type has is read by what is there.
    assert!(matches!(read(r#"{"kind":"cow","tail":7}"#), Animal::Dog(_)));
}

#[derive(Debug, PartialEq)]
struct Plain {
    animals: Vec<Cat>,
}

object!(Plain { animals });

#[derive(Debug, PartialEq)]
struct Tailed {
    animals: Vec<Dog>,
    note: Option<String>,
}

object!(Tailed { animals, note });

#[derive(Debug, PartialEq)]
enum Zoo {
    Plain(Plain),
    Tailed(Tailed),
}

trial_union!(Zoo { Plain: object "animals", Tailed: object "animals" });

#[test]
fn the_type_that_keeps_the_most_properties_is_chosen_at_any_depth() {
    let text = r#"{"animals":[{"kind":"a"},{"kind":"b","tail":7}]}"#;
    let zoo: Zoo = serde_json::from_str(text).unwrap();
    assert!(matches!(zoo, Zoo::Tailed(_)), "{zoo:?}");
    let text = r#"{"animals":[{"kind":"a"}]}"#;
    let zoo: Zoo = serde_json::from_str(text).unwrap();
    assert!(matches!(zoo, Zoo::Plain(_)), "{zoo:?}");
}

#[test]
fn what_a_type_ignores_is_counted() {
    let count = |text: &str| {
        let value = serde_json::from_str(text).unwrap();
        (
            Animal::unknown_fields(&value),
            Box::<Cat>::unknown_fields(&value),
        )
    };
    assert_eq!(count(r#"{"kind":"cat"}"#), (0, 0));
    assert_eq!(count(r#"{"kind":"cat","tail":7}"#), (1, 1));
    assert_eq!(count(r#"{"kind":"dog","tail":7,"a":1,"b":2}"#), (2, 3));
    let count = |value| unknown_fields_of(&value, Animal::Cat);
    assert_eq!(count(json!({ "kind": "cat" })), 0);
    assert_eq!(count(json!({ "kind": "cat", "a": 1 })), 1);
    assert_eq!(i64::unknown_fields(&json!(7)), 0);
    // It has none of the types.
    assert_eq!(Animal::unknown_fields(&json!(7)), 0);
}
