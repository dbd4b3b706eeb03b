//! One of several types: an enum that reads the first that fits.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::imports::Imports;
use super::types::rust;
use crate::ir::{Api, TypeDef, Union};

/// The enum of a union whose variants are different kinds of JSON values.
pub(super) fn union(api: &Api, def: &TypeDef, shape: &Union, imports: &mut Imports) -> TokenStream {
    let name = &def.name;
    let docs = docs::item(&def.docs, &format!("One of the types of `{name}`."));
    let variants: Vec<TokenStream> = shape
        .variants
        .iter()
        .map(|variant| {
            let (name, ty) = (&variant.name, rust(api, &variant.ty, imports));
            let docs = docs::line(&format!("The value is {}.", article(name.as_str())));
            quote!(#docs #name(#ty),)
        })
        .collect();
    let (serialize, deserialize) = (imports.serde("Serialize"), imports.serde("Deserialize"));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, #deserialize, #serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    }
}

fn article(word: &str) -> String {
    let word = word.to_lowercase();
    if word == "text" {
        word
    } else {
        format!(
            "{} {word}",
            if word.starts_with(['i', 'o']) {
                "an"
            } else {
                "a"
            }
        )
    }
}
