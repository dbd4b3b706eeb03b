//! How an object is built: `new` with what is required, and a method for everything else.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::print::docs;
use super::super::print::format::{like_a_trait_method, nested, too_many};
use super::super::print::imports::Imports;
use super::super::print::types::{argument, rust};
use crate::ir::{Additional, Api, Argument, Field, Given, Known, Presence, Struct, TypeDef};
use crate::names::Name;

/// The constructor of an object, and its setters if callers build it to send it.
pub(super) fn setters(
    api: &Api,
    def: &TypeDef,
    shape: &Struct,
    imports: &mut Imports<'_>,
) -> Option<TokenStream> {
    let new = (shape.has_constructor()).then(|| new(api, shape, imports));
    let mut methods: Vec<TokenStream> = shape
        .fields
        .iter()
        .filter_map(|field| match &field.given {
            Given::Setter {
                name,
                argument,
                clear,
            } => Some(setter(api, field, name, argument, clear.as_ref(), imports)),
            Given::Constructor(_) | Given::Known(_) | Given::ByServer => None,
        })
        .collect();
    if let Some(additional) = shape.additional.as_ref().filter(|_| shape.is_sent) {
        methods.push(adder(api, additional, imports));
    }
    let name = &def.name;
    let default = (shape.has_known_values() && !shape.has_constructor()).then(|| {
        let (_, values) = parts(api, shape, imports);
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self { #(#values),* }
                }
            }
        }
    });
    if new.is_none() && methods.is_empty() {
        return default;
    }
    let nested = nested(shape.fields.iter().map(|field| &field.ty));
    Some(quote! {
        #default

        #nested
        impl #name {
            #new
            #(#methods)*
        }
    })
}

/// The arguments of the constructor, and the values of all fields of a new object.
fn parts(
    api: &Api,
    shape: &Struct,
    imports: &mut Imports<'_>,
) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for field in &shape.fields {
        let name = &field.name;
        match &field.given {
            Given::Constructor(argument) => {
                let (ty, value) = constructed(api, field, argument, imports);
                arguments.push(quote!(#name: #ty));
                values.push(if value.to_string() == name.as_str() {
                    quote!(#name)
                } else {
                    quote!(#name: #value)
                });
            }
            Given::Known(known) => {
                let value = self::known(api, field, known, imports);
                values.push(quote!(#name: #value));
            }
            Given::Setter { .. } | Given::ByServer => {
                let value = unset(field, imports);
                values.push(quote!(#name: #value));
            }
        }
    }
    if let Some(additional) = &shape.additional {
        let (name, map) = (&additional.name, imports.map());
        values.push(quote!(#name: #map::new()));
    }
    if let Some(results) = &shape.results {
        let name = &results.unreadable;
        values.push(quote!(#name: Default::default()));
    }
    (arguments, values)
}

fn new(api: &Api, shape: &Struct, imports: &mut Imports<'_>) -> TokenStream {
    let (arguments, values) = parts(api, shape, imports);
    let summary =
        docs::line("Creates a value from the required properties; all others are absent.");
    let allow = too_many(arguments.len());
    quote! {
        #summary
        #allow
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    }
}

/// An argument of the constructor: its type, and the value of the field.
pub(super) fn constructed(
    api: &Api,
    field: &Field,
    argument: &Argument,
    imports: &mut Imports<'_>,
) -> (TokenStream, TokenStream) {
    let name = &field.name;
    if field.presence == Presence::Nullable {
        let ty = rust(api, &field.ty, imports);
        let nullable = imports.runtime("Nullable");
        let boxed = (field.is_boxed).then(|| quote!(.map(Box::new)));
        let value = quote!(#nullable::into_option(#name) #boxed);
        return (quote!(impl #nullable<#ty>), value);
    }
    let (ty, value) = self::argument(api, argument, name, imports);
    let value = match field.is_boxed {
        true => quote!(Box::new(#value)),
        false => value,
    };
    match field.presence {
        Presence::Optional => (ty, quote!(Some(#value))),
        _ => (ty, value),
    }
}

/// The value of a field that is known.
fn known(api: &Api, field: &Field, known: &Known, imports: &mut Imports<'_>) -> TokenStream {
    match known {
        Known::Text(text) => {
            let text = Literal::string(text);
            quote!(#text.to_owned())
        }
        Known::Variant(variant) => {
            let ty = rust(api, &field.ty, imports);
            quote!(#ty::#variant)
        }
    }
}

/// The value of a field that the constructor does not take.
fn unset(field: &Field, imports: &mut Imports<'_>) -> TokenStream {
    match field.presence {
        Presence::Optional => quote!(None),
        Presence::Patch => {
            let patch = imports.runtime("Patch");
            quote!(#patch::Absent)
        }
        Presence::Required | Presence::Nullable | Presence::Collection => {
            quote!(Default::default())
        }
    }
}

/// A method for what can be there besides the properties.
fn adder(api: &Api, additional: &Additional, imports: &mut Imports<'_>) -> TokenStream {
    let (field, method) = (&additional.name, &additional.method);
    let (ty, value) = argument(api, &additional.argument, &quote!(value), imports);
    let docs = docs::line("Sets a property that the document does not name.");
    quote! {
        #docs
        pub fn #method(mut self, name: impl Into<String>, value: #ty) -> Self {
            self.#field.insert(name.into(), #value);
            self
        }
    }
}

/// A setter and, where null is not the same as leaving the property out, a method that sets null.
fn setter(
    api: &Api,
    field: &Field,
    setter: &Name,
    argument: &Argument,
    clear: Option<&Name>,
    imports: &mut Imports<'_>,
) -> TokenStream {
    let name = &field.name;
    let (ty, value) = self::argument(api, argument, name, imports);
    let value = match field.is_boxed {
        true => quote!(Box::new(#value)),
        false => value,
    };
    let span = docs::span(&field.wire_name);
    let value = match field.presence {
        Presence::Patch => {
            let patch = imports.runtime("Patch");
            quote!(#patch::Value(#value))
        }
        _ => quote!(Some(#value)),
    };
    let (docs, deprecated) = (docs::item(&field.docs), docs::deprecated(&field.docs));
    let clear = clear.map(|clear| {
        let patch = imports.runtime("Patch");
        let docs = docs::line(&format!("Sets {span} to null."));
        quote! {
            #docs
            #deprecated
            pub fn #clear(mut self) -> Self {
                self.#name = #patch::Null;
                self
            }
        }
    });
    let allow = like_a_trait_method(setter);
    quote! {
        #docs
        #allow
        pub fn #setter(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
        #clear
    }
}
