//! The examples in a document: which of them their own schemas accept, and what should come back of each when it is
//! read and written again. A measure of the generator, not a part of what it generates.

use super::schema::{Origin, Schemas};
use super::view::View;
use crate::document::{Node, Value};
use crate::ir::Type;
use crate::limits::{EXAMPLE_ALTERNATIVES, NESTED_EXAMPLES};
use crate::names::{Use, name};
use crate::openapi::schema::{Bound, Kind, Schema};

/// An example that its schema accepts.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The type that is generated for its schema.
    pub ty: Type,
    /// The line of the document that it stands in.
    pub line: u32,
    /// The example, as JSON.
    pub json: String,
    /// The same without the properties that the schema does not name, which nothing keeps.
    pub kept: String,
}

/// All examples of the document that their schemas accept, and how many others there are.
pub(super) fn collect<'d>(schemas: &mut Schemas<'_, 'd>) -> (Vec<Example>, usize) {
    let mut found: Vec<(&'d Node, &'d Node, Type)> = Vec::new();
    for (schema, ty) in std::mem::take(&mut schemas.examples) {
        let values = Schema(schema).examples();
        found.extend(values.map(|value| (schema, value, ty.clone())));
    }
    let origin = Origin::new(name("example", Use::Value), "example");
    for (schema, values) in schemas.openapi.examples_beside_schemas() {
        let is_wrapper = schema.extensions().is_wrapper(schemas.reader);
        if is_wrapper || !matches!(schema.0.value, Value::Object(_)) {
            continue;
        }
        let ty = schemas.lower_inner(schema.0, &origin);
        found.extend(
            values
                .into_iter()
                .map(|value| (schema.0, value, ty.clone())),
        );
    }
    let (mut examples, mut refused) = (Vec::new(), 0);
    for (schema, value, ty) in found {
        if ty == Type::Any {
            continue;
        }
        let check = Check { schemas };
        if !check.accepts(schema, value, 0) {
            refused += 1;
            continue;
        }
        let (mut json, mut kept) = (String::new(), String::new());
        write(value, None, &mut json, 0);
        write(value, Some((&check, vec![schema])), &mut kept, 0);
        // Of a property, the field keeps that it is null.
        let ty = match ty {
            Type::Nullable(_) | Type::Any => ty,
            ty if schemas.is_nullable(schema) => Type::Nullable(Box::new(ty)),
            ty => ty,
        };
        let example = Example {
            ty,
            line: value.line,
            json,
            kept,
        };
        if !examples.contains(&example) {
            examples.push(example);
        }
    }
    (examples, refused)
}

struct Check<'s, 'r, 'd> {
    schemas: &'s Schemas<'r, 'd>,
}

