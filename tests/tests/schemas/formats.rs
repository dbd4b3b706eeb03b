//! `[formats]`: values in types of other crates, wherever a value can be.

use runtime::{
    Base64, Bytes, DecimalText, Patch, chrono::NaiveDate, jiff::civil::date, rust_decimal::Decimal,
    url::Url, uuid::Uuid,
};
use serde_json::{from_str, json};
use tests::formats::models::*;

use crate::helpers::{comes_back, read, refused};

const ID: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";

fn id() -> Uuid {
    Uuid::parse_str(ID).unwrap()
}

/// Reads and writes a text, which comes back as it is.
#[track_caller]
fn file(properties: &str) -> File {
    let text = format!(r#"{{"id":"{ID}","content":"aGVsbG8=",{properties}}}"#);
    let file: File = from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(serde_json::to_string(&file).unwrap(), text);
    file
}

#[track_caller]
fn refused_file(properties: serde_json::Value) -> String {
    let mut file = json!({ "id": ID, "content": "" });
    for (name, value) in properties.as_object().unwrap() {
        file[name] = value.clone();
    }
    refused::<File>(file)
}

#[test]
fn the_values_of_formats_come_back() {
    let file = file(
        r#""parent":null,"maybe":"67e55044-10b1-426f-9247-bb680e5fe0c8","preview":"","url":"https://a.example/b?c=d","price":0.10,"fee":"1.50","created":"2024-01-31T09:30:00","lifetime":"P1Y2M","address":"127.0.0.1""#,
    );
    assert_eq!(file.id, id());
    assert_eq!(file.content, Base64::from(b"hello"));
    let bytes: &Bytes = &file.content;
    assert_eq!(&bytes[..], b"hello");
    assert_eq!(file.parent, Patch::Null);
    assert_eq!(file.maybe, Some(id()));
    assert_eq!(file.preview, Some(Base64::default()));
    assert_eq!(file.url.unwrap().host_str(), Some("a.example"));
    assert_eq!(file.price.unwrap().into_inner(), Decimal::new(10, 2));
    assert_eq!(file.fee, Some(DecimalText::from(Decimal::new(15, 1))));
    assert_eq!(file.created, Some(date(2024, 1, 31).at(9, 30, 0, 0)));
    assert_eq!(file.lifetime.unwrap().0.get_years(), 1);
    assert!(file.address.unwrap().is_loopback());
}

#[test]
fn the_values_of_formats_come_back_in_lists_maps_and_tuples() {
    let file = file(&format!(
        r#""versions":["{ID}"],"gaps":[null,"{ID}"],"chunks":["AA==","AQI="],"steps":[0.10,1234567890.123456789012345678],"links":{{"a":"https://a.example/"}},"pair":["{ID}",2.50]"#
    ));
    assert_eq!(file.versions.unwrap(), [id()]);
    assert_eq!(file.gaps.unwrap(), [None, Some(id())]);
    assert_eq!(&file.chunks.unwrap()[1][..], [1, 2]);
    assert_eq!(file.links.unwrap()["a"].path(), "/");
    assert_eq!(file.pair.unwrap().0, id());
}

#[test]
fn the_variant_of_a_format_is_found() {
    let by_kind = |text: &str| file(&format!("\"by_kind\":{text}")).by_kind.unwrap();
    assert_eq!(by_kind(&format!("\"{ID}\"")), FileByKind::Uuid(id()));
    assert_eq!(
        by_kind("0.1234567890123456789"),
        FileByKind::Decimal("0.1234567890123456789".parse().unwrap())
    );
    let tried = |text: &str| file(&format!("\"tried\":\"{text}\"")).tried.unwrap();
    assert_eq!(tried(ID), FileTried::Uuid(id()));
    let time = date(2024, 1, 31).at(9, 30, 0, 0);
    assert_eq!(tried("2024-01-31T09:30:00"), FileTried::DateTime(time));
    // An offset would be lost.
    for text in ["", "other", "2024-01-31T09:30:00Z"] {
        assert_eq!(tried(text), FileTried::Text(text.to_owned()));
    }
    let url = Url::parse("https://a.example/").unwrap();
    let source = file(r#""source":"https://a.example/""#).source.unwrap();
    assert_eq!(source, FileSource::from(url));
    let _ = file(r#""source":{"url":"https://a.example/"}"#);
}

#[test]
fn an_empty_text_is_none_unless_it_is_a_value() {
    let empty: File = read(json!({
        "id": ID, "content": "", "maybe": "", "preview": "", "url": "", "price": "", "fee": "",
        "created": "", "lifetime": "", "address": "",
    }));
    assert_eq!(empty.maybe, None);
    assert_eq!((empty.url, empty.price, empty.fee), (None, None, None));
    assert_eq!(
        (empty.created, empty.lifetime, empty.address),
        (None, None, None)
    );
    assert_eq!(empty.preview, Some(Base64::default()));
    assert!(empty.content.is_empty());
    assert!(refused::<File>(json!({ "id": "", "content": "" })).contains("UUID"));
}

#[test]
fn other_forms_of_base64_are_read() {
    let content = |text: &str| {
        let file: File = read(json!({ "id": ID, "content": text }));
        file.content.into_inner()
    };
    assert_eq!(&content("-_8")[..], [0xfb, 0xff]);
    assert_eq!(&content("+/8=")[..], [0xfb, 0xff]);
    assert_eq!(content("aGVsbG8"), "hello");
}

#[test]
fn what_is_not_of_the_format_is_refused_with_the_reason() {
    for (properties, expected) in [
        (
            json!({ "content": "a b" }),
            "expected bytes in base64: Invalid symbol 32, offset 1.",
        ),
        (
            json!({ "chunks": ["AA==", "AA=A"] }),
            "expected bytes in base64: Invalid symbol 61, offset 2.",
        ),
        (
            json!({ "content": [1, 2] }),
            "invalid type: sequence, expected bytes in base64",
        ),
        (
            json!({ "versions": ["x"] }),
            "UUID parsing failed: invalid character",
        ),
        (
            json!({ "url": "/relative" }),
            "relative URL without a base: \"/relative\"",
        ),
        (
            json!({ "price": "1" }),
            "invalid type: string \"1\", expected a number",
        ),
        (
            json!({ "fee": "1,5" }),
            "expected a decimal of up to 28 digits: Invalid decimal: unknown character",
        ),
        (
            json!({ "created": "2024-01-31T09:30:00+01:00" }),
            "invalid value: string \"2024-01-31T09:30:00+01:00\", expected a date-time without an offset",
        ),
        (
            json!({ "created": "2024-01-31" }),
            "invalid value: string \"2024-01-31\", expected a date-time without an offset",
        ),
        (
            json!({ "lifetime": "1 hour" }),
            "expected a duration such as `PT1H30M`: it has to begin with `P`",
        ),
        (
            json!({ "address": "127.0.0" }),
            "expected a text of this format: invalid IPv4 address syntax",
        ),
        (
            json!({ "by_kind": true }),
            "invalid type: boolean `true`, expected one of these: text number",
        ),
    ] {
        let message = refused_file(properties);
        assert!(message.starts_with(expected), "{message}");
    }
}

#[test]
fn a_date_of_chrono_is_read_as_tolerantly_as_any() {
    let filter: GetFileFilter = comes_back(json!({ "owner": ID, "day": "2024-01-31" }));
    assert_eq!(filter.day, NaiveDate::from_ymd_opt(2024, 1, 31));
    let midnight: GetFileFilter = read(json!({ "day": "2024-01-31T00:00:00Z" }));
    assert_eq!(midnight.day, filter.day);
    let empty: GetFileFilter = read(json!({ "day": "" }));
    assert_eq!(empty.day, None);
    assert_eq!(
        refused::<GetFileFilter>(json!({ "day": "2024-01-31T09:30:00Z" })),
        "invalid value: string \"2024-01-31T09:30:00Z\", expected a date, or a date-time at midnight"
    );
}
