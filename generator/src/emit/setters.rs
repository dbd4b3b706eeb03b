//! How a body is built: `new` with what is required, and a method for everything else.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs;
use super::format::{nested, too_many};
use super::imports::Imports;
use super::model::{Holder, holder, is_default, is_given};
use super::types::{argument, rust};
use crate::ir::{Additional, Api, Field, Struct, TypeDef};

/// The inherent methods of an object that callers make for a request.
pub(super) fn setters(
    api: &Api,
    def: &TypeDef,
    shape: &Struct,
    imports: &mut Imports,
) -> Option<TokenStream> {
    if !def.usage.body {
        return None;
    }
    let new = (!is_default(api, def, shape)).then(|| new(api, def, shape, imports));
    let mut methods: Vec<TokenStream> = shape
        .fields
        .iter()
        // What only the server knows is not asked of the caller.
        .filter(|field| !field.read_only)
        .filter_map(|field| match holder(api, def, field) {
            holder if is_given(holder, field) => None,
            Holder::OrMissing => Some(setter(api, field, &quote!(Some), imports)),
            Holder::Change => Some(changes(api, field, imports)),
            Holder::Plain | Holder::OrNull | Holder::OrEmpty => None,
        })
        .collect();
    if let Some(additional) = &shape.additional {
        methods.push(adder(api, additional, imports));
    }
    if new.is_none() && methods.is_empty() {
        return None;
    }
    let name = &def.name;
    let nested = nested(shape.fields.iter().map(|field| &field.ty));
    Some(quote! {
        #nested
        impl #name {
            #new
            #(#methods)*
        }
    })
}

fn new(api: &Api, def: &TypeDef, shape: &Struct, imports: &mut Imports) -> TokenStream {
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for field in &shape.fields {
        let name = &field.name;
        match holder(api, def, field) {
            Holder::Plain => {
                let (ty, value) = argument(api, &field.ty, &quote!(#name), imports);
                arguments.push(quote!(#name: #ty));
                let value = if field.boxed {
                    quote!(Box::new(#value))
                } else {
                    value
                };
                values.push(if value.to_string() == name.as_str() {
                    quote!(#name)
                } else {
                    quote!(#name: #value)
                });
            }
            Holder::OrNull => {
                let ty = rust(api, &field.ty, imports);
                arguments.push(quote!(#name: Option<#ty>));
                values.push(if field.boxed {
                    quote!(#name: #name.map(Box::new))
                } else {
                    quote!(#name)
                });
            }
            holder if is_given(holder, field) => {
                let (ty, value) = argument(api, &field.ty, &quote!(#name), imports);
                arguments.push(quote!(#name: #ty));
                let value = if field.boxed {
                    quote!(Box::new(#value))
                } else {
                    value
                };
                values.push(quote!(#name: Some(#value)));
            }
            Holder::OrMissing => values.push(quote!(#name: None)),
            Holder::Change => values.push(quote!(#name: Patch::Absent)),
            Holder::OrEmpty => values.push(quote!(#name: Default::default())),
        }
    }
    if let Some(additional) = &shape.additional {
        let (name, map) = (&additional.name, imports.map());
        values.push(quote!(#name: #map::new()));
    }
    let summary = docs::line("Makes one of what is required, everything else left out.");
    let allow = too_many(arguments.len());
    quote! {
        #summary
        #allow
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    }
}

/// A method for what can be there besides the properties.
fn adder(api: &Api, additional: &Additional, imports: &mut Imports) -> TokenStream {
    let name = &additional.name;
    let (ty, value) = argument(api, &additional.value, &quote!(value), imports);
    let docs = docs::line("Sets a property that the document does not name.");
    quote! {
        #docs
        pub fn #name(mut self, name: impl Into<String>, value: #ty) -> Self {
            self.#name.insert(name.into(), #value);
            self
        }
    }
}

fn setter(api: &Api, field: &Field, wrap: &TokenStream, imports: &mut Imports) -> TokenStream {
    let (name, setter) = (&field.name, &field.setter);
    let (ty, value) = argument(api, &field.ty, &quote!(#name), imports);
    let value = if field.boxed {
        quote!(Box::new(#value))
    } else {
        value
    };
    let docs = docs::line(&format!("Sets {}.", docs::span(&field.wire)));
    quote! {
        #docs
        pub fn #setter(mut self, #name: #ty) -> Self {
            self.#name = #wrap(#value);
            self
        }
    }
}

/// A setter, and a method for null, which is not the same as leaving the property out.
fn changes(api: &Api, field: &Field, imports: &mut Imports) -> TokenStream {
    let patch = imports.runtime("Patch");
    let set = setter(api, field, &quote!(#patch::Value), imports);
    let (name, clear) = (&field.name, format_ident!("{}", field.clear.as_str()));
    let docs = docs::line(&format!("Sets {} to null.", docs::span(&field.wire)));
    quote! {
        #set
        #docs
        pub fn #clear(mut self) -> Self {
            self.#name = #patch::Null;
            self
        }
    }
}
