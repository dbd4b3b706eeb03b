//! Values that are not written as the document says, and are read: empty dates, objects as texts, lists as maps.

use std::collections::BTreeMap;

use runtime::{Date, Patch, Timestamp, Value};
use serde_json::{from_str, json, to_value};

#[derive(Debug, PartialEq)]
struct Project {
    due: Option<Date>,
    updated: Option<Timestamp>,
    closed: Option<Date>,
    started: Date,
    days: Vec<Option<Date>>,
    name: Option<String>,
}

runtime::object!(Project {
    due,
    updated,
    closed: required,
    started,
    days,
    name
});

#[test]
fn an_empty_text_is_none_for_an_optional_date() {
    let json = r#"{"due":"","updated":"","closed":"","started":"2026-06-01","name":""}"#;
    let project: Project = from_str(json).unwrap();
    assert_eq!(
        (project.due, project.updated, project.closed),
        (None, None, None)
    );
    assert_eq!(project.name.as_deref(), Some(""));

    let json = r#"{"due":"2026-06-02","updated":"2026-06-02T10:00:00+02:00","closed":null,"started":"2026-06-01"}"#;
    let project: Project = from_str(json).unwrap();
    assert_eq!(project.due, Some("2026-06-02".parse().unwrap()));
    assert_eq!(
        project.updated,
        Some("2026-06-02T08:00:00Z".parse().unwrap())
    );
}

#[test]
fn an_empty_text_is_an_error_for_a_required_date_and_for_an_item() {
    for json in [
        r#"{"started":"","closed":null}"#,
        r#"{"started":"2026-06-01","closed":null,"days":[""]}"#,
        r#"{"started":"2026-06-01","closed":null,"days":""}"#,
        r#"{"started":"2026-06-01"}"#,
    ] {
        from_str::<Project>(json).unwrap_err();
    }
}

#[test]
fn other_texts_and_values_are_errors_for_an_optional_date() {
    for value in [
        r#"" ""#,
        r#""0""#,
        r#""0000-00-00""#,
        r#""2026-02-30""#,
        "5",
        "false",
        "[]",
        "{}",
    ] {
        for name in ["due", "updated"] {
            let json = format!(r#"{{"started":"2026-06-01","closed":null,"{name}":{value}}}"#);
            from_str::<Project>(&json).unwrap_err();
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Problem {
    type_: Option<String>,
    message: String,
    field: Option<String>,
    additional: BTreeMap<String, Value>,
}

runtime::object!(Problem { type_ = "type", message, field } and additional or text "message");

#[derive(Debug, PartialEq)]
struct Refusal {
    problems: Vec<Problem>,
    more: Option<Vec<Problem>>,
}

runtime::object!(Refusal { problems: required from_map("field"), more: from_map("field") });

fn problem(field: Option<&str>, message: &str) -> Problem {
    Problem {
        type_: None,
        message: message.to_owned(),
        field: field.map(str::to_owned),
        additional: BTreeMap::new(),
    }
}

#[test]
fn an_object_is_read_from_the_text_that_stands_for_it() {
    let read = |json| from_str::<Refusal>(json).map(|refusal| refusal.problems);
    assert_eq!(
        read(r#"{"problems":["a\u00e9",{"message":"b","field":"c"},""]}"#).unwrap(),
        [
            problem(None, "aé"),
            problem(Some("c"), "b"),
            problem(None, "")
        ]
    );
    for json in [
        r#"{"problems":[5]}"#,
        r#"{"problems":[null]}"#,
        r#"{"problems":[["a"]]}"#,
    ] {
        read(json).unwrap_err();
    }
    // It is written as an object.
    let written = to_value(problem(None, "a")).unwrap();
    assert_eq!(written, json!({"message": "a"}));
}

#[test]
fn a_list_is_read_from_a_map_whose_keys_are_a_property_of_its_items() {
    let read = |json| from_str::<Refusal>(json).map(|refusal| refusal.problems);
    assert_eq!(
        read(r#"{"problems":{"b":["x","y"],"a":"z","c":{"message":"w"},"d":[],"e":[{"message":"v","field":"own"}]}}"#)
            .unwrap(),
        [
            problem(Some("b"), "x"),
            problem(Some("b"), "y"),
            problem(Some("a"), "z"),
            problem(Some("c"), "w"),
            problem(Some("own"), "v"),
        ]
    );
    for json in [
        r#"{"problems":{"a":5}}"#,
        r#"{"problems":{"a":[["x"]]}}"#,
        r#"{"problems":{"a":null}}"#,
        r#"{"problems":"x"}"#,
        "{}",
    ] {
        read(json).unwrap_err();
    }
}

#[test]
fn a_list_in_a_map_can_be_null_or_missing() {
    let refusal: Refusal = from_str(r#"{"problems":null}"#).unwrap();
    assert_eq!(
        refusal,
        Refusal {
            problems: vec![],
            more: None
        }
    );
    let refusal: Refusal = from_str(r#"{"problems":{},"more":{"a":"x"}}"#).unwrap();
    assert_eq!(refusal.more, Some(vec![problem(Some("a"), "x")]));
}

#[test]
fn a_property_beside_the_documented_ones_can_have_any_name() {
    let json = json!({
        "message": "a", "type": "b", "type_": 1, "additional": {"x": 2}, "match": 3, "self": null, "": [4],
    });
    let problem: Problem = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(problem.type_.as_deref(), Some("b"));
    let names: Vec<&str> = problem.additional.keys().map(String::as_str).collect();
    assert_eq!(names, ["", "additional", "match", "self", "type_"]);
    assert_eq!(problem.additional["additional"], json!({"x": 2}));
    assert_eq!(to_value(&problem).unwrap(), json);
}

#[derive(Debug, Default, PartialEq)]
struct Noted {
    name: Option<String>,
    notes: Vec<String>,
}

runtime::object!(Noted { name } only beside notes);

#[test]
fn a_field_that_is_not_in_json_is_neither_read_nor_written() {
    let noted = Noted {
        name: Some("a".to_owned()),
        notes: vec!["b".to_owned()],
    };
    assert_eq!(to_value(&noted).unwrap(), json!({"name": "a"}));
    assert_eq!(
        from_str::<Noted>(r#"{"name":"a"}"#).unwrap().notes,
        Vec::<String>::new()
    );
    from_str::<Noted>(r#"{"notes":[]}"#).unwrap_err();
}

#[derive(Debug, Default, PartialEq)]
struct Change {
    due: Patch<Date>,
}

runtime::object!(Change { due });

#[test]
fn an_empty_text_is_no_value_in_an_update() {
    from_str::<Change>(r#"{"due":""}"#).unwrap_err();
}
