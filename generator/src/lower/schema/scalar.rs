//! The types of strings, numbers and booleans, by their formats.

use super::merged::MergedSchema;
use super::misspelt::meant_format;
use crate::ir::{IdForm, Type};
use crate::openapi::bounds::Bound;
use crate::openapi::json_type::JsonType;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// The formats of strings that are known. Most of them are read as strings; any other could be misspelt.
const STRING_FORMATS: &[&str] = &[
    "binary",
    "byte",
    "date",
    "date-range",
    "date-time",
    "decimal",
    "duration",
    "email",
    "hostname",
    "html",
    "http-date",
    "id",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "markdown",
    "password",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "url",
    "uuid",
];

/// The formats of numbers that are known.
const NUMBER_FORMATS: &[&str] = &[
    "decimal", "double", "float", "id", "int16", "int32", "int64", "int8", "uint16", "uint32",
    "uint64", "uint8",
];

/// The type of a value that has no parts.
pub(super) fn scalar(reader: &Reader<'_>, merged: &MergedSchema<'_>, json_type: JsonType) -> Type {
    let format = merged.format().unwrap_or_default();
    let known = if json_type == JsonType::String {
        STRING_FORMATS
    } else {
        NUMBER_FORMATS
    };
    // In lenient mode, unknown formats are expected; in strict mode, one could be misspelt.
    let unknown = merged.find(Schema::format_node);
    let is_known = known.contains(&format) || reader.formats().has(format);
    if let Some(at) = unknown.filter(|_| !is_known) {
        let meant = meant_format(format, known);
        if meant.is_some() || !reader.is_lenient() {
            let message = format!("the format `{format}` is not known: it is ignored");
            let help = meant.map_or_else(
                || "correct the spelling, or remove it".to_owned(),
                |meant| format!("write `{meant}`, if that is meant"),
            );
            reader.degrade(at, message, help);
        }
    }
    if let (JsonType::Number, "int64" | "uint64") = (json_type, format)
        && let Some(at) = merged.find(Schema::format_node)
    {
        let message = format!(
            "`{format}` of a number is ignored: fractions are read, and integers above 2^53 lose digits"
        );
        reader.degrade(at, message, "state `type: integer`, or remove the format");
    }
    let chosen = match json_type {
        JsonType::String => reader.formats().of_string(format),
        JsonType::Number => reader.formats().of_number(format),
        _ => None,
    };
    if let Some(chosen) = chosen {
        return chosen;
    }
    match (json_type, format) {
        (JsonType::Boolean, _) => Type::Bool,
        (JsonType::Integer, "int32" | "int16" | "int8") => Type::Int32,
        (JsonType::Integer, "uint32" | "uint16" | "uint8") => Type::UInt32,
        (JsonType::Integer, "uint64") => Type::UInt64,
        (JsonType::Integer, "id") => Type::Id(IdForm::Integer),
        (JsonType::Integer, _) if is_unsigned(merged) => Type::UInt64,
        (JsonType::Integer, _) => Type::Int64,
        (JsonType::Number, "decimal") => Type::Decimal,
        // The type allows fractions, and a format is no more than a hint.
        (JsonType::Number, _) => Type::Float64,
        (JsonType::String, "date") => Type::Date,
        (JsonType::String, "date-time") => Type::DateTime,
        (JsonType::String, "date-range") => Type::DateRange,
        (JsonType::String, "id") => Type::Id(IdForm::String),
        (JsonType::String, "binary") => Type::Binary,
        (JsonType::String, _) => Type::String,
        (JsonType::Object | JsonType::Array, _) => Type::Any,
    }
}

/// Whether the limits allow integers above those of `i64`, and none below zero.
fn is_unsigned(merged: &MergedSchema<'_>) -> bool {
    let number = |bound: Option<Bound<'_>>| bound.and_then(|bound| bound.node.as_decimal());
    let least = number(merged.find(Schema::minimum));
    let greatest = number(merged.find(Schema::maximum));
    least.is_some_and(|least| least.floor >= 0)
        && greatest.is_some_and(|greatest| greatest.floor > i128::from(i64::MAX))
}
