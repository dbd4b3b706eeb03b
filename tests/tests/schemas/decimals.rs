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
            "invalid type: sequence, expected a number",
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
