//! Objects that are sent, made of objects of a response, and compared with them.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::print::docs;
use super::super::print::imports::Imports;
use crate::ir::{Api, CopiedField, Docs, Field, Presence, Struct, TypeDef};

/// The conversion and the comparison that `x-copies` asks for.
pub(super) fn copies(
    api: &Api,
    def: &TypeDef,
    shape: &Struct,
    imports: &mut Imports<'_>,
) -> Option<TokenStream> {
    let copies = shape.copies.as_ref()?;
    let name = &def.name;
    let from = imports.local(api.types.get(&copies.from)?);
    let copied = |field: &Field| copies.fields.iter().find(|copied| copied.to == field.name);
    let values = shape.fields.iter().map(|field| {
        let target = &field.name;
        let value = value(field, copied(field));
        quote!(#target: #value,)
    });
    let additional = shape.additional.iter().map(|additional| {
        let name = &additional.name;
        quote!(#name: Default::default(),)
    });
    let comparisons = shape.fields.iter().filter_map(|field| {
        let (to, from) = (&field.name, &copied(field)?.from);
        Some(match field.presence {
            Presence::Optional | Presence::Nullable => quote! {
                self.#to.as_ref().is_none_or(|sent| runtime::private::agrees(sent, &entry.#from))
            },
            _ => quote!(runtime::private::agrees(&self.#to, &entry.#from)),
        })
    });
    let (convert, compare) = documentation();
    Some(quote! {
        impl TryFrom<&#from> for #name {
            type Error = runtime::MissingProperty;

            #convert
            fn try_from(entry: &#from) -> Result<Self, Self::Error> {
                Ok(Self { #(#values)* #(#additional)* })
            }
        }

        impl #name {
            #compare
            pub fn is_like(&self, entry: &#from) -> bool {
                #(#comparisons)&&*
            }
        }

        impl runtime::Like<#from> for #name {
            fn is_like(&self, entry: &#from) -> bool {
                self.is_like(entry)
            }
        }
    })
}

/// The documentation of the conversion, and of the comparison.
fn documentation() -> (TokenStream, TokenStream) {
    let convert = docs::lines(&[
        "Copies the properties that both have. The others are absent.",
        "# Errors",
        "Fails with the name of a required property that has no value.",
    ]);
    let compare = docs::item(&Docs {
        summary: Some(
            "Whether each property that is sent has the same value in `entry`.".to_owned(),
        ),
        description: Some(
            "Properties that are not sent, and those that `entry` cannot have, are not compared."
                .to_owned(),
        ),
        ..Docs::default()
    });
    (convert, compare)
}

/// The value of a field of the copy.
fn value(field: &Field, copied: Option<&CopiedField>) -> TokenStream {
    let Some(copied) = copied else {
        return quote!(Default::default());
    };
    let (from, wire_name) = (&copied.from, &copied.wire_name);
    match field.presence {
        Presence::Optional | Presence::Nullable => {
            quote!(runtime::private::optional(&entry.#from))
        }
        _ => quote!(runtime::private::required(&entry.#from, #wire_name)?),
    }
}
