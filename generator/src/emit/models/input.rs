//! The conversions of what was received into what is sent.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::print::docs;
use super::super::print::format::too_many;
use super::super::print::imports::Imports;
use super::object::held;
use super::setters::constructed;
use crate::ir::{
    Api, Docs, Field, Given, Input, InputField, InputParts, InputValue, Presence, Shape, TypeDef,
    UnionTag,
};
use crate::names::Name;

/// The conversion into a type that is sent: `From`, or a method that takes what was not received.
pub(super) fn input(api: &Api, def: &TypeDef, imports: &mut Imports<'_>) -> Option<TokenStream> {
    let input = def.input.as_ref()?;
    let received = api.types.get(&input.received)?;
    match (&input.parts, &def.shape) {
        (InputParts::Object { .. }, Shape::Struct(_)) if input.has_arguments() => {
            Some(method(api, def, input, received, imports))
        }
        (InputParts::Object { .. }, Shape::Struct(_)) => {
            let (_, values) = object(api, def, input, &quote!(received), imports);
            let is_read = reads(input);
            Some(from(def, received, &quote!(Self { #values }), is_read))
        }
        (InputParts::Union(values), Shape::Union(shape)) => {
            let from_name = &received.name;
            let arms = shape.variants.iter().zip(values).map(|(variant, value)| {
                let name = &variant.name;
                let was_boxed = was_boxed(received, name);
                let value = boxed(quote!(value), value, was_boxed, variant.is_boxed);
                quote!(#from_name::#name(value) => Self::#name(#value),)
            });
            let other = match &shape.tag {
                UnionTag::Property { other, .. } => {
                    Some(quote!(#from_name::#other(value) => Self::#other(value),))
                }
                _ => None,
            };
            let value = quote!(match received { #(#arms)* #other });
            Some(from(def, received, &value, true))
        }
        _ => None,
    }
}

/// Whether anything of what was received is sent.
fn reads(input: &Input) -> bool {
    match &input.parts {
        InputParts::Object { fields, additional } => {
            let is_received = |field: &InputField| matches!(field, InputField::Received { .. });
            additional.is_some() || fields.iter().any(is_received)
        }
        InputParts::Union(_) => true,
    }
}

/// `is_read` says whether anything of what was received is sent.
fn from(def: &TypeDef, received: &TypeDef, value: &TokenStream, is_read: bool) -> TokenStream {
    let (name, received) = (&def.name, &received.name);
    let argument = if is_read { quote!(received) } else { quote!(_) };
    quote! {
        impl From<#received> for #name {
            fn from(#argument: #received) -> Self {
                #value
            }
        }
    }
}

/// The method of the type of responses.
fn method(
    api: &Api,
    def: &TypeDef,
    input: &Input,
    received: &TypeDef,
    imports: &mut Imports<'_>,
) -> TokenStream {
    let (arguments, values) = object(api, def, input, &quote!(self), imports);
    let (name, received) = (&def.name, &received.name);
    let docs = docs::item(&Docs {
        summary: Some("Converts into what is sent.".to_owned()),
        description: Some(
            "The arguments are what responses do not have. What else they do not have is absent."
                .to_owned(),
        ),
        ..Docs::default()
    });
    let allow = too_many(arguments.len() + 1);
    quote! {
        impl #received {
            #docs
            #allow
            pub fn into_input(self, #(#arguments),*) -> #name {
                #name { #values }
            }
        }
    }
}

/// The arguments for an object, and the values of its fields.
fn object(
    api: &Api,
    def: &TypeDef,
    input: &Input,
    source: &TokenStream,
    imports: &mut Imports<'_>,
) -> (Vec<TokenStream>, TokenStream) {
    let (InputParts::Object { fields, additional }, Shape::Struct(shape)) =
        (&input.parts, &def.shape)
    else {
        return Default::default();
    };
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for (field, from) in shape.fields.iter().zip(fields) {
        let name = &field.name;
        let value = match from {
            InputField::Received {
                name,
                presence,
                is_boxed,
                value,
            } => {
                let place = quote!(#source.#name);
                carried(field, place, (*presence, *is_boxed), value, imports)
            }
            InputField::Absent => match field.presence {
                Presence::Patch => {
                    let patch = imports.runtime("Patch");
                    quote!(#patch::Absent)
                }
                _ => quote!(None),
            },
            InputField::Argument => {
                let (ty, value) = match &field.given {
                    Given::Constructor(argument) => constructed(api, field, argument, imports),
                    Given::Known(_) | Given::Setter { .. } | Given::ByServer => {
                        (held(api, field, imports), quote!(#name))
                    }
                };
                arguments.push(quote!(#name: #ty));
                value
            }
        };
        values.push(match value.to_string() == name.as_str() {
            true => quote!(#name,),
            false => quote!(#name: #value,),
        });
    }
    if let (Some(to), Some(value)) = (&shape.additional, additional) {
        let name = &to.name;
        let map = InputValue::Values(Box::new(value.clone()));
        let value = match value {
            InputValue::Same => quote!(#source.#name),
            _ => converted(quote!(#source.#name), &map),
        };
        values.push(quote!(#name: #value,));
    }
    (arguments, quote!(#(#values)*))
}

/// The value of a field that was received in another one. An absent value stays absent.
fn carried(
    field: &Field,
    place: TokenStream,
    (was_held, was_boxed): (Presence, bool),
    value: &InputValue,
    imports: &mut Imports<'_>,
) -> TokenStream {
    let is_same = *value == InputValue::Same && was_boxed == field.is_boxed;
    let one = |value_name: TokenStream| boxed(value_name, value, was_boxed, field.is_boxed);
    let each = |option: TokenStream| match is_same {
        true => option,
        false => {
            let function = mapped(value, was_boxed, field.is_boxed);
            quote!(#option.map(#function))
        }
    };
    let option = match (was_held, field.presence) {
        (_, Presence::Required | Presence::Collection) => return one(place),
        (Presence::Collection, Presence::Nullable) => {
            let value = one(place);
            return quote!(Some(#value));
        }
        (Presence::Collection, _) => each(quote!(Some(#place).filter(|all| !all.is_empty()))),
        _ => each(place),
    };
    match field.presence {
        Presence::Patch => {
            let patch = imports.runtime("Patch");
            quote!(#option.map_or(#patch::Absent, #patch::Value))
        }
        _ => option,
    }
}

/// The function that converts one value.
fn mapped(value: &InputValue, was_boxed: bool, is_boxed: bool) -> TokenStream {
    match value {
        InputValue::Into if !was_boxed && !is_boxed => quote!(Into::into),
        _ => {
            let value = boxed(quote!(value), value, was_boxed, is_boxed);
            quote!(|value| #value)
        }
    }
}

/// A value, which can be boxed before and afterwards.
fn boxed(place: TokenStream, value: &InputValue, was_boxed: bool, is_boxed: bool) -> TokenStream {
    if *value == InputValue::Same && was_boxed == is_boxed {
        return place;
    }
    let inner = match (was_boxed, value) {
        (false, _) => place,
        (true, InputValue::Same) => quote!(*#place),
        (true, _) => quote!((*#place)),
    };
    let value = converted(inner, value);
    match is_boxed {
        true => quote!(Box::new(#value)),
        false => value,
    }
}

/// A value, converted.
fn converted(place: TokenStream, value: &InputValue) -> TokenStream {
    match value {
        InputValue::Same => place,
        InputValue::Into => quote!(#place.into()),
        InputValue::Items(item) => {
            let function = mapped(item, false, false);
            quote!(#place.into_iter().map(#function).collect())
        }
        InputValue::Nullable(inner) => {
            let function = mapped(inner, false, false);
            quote!(#place.map(#function))
        }
        InputValue::Values(inner) => {
            let value = converted(quote!(value), inner);
            quote!(#place.into_iter().map(|(key, value)| (key, #value)).collect())
        }
        InputValue::Places(places) => {
            let names: Vec<_> = (0..places.len())
                .map(|index| format_ident!("value_{index}"))
                .collect();
            let values = names.iter().zip(places);
            let values = values.map(|(name, place)| converted(quote!(#name), place));
            quote!({
                let (#(#names,)*) = #place;
                (#(#values,)*)
            })
        }
    }
}

/// Whether the variant of this name holds its value in a box.
fn was_boxed(received: &TypeDef, name: &Name) -> bool {
    match &received.shape {
        Shape::Union(union) => {
            let mut variants = union.variants.iter();
            variants.any(|variant| variant.name == *name && variant.is_boxed)
        }
        _ => false,
    }
}
