//! Names that Rust uses itself, and formats of numbers and strings.

use serde_json::{Value, json};
use tests::{names_types::models as rust, number_formats::models::Gauge};

use crate::helpers::{comes_back, read, refused, written};

#[test]
fn names_of_rust_are_names_of_the_document() {
    let all = json!({
        "option": "None", "string": { "String": "s" }, "vec": [{ "vec": ["v"] }], "error": { "Error": "e" },
        "result": "Some", "box": { "box": { "box": {} } }, "key": { "key": 2 }, "visitor": 1,
        "crate": { "kind": "crate" }, "type": "t", "self": "a", "Self": "b", "r#type": "c", "additional": "d",
        "new": "e", "": "f", "map": 1, "slots": 2, "serializer": 3, "deserializer": 4, "value": 5, "name": null,
        "clear_name": 6, "default": 7, "into": 8, "clone": 9, "Ok": 10, "None": 11, "more": 12,
    });
    let mut all = all;
    // A list in an object that has no `vec` of its own would be empty.
    all["vec"] = json!([{ "vec": ["v"] }]);
    let read: rust::SelfModel = comes_back(all);
    assert_eq!(read.upper_self.as_deref(), Some("b"));
    assert_eq!(read.additional_2["more"], 12);

    let made = rust::SelfModel::new(rust::OptionModel::Some, "t")
        .new_2("n")
        .default(1)
        .clear_name(2)
        .clear_name_2()
        .additional("a")
        .additional_2("b", 3)
        .crate_(rust::Crate::default());
    assert_eq!(
        written(&made),
        json!({
            "option": "Some", "type": "t", "new": "n", "default": 1, "name": null, "clear_name": 2, "additional": "a",
            "b": 3, "crate": { "kind": "crate" },
        })
    );
}

/// An object of nothing but constants.
#[test]
fn an_object_of_constants_alone() {
    assert_eq!(
        comes_back::<rust::Crate>(json!({ "kind": "crate" })),
        rust::Crate::default()
    );
    assert_eq!(
        refused::<rust::Crate>(json!({ "kind": "box" })),
        "`kind` is \"box\", and not \"crate\""
    );
}

#[test]
fn numbers_are_as_large_as_their_format() {
    let gauge: Gauge = comes_back(json!({
        "int8": -128, "int32": i32::MIN, "int64": i64::MIN, "uint8": 255, "uint32": u32::MAX, "uint64": u64::MAX,
        "float": 0.5, "double": 0.1, "number_int32": 7.5, "integer_double": i64::MAX, "misspelt": 1, "uuid": "u",
        "unknown": "m", "bytes": "YQ==", "only_format": "2026-11-25T10:00:00Z", "only_minimum": 0.5,
        "only_pattern": "ab", "only_items": ["a"], "only_properties": { "a": "b" },
    }));
    assert_eq!(gauge.uint64, Some(u64::MAX));
    for (key, value) in [
        ("int32", json!(i64::from(i32::MAX) + 1)),
        ("uint32", json!(-1)),
        ("uint64", json!(-1)),
        ("int64", json!(u64::MAX)),
        ("int32", json!(1.5)),
        ("double", json!("1")),
        ("only_format", json!("yesterday")),
    ] {
        let mut gauge = json!({});
        gauge[key] = value.clone();
        assert!(!refused::<Gauge>(gauge).is_empty(), "{key}: {value}");
    }
    // The format of a number does not take its fraction away.
    for key in ["number_int32", "number_int64"] {
        comes_back::<Gauge>(json!({ key: -1957019009.13, "only_items": [] }));
    }
    // An integer is a number.
    let whole: Gauge = read(json!({ "double": 3, "float": 3, "number": 3 }));
    assert_eq!((whole.double, whole.number), (Some(3.0), Some(3.0)));
    let _: Value = written(&whole);
}

