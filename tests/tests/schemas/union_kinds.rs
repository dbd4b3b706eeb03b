//! Unions whose variants differ in the kind of JSON value, and unions whose variants are tried.

use serde_json::json;
use tests::{unions, unions_tried};

use crate::helpers::{
    comes_back, read_value as read, refused_value as refused, written_text as written,
};

#[test]
fn the_kind_of_value_chooses_the_variant() {
    use unions::models::{
        AddCellBody, AddCellBodyWidth, AddCellBodyWidthText, Cell, CellColor, CellStyle, Style,
        Value, ValueObject,
    };
    for (json, value) in [
        (json!(true), Value::Boolean(true)),
        (json!(1), Value::Number(1.0)),
        (json!(-1.5), Value::Number(-1.5)),
        (json!("1"), Value::Text("1".to_owned())),
        (json!([]), Value::List(vec![])),
        (
            json!({"formula": "=A1"}),
            Value::Object(ValueObject::new("=A1")),
        ),
    ] {
        assert_eq!(read::<Value>(json), value);
    }
    refused::<Value>(json!(null));
    refused::<Value>(json!([1]));
    refused::<Value>(json!({"formul": "=A1"}));

    // A list is never taken for the object whose fields it could fill one by one.
    let cell: Cell = read(json!({"value": "a", "style": [{"bold": true}], "color": null}));
    assert!(matches!(&cell.style, Some(CellStyle::List(styles)) if styles.len() == 1));
    assert_eq!(cell.color, None);
    refused::<Cell>(json!({"value": "a", "style": [true, "Sans"]}));
    let cell: Cell = read(
        json!({"value": "a", "style": {"font": "Sans"}, "color": 7, "only": {}, "maybe": null}),
    );
    assert!(
        matches!(&cell.style, Some(CellStyle::Style(Style { font: Some(font), .. })) if font == "Sans")
    );
    assert_eq!(cell.color, Some(CellColor::Integer(7)));
    refused::<Cell>(json!({"value": "a", "color": 1.5}));

    let body = AddCellBody::new(Value::Number(2.0))
        .width(AddCellBodyWidth::Text(AddCellBodyWidthText::Auto));
    assert_eq!(written(&body), r#"{"value":2.0,"width":"auto"}"#);
    assert_eq!(written(&AddCellBodyWidth::Integer(3)), "3");
}

#[test]
fn variants_of_the_same_kind_are_tried() {
    use unions_tried::models::{Shape, ShapeDateOrText, ShapeTagged, ShapeTwoObjects};
    let json = json!({
        "two_objects": {"side": 1.5},
        "tagged": {"kind": "Triangle", "angles": 3},
        "integer_then_number": 7,
        "number_then_integer": 7,
        "date_or_text": "2026-11-24",
        "without_type": false,
        "both": {"radius": 1.5, "side": 2.5},
        "extended": {"radius": 1.5, "x": 2.5},
    });
    let shape: Shape = read(json.clone());
    // Both variants match, and one of them knows more of the fields.
    assert!(matches!(
        shape.two_objects,
        Some(ShapeTwoObjects::Square(_))
    ));
    assert!(matches!(shape.tagged, Some(ShapeTagged::Other(_))));
    assert!(matches!(shape.date_or_text, Some(ShapeDateOrText::Date(_))));
    assert_eq!(serde_json::to_value(&shape).unwrap(), json);

    let shape: Shape =
        read(json!({"tagged": {"kind": "Circle", "radius": 2.5}, "date_or_text": "soon"}));
    assert!(matches!(shape.tagged, Some(ShapeTagged::Circle(_))));
    assert!(matches!(shape.date_or_text, Some(ShapeDateOrText::Text(text)) if text == "soon"));
    refused::<Shape>(json!({"two_objects": "neither"}));
}

#[test]
fn listed_integers_distinguish_variants_and_an_unlisted_one_is_kept() {
    use unions_tried::models::{Shape, ShapeCodes};

    let codes = |code: i64| {
        let shape: Shape = comes_back(json!({ "codes": { "code": code, "text": "t" } }));
        shape.codes.unwrap()
    };
    assert!(matches!(codes(1), ShapeCodes::Object(_)));
    assert!(matches!(codes(-1), ShapeCodes::Object2(_)));
    assert!(matches!(codes(-2), ShapeCodes::Object2(_)));
    assert!(matches!(codes(7), ShapeCodes::Object(_)));
}
