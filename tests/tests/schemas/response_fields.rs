//! The fields of a response: required or not, null or not, and of the right type.

use runtime::{Id, jiff::civil::date};
use serde_json::{Value, json};
use tests::response_fields::models::Report;

use crate::helpers::{read_value as read, refused_value as refused};

fn report() -> Value {
    json!({
        "id": "7", "station_id": 8, "at": "2026-11-24T12:00:00+01:00", "day": "2026-11-24", "wind": 3,
        "sunny": true, "summary": "dry", "gust": null, "hail": null, "readings": [1, 2.5],
        "remarks": null, "sensor_ids": [1, "2"],
    })
}

fn report_with(key: &str, value: Value) -> Value {
    let mut report = report();
    report[key] = value;
    report
}

fn report_without(key: &str) -> Value {
    let mut report = report();
    report.as_object_mut().unwrap().remove(key);
    report
}

#[test]
fn optional_fields_can_be_missing_or_null() {
    let read_report: Report = read(report());
    assert_eq!(read_report.id, Id::from(7));
    assert_eq!(read_report.station_id, Id::from("8"));
    assert_eq!(read_report.at.to_string(), "2026-11-24T11:00:00Z");
    assert_eq!(read_report.day, date(2026, 11, 24));
    assert_eq!(read_report.gust, None);
    assert_eq!(read_report.hail, None);
    assert_eq!(read_report.snow, None);
    assert_eq!(read_report.period, None);
    assert_eq!(read_report.remarks, Vec::<String>::new());
    assert_eq!(read_report.sensor_ids, [Id::from(1), Id::from(2)]);

    for key in [
        "period",
        "visibility",
        "humidity",
        "raw",
        "snow",
        "old_station_id",
    ] {
        assert_eq!(
            read::<Report>(report_with(key, Value::Null)),
            read_report,
            "{key}"
        );
    }
    assert_eq!(
        read::<Report>(report_with("unheard_of", json!([{}]))),
        read_report
    );
    let period: Report = read(report_with("period", json!("2026-11-01:2026-11-30")));
    assert_eq!(period.period.unwrap().end(), date(2026, 11, 30));
}

#[test]
fn required_fields_must_be_present() {
    for key in [
        "id",
        "station_id",
        "at",
        "day",
        "wind",
        "sunny",
        "summary",
        "gust",
        "readings",
        "remarks",
    ] {
        let error = refused::<Report>(report_without(key));
        assert!(error.contains(&format!("`{key}`")), "{error}");
    }
    for key in ["id", "at", "day", "wind", "sunny", "summary"] {
        refused::<Report>(report_with(key, Value::Null));
    }
}

#[test]
fn a_value_of_another_type_is_an_error() {
    let wrong = [
        ("wind", json!("3")),
        ("wind", json!(1.5)),
        ("wind", json!(3_000_000_000_i64)),
        ("sunny", json!("true")),
        ("day", json!("2026-02-30")),
        ("at", json!("yesterday")),
        ("id", json!({})),
        ("pressure", json!("1")),
        ("readings", json!({})),
        ("period", json!("2026-11-30:2026-11-01")),
        ("hail", json!([1.0])),
    ];
    for (key, value) in wrong {
        refused::<Report>(report_with(key, value));
    }
}