impl<'d> Check<'_, '_, 'd> {
    /// Whether a value is one that the schema describes. `pattern`, `not` and formats other than those of dates are not
    /// looked at.
    fn accepts(&self, schema: &'d Node, value: &'d Node, depth: usize) -> bool {
        if depth > NESTED_EXAMPLES || schema.as_bool() == Some(true) {
            return true;
        }
        if !matches!(schema.value, Value::Object(_)) {
            return false;
        }
        if Schema(schema).is_null() && !value.is_null() {
            return false;
        }
        if value.is_null() {
            return self.schemas.is_nullable(schema) || says_nothing(schema);
        }
        let reader = self.schemas.reader;
        let own = Schema(schema);
        if own.reference().is_some() {
            let target = reader.resolve(schema);
            if !target.is_some_and(|target| self.accepts(target, value, depth + 1)) {
                return false;
            }
        }
        let any = |parts: &'d [Node]| {
            parts.is_empty()
                || parts
                    .iter()
                    .any(|part| self.accepts(part, value, depth + 1))
        };
        own_keys_accept(own, value)
            && own
                .all_of()
                .iter()
                .all(|part| self.accepts(part, value, depth + 1))
            && any(own.one_of())
            && any(own.any_of())
            && self.parts_accept(own, value, depth)
    }

    fn parts_accept(&self, schema: Schema<'d>, value: &'d Node, depth: usize) -> bool {
        match &value.value {
            Value::Object(entries) => {
                let properties = schema.properties();
                let additional = schema.additional_properties();
                let is_there = |name: &str| {
                    let property = properties.iter().find(|(known, _)| known == name);
                    let goes_one_way = |(_, node): &(String, Node)| {
                        Schema(node).is_write_only() || Schema(node).is_read_only()
                    };
                    value.get(name).is_some() || property.is_some_and(goes_one_way)
                };
                schema.required().all(is_there)
                    && entries.iter().all(|(name, value)| {
                        match (
                            properties.iter().find(|(known, _)| known == name),
                            additional,
                        ) {
                            (Some((_, property)), _) => self.accepts(property, value, depth + 1),
                            (None, Some(additional)) if additional.as_bool().is_none() => {
                                self.accepts(additional, value, depth + 1)
                            }
                            (None, Some(additional)) => additional.as_bool() != Some(false),
                            (None, None) => true,
                        }
                    })
            }
            Value::Array(items) => {
                let places = schema.tuple().unwrap_or_default();
                let of_items = schema.items();
                items
                    .iter()
                    .enumerate()
                    .all(|(index, item)| match (places.get(index), of_items) {
                        (Some(place), _) => self.accepts(place, item, depth + 1),
                        (None, Some(schema)) => self.accepts(schema, item, depth + 1),
                        (None, None) => true,
                    })
            }
            _ => true,
        }
    }

    /// The schemas for a property, of all that are said of its object; none if nobody names it.
    fn of_property(&self, schemas: &[&'d Node], wire: &str) -> Vec<&'d Node> {
        let mut found = Vec::new();
        for view in self.views(schemas, 0) {
            let properties = view.properties();
            match properties.list.into_iter().find(|(name, _)| *name == wire) {
                Some((_, nodes)) => found.extend(nodes),
                None => found.extend(
                    properties
                        .additional
                        .filter(|node| node.as_bool() != Some(false)),
                ),
            }
        }
        found
    }

    fn of_items(&self, schemas: &[&'d Node]) -> Vec<&'d Node> {
        let mut found = Vec::new();
        for view in self.views(schemas, 0) {
            found.extend(view.get("items"));
            found.extend(view.schemas().filter_map(Schema::tuple).flatten());
        }
        found
    }

    /// What each schema says, and each of its alternatives.
    fn views(&self, schemas: &[&'d Node], depth: usize) -> Vec<View<'d>> {
        let mut views = Vec::new();
        for schema in schemas {
            let view = View::of(self.schemas.reader, schema);
            if depth < EXAMPLE_ALTERNATIVES {
                for part in view.schemas() {
                    if let Some((_, alternatives)) = part.alternatives() {
                        views.extend(self.views(&alternatives, depth + 1));
                    }
                }
                views.extend(
                    self.schemas
                        .children_of(schema)
                        .unwrap_or_default()
                        .iter()
                        .map(|child| View::of(self.schemas.reader, child)),
                );
            }
            views.push(view);
        }
        views
    }
}

fn says_nothing(schema: &Node) -> bool {
    let schema = Schema(schema);
    schema.reference().is_none() && !schema.is_structural()
}

/// What the keys say that look at the value alone.
fn own_keys_accept(schema: Schema<'_>, value: &Node) -> bool {
    let holds = |kind: &Kind| match (kind, &value.value) {
        // An unquoted number is no text here: it is what it looks like.
        (Kind::String, Value::String(_)) => true,
        (Kind::String, _) => false,
        (kind, _) => kind.holds(value),
    };
    let kinds = schema.kinds();
    // What only objects or lists can be is meant to be one, whether its type is said or not.
    let is_kind = match &value.value {
        _ if !kinds.is_empty() => kinds.iter().any(holds),
        Value::Object(_) => !schema.describes_items(),
        Value::Array(_) => !schema.describes_properties(),
        _ => !schema.describes_items() && !schema.describes_properties(),
    };
    let values = schema.values();
    let is_listed = values.is_empty() || values.iter().any(|known| same(known, value));
    let fits = match &value.value {
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
    };
    is_kind && is_listed && fits
}

fn number_fits(schema: Schema<'_>, value: &Node, number: f64) -> bool {
    let stated = |bound: Bound<'_>| {
        let limit: f64 = bound.node.as_text()?.parse().ok()?;
        Some((limit, bound.is_exclusive))
    };
    let above = schema.minimum().and_then(stated);
    let below = schema.maximum().and_then(stated);
    let in_range = match schema.format() {
        Some("int32") => value
            .as_i64()
            .is_none_or(|number| i32::try_from(number).is_ok()),
        Some("uint32") => value
            .as_i64()
            .is_none_or(|number| u32::try_from(number).is_ok()),
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

/// Writes a value as JSON; with schemas, without what none of them names.
fn write<'d>(
    value: &'d Node,
    schemas: Option<(&Check<'_, '_, 'd>, Vec<&'d Node>)>,
    out: &mut String,
    depth: usize,
) {
    match &value.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(text) => out.push_str(&json_number(text)),
        Value::String(text) => quote(text, out),
        Value::Array(items) => {
            let inner = schemas.map(|(check, schemas)| (check, check.of_items(&schemas)));
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(
                    item,
                    inner.clone().filter(|(_, schemas)| !schemas.is_empty()),
                    out,
                    depth + 1,
                );
            }
            out.push(']');
        }
        Value::Object(entries) => {
            out.push('{');
            let mut is_first = true;
            for (name, value) in entries {
                let inner = schemas
                    .as_ref()
                    .map(|(check, schemas)| (*check, check.of_property(schemas, name)));
                let is_map = schemas.as_ref().is_some_and(|(check, schemas)| {
                    check.views(schemas, 0).iter().any(|view| {
                        view.properties().list.is_empty() && !view.kinds().contains(&Kind::Array)
                    })
                });
                if inner
                    .as_ref()
                    .is_some_and(|(_, schemas)| schemas.is_empty())
                    && !is_map
                {
                    continue;
                }
                if !std::mem::take(&mut is_first) {
                    out.push(',');
                }
                quote(name, out);
                out.push(':');
                let inner =
                    inner.filter(|(_, schemas)| !schemas.is_empty() && depth < NESTED_EXAMPLES);
                let says = |(_, schemas): &(&Check<'_, '_, 'd>, Vec<&'d Node>)| {
                    schemas.iter().all(|node| node.as_bool().is_none())
                };
                write(value, inner.filter(says), out, depth + 1);
            }
            out.push('}');
        }
    }
}

/// A number of YAML as JSON has it: no plus, and digits before the point.
fn json_number(text: &str) -> String {
    let text = text.trim_start_matches('+');
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text), |digits| ("-", digits));
    let trimmed = digits.trim_start_matches('0');
    let digits = match trimmed.chars().next() {
        Some(first) if first.is_ascii_digit() => trimmed.to_owned(),
        _ => format!("0{trimmed}"),
    };
    let digits = digits.trim_end_matches('.').to_owned();
    format!("{sign}{digits}")
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
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

    #[test]
    fn numbers_as_json_has_them() {
        for (text, expected) in [
            ("+1", "1"),
            (".5", "0.5"),
            ("-007", "-7"),
            ("1.", "1"),
            ("0", "0"),
            ("0.0", "0.0"),
            ("1e3", "1e3"),
        ] {
            assert_eq!(json_number(text), expected);
        }
    }
}
