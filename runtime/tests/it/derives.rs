//! The traits that the types of fields implement. Generated structs derive `Eq`, `Hash` and `Default` where all their fields do.

use std::{collections::BTreeMap, fmt::Debug, hash::Hash};

use runtime::{
    Bytes, Date, DateRange, Event, Id, Patch, Timestamp, Undocumented, Value, closed_enum,
    error_bodies, integer_enum, object, open_enum, responses, trial_union, union,
};

fn is_plain<T: Clone + Debug + PartialEq>() {}

fn is_eq_hash<T: Clone + Debug + Eq + Hash>() {}

fn is_ord<T: Ord>() {}

fn is_copy<T: Copy>() {}

fn is_default<T: Default>() {}

closed_enum! {
    /// Closed.
    pub enum Closed { A = "a" }
}

open_enum! {
    /// Open.
    pub enum Open { A = "a", _ => Other }
}

integer_enum! {
    /// Integers.
    pub enum Integers { A = 1, _ => Other }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Everything {
    number: i64,
    text: String,
    id: Option<Id>,
    patch: Patch<Closed>,
    list: Vec<Open>,
    map: BTreeMap<String, Integers>,
    range: Option<DateRange>,
    date: Option<Date>,
    time: Option<Timestamp>,
    value: Value,
    next: Option<Box<Everything>>,
}

object!(Everything {
    number,
    text,
    id,
    patch,
    list,
    map,
    range,
    date,
    time,
    value,
    next
});

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum ByKind {
    Integer(i64),
    Object(Everything),
}

union!(ByKind {
    Integer: integer,
    Object: object
});

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Tried {
    Everything(Everything),
    Text(String),
}

trial_union!(Tried { Everything: object "number", Text: text });

responses! {
    /// Results.
    #[derive(Eq, Hash)]
    pub enum Created { Made(runtime::Json<String> => String) = 201, Nothing = 204 }
}

error_bodies! {
    /// Errors.
    #[derive(Eq, Hash)]
    pub enum Failed { Missing(String) = 404 | 410, Other(Value) = 5XX | default }
}

#[test]
fn fields_implement_what_generated_structs_derive() {
    is_eq_hash::<(Id, Date, Timestamp, DateRange, Value, Bytes)>();
    is_eq_hash::<(Patch<Id>, Event<Id>, Closed, Open, Integers)>();
    is_eq_hash::<(ByKind, Tried, Created, Failed)>();
    is_ord::<(
        Id,
        Date,
        Timestamp,
        Bytes,
        Patch<Id>,
        Closed,
        Open,
        Integers,
    )>();
    is_copy::<(Date, Timestamp, DateRange, Patch<Closed>, Closed, Integers)>();
    // There is no sensible default id, range or enum value.
    is_default::<(Patch<Id>, Value, Bytes, Event<String>)>();
    // Floats are neither `Eq` nor `Hash`.
    is_plain::<(f64, Patch<f64>)>();
    let everything = Everything::default();
    assert_eq!(
        serde_json::to_string(&everything).unwrap(),
        r#"{"number":0,"text":"","list":[],"map":{},"value":null}"#
    );
}

#[test]
fn an_undocumented_error_body_cannot_be_made() {
    assert!(serde_json::from_str::<Undocumented>("{}").is_err());
}
