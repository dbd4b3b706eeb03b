//! Request bodies: how they are built, and how they are written.

use std::collections::BTreeMap;

use runtime::{Patch, jiff::civil::date};
use serde_json::{Value, json};
use tests::{request_body, required_null_only};

use crate::helpers::written_text as written;

#[test]
fn a_body_is_written_as_it_was_built() {
    use request_body::models::{Address, NewParcel};
    let parcel = NewParcel::new(1.5, "7", Address::new("Main St"), ["fragile"], None, true);
    assert_eq!(
        written(&parcel),
        r#"{"weight":1.5,"sender_id":7,"to":{"street":"Main St"},"labels":["fragile"],"return_to":null,"insured":true}"#
    );
    let parcel = parcel
        .ship_on(date(2026, 1, 2))
        .carrier_ids([1, 2])
        .tracking_ids(["a", "2"])
        .stops([
            Address::new("A").city("B").clear_floor(),
            Address::new("C").floor(0),
        ])
        .customs(BTreeMap::from([("x".to_owned(), 2.0)]));
    let json: Value = serde_json::to_value(&parcel).unwrap();
    assert_eq!(json["ship_on"], "2026-01-02");
    assert_eq!(json["carrier_ids"], json!([1, 2]));
    assert_eq!(json["tracking_ids"], json!(["a", "2"]));
    assert_eq!(
        json["stops"],
        json!([{"street": "A", "city": "B", "floor": null}, {"street": "C", "floor": 0}])
    );
    assert_eq!(json["customs"], json!({"x": 2.0}));
}

#[test]
fn null_is_written_where_a_property_is_required() {
    use required_null_only::models::SetDeskBody;
    assert_eq!(written(&SetDeskBody::new(None)), r#"{"owner":null}"#);
    let ada = SetDeskBody::new(Some("Ada".to_owned()));
    assert_eq!(written(&ada), r#"{"owner":"Ada"}"#);
}

#[test]
fn an_update_keeps_clears_and_sets() {
    use request_body::models::ParcelUpdate;
    assert_eq!(written(&ParcelUpdate::default()), "{}");
    let update = ParcelUpdate::default().clear_note().owner_id(3).weight(0.5);
    assert_eq!(
        written(&update),
        r#"{"note":null,"owner_id":3,"weight":0.5}"#
    );
    let update = update.note("x").clear_owner_id();
    assert_eq!(
        written(&update),
        r#"{"note":"x","owner_id":null,"weight":0.5}"#
    );
    assert_eq!(update.note, Patch::Value("x".to_owned()));
}
