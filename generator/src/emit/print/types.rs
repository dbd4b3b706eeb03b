//! Types where they are used.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::imports::Imports;
use crate::ir::{self, Api, Argument, MapKey, Type};

/// The Rust type that holds a value.
pub(in crate::emit) fn rust(api: &Api, ty: &Type, imports: &mut Imports<'_>) -> TokenStream {
    match ty {
        Type::Bool => quote!(bool),
        Type::Int32 => quote!(i32),
        Type::Int64 => quote!(i64),
        Type::UInt32 => quote!(u32),
        Type::UInt64 => quote!(u64),
        Type::Float64 => quote!(f64),
        Type::Decimal => imports.runtime("Decimal"),
        Type::String => quote!(String),
        Type::Date => imports.runtime("Date"),
        Type::DateTime => imports.runtime("Timestamp"),
        Type::DateRange => imports.runtime("DateRange"),
        Type::Id(_) => imports.runtime("Id"),
        // In JSON, bytes can only be text.
        Type::Binary => quote!(String),
        Type::Foreign(foreign) => foreign.path().parse().unwrap_or_default(),
        Type::List(item) => {
            let item = rust(api, item, imports);
            quote!(Vec<#item>)
        }
        Type::Tuple(places) => {
            let places: Vec<TokenStream> = places.iter().map(|ty| rust(api, ty, imports)).collect();
            quote!((#(#places,)*))
        }
        Type::Map { key, value } => {
            let map = imports.map();
            let key = match key {
                MapKey::String => quote!(String),
                MapKey::Id => imports.runtime("Id"),
                MapKey::Named(id) => rust(api, &Type::Named(*id), imports),
            };
            let value = rust(api, value, imports);
            quote!(#map<#key, #value>)
        }
        Type::Nullable(inner) => {
            let inner = rust(api, inner, imports);
            quote!(Option<#inner>)
        }
        Type::Named(id) => match api.types.get(id) {
            Some(def) => imports.local(def),
            None => imports.runtime("Value"),
        },
        Type::Any => imports.runtime("Value"),
    }
}

/// A value that a caller passes: the type of the argument, and the expression that makes the value out of it.
pub(in crate::emit) fn argument(
    api: &Api,
    argument: &Argument,
    name: &impl ToTokens,
    imports: &mut Imports<'_>,
) -> (TokenStream, TokenStream) {
    match argument {
        Argument::Exact(ty) => (rust(api, ty, imports), quote!(#name)),
        Argument::Into(ty) => {
            let ty = rust(api, ty, imports);
            (quote!(impl Into<#ty>), quote!(#name.into()))
        }
        Argument::Text => (quote!(impl AsRef<str>), quote!(#name.as_ref())),
        Argument::Entries(key, value) => entries(api, *key, value, name, imports),
        Argument::Items(item) => {
            let (item, converted) = match &**item {
                Argument::Into(ty) => {
                    let ty = rust(api, ty, imports);
                    (quote!(impl Into<#ty>), Some(quote!(.map(Into::into))))
                }
                item => (self::argument(api, item, name, imports).0, None),
            };
            (
                quote!(impl IntoIterator<Item = #item>),
                quote!(#name.into_iter() #converted .collect()),
            )
        }
    }
}

/// The argument for the names and values of a map, and the expression that makes the map of them.
fn entries(
    api: &Api,
    key: MapKey,
    value: &Argument,
    name: &impl ToTokens,
    imports: &mut Imports<'_>,
) -> (TokenStream, TokenStream) {
    let (key, is_key_converted) = match key {
        MapKey::String => (quote!(impl Into<String>), true),
        MapKey::Id => {
            let id = imports.runtime("Id");
            (quote!(impl Into<#id>), true)
        }
        MapKey::Named(id) => (rust(api, &Type::Named(id), imports), false),
    };
    let (value, converted) = argument(api, value, &quote!(value), imports);
    let key_made = match is_key_converted {
        true => quote!(key.into()),
        false => quote!(key),
    };
    let is_same = !is_key_converted && converted.to_string() == "value";
    let map = (!is_same).then(|| quote!(.map(|(key, value)| (#key_made, #converted))));
    (
        quote!(impl IntoIterator<Item = (#key, #value)>),
        quote!(#name.into_iter() #map .collect()),
    )
}

/// A literal of Rust for a value of the document.
pub(in crate::emit) fn literal(value: &ir::Literal) -> String {
    match value {
        ir::Literal::Bool(value) => value.to_string(),
        ir::Literal::Integer(value) => value.to_string(),
        ir::Literal::Text(text) => Literal::string(text).to_string(),
    }
}