/// A type of the document and one of the runtime can have the same name, in one struct, too.
#[test]
fn names_of_the_runtime_are_names_of_the_document() {
    use tests::names_of_the_runtime::models::{Client, Error, Patch, Value};
    let client: Client = comes_back(json!({
        "id": "7", "date": { "day": 1 }, "born": "2026-11-25", "when": "now", "seen": "2026-11-25T10:00:00Z",
        "value": { "a": 1 }, "free": [null], "map": { "a": 1 }, "others": { "b": { "id": "8" } },
        "operation": { "id": "o" }, "request": { "id": "r" }, "range": { "first": "2026-11-25" },
        "call": { "response": "r", "error": "e" }, "debug": { "level": 3 }, "hash": { "sum": "ab" }, "json": { "a": [] },
    }));
    assert_eq!(client.born, Some(runtime::jiff::civil::date(2026, 11, 25)));
    assert!(matches!(client.value, Some(Value::Object(_))));
    assert_eq!(Error::new("no").message, "no");
    assert_eq!(
        written(&Patch::default().clear_name()),
        json!({ "name": null })
    );
}

/// The macros of the runtime have type parameters, which must not stand in for a type of the document.
#[test]
fn names_of_one_letter_are_names_of_the_document() {
    use tests::names_of_one_letter::models::{A, B, K, R};
    let a: A = comes_back(json!({
        "b": "text", "d": "a", "e": { "error": "e" }, "f": 2, "k": { "kind": "N" }, "m": { "kind": "M", "size": 1 },
        "n": { "kind": "N" }, "r": { "state": "s" }, "s": { "state": "s" }, "t": { "t": "u", "more": "v" },
        "u": { "kind": "only", "u": "x" }, "v": [{ "error": "e" }], "other": 7,
    }));
    assert_eq!(a.b, Some(B::from("text")));
    assert!(matches!(a.k, Some(K::N(_))));
    assert!(matches!(a.r, Some(R::S(_))));
    assert_eq!(a.additional["other"], B::from(7));
}

#[test]
fn the_exact_spelling_keeps_its_name_and_the_others_are_told_apart() {
    use tests::names_told_apart::models::{All, Unit};

    let all = All::default()
        .host_fqdn("exact")
        .host_fqdn_2("other")
        .at_type("a")
        .dollar_type("b")
        .type_("c")
        .underscore_links("d")
        .links("e")
        .t(1)
        .upper_t(2)
        .alone("f")
        .unit(Unit::MW);
    assert_eq!(
        written(&all),
        json!({
            "host-fqdn": "other", "host_fqdn": "exact", "@type": "a", "$type": "b", "type": "c",
            "_links": "d", "links": "e", "T": 2, "t": 1, "@alone": "f", "unit": "MW",
        })
    );
    assert_eq!(written(&Unit::Mw), json!("mW"));
}

#[test]
fn a_schema_that_is_only_a_reference_to_a_file_is_that_type() {
    use tests::names_told_apart::models::{AThing, User, UserRole};

    let user: User = read(json!({ "name": "Ada", "role": "a" }));
    assert_eq!(user.role, Some(UserRole::A));
    let thing: AThing = read(json!({ "a": "x" }));
    assert_eq!(thing.a.as_deref(), Some("x"));
}

#[test]
fn generic_types_are_called_by_their_words() {
    use tests::names_told_apart::models::{
        PageOfTown, PagedResultOfTown, ResponseOfPageOfTown, ResultOfListOfPet,
        ServiceResponseOfString, ServiceResponseOfStringKind,
    };

    let response: ResponseOfPageOfTown = read(json!({ "data": { "rows": [{ "name": "Ulm" }] } }));
    let page: PageOfTown = response.data.unwrap();
    assert_eq!(page.rows.len(), 1);
    let service: ServiceResponseOfString = read(json!({ "kind": "a" }));
    assert_eq!(service.kind, Some(ServiceResponseOfStringKind::A));
    let _: (ResultOfListOfPet, PagedResultOfTown) = read(json!([{}, {}]));
}
