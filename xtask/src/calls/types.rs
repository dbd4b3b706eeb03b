//! The text of types, as a program outside of the generated crate writes them.

use specwright::ir::{Api, Argument, MapKey, Section, Type};

/// The type that a value is read as before it is passed.
pub(crate) fn argument(api: &Api, argument: &Argument) -> String {
    match argument {
        Argument::Exact(ty) | Argument::Into(ty) => text(api, ty),
        Argument::Text => "String".to_owned(),
        Argument::Items(item) => format!("Vec<{}>", self::argument(api, item)),
        Argument::Entries(key, value) => {
            let value = self::argument(api, value);
            format!(
                "std::collections::BTreeMap<{}, {value}>",
                key_text(api, *key)
            )
        }
    }
}

/// A type of the generated crate `api`, which the program has imported by that name.
pub(crate) fn text(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::Int32 => "i32".to_owned(),
        Type::Int64 => "i64".to_owned(),
        Type::UInt32 => "u32".to_owned(),
        Type::UInt64 => "u64".to_owned(),
        Type::Float64 => "f64".to_owned(),
        Type::Decimal => "api::runtime::Decimal".to_owned(),
        Type::String | Type::Binary => "String".to_owned(),
        Type::Date => "api::runtime::Date".to_owned(),
        Type::DateTime => "api::runtime::Timestamp".to_owned(),
        Type::DateRange => "api::runtime::DateRange".to_owned(),
        Type::Id(_) => "api::runtime::Id".to_owned(),
        Type::Foreign(foreign) => {
            format!("api::{}", foreign.path()).replace("<runtime::", "<api::runtime::")
        }
        Type::List(item) => format!("Vec<{}>", text(api, item)),
        Type::Tuple(places) => {
            let places: String = places
                .iter()
                .map(|ty| format!("{}, ", text(api, ty)))
                .collect();
            format!("({places})")
        }
        Type::Map { key, value } => {
            let key = key_text(api, *key);
            format!("std::collections::BTreeMap<{key}, {}>", text(api, value))
        }
        Type::Nullable(inner) => format!("Option<{}>", text(api, inner)),
        Type::Any => "serde_json::Value".to_owned(),
        Type::Named(id) => match api.types.get(id) {
            Some(def) => match def.section {
                Section::Models => format!("api::models::{}", def.name),
                Section::Filters => format!("api::filters::{}", def.name),
            },
            None => "serde_json::Value".to_owned(),
        },
    }
}

fn key_text(api: &Api, key: MapKey) -> String {
    match key {
        MapKey::String => "String".to_owned(),
        MapKey::Id => "api::runtime::Id".to_owned(),
        MapKey::Named(id) => text(api, &Type::Named(id)),
    }
}
