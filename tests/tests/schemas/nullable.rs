//! Every way to say that a value can be null.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tests::{null_alternatives, nullable_2_0, nullable_3_0, nullable_3_1};

use crate::helpers::{comes_back, read, refused, written};

/// That each of `nullable` can be null, must be there, and that nothing else can be null.
fn check<T: serde::Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    full: &Value,
    nullable: &[&str],
) {
    comes_back::<T>(full.clone());
    for (key, _) in full.as_object().unwrap() {
        let mut null = full.clone();
        null[key] = Value::Null;
        let mut without = full.clone();
        without.as_object_mut().unwrap().remove(key);
        assert_eq!(
            refused::<T>(without),
            format!("missing field `{key}`"),
            "{key}"
        );
        if nullable.contains(&key.as_str()) {
            let value: T = read(null.clone());
            // A list that is null is an empty one.
            if key != "list" {
                assert_eq!(written(&value), null, "{key}");
            }
        } else {
            assert!(serde_json::from_value::<T>(null).is_err(), "{key}");
        }
    }
}

fn without_optional(value: &Value, optional: &[&str]) -> Value {
    let mut value = value.clone();
    for key in optional {
        value.as_object_mut().unwrap().remove(*key);
    }
    value
}

#[test]
fn in_3_0() {
    let full = json!({
        "plain": "p", "scalar": "s", "set": "b", "in_values": "a", "object": { "a": "x" }, "by_all_of": { "a": "x" },
        "by_one_of": { "a": "x" }, "union": 5, "list": [1, null], "alias": 3, "extension": "e",
    });
    let mut with_optional = full.clone();
    with_optional["map"] = json!({ "a": null });
    with_optional["optional"] = json!("o");
    comes_back::<nullable_3_0::models::Drawer>(with_optional);
    // A missing map is empty, and is written as an empty map.
    let read_full: nullable_3_0::models::Drawer = read(full.clone());
    assert_eq!(without_optional(&written(&read_full), &["map"]), full);
    let mut all = full;
    all["map"] = json!({});
    for key in [
        "scalar",
        "set",
        "in_values",
        "object",
        "by_all_of",
        "by_one_of",
        "union",
        "alias",
        "extension",
    ] {
        let mut null = all.clone();
        null[key] = Value::Null;
        comes_back::<nullable_3_0::models::Drawer>(null.clone());
        null.as_object_mut().unwrap().remove(key);
        assert_eq!(
            refused::<nullable_3_0::models::Drawer>(null),
            format!("missing field `{key}`")
        );
    }
    let mut null = all;
    null["plain"] = Value::Null;
    assert!(refused::<nullable_3_0::models::Drawer>(null).starts_with("invalid type: null"));
}

#[test]
fn in_3_1() {
    let full = json!({
        "plain": "p", "scalar": "s", "first": "f", "set": "b", "constant": "a", "object": { "a": "x" },
        "any_of": { "a": "x" }, "one_of": { "a": "x" }, "union": 5, "several": "t", "list": [1, null], "alias": 3,
        "reference": { "a": "x" }, "null_alone": 1, "map": { "a": null, "b": "c" },
    });
    comes_back::<nullable_3_1::models::Drawer>(full.clone());
    let nullable = [
        "scalar",
        "first",
        "set",
        "constant",
        "object",
        "any_of",
        "one_of",
        "union",
        "several",
        "alias",
        "null_alone",
    ];
    for key in ["plain", "reference"].iter().chain(&nullable) {
        let mut null = full.clone();
        null[*key] = Value::Null;
        if nullable.contains(key) {
            comes_back::<nullable_3_1::models::Drawer>(null.clone());
        } else {
            assert!(
                refused::<nullable_3_1::models::Drawer>(null.clone()).contains("null"),
                "{key}"
            );
        }
        null.as_object_mut().unwrap().remove(*key);
        assert_eq!(
            refused::<nullable_3_1::models::Drawer>(null),
            format!("missing field `{key}`")
        );
    }
}

#[test]
fn in_2_0() {
    check::<nullable_2_0::models::Drawer>(
        &json!({ "plain": "p", "scalar": "s", "set": "a", "list": [1, null] }),
        &["scalar", "set", "list"],
    );
    let more: nullable_2_0::models::Drawer =
        read(json!({ "plain": "p", "scalar": null, "set": null, "list": null, "alias": null }));
    assert_eq!((more.alias, more.list), (None, Vec::new()));
}

/// Requests have missing, null and a value as three states, in every version.
#[test]
fn in_requests() {
    macro_rules! filling {
        ($version:ident) => {{
            use $version::models::{Filling, Thing};
            assert_eq!(written(&Filling::new(None)), json!({ "scalar": null }));
            let filling = Filling::new(Some("s".to_owned()))
                .clear_optional()
                .list([Some(1), None])
                .thing(Thing::new("x"));
            assert_eq!(
                written(&filling),
                json!({ "scalar": "s", "optional": null, "list": [1, null], "thing": { "a": "x" } })
            );
            let cleared = filling.clear_thing().clear_list();
            assert_eq!(comes_back::<Filling>(written(&cleared)), cleared);
        }};
    }
    filling!(nullable_3_0);
    filling!(nullable_3_1);
    let filling = nullable_2_0::models::Filling::new(None).clear_optional();
    assert_eq!(
        written(&filling),
        json!({ "scalar": null, "optional": null })
    );
}

#[test]
fn null_among_the_alternatives_is_no_variant() {
    use null_alternatives::models::{Change, Task, TaskStatus, TaskThree};
    let job = json!({ "id": "j" });
    let full = json!({
        "marker": job, "marked": "m", "all": job, "enumerated": job, "referred": job, "beside": job, "three": 3,
        "status": "done", "named": job, "not_null": { "id": "n" }, "both": { "id": "b", "more": "x" },
        "list": [job, null], "map": { "a": "b", "c": null },
    });
    let task: Task = comes_back(full.clone());
    assert_eq!(task.marker.as_ref().unwrap().id, "j");
    assert_eq!(task.three, Some(TaskThree::Integer(3)));
    assert_eq!(task.status, Some(TaskStatus::Done));
    let nullable = [
        "marker",
        "marked",
        "all",
        "enumerated",
        "referred",
        "beside",
        "three",
        "status",
        "named",
    ];
    for key in nullable {
        let mut null = full.clone();
        null[key] = Value::Null;
        comes_back::<Task>(null);
    }
    for key in ["not_null", "both"] {
        let mut null = full.clone();
        null[key] = Value::Null;
        assert!(!refused::<Task>(null).is_empty(), "{key}");
    }
    // The blank is a value of its own, which can be sent, too.
    let mut blank = full;
    blank["status"] = json!("");
    assert_eq!(comes_back::<Task>(blank).status, Some(TaskStatus::Empty));
    use null_alternatives::models::ChangeStatus;
    for (status, expected) in [(ChangeStatus::Empty, ""), (ChangeStatus::New, "new")] {
        let change = Change::default().status(status);
        assert_eq!(written(&change), json!({ "status": expected }));
    }
    let change = Change::default().clear_status();
    assert_eq!(written(&change), json!({ "status": null }));
}
