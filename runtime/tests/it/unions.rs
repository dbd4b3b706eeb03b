//! Unions within unions: errors have the path and the reason, and reading them is bounded.

use runtime::{Value, object, tagged_union, trial_union};

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
