//! `format: decimal`: numbers keep their digits wherever they are.

use runtime::Patch;
use serde_json::from_str;
use tests::decimals::models::*;

const LONG: &str = "1234567890.123456789012345678";

/// Reads and writes a text, which comes back as it is.
#[track_caller]
fn comes_back(properties: &str) -> Price {
    let text = format!("{{\"net\":{LONG}{properties}}}");
    let price: Price = from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&price).unwrap(), text);
    assert_eq!(price.net.as_str(), LONG);
    price
}

#[test]
fn the_digits_of_a_decimal_come_back_in_fields_lists_and_maps() {
    let price =
        comes_back(r#","tax":0.10,"rebate":1E+2,"steps":[0.10,1.0,-0,7],"gaps":[null,2.50]"#);
    assert_eq!(price.tax.unwrap().as_str(), "0.10");
    assert_eq!(price.steps.unwrap().len(), 4);
    let _ = comes_back(
        r#","pair":[0.10,"a"],"by_country":{"at":0.20,"de":0.190},"rate":5e-3,"listed":0.30"#,
    );
    let price = comes_back(r#","text":"0.10","rest":{"a":"x","b":1.10}"#);
    assert_eq!(price.text.as_deref(), Some("0.10"));
    let empty: Price = from_str(r#"{"net":1,"tax":"","rebate":null}"#).unwrap();
    assert_eq!((empty.tax, empty.rebate), (None, Patch::Null));
}

#[test]
fn the_digits_of_a_decimal_come_back_in_unions() {
    let price = comes_back(r#","kind":0.10"#);
    assert!(matches!(price.kind, Some(PriceKind::Number(number)) if number.as_str() == "0.10"));
    let _ = comes_back(r#","kind":"0.10""#);
    let _ = comes_back(r#","tried":{"amount":0.10}"#);
    let _ = comes_back(r#","tried":{"from":1E+2,"to":2.00}"#);
    let _ = comes_back(r#","tried":2.00"#);
    let tiers = r#"{"type":"Tiered","tiers":[{"amount":0.10},{"amount":1.00}],"of":{"type":"Flat","amount":1234567890.123456789012345678}}"#;
    let _ = comes_back(&format!(",\"tagged\":{tiers}"));
    let _ = comes_back(&format!(",\"nested\":{tiers}"));
    let _ = comes_back(r#","nested":[0.10,1E+2]"#);
}

/// Reads and writes a text of every other place, which comes back as it is.
#[track_caller]
fn all_of_it_comes_back(properties: &str) -> Everywhere {
    let text = format!("{{{properties}}}");
    let read: Everywhere = from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
    read
}

#[test]
fn the_digits_of_a_decimal_come_back_from_a_list_that_is_written_as_a_map() {
    let read: Everywhere = from_str(
        r#"{"by_key":{"a":{"amount":0.10},"b":[{"amount":1E+2,"kinds":[2.50,"x"]},{"key":null,"amount":-0.0}],
            "c\u0022":{ "key" : "own", "amount" : 1234567890.123456789012345678 }}}"#,
    )
    .unwrap();
    assert_eq!(
        serde_json::to_string(&read).unwrap(),
        r#"{"by_key":[{"key":"a","amount":0.10},{"key":"b","amount":1E+2,"kinds":[2.50,"x"]},{"key":"b","amount":-0.0},{"key":"own","amount":1234567890.123456789012345678}]}"#
    );
    let _ = all_of_it_comes_back(r#""by_key":[{"amount":0.10,"kinds":[1.0]}]"#);
}

#[test]
fn the_digits_of_a_decimal_come_back_in_patches_places_maps_and_other_properties() {
    let _ = all_of_it_comes_back(r#""patch":{"least":0.10,"kinds":[1E+2,"x"]},"types":2.50"#);
    let _ = all_of_it_comes_back(r#""patch":{"least":null,"kinds":null},"types":null"#);
    let _ = all_of_it_comes_back(r#""patch":null,"types":"2.50""#);
    let _ = all_of_it_comes_back(r#""places":[0.10,[1.0,2.00],7]"#);
    let _ = all_of_it_comes_back(r#""maps":{"a":{"b":0.10,"c":1,"d":{"amount":2.0}}}"#);
    let _ = all_of_it_comes_back(r#""open":{"a":"x","b":0.10,"c":[1.0,2.00],"d":{"amount":3.0}}"#);
}

#[test]
fn the_alternative_that_keeps_the_digits_is_chosen() {
    let read = all_of_it_comes_back(r#""narrow":[1,1.0,1E+2,{"amount":0.10},-0]"#);
    let narrow = read.narrow.unwrap();
    assert!(matches!(narrow.first(), Some(Narrow::Integer(1))));
    assert!(matches!(narrow.get(1), Some(Narrow::Number(number)) if number.as_str() == "1.0"));
    // Beyond 64 bits, and with more digits than a float has.
    let _ = all_of_it_comes_back(r#""narrow":[123456789012345678901234567890,9007199254740993.0]"#);
    let _ = all_of_it_comes_back(r#""loose":0.10"#);
    let read = all_of_it_comes_back(r#""loose":0.1"#);
    assert!(matches!(read.loose, Some(EverywhereLoose::Number(_))));
    let _ = all_of_it_comes_back(r#""lists":[1.0,2.0]"#);
    let read = all_of_it_comes_back(r#""lists":[1,2]"#);
    assert!(matches!(read.lists, Some(EverywhereLists::IntegerList(_))));
    let _ = all_of_it_comes_back(r#""records":{"amount":1.0}"#);
    let _ = all_of_it_comes_back(r#""several":{"amount":0.10,"from":1.0,"to":2.00}"#);
    let _ = all_of_it_comes_back(r#""all":{"amount":0.10,"from":1.0}"#);
    let _ = all_of_it_comes_back(r#""all":{"amount":0.10,"a":"x","b":1.0}"#);
    let _ = all_of_it_comes_back(r#""deep":{"a":[0.10,{"b":[1E+2]}],"c":2.00}"#);
}

#[test]
fn a_decimal_in_a_union_can_be_larger_than_a_float() {
    let read = all_of_it_comes_back(r#""narrow":[1e999,{"amount":-1e999}],"deep":[1e999]"#);
    assert!(matches!(
        read.narrow.unwrap().first(),
        Some(Narrow::Number(_))
    ));
    let read = all_of_it_comes_back(r#""lists":[1e999,1]"#);
    assert!(matches!(read.lists, Some(EverywhereLists::NumberList(_))));
    // A value of no variant has no type, and no number of a `Value` is so large.
    let error = from_str::<Price>(r#"{"net":1,"tagged":{"type":"new","amount":1e999}}"#);
    let error = error.unwrap_err().to_string();
    assert!(
        error.starts_with(
            "1e999 is too large for a number of a value that the document does not describe"
        ),
        "{error}"
    );
}

#[test]
fn the_digits_of_a_decimal_come_back_from_the_default_variant() {
    // It has no property that could discriminate it, and is written without one.
    let read = all_of_it_comes_back(r#""tagged":[{"type":"Flat","amount":0.10},{"sum":1.00}]"#);
    assert!(
        matches!(&read.tagged.unwrap()[..], [_, Defaulted::Plain(plain)] if plain.sum.as_str() == "1.00")
    );
}

#[test]
fn what_is_no_number_is_refused_with_its_kind() {
    for (json, expected) in [
        (
            r#"{"net":"0.10"}"#,
            "invalid type: string \"0.10\", expected a number",
        ),
        (r#"{"net":null}"#, "invalid type: null, expected a number"),
        (
            r#"{"net":1,"steps":[true]}"#,
            "invalid type: boolean `true`, expected a number",
        ),
        (
            r#"{"net":1,"tried":{"amount":[]}}"#,
            "amount: invalid type: sequence, expected a number",
        ),
        (
            r#"{"net":1,"kind":{}}"#,
            "invalid type: map, expected one of these: number text",
        ),
    ] {
        let error = from_str::<Price>(json).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}
