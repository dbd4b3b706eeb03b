//! Objects that refer to one another: iterators in the order of the results, and look-ups.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::print::docs;
use super::super::print::imports::Imports;
use crate::ir::{Api, Association, Results, TypeDef};
use crate::names::Name;

/// The look-ups of an object with `x-results`, and the check that none of its results dangles.
pub(super) fn links(
    api: &Api,
    def: &TypeDef,
    results: &Results,
    imports: &mut Imports<'_>,
) -> Vec<TokenStream> {
    let Some(primary) = api.types.get(&results.primary.item) else {
        return Vec::new();
    };
    let (page, list, key, id) = (&def.name, &results.list, &results.key, &results.id);
    let (collections, in_order) = (&results.collections, &results.in_order);
    let (collection, wire_name) = (&results.primary.field, &results.primary.wire_name);
    let object = &results.object;
    let ty = imports.local(primary);
    let id_type = imports.runtime("Id");
    let docs = docs::line(&format!(
        "Returns the objects of {} in the order of `{list}`.",
        docs::span(wire_name)
    ));
    let lookups: Vec<TokenStream> = results
        .associations
        .iter()
        .filter_map(|association| lookup(api, association, object, &ty, imports))
        .collect();
    vec![
        quote! {
            impl #page {
                #docs
                pub fn #in_order(&self) -> impl Iterator<Item = &#ty> {
                    let results = self.#list.iter().filter(|result| result.#key.as_str() == #wire_name);
                    results.filter_map(|result| self.#collection.get(&result.#id))
                }
                #(#lookups)*
            }
        },
        quote! {
            impl runtime::private::Links for #page {
                fn dangling(&self) -> Option<String> {
                    let results = self.#list.iter().map(|result| (result.#key.as_str(), &result.#id));
                    let primary = (#wire_name, self.#collection.len());
                    runtime::private::dangling(primary, &[#(#collections),*], results, |id| self.#collection.contains_key(id))
                }

                fn ids(&self) -> Option<Vec<&#id_type>> {
                    let results = self.#list.iter().filter(|result| result.#key.as_str() == #wire_name);
                    Some(results.map(|result| &result.#id).collect())
                }
            }
        },
    ]
}

fn lookup(
    api: &Api,
    association: &Association,
    object: &Name,
    ty: &TokenStream,
    imports: &mut Imports<'_>,
) -> Option<TokenStream> {
    let (method, field, collection) = (
        &association.name,
        &association.field,
        &association.collection.field,
    );
    let target = imports.local(api.types.get(&association.collection.item)?);
    Some(if association.many {
        let docs = docs::line(&format!(
            "Returns the objects that `{object}.{field}` refers to, as far as they are included."
        ));
        quote! {
            #docs
            pub fn #method(&self, #object: &#ty) -> impl Iterator<Item = &#target> {
                #object.#field.iter().filter_map(|id| self.#collection.get(id))
            }
        }
    } else {
        let docs = docs::line(&format!(
            "Returns the object that `{object}.{field}` refers to, if it is included."
        ));
        let id = if association.optional {
            quote!(#object.#field.as_ref()?)
        } else {
            quote!(&#object.#field)
        };
        quote! {
            #docs
            #[must_use]
            pub fn #method(&self, #object: &#ty) -> Option<&#target> {
                self.#collection.get(#id)
            }
        }
    })
}
