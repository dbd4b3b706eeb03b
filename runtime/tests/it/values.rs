//! Query values: their encoding, and invalid values.

use runtime::{
    Date, DateRange, Id, QueryValue, Scalar, Timestamp, comma, integer_id, limited, repeat,
};

use crate::{
    api::{LIST, request},
    enums::Order,
};

/// Returns the query of a request with the value.
fn query(value: impl QueryValue) -> String {
    let url = request(&LIST).query("p", value).url().unwrap();
    url.strip_prefix("https://pets.example/api/v1/pets")
        .unwrap()
        .to_owned()
}

/// Returns the reason why the value is invalid.
fn refusal(value: impl QueryValue) -> String {
    let problem = request(&LIST)
        .query("p", value)
        .problem()
        .unwrap()
        .to_string();
    problem
        .strip_prefix("query parameter `p`: ")
        .unwrap()
        .to_owned()
}

#[test]
fn scalars() {
    let date: Date = "2013-06-01".parse().unwrap();
    let time: Timestamp = "2024-01-31T09:30:00+02:00".parse().unwrap();
    assert_eq!(query(true), "?p=true");
    assert_eq!(query(-3_i64), "?p=-3");
    assert_eq!(query(u64::MAX), "?p=18446744073709551615");
    assert_eq!(query(1.5_f64), "?p=1.5");
    assert_eq!(query(1e21_f64), "?p=1000000000000000000000");
    assert_eq!(query(0.1_f32), "?p=0.1");
    assert_eq!(query("x"), "?p=x");
    assert_eq!(query(Id::from(7)), "?p=7");
    assert_eq!(query(Id::from("a/b")), "?p=a%2Fb");
    assert_eq!(query(date), "?p=2013-06-01");
    assert_eq!(query(time), "?p=2024-01-31T07%3A30%3A00Z");
    assert_eq!(
        query(DateRange::new(date, date)),
        "?p=2013-06-01%3A2013-06-01"
    );
    assert_eq!(query(Order::AgeDesc), "?p=age%3Adesc");
}

#[test]
fn all_but_unreserved_characters_are_encoded() {
    let ascii: String = (0_u8..128).map(char::from).collect();
    let mut expected = "?p=".to_owned();
    for byte in 0_u8..128 {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            expected.push(char::from(byte));
        } else {
            expected.push_str(&format!("%{byte:02X}"));
        }
    }
    assert_eq!(query(ascii), expected);
    assert_eq!(query("é€😀"), "?p=%C3%A9%E2%82%AC%F0%9F%98%80");
    assert_eq!(query("a b+c"), "?p=a%20b%2Bc");
    assert_eq!(query("%2C"), "?p=%252C");
}

#[test]
fn names_are_encoded_too() {
    let url = request(&LIST)
        .query("a[b]", 1)
        .with_query("c&d=", "e")
        .url()
        .unwrap();
    assert_eq!(
        url,
        "https://pets.example/api/v1/pets?a%5Bb%5D=1&c%26d%3D=e"
    );
}

#[test]
fn lists_with_commas() {
    assert_eq!(query(comma(["a", "b"])), "?p=a,b");
    assert_eq!(query(comma(["a;b", "c d", "é"])), "?p=a%3Bb,c%20d,%C3%A9");
    assert_eq!(
        refusal(comma(["a", "b,c"])),
        "item 2 has a comma, which would split it in two"
    );
    assert_eq!(refusal(comma(["", "b"])), "item 1 is empty");
    assert_eq!(
        refusal(""),
        "it is empty, which a server could treat as missing"
    );
    assert_eq!(query(comma(vec![Id::from(1), Id::from("2")])), "?p=1,2");
    assert_eq!(
        query(comma(&[Order::Name, Order::AgeDesc])),
        "?p=name,age%3Adesc"
    );
    assert_eq!(query(comma([1; 3]).items(3..=3)), "?p=1,1,1");
    assert_eq!(query(comma(Vec::<u8>::new())), "");
}

#[test]
fn lists_with_repeated_names() {
    assert_eq!(query(repeat(["a", "b,c"])), "?p=a&p=b%2Cc");
    assert_eq!(query(repeat([1]).items(1..)), "?p=1");
    assert_eq!(query(repeat(Vec::<u8>::new())), "");
}

#[test]
fn the_number_of_items_has_a_range() {
    let none = Vec::<u8>::new;
    assert_eq!(
        refusal(comma(none()).items(1..=2)),
        "0 items given, allowed: 1 to 2"
    );
    assert_eq!(
        refusal(comma([1, 2, 3]).items(1..=2)),
        "3 items given, allowed: 1 to 2"
    );
    assert_eq!(
        refusal(comma([1, 2]).items(..=1)),
        "2 items given, allowed: at most 1"
    );
    assert_eq!(
        refusal(comma([1, 2]).items(..2)),
        "2 items given, allowed: less than 2"
    );
    assert_eq!(
        refusal(comma([1, 2]).items(3..=3)),
        "2 items given, allowed: 3"
    );
    assert_eq!(
        refusal(repeat(none()).items(1..)),
        "0 items given, allowed: at least 1"
    );
    assert_eq!(
        refusal(comma([1]).items(2..)),
        "1 item given, allowed: at least 2"
    );
    assert_eq!(query(comma(none()).items(0..=2)), "");
}

