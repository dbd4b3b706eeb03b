//! Objects that are written as a text, and lists that are written as a map.

use runtime::ItemErrors as _;
use serde_json::{from_str, from_value, json};
use tests::forms::models::{Letter, Receipt, Refusal, RefusalErrorsItem, StampKind};

#[test]
fn an_object_and_a_list_in_another_form() {
    // The order is that of the text.
    let receipt: Receipt = from_str(
        r#"{
            "letter": "Ada",
            "notes": {"paper": ["thin", {"words": "white", "type": "colour"}], "ink": "black"},
            "more_notes": {"1": [], "2": {"length": 5}}
        }"#,
    )
    .unwrap();
    assert_eq!(receipt.letter, Letter::new("Ada"));
    let notes: Vec<_> = (receipt.notes.iter())
        .map(|note| {
            (
                note.about.as_deref(),
                note.words.as_str(),
                note.type_.as_deref(),
            )
        })
        .collect();
    let expected = [
        (Some("paper"), "thin", None),
        (Some("paper"), "white", Some("colour")),
        (Some("ink"), "black", None),
    ];
    assert_eq!(notes, expected);
    let [line] = receipt.more_notes.as_slice() else {
        panic!("one item")
    };
    assert_eq!((line.on_line.as_str(), line.length), ("2", Some(5)));
}

#[test]
fn the_documented_form_is_read_and_written() {
    let json = json!({
        "letter": {"to": "Ada", "stamps": [{"kind": "blue", "value": 2}]},
        "notes": [{"words": "thin"}],
    });
    let receipt: Receipt = from_value(json.clone()).unwrap();
    assert_eq!(
        serde_json::to_value(&receipt).unwrap()["letter"],
        json["letter"]
    );
    let letter: Letter =
        from_value(json!({"to": "Ada", "stamps": {"blue": [{"value": 1}], "red": {}}})).unwrap();
    let stamps = letter.stamps.unwrap();
    let kinds: Vec<_> = stamps
        .iter()
        .map(|stamp| stamp.kind.clone().unwrap())
        .collect();
    assert_eq!(kinds, [StampKind::Blue, StampKind::Red]);
    let written = serde_json::to_value(Letter::new("Ada")).unwrap();
    assert_eq!(written, json!({"to": "Ada"}));
}

#[test]
fn errors_lead_to_items_in_each_form() {
    let refusal: Refusal = from_value(json!({
        "errors": {"to": [{"reason": "unknown", "letter": 3}, "empty"]},
        "trace": 5,
    }))
    .unwrap();
    let reason = |(index, error): (Option<usize>, &RefusalErrorsItem)| {
        (index, error.field_name.clone(), error.reason.clone())
    };
    let reasons: Vec<_> = refusal.item_errors().map(reason).collect();
    let field = Some("to".to_owned());
    assert_eq!(
        reasons,
        [
            (Some(3), field.clone(), "unknown".to_owned()),
            (None, field, "empty".to_owned()),
        ]
    );
    assert_eq!(refusal.additional["trace"], 5);
    for wrong in [
        json!({}),
        json!({"errors": "text"}),
        json!({"errors": [5]}),
        json!({"errors": {"to": [null]}}),
    ] {
        from_value::<Refusal>(wrong).unwrap_err();
    }
}
