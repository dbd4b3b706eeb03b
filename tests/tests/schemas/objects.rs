//! Objects: `allOf`, additional properties, tuples, `readOnly` and `writeOnly`.

use std::collections::BTreeMap;

use runtime::Patch;
use serde_json::json;
use tests::{
    additional_properties::models as labels, all_of::models as payroll,
    read_and_write_only::models as accounts, recursive_unions::models as formulas,
    reference_siblings::models as books, tuples::models as maps, webhooks::models as bells,
};

use crate::helpers::{comes_back, read, refused, written};

#[test]
fn all_parts_are_one_object() {
    let person = json!({
        "id": 7, "name": "Ada", "nickname": "A", "salary": 5, "created_at": "2026-11-25T10:00:00Z",
        "home": { "street": "Elm" }, "status": "left",
    });
    let read_person: payroll::Person = comes_back(person.clone());
    assert_eq!(read_person.salary, Some(5));
    assert_eq!(read_person.status, Some(payroll::PersonStatus::Left));
    for key in ["id", "name", "created_at"] {
        let mut without = person.clone();
        without.as_object_mut().unwrap().remove(key);
        assert_eq!(
            refused::<payroll::Person>(without),
            format!("missing field `{key}`")
        );
    }
    let mut hired = person;
    hired["token"] = json!("t");
    assert_eq!(comes_back::<payroll::HireResponse>(hired).token, "t");
    // A part that has only `required`.
    let new = payroll::NewPerson::new("Ada").clear_nickname();
    assert_eq!(written(&new), json!({ "name": "Ada", "nickname": null }));
    // Parts that contradict one another: the last counts.
    assert_eq!(
        comes_back::<payroll::Torn>(json!({ "size": 3 })).size,
        Some(3)
    );
    // Parts in a circle.
    let snake: payroll::Snake = comes_back(json!({ "head": "h", "tail": "t" }));
    assert_eq!(snake.tail.as_deref(), Some("t"));
}

#[test]
fn additional_properties_are_kept() {
    let texts = json!({ "kind": "texts", "id": 1, "colour": "red", "size": "big" });
    let mut read_texts: labels::Texts = comes_back(texts.clone());
    assert_eq!(read_texts.additional["colour"], "red");
    assert_eq!(read_texts.additional.len(), 2);
    read_texts
        .additional
        .insert("note-2".to_owned(), "n".to_owned());
    assert_eq!(written(&read_texts)["note-2"], "n");
    assert_eq!(
        refused::<labels::Texts>(json!({ "id": 1, "kind": "texts", "colour": 3 })),
        "invalid type: integer `3`, expected a string"
    );
    assert_eq!(
        refused::<labels::Texts>(json!({ "id": 1, "kind": "lists" })),
        "`kind` is \"lists\", and not \"texts\""
    );
    let twice = r#"{"id":1,"colour":"a","colour":"b"}"#;
    let error = serde_json::from_str::<labels::Texts>(twice).unwrap_err();
    assert!(error.to_string().starts_with("duplicate field `colour`"));

    let all = json!({
        "texts": texts, "any": { "a": "x", "b": [null] }, "anything": { "c": {} }, "closed": { "a": "x" },
        "objects": { "one": { "b": true } }, "nulls": { "one": 1, "none": null },
        "patterns": { "x-a": "y" }, "tree": { "leaf": "l", "left": { "right": { "leaf": "r" } } },
        "taken": { "additional": "a", "more": 1 }, "map": { "a": 1 }, "map_of_anything": { "a": null },
        "map_of_maps": { "a": { "b": ["c"] } },
    });
    let read_all: labels::Labels = comes_back(all);
    assert_eq!(read_all.nulls.unwrap().additional["none"], None);
    assert_eq!(
        read_all.taken.unwrap().additional_3,
        BTreeMap::from([("more".to_owned(), 1)])
    );
    assert!(
        refused::<labels::Labels>(json!({ "objects": { "one": {} } }))
            .contains("missing field `b`")
    );
    // Unknown fields of a response are ignored.
    let closed: labels::LabelsClosed = read(json!({ "a": "x", "b": 1 }));
    assert_eq!(written(&closed), json!({ "a": "x" }));

    let new = labels::NewLabels::new("Ada")
        .additional("colour-2", "red")
        .clear_colour();
    assert_eq!(
        written(&new),
        json!({ "owner": "Ada", "colour": null, "colour-2": "red" })
    );
}

#[test]
fn an_array_of_more_places_than_tuples_have_is_a_list() {
    let thirteen = json!([1, "a", 2, "b", 3, "c", 4, "d", 5, "e", 6, "f", {}]);
    let fourteen = vec![0.5; 14];
    let map: maps::Map = comes_back(json!({
        "centre": [0.5, 1.5], "line": [], "twelve": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, "x"],
        "thirteen": thirteen, "fourteen": fourteen,
    }));
    assert_eq!(map.twelve.unwrap().11, "x");
    let items = map.thirteen.unwrap();
    assert!(matches!(items.get(3), Some(maps::MapThirteenItem::Text(text)) if text == "b"));
    assert!(matches!(
        items.get(12),
        Some(maps::MapThirteenItem::Object(_))
    ));
}