#[test]
fn numbers_have_a_range() {
    assert_eq!(query(limited(1, 1..=200)), "?p=1");
    assert_eq!(query(limited(200, 1..=200)), "?p=200");
    assert_eq!(query(comma([limited(1, 1..), limited(2, 1..)])), "?p=1,2");
    assert_eq!(refusal(limited(0, 1..=200)), "0 given, allowed: 1 to 200");
    assert_eq!(
        refusal(limited(201, 1..=200)),
        "201 given, allowed: 1 to 200"
    );
    assert_eq!(refusal(limited(-1, 0..)), "-1 given, allowed: at least 0");
    assert_eq!(
        refusal(limited(5, 0..5)),
        "5 given, allowed: at least 0 and less than 5"
    );
    assert_eq!(
        refusal(limited(1.5, ..=1.0)),
        "1.5 given, allowed: at most 1"
    );
    assert_eq!(
        refusal(limited(f64::NAN, 0.0..)),
        "NaN is not a finite number"
    );
}

#[test]
fn values_without_a_text_are_invalid() {
    assert_eq!(refusal(f64::NAN), "NaN is not a finite number");
    assert_eq!(refusal(f32::INFINITY), "inf is not a finite number");
    assert_eq!(refusal(Id::from("")), "an id cannot be empty");
    assert_eq!(
        refusal(Id::from(-1)),
        "an id cannot be negative, but this is -1"
    );
    assert_eq!(
        refusal(comma([Id::from(1), Id::from("")])),
        "item 2: an id cannot be empty"
    );
    assert_eq!(
        refusal(repeat([1.0, f64::NAN])),
        "item 2: NaN is not a finite number"
    );
    assert_eq!(query(integer_id("7")), "?p=7");
    assert_eq!(
        refusal(integer_id("x")),
        "the id must be an integer here, but it is Id(\"x\")"
    );
    assert_eq!(refusal(integer_id("")), "an id cannot be empty");
}

#[test]
fn date_ranges() {
    let [first, last] = ["2013-06-01", "2013-08-01"].map(|date| date.parse::<Date>().unwrap());
    let range = DateRange::new(first, last).unwrap();
    assert_eq!((range.start(), range.end()), (first, last));
    assert_eq!(range.to_string(), "2013-06-01:2013-08-01");
    assert_eq!("2013-06-01:2013-08-01".parse::<DateRange>().unwrap(), range);
    assert_eq!(
        serde_json::to_string(&range).unwrap(),
        "\"2013-06-01:2013-08-01\""
    );
    let read = serde_json::from_str::<DateRange>;
    assert_eq!(read("\"2013-06-01:2013-08-01\"").unwrap(), range);

    let open = DateRange::from(first);
    assert_eq!(open.to_string(), "2013-06-01:");
    assert_eq!("2013-06-01:".parse::<DateRange>().unwrap(), open);
    assert_eq!(DateRange::new(first, None).unwrap(), open);
    assert_eq!((open.start(), open.end()), (first, Date::MAX));
    assert!(range.has_end() && !open.has_end());
    assert_ne!(DateRange::new(first, Date::MAX).unwrap(), open);

    let reversed = "the range ends before it starts: from 2013-08-01 to 2013-06-01";
    assert_eq!(
        DateRange::new(last, first).unwrap_err().to_string(),
        reversed
    );
    assert_eq!(refusal(DateRange::new(last, first)), reversed);
    for text in [
        "",
        "2013-06-01",
        ":2013-08-01",
        "2013-06-31:2013-08-01",
        "a:b:c",
    ] {
        let error = text.parse::<DateRange>().unwrap_err().to_string();
        let wanted = "is not a range of dates such as 2013-06-01:2013-08-01";
        assert_eq!(error, format!("{text:?} {wanted}"));
    }
    let error = read("\"x\"").unwrap_err().to_string();
    assert!(
        error.starts_with("\"x\" is not a range of dates"),
        "{error}"
    );
}

#[test]
fn a_custom_query_value() {
    struct Nested(Vec<(&'static str, u32)>);

    impl Scalar for Nested {
        fn write(&self, out: &mut String) -> Result<(), String> {
            let parts: Vec<_> = self
                .0
                .iter()
                .map(|(key, value)| format!("{key}:{value}"))
                .collect();
            out.push_str(&parts.join("|"));
            Ok(())
        }
    }

    assert_eq!(query(Nested(vec![("a", 1), ("b", 2)])), "?p=a%3A1%7Cb%3A2");
}
