//! Objects: a struct each.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::print::docs;
use super::super::print::format::{Block, call, nested};
use super::super::print::imports::Imports;
use super::super::print::types::{literal, rust};
use crate::ir::{Api, Field, Presence, Struct, TypeDef};
use crate::names::Name;

/// Prints the struct of an object, and how it is read and written.
pub(super) fn structure(
    api: &Api,
    def: &TypeDef,
    shape: &Struct,
    imports: &mut Imports<'_>,
) -> Vec<Block> {
    let name = &def.name;
    let docs = docs::item(&def.docs);
    let mut fields: Vec<TokenStream> = shape
        .fields
        .iter()
        .map(|field| self::field(api, field, imports))
        .collect();
    if let Some(additional) = &shape.additional {
        let (name, map) = (&additional.name, imports.map());
        let docs = docs::line("All other properties.");
        let value = rust(api, &additional.value, imports);
        fields.push(quote!(#docs pub #name: #map<String, #value>,));
    }
    if let Some(results) = &shape.results {
        let name = &results.unreadable;
        let docs = docs::line("The objects that could not be read. They are not in JSON.");
        fields.push(quote!(#docs #name: runtime::private::UnreadableObjects,));
    }
    let derives = derives(def);
    let (attributes, non_exhaustive) = (&def.added.attributes, non_exhaustive(def));
    // Setters return the changed value: one that is not used is lost.
    let must_use = shape.is_sent.then(|| quote!(#[must_use]));
    let types = shape.fields.iter().map(|field| &field.ty);
    let nested = nested(types.chain(shape.additional.iter().map(|additional| &additional.value)));
    let declaration = quote! {
        #docs
        #nested
        #derives
        #must_use
        #non_exhaustive
        #(#attributes)*
        pub struct #name {
            #(#fields)*
        }
    };
    vec![declaration.into(), Block::Text(object_macro(name, shape))]
}

/// The call of the macro that gives the struct its reading and writing.
fn object_macro(name: &Name, shape: &Struct) -> String {
    let mut end = String::new();
    if shape.is_closed {
        end.push_str(" only");
    }
    if let Some(additional) = &shape.additional {
        end.push_str(&format!(" and {}", additional.name));
        end.push_str(if additional.has_integer_ids {
            ": integer"
        } else {
            ""
        });
    }
    if let Some(text) = &shape.text {
        end.push_str(&format!(" or text {}", Literal::string(text)));
    }
    if let Some(results) = &shape.results {
        end.push_str(&format!(" beside {}", results.unreadable));
    }
    if !shape.constants.is_empty() {
        let constants: Vec<String> = (shape.constants.iter())
            .map(|constant| {
                let wire_name = Literal::string(&constant.wire_name);
                let also = constant.also.iter();
                let values = std::iter::once(&constant.value).chain(also).map(literal);
                format!("{wire_name} = {}", values.collect::<Vec<_>>().join(" | "))
            })
            .collect();
        end.push_str(&format!(" with {{ {} }}", constants.join(", ")));
    }
    let properties: Vec<String> = shape.fields.iter().map(property).collect();
    if properties.is_empty() {
        format!("runtime::object!({name} {{}}{end});\n")
    } else {
        call("object", name.as_str(), &properties, &end)
    }
}

/// The traits that a struct or union derives.
pub(super) fn derives(def: &TypeDef) -> TokenStream {
    let default = def.derives.default.then(|| quote!(Default,));
    let eq_and_hash = def.derives.eq_and_hash.then(|| quote!(, Eq, Hash));
    let added = &def.added.derives;
    quote!(#[derive(Clone, Debug, #default PartialEq #eq_and_hash #(, #added)*)])
}

/// The attribute by which a version of a crate can add fields or variants.
pub(super) fn non_exhaustive(def: &TypeDef) -> Option<TokenStream> {
    (!def.added.is_exhaustive).then(|| quote!(#[non_exhaustive]))
}

/// Prints a field.
pub(super) fn field(api: &Api, field: &Field, imports: &mut Imports<'_>) -> TokenStream {
    let name = &field.name;
    let docs = docs::item(&field.docs);
    let ty = held(api, field, imports);
    quote!(#docs pub #name: #ty,)
}

/// A field in `object!`: its name, the name of the property if that differs, and how it is read and written if its type
/// does not say so.
fn property(field: &Field) -> String {
    let mut text = field.name.to_string();
    if field.name.as_str() != field.wire_name {
        text.push_str(&format!(" = {}", Literal::string(&field.wire_name)));
    }
    let from_map = field.map_key.as_ref();
    let how = [
        field.must_be_present.then(|| "required".to_owned()),
        field.has_integer_ids.then(|| "integer".to_owned()),
        from_map.map(|key| format!("from_map({})", Literal::string(key))),
    ];
    let how: Vec<String> = how.into_iter().flatten().collect();
    if !how.is_empty() {
        text.push_str(&format!(": {}", how.join(" ")));
    }
    text
}

/// The type of a field.
pub(super) fn held(api: &Api, field: &Field, imports: &mut Imports<'_>) -> TokenStream {
    let ty = rust(api, &field.ty, imports);
    let ty = if field.is_boxed { quote!(Box<#ty>) } else { ty };
    match field.presence {
        Presence::Required | Presence::Collection => ty,
        Presence::Nullable | Presence::Optional => quote!(Option<#ty>),
        Presence::Patch => {
            let patch = imports.runtime("Patch");
            quote!(#patch<#ty>)
        }
    }
}