#[test]
fn a_tuple_has_a_type_for_each_position() {
    let map = json!({
        "centre": [0.5, 1.5], "line": [[0.0, 1.0]], "named": ["n", null, { "a": true }], "one": ["b"],
        "open": ["x", "y", "z"], "short": ["x"], "tree": { "both": [{}, { "both": [{}, {}] }] },
    });
    let read_map: maps::Map = comes_back(map);
    assert_eq!(read_map.centre, (0.5, 1.5));
    assert_eq!(read_map.one, Some((maps::MapOneItem1::B,)));
    assert_eq!(read_map.named.unwrap().1, None);
    assert_eq!(
        refused::<maps::Map>(json!({ "centre": [1] })),
        "invalid length 1, expected a tuple of size 2"
    );
    assert!(refused::<maps::Map>(json!({ "centre": [1, 2, 3] })).contains("trailing characters"));
    assert_eq!(
        written(&maps::Map::new((1.0, 2.0)).line([(3.0, 4.0)])),
        json!({ "centre": [1.0, 2.0], "line": [[3.0, 4.0]] })
    );
}

#[test]
fn read_only_and_write_only_properties() {
    // `readOnly` properties are not asked of the caller; `writeOnly` properties are.
    let new = accounts::AccountInput::new("Ada", "secret", ["admin"]).clear_hint();
    assert_eq!(
        written(&new),
        json!({ "name": "Ada", "password": "secret", "roles": ["admin"], "hint": null })
    );
    let response = json!({
        "id": 7, "name": "Ada", "created_at": "2026-11-25T10:00:00Z", "log": ["x"], "owner": { "name": "B" },
    });
    let account: accounts::Account = comes_back(response);
    assert_eq!(account.id, 7);
    assert_eq!(account.owner.as_ref().unwrap().name, "B");
    // What was read is sent without what the server sets, and with what it does not tell.
    let sent = account.into_input("new secret", ["editor"]);
    assert_eq!(sent.hint, Patch::Absent);
    assert_eq!(
        written(&sent),
        json!({ "name": "Ada", "password": "new secret", "roles": ["editor"] })
    );
    assert_eq!(
        refused::<accounts::Account>(json!({ "name": "Ada", "log": [] })),
        "missing field `id`"
    );

    // In requests only, and in responses only.
    assert_eq!(
        written(&accounts::Login::new("Ada").secret("s")),
        json!({ "name": "Ada", "secret": "s" })
    );
    let session: accounts::Session = read(json!({ "token": "t" }));
    assert_eq!(session, accounts::Session::new("t"));
}

#[test]
fn references_lead_anywhere_and_have_something_beside_them() {
    let book = json!({
        "title": "T", "author": { "name": "A" }, "editor": { "mail": "m", "name": "n" }, "short": "s",
        "genre": "poem", "place": { "row": 1 }, "item": { "width": 2 }, "first": { "floor": 3 },
        "local": { "a": "x" }, "link": { "$ref": "#" },
    });
    let read_book: books::Book = comes_back(book);
    let shelf: books::Shelf =
        read(json!({ "genre": "poem", "place": { "row": 1 }, "rows": [{ "width": 2 }] }));
    // One schema is one type, from wherever it is referred to.
    assert_eq!(
        (read_book.genre, read_book.place),
        (shelf.genre, shelf.place)
    );
    assert_eq!(read_book.item.as_ref(), shelf.rows.first());
    assert_eq!(
        refused::<books::BookEditor>(json!({ "name": "n" })),
        "missing field `mail`"
    );
}

#[test]
fn unions_lists_and_maps_can_contain_themselves() {
    use formulas::{Formula, Json, Note, Sum};
    let formula: Formula = comes_back(json!({
        "left": 1.5, "right": { "left": "x", "right": null }, "rest": ["y", 2.5],
        "note": { "text": "t", "reply": { "named": { "a": { "tree": [[], [[]]] } } } },
    }));
    let Formula::Sum(sum) = &formula else {
        panic!("{formula:?}")
    };
    assert_eq!(*sum.left, Formula::Number(1.5));
    let built = Sum::new(Formula::Number(1.0), Some(Formula::Text("x".to_owned())))
        .rest([Formula::Number(2.0)])
        .note(Note::default().reply(Note::default().text("t")));
    assert_eq!(
        written(&built),
        json!({ "left": 1.0, "right": "x", "rest": [2.0], "note": { "reply": { "text": "t" } } })
    );
    assert_eq!(
        refused::<Formula>(json!({ "left": 1 })),
        "missing field `right`"
    );
    let json: Json = comes_back(json!({ "a": ["b", { "c": [] }] }));
    assert!(matches!(json, Json::Object(_)));
}

#[test]
fn payloads_of_webhooks_and_callbacks_are_read_like_responses() {
    let broke: bells::BellBrokePayload =
        comes_back(json!({ "bell": { "id": 1, "metal": "tin" }, "cause": "frost" }));
    assert_eq!(broke.bell.metal.as_str(), "tin");
    assert_eq!(broke.cause, Some(bells::BellBrokePayloadCause::Frost));
    comes_back::<bells::RungPayload>(json!({ "at": "2026-11-25T10:00:00Z" }));
}
