//! Headers of responses: a struct of each set of them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::print::docs;
use super::super::print::format::{Block, call, nested};
use super::super::print::imports::Imports;
use super::object::{field, non_exhaustive};
use crate::ir::{Api, Field, HeaderValue, Presence, Struct, TypeDef};

/// Prints the struct, and how it is read.
pub(super) fn structure(
    api: &Api,
    def: &TypeDef,
    shape: &Struct,
    imports: &mut Imports<'_>,
) -> Vec<Block> {
    let (name, docs) = (&def.name, docs::item(&def.docs));
    let fields: Vec<TokenStream> = (shape.fields.iter())
        .map(|it| field(api, it, imports))
        .collect();
    let default = def.derives.default.then(|| quote!(Default,));
    let eq_and_hash = def.derives.eq_and_hash.then(|| quote!(, Eq, Hash));
    let (derives, attributes) = (&def.added.derives, &def.added.attributes);
    let non_exhaustive = non_exhaustive(def);
    let nested = nested(shape.fields.iter().map(|field| &field.ty));
    // `Debug` is that of the macro, which shows no secrets.
    let declaration = quote! {
        #docs
        #nested
        #[derive(Clone, #default PartialEq #eq_and_hash #(, #derives)*)]
        #non_exhaustive
        #(#attributes)*
        pub struct #name {
            #(#fields)*
        }
    };
    let headers: Vec<String> = shape.fields.iter().map(header).collect();
    let read = call("headers", name.as_str(), &headers, "");
    vec![declaration.into(), Block::Text(read)]
}

/// A field in `headers!`: its name, the name of the header, and how that is read if it is not text.
fn header(field: &Field) -> String {
    let (name, wire_name) = (&field.name, Literal::string(&field.wire_name));
    let mut how = Vec::new();
    if let Some(form) = field.header {
        how.extend(form.is_list.then_some("list"));
        how.extend(match form.value {
            HeaderValue::Text => None,
            HeaderValue::Number => Some("number"),
            HeaderValue::Boolean => Some("boolean"),
            HeaderValue::Time => Some("time"),
            HeaderValue::Json => Some("json"),
        });
    }
    let is_list = field.presence == Presence::Collection;
    how.extend((field.must_be_present && is_list).then_some("required"));
    match how.is_empty() {
        true => format!("{name} = {wire_name}"),
        false => format!("{name} = {wire_name}: {}", how.join(" ")),
    }
}
