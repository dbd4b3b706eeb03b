//! `closed_enum!` and `open_enum!`.

use runtime::{Scalar, closed_enum, integer_enum, open_enum};
use serde_json::{from_str, to_string};

closed_enum! {
    /// A sort order.
    pub enum Order {
        Name = "name",
        AgeDesc = "age:desc",
    }
}

open_enum! {
    /// The state of an invoice.
    pub enum Status {
        Draft = "draft",
        _ => Unknown,
    }
}

fn written(value: &impl Scalar) -> String {
    let mut out = String::new();
    value.write(&mut out).unwrap();
    out
}

#[test]
fn a_closed_enum_has_only_its_texts() {
    for order in Order::ALL {
        let text = order.as_str();
        assert_eq!(order.to_string(), text);
        assert_eq!(written(order), text);
        assert_eq!(AsRef::<str>::as_ref(order), text);
        assert_eq!(text.parse::<Order>().unwrap(), *order);
        assert_eq!(
            from_str::<Order>(&to_string(order).unwrap()).unwrap(),
            *order
        );
    }
    assert_eq!(to_string(&Order::AgeDesc).unwrap(), "\"age:desc\"");

    let error = "Name".parse::<Order>().unwrap_err();
    assert_eq!(error.value(), "Name");
    assert_eq!(error.allowed(), ["name", "age:desc"]);
    assert_eq!(error.to_string(), "\"Name\" is not one of: name, age:desc");

    let error = from_str::<Order>("\"x\"").unwrap_err().to_string();
    assert!(
        error.starts_with("\"x\" is not one of: name, age:desc"),
        "{error}"
    );
    let error = from_str::<Order>("1").unwrap_err().to_string();
    assert!(
        error.starts_with("invalid type: integer `1`, expected a string"),
        "{error}"
    );
}

#[test]
fn an_open_enum_keeps_unknown_values() {
    let new = Status::Unknown("new".to_owned());
    for (status, text) in [(Status::Draft, "draft"), (new, "new")] {
        assert_eq!(status.to_string(), text);
        assert_eq!(written(&status), text);
        assert_eq!(AsRef::<str>::as_ref(&status), text);
        assert_eq!(status, *text);
        assert_eq!(status, text);
        assert_eq!(Status::from(text.to_owned()), status);
        assert_eq!(to_string(&status).unwrap(), format!("\"{text}\""));
        assert_eq!(from_str::<Status>(&format!("\"{text}\"")).unwrap(), status);
    }
    let escaped = from_str::<Status>(r#""\u0064raft""#).unwrap();
    assert_eq!(escaped, Status::Draft);
    for json in ["1", "null", "[]"] {
        let error = from_str::<Status>(json).unwrap_err().to_string();
        assert!(error.contains("expected a string"), "{error}");
    }
}

integer_enum! {
    /// A level of detail.
    pub enum Detail {
        Low = 1,
        High = 9,
    }
}

#[test]
fn an_enum_of_integers_says_what_it_expects() {
    assert_eq!(from_str::<Detail>("9").unwrap(), Detail::High);
    for (json, reason) in [
        ("7", "7 is not one of: [1, 9]"),
        ("\"x\"", "invalid type: string \"x\", expected i64"),
        (
            "18446744073709551615",
            "invalid value: integer `18446744073709551615`, expected i64",
        ),
    ] {
        let error = from_str::<Detail>(json).unwrap_err().to_string();
        assert!(error.starts_with(reason), "{json}: {error}");
    }
}
