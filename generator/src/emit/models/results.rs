//! Objects that refer to one another: iterators in the order of the results, and look-ups.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::print::docs;
use super::super::print::imports::Imports;
use crate::ir::{Api, Association, Results, TypeDef};

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
    let ty = imports.local(primary);
    vec![
        lookups(api, def, results, &ty, imports),
        links_of(api, def, results, imports),
    ]
}

/// The methods that callers have.
fn lookups(
    api: &Api,
    def: &TypeDef,
    results: &Results,
    ty: &TokenStream,
    imports: &mut Imports<'_>,
) -> TokenStream {
    let (page, list, key, id) = (&def.name, &results.list, &results.key, &results.id);
    let (collection, wire_name) = (&results.primary.field, &results.primary.wire_name);
    let (in_order, each_unreadable) = (&results.in_order, &results.each_unreadable);
    let docs = docs::line(&format!(
        "Returns the objects of {} in the order of `{list}`.",
        docs::span(wire_name)
    ));
    let (unreadable, unreadable_type) = (&results.unreadable, imports.runtime("Unreadable"));
    let unreadable_docs = docs::line(
        "Returns the objects that could not be read, each with its path and the reason. The others were read.",
    );
    let lookups: Vec<TokenStream> = results
        .associations
        .iter()
        .filter_map(|association| lookup(api, association, results, ty, imports))
        .collect();
    quote! {
        impl #page {
            #docs
            pub fn #in_order(&self) -> impl Iterator<Item = &#ty> {
                let results = self.#list.iter().filter(|result| result.#key.as_str() == #wire_name);
                results.filter_map(|result| self.#collection.get(&result.#id))
            }

            #unreadable_docs
            pub fn #each_unreadable(&self) -> impl Iterator<Item = &#unreadable_type> {
                self.#unreadable.iter()
            }
            #(#lookups)*
        }
    }
}

/// The implementation of the trait by which the runtime reads the object.
fn links_of(api: &Api, def: &TypeDef, results: &Results, imports: &mut Imports<'_>) -> TokenStream {
    let (page, list, key, id) = (&def.name, &results.list, &results.key, &results.id);
    let (collection, wire_name) = (&results.primary.field, &results.primary.wire_name);
    let unreadable = &results.unreadable;
    let id_type = imports.runtime("Id");
    let collections = collections(api, results, imports);
    quote! {
        impl runtime::private::Links for #page {
            const COLLECTIONS: &'static [runtime::private::Collection] = &[#(#collections),*];
            const PRIMARY: &'static str = #wire_name;

            fn dangling(&self) -> Option<String> {
                let results = self.#list.iter().map(|result| (result.#key.as_str(), &result.#id));
                let len = self.#collection.len() + self.#unreadable.count(#wire_name);
                runtime::private::dangling((#wire_name, len), Self::COLLECTIONS, results, |id| {
                    self.#collection.contains_key(id) || self.#unreadable.get(#wire_name, id).is_some()
                })
            }

            fn ids(&self) -> Option<Vec<&#id_type>> {
                let results = self.#list.iter().filter(|result| result.#key.as_str() == #wire_name);
                Some(results.map(|result| &result.#id).collect())
            }

            fn missing(&self) -> Vec<(usize, &#id_type)> {
                let results = self.#list.iter().enumerate();
                let results = results.filter(|(_, result)| {
                    result.#key.as_str() == #wire_name
                        && !self.#collection.contains_key(&result.#id)
                        && self.#unreadable.get(#wire_name, &result.#id).is_none()
                });
                results.map(|(index, result)| (index, &result.#id)).collect()
            }

            fn unreadable_mut(&mut self) -> Option<&mut runtime::private::UnreadableObjects> {
                Some(&mut self.#unreadable)
            }
        }
    }
}

/// The collections, each with the type of its objects.
fn collections(api: &Api, results: &Results, imports: &mut Imports<'_>) -> Vec<TokenStream> {
    let collections = results.collections.iter();
    let collections = collections.filter_map(|collection| {
        let (name, item) = (&collection.wire_name, api.types.get(&collection.item)?);
        let item = imports.local(item);
        Some(quote!(runtime::private::Collection::of::<#item>(#name)))
    });
    collections.collect()
}

fn lookup(
    api: &Api,
    association: &Association,
    results: &Results,
    ty: &TokenStream,
    imports: &mut Imports<'_>,
) -> Option<TokenStream> {
    let (object, unreadable) = (&results.object, &results.unreadable);
    let (method, field, collection, name) = (
        &association.name,
        &association.field,
        &association.collection.field,
        &association.collection.wire_name,
    );
    let target = imports.local(api.types.get(&association.collection.item)?);
    let error = imports.runtime("Unreadable");
    Some(if association.many {
        let docs = docs::lines(&[
            &format!(
                "Returns the objects that `{object}.{field}` refers to, as far as they are included."
            ),
            "An object that could not be read is an error in its place.",
        ]);
        quote! {
            #docs
            pub fn #method(&self, #object: &#ty) -> impl Iterator<Item = Result<&#target, #error>> {
                #object.#field.iter().filter_map(|id| {
                    self.#unreadable.look_up(#name, &self.#collection, Some(id)).transpose()
                })
            }
        }
    } else {
        let docs = docs::lines(&[
            &format!("Returns the object that `{object}.{field}` refers to, if it is included."),
            "# Errors\nFails if the object could not be read.",
        ]);
        let id = match association.optional {
            true => quote!(#object.#field.as_ref()),
            false => quote!(Some(&#object.#field)),
        };
        quote! {
            #docs
            pub fn #method(&self, #object: &#ty) -> Result<Option<&#target>, #error> {
                self.#unreadable.look_up(#name, &self.#collection, #id)
            }
        }
    })
}
