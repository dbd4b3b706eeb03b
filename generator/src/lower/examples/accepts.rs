//! Whether a schema accepts an example.
//!
//! `pattern`, `not`, and formats other than those of dates and integers are not considered.

use std::cell::Cell;

use crate::document::{Node, Value};
use crate::limits::NESTED_EXAMPLES;
use crate::lower::direction::Direction;
use crate::lower::schema::nullable::is_nullable;
use crate::lower::schema::object::only_direction;
use crate::openapi::bounds::Bound;
use crate::openapi::json_type::JsonType;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// Whether the schema accepts the value in this direction.
pub(super) fn accepts<'d>(
    reader: &Reader<'d>,
    schema: Schema<'d>,
    value: &Node,
    direction: Direction,
) -> bool {
    refused(reader, schema, value, direction).is_none()
}

/// The innermost part of the value that the schema refuses in this direction.
pub(super) fn refused<'d, 'v>(
    reader: &Reader<'d>,
    schema: Schema<'d>,
    value: &'v Node,
    direction: Direction,
) -> Option<&'v Node> {
    let check = Check {
        reader,
        direction,
        refused: Cell::new((0, value)),
    };
    let is_accepted = check.accepts(schema, value, 0);
    (!is_accepted).then(|| check.refused.get().1)
}

struct Check<'r, 'd, 'v> {
    reader: &'r Reader<'d>,
    direction: Direction,
    /// The innermost value that was refused, and how deep it is.
    refused: Cell<(usize, &'v Node)>,
}

impl<'d, 'v> Check<'_, 'd, 'v> {
    fn accepts(&self, schema: Schema<'d>, value: &'v Node, depth: usize) -> bool {
        let is_accepted = self.is_accepted(schema, value, depth);
        if !is_accepted && depth > self.refused.get().0 {
            self.refused.set((depth, value));
        }
        is_accepted
    }

    fn is_accepted(&self, schema: Schema<'d>, value: &'v Node, depth: usize) -> bool {
        if depth > NESTED_EXAMPLES {
            return true;
        }
        if let Some(accepts) = schema.as_bool() {
            return accepts;
        }
        if !schema.is_object() {
            return false;
        }
        if value.is_null() {
            return is_nullable(self.reader, schema) || !schema.restricts();
        }
        if schema.is_null() {
            return false;
        }
        if schema.reference().is_some() {
            let target = schema.target(self.reader);
            if !target.is_some_and(|target| self.accepts(target, value, depth + 1)) {
                return false;
            }
        }
        let accept = |part: Schema<'d>| self.accepts(part, value, depth + 1);
        keywords_accept(schema, value)
            && schema.all_of().all(accept)
            && any_accepts(schema.one_of(), accept)
            && any_accepts(schema.any_of(), accept)
            && self.parts_accept(schema, value, depth)
    }

    /// Whether the schemas of properties and items accept the parts of the value.
    fn parts_accept(&self, schema: Schema<'d>, value: &'v Node, depth: usize) -> bool {
        match &value.value {
            Value::Object(entries) => {
                let is_there = |name: &str| {
                    let goes_the_other_way = |property: Schema<'d>| {
                        let only = only_direction(self.reader, &[property]);
                        only == Some(self.direction.other())
                    };
                    let property = schema.property(name);
                    value.get(name).is_some() || property.is_some_and(goes_the_other_way)
                };
                let mut entries = entries.iter();
                schema.required().all(is_there)
                    && entries
                        .all(|(name, value)| self.property_accepts(schema, name, value, depth))
            }
            Value::Array(items) => {
                let places = schema.tuple().unwrap_or_default();
                let others = schema.items();
                let others = others.filter(|schema| schema.node().items().is_empty());
                let mut items = items.iter().enumerate();
                items.all(|(index, item)| {
                    let schema = places.get(index).copied().or(others);
                    schema.is_none_or(|schema| self.accepts(schema, item, depth + 1))
                })
            }
            _ => true,
        }
    }

    fn property_accepts(
        &self,
        schema: Schema<'d>,
        name: &str,
        value: &'v Node,
        depth: usize,
    ) -> bool {
        if let Some(property) = schema.property(name) {
            return self.accepts(property, value, depth + 1);
        }
        let mut patterns = schema.pattern_properties();
        // Which of the patterns the name matches is not known.
        if patterns.any(|(_, pattern)| self.accepts(pattern, value, depth + 1)) {
            return true;
        }
        let Some(additional) = schema.additional_properties() else {
            return true;
        };
        match additional.as_bool() {
            Some(is_allowed) => is_allowed,
            None => self.accepts(additional, value, depth + 1),
        }
    }
}

