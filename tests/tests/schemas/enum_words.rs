//! Enums whose values have names and descriptions in the document.

use runtime::Call;
use serde_json::json;
use tests::enum_words::{
    endpoints::Client,
    filters::{Gate, Level},
    models::*,
};

use crate::helpers::{comes_back, read, written};

#[allow(deprecated, reason = "the deprecated value is one that comes")]
#[test]
fn alternatives_with_one_value_each_are_one_enum() {
    let lamp: Lamp = comes_back(json!({
        "mood": "cold", "level": 10, "maybe": "a", "by_reference": "off", "mixed": 1,
    }));
    assert_eq!(lamp.mood, Mood::ColdLight);
    assert_eq!(lamp.level, Some(Level::Low));
    assert_eq!(lamp.maybe, Some(LampMaybe::A));
    assert_eq!(lamp.by_reference, Some(LampByReference::Off));
    let lamp: Lamp = comes_back(json!({ "mood": "gone", "level": 33 }));
    assert_eq!(lamp.mood, Mood::Other("gone".to_owned()));
    assert_eq!(lamp.level, Some(Level::Other(33)));
    let lamp: Lamp = read(json!({ "mood": "off", "maybe": null }));
    assert_eq!((lamp.mood, lamp.maybe), (Mood::Off, None));
    let texts = ["a", "b", "c"].map(LampOrText::from);
    let named = [
        LampOrText::First,
        LampOrText::B,
        LampOrText::Other("c".to_owned()),
    ];
    assert_eq!(texts, named);
}

#[test]
fn extensions_name_values() {
    let lamp: Lamp = comes_back(json!({
        "mood": "warm", "cloud": -3, "gate": "*", "grade": "S2", "least_grade": "S1", "too_few": "a",
        "twice": "b", "alike": "b", "with_null": "b",
    }));
    assert_eq!(lamp.cloud, Some(Cloud::Overcast));
    // The variant for other values has its name before all others.
    assert_eq!(lamp.gate, Some(Gate::Other2));
    assert_eq!(
        [lamp.grade, lamp.least_grade],
        [Some(SteelGrade::S2), Some(SteelGrade::S1)]
    );
    // Lists that do not fit are not used.
    assert_eq!(
        (lamp.too_few, lamp.twice),
        (Some(LampTooFew::A), Some(LampTwice::B))
    );
    assert_eq!(lamp.alike, Some(LampAlike::VerySame));
    assert_eq!(lamp.with_null, Some(LampWithNull::Second));
}

#[test]
fn an_enum_that_the_document_calls_open_can_be_sent_with_other_values() {
    let client = Client::new().unwrap();
    let request = client
        .get_lamp()
        .gate(Gate::from("/b"))
        .level(Level::Middle);
    assert_eq!(
        request.request().url().unwrap(),
        "https://lamps.example/lamp?gate=%2Fb&level=50"
    );
    let settings = Settings::default().colour("green");
    assert_eq!(written(&settings), json!({ "colour": "green" }));
}
