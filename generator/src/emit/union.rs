//! One of several types: an enum that is told by the kind of JSON value.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::format::{Block, call};
use super::imports::Imports;
use super::model::holds_integer_id;
use super::types::rust;
use crate::ir::{Api, JsonKind, TypeDef, Union, VariantMark};

/// The enum, and how it is read.
pub(super) fn union(api: &Api, def: &TypeDef, shape: &Union, imports: &mut Imports) -> Vec<Block> {
    let name = &def.name;
    let docs = docs::item(&def.docs, &format!("One of the types of `{name}`."));
    let mut marks = Vec::new();
    let mut variants: Vec<TokenStream> = Vec::new();
    for variant in &shape.variants {
        // No document comes to tagged ones yet: lowering makes an untyped value of them, and says so.
        let VariantMark::Kind(kind) = variant.mark else {
            continue;
        };
        let (name, ty) = (&variant.name, rust(api, &variant.ty, imports));
        let (word, sentence) = match kind {
            JsonKind::Boolean => ("boolean", "The value is a boolean."),
            JsonKind::Integer => ("integer", "The value is an integer."),
            JsonKind::Number => ("number", "The value is a number."),
            JsonKind::Text => ("text", "The value is text."),
            JsonKind::List => ("list", "The value is a list."),
            JsonKind::Object => ("object", "The value is an object."),
        };
        let docs = docs::line(sentence);
        let integers = if holds_integer_id(api, &variant.ty) {
            " integer"
        } else {
            ""
        };
        marks.push(format!("{name}: {word}{integers}"));
        variants.push(quote!(#docs #name(#ty),));
    }
    let is_large = shape
        .variants
        .iter()
        .any(|variant| variant.mark == VariantMark::Kind(JsonKind::Object));
    let allow = is_large.then(|| {
        quote! {
            #[allow(clippy::large_enum_variant, reason = "a box would be in the way of matching")]
        }
    });
    let declaration = quote! {
        #docs
        #allow
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    };
    vec![
        declaration.into(),
        Block::Text(call("union", name.as_str(), &marks, "")),
    ]
}
