//! `Id`, `integer_ids` and `Patch`: reading and writing.

use std::collections::BTreeMap;

use runtime::{Id, Patch, object, private::integer_ids};
use serde_json::{from_str, json, to_string, to_value};

#[test]
fn a_number_and_its_text_are_equal_ids() {
    let seven = Id::from(7);
    let all = [
        Id::from(7_u8),
        Id::from(7_u16),
        Id::from(7_u32),
        Id::from(7_u64),
        Id::from(7_i64),
        Id::from("7"),
        Id::from("7".to_owned()),
        Id::from(&"7".to_owned()),
        Id::from(&seven),
        "7".parse().unwrap(),
        from_str("7").unwrap(),
        from_str("\"7\"").unwrap(),
    ];
    for id in all {
        assert_eq!(id, seven);
        assert_eq!(id.as_u64(), Some(7));
        assert_eq!(id.to_string(), "7");
        assert_eq!(format!("{id:?}"), "Id(7)");
    }
}

#[test]
fn only_the_canonical_decimal_form_is_a_number() {
    for (text, number) in [
        ("0", Some(0)),
        ("18446744073709551615", Some(u64::MAX)),
        ("18446744073709551616", None),
        ("007", None),
        ("00", None),
        ("+7", None),
        ("-7", None),
        (" 7", None),
        ("7.0", None),
        ("٧", None),
        ("abc", None),
        ("", None),
    ] {
        let id = Id::from(text);
        assert_eq!(id.as_u64(), number, "{text:?}");
        assert_eq!(id.to_string(), text);
    }
    assert_eq!(format!("{:?}", Id::from("a\"b")), r#"Id("a\"b")"#);
}

#[test]
fn an_id_has_the_size_of_two_words() {
    assert_eq!(size_of::<Id>(), 16);
}

#[test]
fn ids_are_ordered_by_number_then_by_text() {
    let mut ids = ["b", "10", "9", "a"].map(Id::from);
    ids.sort();
    assert_eq!(ids, ["9", "10", "a", "b"].map(Id::from));
}

#[test]
fn an_invalid_id_is_an_error() {
    for json in [
        "-1", "1.0", "1.5", "1e3", "\"\"", "null", "true", "[]", "{}",
    ] {
        let error = from_str::<Id>(json).unwrap_err().to_string();
        assert!(error.contains("expected an id"), "{json}: {error}");
    }
    assert_eq!(
        "".parse::<Id>().unwrap_err().to_string(),
        "an id cannot be empty"
    );
}

#[test]
fn ids_are_written_as_strings_and_read_back() {
    assert_eq!(to_string(&Id::from(7)).unwrap(), "\"7\"");
    assert_eq!(to_string(&Id::from("007")).unwrap(), "\"007\"");

    let map: BTreeMap<Id, i32> = from_str(r#"{"7": 1, "x": 2}"#).unwrap();
    assert_eq!(map[&Id::from(7)], 1);
    assert_eq!(to_string(&map).unwrap(), r#"{"7":1,"x":2}"#);
}

#[test]
fn ids_that_cannot_be_sent_are_not_written() {
    let message = |id: Id| to_string(&id).unwrap_err().to_string();
    assert_eq!(message(Id::from("")), "an id cannot be empty");
    assert_eq!(
        message(Id::from(-1)),
        "an id cannot be negative, but this is -1"
    );
    assert_eq!(
        message(Id::from(i64::MIN))
            .matches("-9223372036854775808")
            .count(),
        1
    );
    // A text with a dash is not a number.
    assert_eq!(to_string(&Id::from("-")).unwrap(), "\"-\"");
    assert_eq!(to_string(&Id::from("-1a")).unwrap(), "\"-1a\"");
}

#[derive(Default)]
struct Integers {
    option: Option<Id>,
    list: Vec<Id>,
    change: Patch<Id>,
    changes: Patch<Vec<Id>>,
}

object!(Integers {
    option: required integer,
    list: integer,
    change: integer,
    changes: integer,
});

#[test]
fn integer_ids_are_written_as_integers() {
    let value = Integers {
        option: Some(Id::from("1")),
        list: vec![Id::from(u64::MAX), Id::from(3)],
        change: Patch::Value(Id::from(4)),
        changes: Patch::Null,
    };
    let json = r#"{"option":1,"list":[18446744073709551615,3],"change":4,"changes":null}"#;
    assert_eq!(to_string(&value).unwrap(), json);
    assert_eq!(
        to_string(&Integers::default()).unwrap(),
        r#"{"option":null,"list":[]}"#
    );

    let mut out = serde_json::Serializer::new(Vec::new());
    integer_ids([&Id::from(5)].as_slice(), &mut out).unwrap();
    assert_eq!(out.into_inner(), b"[5]");
}

#[test]
fn an_id_that_is_not_an_integer_is_not_written_as_one() {
    let message = |id: Id| {
        let value = Integers {
            list: vec![Id::from(1), id],
            ..Integers::default()
        };
        to_string(&value).unwrap_err().to_string()
    };
    assert_eq!(
        message(Id::from("x")),
        "the id must be an integer here, but it is Id(\"x\")"
    );
    assert_eq!(
        message(Id::from(-2)),
        "an id cannot be negative, but this is -2"
    );
    assert_eq!(message(Id::from("")), "an id cannot be empty");
}

#[derive(Debug, Default, PartialEq)]
struct Update {
    notes: Patch<String>,
    minutes: Patch<i32>,
}

object!(Update { notes, minutes });

#[test]
fn the_three_states_of_a_patch_round_trip() {
    for (update, json) in [
        (Update::default(), "{}"),
        (
            Update {
                notes: Patch::Null,
                minutes: Patch::Absent,
            },
            r#"{"notes":null}"#,
        ),
        (
            Update {
                notes: "x".to_owned().into(),
                minutes: Patch::Value(0),
            },
            r#"{"notes":"x","minutes":0}"#,
        ),
    ] {
        assert_eq!(to_string(&update).unwrap(), json);
        assert_eq!(from_str::<Update>(json).unwrap(), update);
    }
    assert_eq!(Patch::Value(3).as_value(), Some(&3));
    assert_eq!(Patch::<i32>::Null.as_value(), None);
    assert!(Patch::<i32>::default().is_absent());
}

#[test]
fn an_absent_property_is_never_written_as_null() {
    let error = to_value(Patch::<i32>::Absent).unwrap_err().to_string();
    assert!(error.contains("it must be left out"), "{error}");
    let mut out = serde_json::Serializer::new(Vec::new());
    integer_ids(&Patch::<Id>::Absent, &mut out).unwrap_err();
}

#[test]
fn null_and_absent_are_the_default() {
    struct Lists {
        list: Vec<i32>,
    }

    object!(Lists { list });

    let read = |value| serde_json::from_value::<Lists>(value).map(|lists| lists.list);
    assert!(read(json!({})).unwrap().is_empty());
    assert!(read(json!({"list": null})).unwrap().is_empty());
    assert_eq!(read(json!({"list": [1]})).unwrap(), vec![1]);
    read(json!({"list": 1})).unwrap_err();
}
