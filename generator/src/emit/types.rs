//! Types where they are used.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use crate::ir::{Api, MapKey, Shape, Type};

/// The Rust type that holds a value.
pub(super) fn rust(api: &Api, ty: &Type, imports: &mut Imports) -> TokenStream {
    match ty {
        Type::Bool => quote!(bool),
        Type::Int32 => quote!(i32),
        Type::Int64 => quote!(i64),
        Type::UInt32 => quote!(u32),
        Type::UInt64 => quote!(u64),
        Type::Float64 => quote!(f64),
        Type::String => quote!(String),
        Type::Date => imports.runtime("Date"),
        Type::DateTime => imports.runtime("Timestamp"),
        Type::DateRange => imports.runtime("DateRange"),
        Type::Id(_) => imports.runtime("Id"),
        // In JSON, bytes can only be text.
        Type::Binary => quote!(String),
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
            };
            let value = rust(api, value, imports);
            quote!(#map<#key, #value>)
        }
        Type::Nullable(inner) => {
            let inner = rust(api, inner, imports);
            quote!(Option<#inner>)
        }
        Type::Named(id) => match api.type_def(*id) {
            Some(def) => imports.local(def),
            None => imports.runtime("Value"),
        },
        Type::Any => imports.runtime("Value"),
    }
}

/// What a type is once no other name for it is left.
pub(super) fn through_alias<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    let mut ty = ty;
    // Lowering leaves no circle of names; whatever it leaves, this ends.
    for _ in 0..api.types.len() {
        match ty {
            Type::Named(id) => match api.type_def(*id).map(|def| &def.shape) {
                Some(Shape::Alias(other)) => ty = other,
                _ => break,
            },
            _ => break,
        }
    }
    ty
}

/// A value that a caller gives: the type of the argument, and the expression that makes the Rust
/// type of the value out of it.
pub(super) fn argument(
    api: &Api,
    ty: &Type,
    name: &TokenStream,
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    match through_alias(api, ty) {
        Type::String => (quote!(impl Into<String>), quote!(#name.into())),
        Type::Id(_) => {
            let id = imports.runtime("Id");
            (quote!(impl Into<#id>), quote!(#name.into()))
        }
        Type::List(item) => match through_alias(api, item) {
            Type::String => (
                quote!(impl IntoIterator<Item = impl Into<String>>),
                quote!(#name.into_iter().map(Into::into).collect()),
            ),
            Type::Id(_) => {
                let id = imports.runtime("Id");
                (
                    quote!(impl IntoIterator<Item = impl Into<#id>>),
                    quote!(#name.into_iter().map(Into::into).collect()),
                )
            }
            _ => {
                let item = rust(api, item, imports);
                (
                    quote!(impl IntoIterator<Item = #item>),
                    quote!(#name.into_iter().collect()),
                )
            }
        },
        _ => (rust(api, ty, imports), name.clone()),
    }
}
