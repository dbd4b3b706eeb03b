//! Objects: a struct each.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::imports::Imports;
use super::types::{rust, through_alias};
use crate::ir::{Api, Field, IdForm, Struct, Type, TypeDef};

/// How a field holds the states that its property can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// It is always there: `T`.
    Plain,
    /// Null is its other state: `Option<T>`.
    OrNull,
    /// It can be missing, and null says the same: `Option<T>`.
    OrMissing,
    /// It can be missing, and must not be null: `Option<T>` that is left out.
    OrLeftOut,
    /// Missing and null are two things: `Change<T>`.
    Change,
    /// Missing, null and empty are the same: `Vec<T>`, `BTreeMap<K, V>`.
    OrEmpty,
}

/// A property of a request tells missing from null; of a response it does not.
pub(super) fn holder(api: &Api, def: &TypeDef, field: &Field) -> Holder {
    let is_collection = matches!(
        through_alias(api, &field.ty),
        Type::List(_) | Type::Map { .. }
    );
    match (def.usage.body, field.required, field.nullable) {
        (true, true, true) => Holder::OrNull,
        (true, false, true) => Holder::Change,
        (true, false, false) => Holder::OrLeftOut,
        (false, _, _) if is_collection => Holder::OrEmpty,
        (false, true, true) | (false, false, true) => Holder::OrMissing,
        (false, false, false) => Holder::OrLeftOut,
        (_, true, false) => Holder::Plain,
    }
}

/// The struct of an object.
pub(super) fn structure(
    api: &Api,
    def: &TypeDef,
    shape: &Struct,
    imports: &mut Imports,
) -> TokenStream {
    let name = &def.name;
    let docs = docs::item(&def.docs, &format!("The schema `{name}`."));
    let fields: Vec<TokenStream> = shape
        .fields
        .iter()
        .map(|field| self::field(api, def, field, imports))
        .collect();
    let default = is_default(api, def, shape).then(|| quote!(Default,));
    let deserialize = def
        .usage
        .response
        .then(|| imports.serde("Deserialize"))
        .map(|name| quote!(#name,));
    let serialize = imports.serde("Serialize");
    // What is built by methods that give it back is lost if that is left lying.
    let must_use = def.usage.body.then(|| quote!(#[must_use]));
    quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq, #deserialize #serialize)]
        #must_use
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    }
}

/// Whether nothing has to be given to make one.
pub(super) fn is_default(api: &Api, def: &TypeDef, shape: &Struct) -> bool {
    shape
        .fields
        .iter()
        .all(|field| holder(api, def, field) != Holder::Plain)
}

fn field(api: &Api, def: &TypeDef, field: &Field, imports: &mut Imports) -> TokenStream {
    let (name, wire) = (&field.name, &field.wire);
    let docs = docs::item(&field.docs, &format!("The property {}.", docs::span(wire)));
    let holder = holder(api, def, field);
    let mut attributes: Vec<TokenStream> = Vec::new();
    if name.as_str() != wire {
        attributes.push(quote!(rename = #wire));
    }
    let reads = def.usage.response;
    match holder {
        Holder::Change => {
            attributes.extend(reads.then(|| quote!(default)));
            attributes.push(quote!(skip_serializing_if = "Change::is_keep"));
        }
        Holder::OrEmpty => {
            // A list that must be there must be there, if only as null.
            attributes.extend((reads && !field.required).then(|| quote!(default)));
            attributes.extend(reads.then(|| quote!(deserialize_with = "runtime::null_as_default")));
        }
        Holder::OrLeftOut => attributes.push(quote!(skip_serializing_if = "Option::is_none")),
        Holder::Plain | Holder::OrNull | Holder::OrMissing => {}
    }
    if holds_integer_id(api, &field.ty) {
        attributes.push(quote!(serialize_with = "runtime::integer_ids"));
    }
    let attributes = (!attributes.is_empty()).then(|| quote!(#[serde(#(#attributes),*)]));
    let ty = held(api, field, holder, imports);
    quote!(#docs #attributes pub #name: #ty,)
}

/// The type of a field.
fn held(api: &Api, field: &Field, holder: Holder, imports: &mut Imports) -> TokenStream {
    let ty = rust(api, &field.ty, imports);
    let ty = if field.boxed { quote!(Box<#ty>) } else { ty };
    match holder {
        Holder::Plain | Holder::OrEmpty => ty,
        Holder::OrNull | Holder::OrMissing | Holder::OrLeftOut => quote!(Option<#ty>),
        Holder::Change => {
            let change = imports.runtime("Change");
            quote!(#change<#ty>)
        }
    }
}

/// Whether the value is an id that is written as a number, or a list of such ids.
fn holds_integer_id(api: &Api, ty: &Type) -> bool {
    match through_alias(api, ty) {
        Type::Id(form) => *form == IdForm::Integer,
        Type::List(item) => holds_integer_id(api, item),
        _ => false,
    }
}
