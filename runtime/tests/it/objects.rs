//! `object!` and `union!`: reading and writing.

use std::collections::BTreeMap;

use runtime::{Id, Patch, object, union};
use serde_json::{from_str, to_string};

#[derive(Debug, Default, PartialEq)]
struct Everything {
    plain: i32,
    option: Option<String>,
    nullable: Option<i32>,
    list: Vec<i32>,
    map: BTreeMap<String, i32>,
    change: Patch<i32>,
    type_: Option<bool>,
    inner: Option<Box<Everything>>,
}

object!(Everything { plain, option, nullable: required, list, map, change, type_ = "type", inner });

#[test]
fn missing_and_null_properties_by_type() {
    let least: Everything = from_str(r#"{"plain": 1, "nullable": null}"#).unwrap();
    assert_eq!(
        least,
        Everything {
            plain: 1,
            ..Everything::default()
        }
    );
    let nulls = r#"{"plain": 1, "option": null, "nullable": null, "list": null, "map": null, "change": null, "type": null}"#;
    let nulls: Everything = from_str(nulls).unwrap();
    assert_eq!(
        nulls,
        Everything {
            plain: 1,
            change: Patch::Null,
            ..Everything::default()
        }
    );
    assert_eq!(
        to_string(&nulls).unwrap(),
        r#"{"plain":1,"nullable":null,"list":[],"map":{},"change":null}"#
    );
}

#[test]
fn properties_come_in_any_order_and_unknown_ones_are_skipped() {
    let json = r#"{"inner": {"nullable": 2, "plain": 3}, "?": {"plain": [1, "}"]}, "type": true, "nullable": 1,
        "plain": 0, "list": [1], "map": {"a": 1}, "option": "x", "change": 5, "plain_": 1}"#;
    let read: Everything = from_str(json).unwrap();
    let inner = Everything {
        plain: 3,
        nullable: Some(2),
        ..Everything::default()
    };
    let expected = Everything {
        plain: 0,
        option: Some("x".to_owned()),
        nullable: Some(1),
        list: vec![1],
        map: BTreeMap::from([("a".to_owned(), 1)]),
        change: Patch::Value(5),
        type_: Some(true),
        inner: Some(Box::new(inner)),
    };
    assert_eq!(read, expected);
    assert_eq!(
        from_str::<Everything>(&to_string(&read).unwrap()).unwrap(),
        read
    );
}

#[test]
fn an_object_of_another_shape_is_an_error() {
    let message = |json: &str| from_str::<Everything>(json).unwrap_err().to_string();
    let starts = [
        (r#"{"plain": 1}"#, "missing field `nullable`"),
        (r#"{"nullable": 1}"#, "missing field `plain`"),
        (
            r#"{"nullable": 1, "plain": null}"#,
            "invalid type: null, expected i32",
        ),
        (
            r#"{"plain": 1, "type": true, "type": true}"#,
            "duplicate field `type`",
        ),
        (
            r#"{"plain": "1"}"#,
            "invalid type: string \"1\", expected i32",
        ),
        (
            r#"{"plain": 3000000000}"#,
            "invalid value: integer `3000000000`, expected i32",
        ),
        ("[]", "invalid type: sequence, expected an object"),
        ("null", "invalid type: null, expected an object"),
    ];
    for (json, start) in starts {
        assert!(
            message(json).starts_with(start),
            "{json}: {}",
            message(json)
        );
    }
}

#[derive(Debug, PartialEq)]
enum Odd {
    Yes(bool),
    Number(f64),
    Text(Id),
    Many(Vec<Odd>),
    Object(Pair),
}

union!(Odd {
    Yes: boolean,
    Number: number,
    Text: text,
    Many: list,
    Object: object
});

#[derive(Debug, PartialEq)]
struct Pair {
    left: Option<i32>,
    right: Option<i32>,
}

object!(Pair { left, right });

#[test]
fn a_union_is_selected_by_the_kind_of_value() {
    let json = r#"[true,1.5,-1.0,"7",[],{"left":1}]"#;
    let read: Odd = from_str(json).unwrap();
    let pair = Pair {
        left: Some(1),
        right: None,
    };
    let parts = vec![
        Odd::Yes(true),
        Odd::Number(1.5),
        Odd::Number(-1.0),
        Odd::Text(Id::from(7)),
        Odd::Many(vec![]),
        Odd::Object(pair),
    ];
    assert_eq!(read, Odd::Many(parts));
    assert_eq!(to_string(&read).unwrap(), json);
    assert_eq!(from_str::<Odd>("3").unwrap(), Odd::Number(3.0));
    let error = from_str::<Odd>("null").unwrap_err().to_string();
    assert!(
        error.starts_with(
            "invalid type: null, expected one of these: boolean number text list object"
        ),
        "{error}"
    );
    let error = from_str::<Odd>(r#"{"left": "x"}"#).unwrap_err().to_string();
    assert!(
        error.starts_with("invalid type: string \"x\", expected i32"),
        "{error}"
    );
}

#[derive(Debug, PartialEq)]
struct Strict {
    list: Vec<i32>,
    map: BTreeMap<Id, i32>,
}

object!(Strict { list: required, map } only);

#[test]
fn data_that_would_be_lost_is_an_error() {
    let read: Strict = from_str(r#"{"list": [], "map": {"1": 2, "01": 3}}"#).unwrap();
    assert_eq!(read.map.len(), 2);
    assert!(
        from_str::<Strict>(r#"{"list": null}"#)
            .unwrap()
            .list
            .is_empty()
    );
    let starts = [
        (r#"{"map": {}}"#, "missing field `list`"),
        (
            r#"{"list": [], "map": {"1": 2, "1": 3}}"#,
            "duplicate key: one of its values would be lost",
        ),
        (r#"{"list": [], "mop": {}}"#, "unknown property"),
    ];
    for (json, start) in starts {
        let error = from_str::<Strict>(json).unwrap_err().to_string();
        assert!(error.starts_with(start), "{json}: {error}");
    }
}