/// Whether any of several alternatives accepts, or there are none.
fn any_accepts<'d>(
    alternatives: impl Iterator<Item = Schema<'d>>,
    accept: impl Fn(Schema<'d>) -> bool,
) -> bool {
    let mut alternatives = alternatives.peekable();
    alternatives.peek().is_none() || alternatives.any(accept)
}

/// Whether the keywords accept that consider the value alone.
fn keywords_accept(schema: Schema<'_>, value: &Node) -> bool {
    let values = schema.values();
    let is_listed = values.is_empty() || values.iter().any(|known| same(known, value));
    is_listed
        && type_accepts(schema, value)
        && match &value.value {
            Value::String(text) => {
                schema.length_bounds().contain(text.chars().count())
                    && match schema.format() {
                        Some("date") => is_date(text),
                        Some("date-time") => is_date_time(text),
                        _ => true,
                    }
            }
            Value::Array(items) => schema.item_bounds().contain(items.len()),
            Value::Number(text) => number_fits(schema, value, text.parse().unwrap_or(f64::NAN)),
            _ => true,
        }
}

/// Whether the value is of a type of the schema. If none is stated, a schema with properties or items is meant for
/// objects or arrays.
fn type_accepts(schema: Schema<'_>, value: &Node) -> bool {
    let types = schema.types();
    let holds = |json_type: &JsonType| match (json_type, &value.value) {
        // In an example, an unquoted number is no string.
        (JsonType::String, Value::String(_)) => true,
        (JsonType::String, _) => false,
        (json_type, _) => json_type.holds(value),
    };
    match &value.value {
        _ if !types.is_empty() => types.iter().any(holds),
        Value::Object(_) => !schema.describes_items(),
        Value::Array(_) => !schema.describes_properties(),
        _ => !schema.describes_items() && !schema.describes_properties(),
    }
}

fn number_fits(schema: Schema<'_>, value: &Node, number: f64) -> bool {
    let stated = |bound: Bound<'_>| {
        let limit: f64 = bound.node.as_text()?.parse().ok()?;
        Some((limit, bound.is_exclusive))
    };
    let above = schema.minimum().and_then(stated);
    let below = schema.maximum().and_then(stated);
    let integer = value.as_i64();
    let in_range = match schema.format() {
        Some("int32") => integer.is_none_or(|number| i32::try_from(number).is_ok()),
        Some("uint8" | "uint16" | "uint32") => {
            integer.is_none_or(|number| u32::try_from(number).is_ok())
        }
        Some("uint64" | "uint") => integer.is_none_or(|number| number >= 0),
        _ => true,
    };
    in_range
        && above.is_none_or(|(least, excluded)| number > least || (number == least && !excluded))
        && below.is_none_or(|(most, excluded)| number < most || (number == most && !excluded))
}

fn same(left: &Node, right: &Node) -> bool {
    match (&left.value, &right.value) {
        (Value::Number(left), Value::Number(right)) => {
            left.parse::<f64>().ok() == right.parse::<f64>().ok()
        }
        _ => left.kind() == right.kind() && left.as_text() == right.as_text(),
    }
}

/// A full-date of RFC 3339.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let number = |part: &str, len: usize, most: u32| {
        part.len() == len
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse::<u32>().is_ok_and(|number| number <= most)
    };
    number(year, 4, 9999)
        && number(month, 2, 12)
        && number(day, 2, 31)
        && *month != "00"
        && *day != "00"
}

/// A date-time of RFC 3339.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return false;
    };
    let zone = time.find(['Z', 'z', '+', '-']).map(|at| time.split_at(at));
    let Some((clock, zone)) = zone else {
        return false;
    };
    let clock = clock.split('.').next().unwrap_or_default();
    let digits = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b':')
    };
    let is_zone = zone.eq_ignore_ascii_case("z")
        || (zone.len() == 6 && digits(zone.get(1..).unwrap_or_default()));
    is_date(date) && clock.len() == 8 && digits(clock) && is_zone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_of_rfc_3339() {
        for (text, expected) in [
            ("2026-11-24", true),
            ("2026-13-24", false),
            ("24.11.2026", false),
        ] {
            assert_eq!(is_date(text), expected, "{text}");
        }
        for (text, expected) in [
            ("2026-11-24T10:00:00Z", true),
            ("2026-11-24T10:00:00.123-07:00", true),
            ("2026-11-24T10:00:00", false),
            ("2026-11-24", false),
        ] {
            assert_eq!(is_date_time(text), expected, "{text}");
        }
    }
}
