//! Strings and numbers of a schema, with the edges of its limits.

use serde_json::{Value, json};

use super::schema::Flat;
use super::strings::{of_length, string};

/// Longer strings and lists are not made to reach a limit.
pub(super) const MAX_LENGTH: u64 = 300;

/// The examples of a schema that are of its type.
fn examples(flat: &Flat, is_fit: impl Fn(&Value) -> bool) -> Vec<Value> {
    let listed = flat.get("examples").and_then(Value::as_array);
    let all = flat
        .get("example")
        .into_iter()
        .chain(listed.into_iter().flatten());
    all.filter(|value| is_fit(value)).take(2).cloned().collect()
}

/// Whether a text looks like an instant (RFC 3339), which has an offset.
fn is_instant(text: &str) -> bool {
    let time = text.split(['T', 't']).nth(1);
    time.is_some_and(|time| time.contains(['Z', 'z', '+', '-']))
}

/// The values of a string: its examples, one that is made, and those of its shortest and greatest length.
pub(super) fn strings(flat: &Flat) -> Vec<Value> {
    let limit = |key: &str| flat.get(key).and_then(Value::as_u64);
    let length = |text: &str| text.chars().count() as u64;
    let mut found = examples(flat, |value| {
        value.as_str().is_some_and(|text| {
            limit("minLength").is_none_or(|least| length(text) >= least)
                && limit("maxLength").is_none_or(|most| length(text) <= most)
                && (flat.get("format") != Some(&json!("date-time")) || is_instant(text))
        })
    });
    found.extend(string(flat).map(Value::from));
    let is_free = !flat.contains_key("pattern") && !flat.contains_key("format");
    for edge in [limit("minLength"), limit("maxLength")]
        .into_iter()
        .flatten()
    {
        if is_free && edge > 0 && edge <= MAX_LENGTH {
            found.push(Value::from(of_length(edge as usize)));
        }
    }
    found.dedup();
    found
}

/// The values of a number: its examples, a usual one, and its limits.
pub(super) fn numbers(flat: &Flat, is_integer: bool) -> Vec<Value> {
    let limit = |key: &str| flat.get(key).and_then(Value::as_f64);
    let is_true = |key: &str| flat.get(key) == Some(&Value::Bool(true));
    let step = limit("multipleOf").unwrap_or(match is_integer {
        true => 1.0,
        false => 0.5,
    });
    let above = limit("exclusiveMinimum").map(|least| least + step);
    let least = limit("minimum").map(|least| match is_true("exclusiveMinimum") {
        true => least + step,
        false => least,
    });
    let below = limit("exclusiveMaximum").map(|most| most - step);
    let most = limit("maximum").map(|most| match is_true("exclusiveMaximum") {
        true => most - step,
        false => most,
    });
    let (least, most) = (least.or(above), most.or(below));
    let usual = (step * 2.0)
        .max(least.unwrap_or(f64::MIN))
        .min(most.unwrap_or(f64::MAX));
    let fits = |number: f64| {
        least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most)
    };
    let mut found = examples(flat, |value| {
        let is_of_kind = !is_integer || value.is_i64() || value.is_u64();
        is_of_kind && value.as_f64().is_some_and(fits)
    });
    for number in [Some(usual), least, most].into_iter().flatten() {
        found.push(match is_integer {
            // Greater numbers have no exact floating-point value.
            true if number.abs() > 9e15 => continue,
            true => Value::from(number.ceil() as i64),
            false => Value::from(number),
        });
    }
    found.dedup();
    found
}
