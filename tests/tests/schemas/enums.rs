//! Values out of a set.

use runtime::Call;
use serde_json::json;
use tests::{
    enums_of_numbers::{filters::Level, models as switches},
    names_types::models as rust,
};

use crate::helpers::{comes_back, read, refused, written};

#[test]
fn numbers_out_of_a_set() {
    for (number, level) in [
        (0, Level::Value0),
        (1, Level::Value1),
        (-1, Level::Minus1),
        (i64::MIN, Level::Minus9223372036854775808),
        (7, Level::Other(7)),
    ] {
        assert_eq!(comes_back::<Level>(json!(number)), level);
    }
    assert!(refused::<Level>(json!("1")).starts_with("invalid type: string"));
    assert!(refused::<Level>(json!(0.5)).starts_with("invalid type: floating point"));
    assert!(refused::<Level>(json!(u64::MAX)).starts_with("invalid value: integer"));

    // An enum of a request is closed.
    use switches::{SetSwitchBody, SetSwitchBodySpeed};
    assert_eq!(
        written(&SetSwitchBody::new(SetSwitchBodySpeed::Value20)),
        json!({ "speed": 20 })
    );
    assert_eq!(SetSwitchBodySpeed::try_from(30), Err(30));
    assert_eq!(
        refused::<SetSwitchBodySpeed>(json!(30)),
        "30 is not one of: [10, 20]"
    );
    let list = tests::enums_of_numbers::endpoints::Client::new()
        .unwrap()
        .list_switches()
        .level(Level::Minus1);
    assert_eq!(
        list.request().url().unwrap(),
        "https://switches.example/switches?level=-1"
    );
}

#[test]
fn sets_of_several_kinds() {
    use switches::*;
    assert_eq!(
        comes_back::<SwitchMixed>(json!(1)),
        SwitchMixed::Integer(SwitchMixedInteger::Value1)
    );
    assert_eq!(
        comes_back::<SwitchMixed>(json!("auto")),
        SwitchMixed::Text(SwitchMixedText::Auto)
    );
    assert_eq!(
        comes_back::<SwitchMixed>(json!(true)),
        SwitchMixed::Boolean(true)
    );
    // A number in quotes is a text.
    assert_eq!(
        comes_back::<SwitchTyped>(json!("1")),
        SwitchTyped::Text(SwitchTypedText::Value1)
    );
    assert_eq!(
        comes_back::<SwitchTyped>(json!(1)),
        SwitchTyped::Integer(SwitchTypedInteger::Value1)
    );
    assert!(refused::<SwitchTyped>(json!(true)).starts_with("invalid type: boolean"));
    // A value without quotes in an enum of strings is a string.
    assert_eq!(
        comes_back::<SwitchTextsOfNumbers>(json!("2.5")),
        SwitchTextsOfNumbers::Value2_5
    );

    let switch: Switch = comes_back(json!({
        "without_type": 7, "flag": true, "both": false, "fractions": 0.5, "null_among": 2, "none": "n",
        "objects": { "a": 1 }, "not_of_the_type": "a",
    }));
    assert_eq!(switch.null_among, Some(SwitchNullAmong::Value2));
    assert_eq!(
        read::<Switch>(json!({ "null_among": null })),
        Switch::default()
    );
}

#[test]
fn values_that_are_the_same_in_rust_stay_apart() {
    use rust::OptionModel::*;
    let values = [
        (None, "None"),
        (Some, "Some"),
        (LowerNone, "none"),
        (Empty, ""),
        (Empty2, " "),
        (SelfValue, "self"),
        (UpperSelf, "Self"),
        (Other2, "Other"),
        (Value1, "1"),
        (Minus1, "-1"),
        (Plus1, "+1"),
        (Value1_5, "1.5"),
        (AB, "a-b"),
        (AB2, "a_b"),
        (AB3, "aB"),
        (Other("other".to_owned()), "other"),
    ];
    for (value, text) in values {
        assert_eq!(comes_back::<rust::OptionModel>(json!(text)), value);
        assert_eq!(value.as_str(), text);
    }
}
