//! Objects that are one page of a longer list.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::print::imports::Imports;
use super::super::print::types::rust;
use crate::ir::{Api, PageEntries, Presence, Struct, TypeDef};

/// How the runtime goes through an object with `x-paging`.
pub(super) fn page(
    api: &Api,
    def: &TypeDef,
    shape: &Struct,
    imports: &mut Imports<'_>,
) -> Option<TokenStream> {
    let page = shape.page.as_ref()?;
    let name = &def.name;
    let id = imports.runtime("Id");
    let count_path = &page.page_count;
    let count = quote!(self #(.#count_path)*);
    let count = match page.page_count_presence {
        Presence::Required | Presence::Collection => count,
        Presence::Nullable | Presence::Optional => quote!(#count?),
        Presence::Patch => quote!((*#count.as_value()?)),
    };
    let Entries {
        entry,
        into_entries,
        is_empty,
        mutable,
    } = entries(api, shape, &page.entries, imports)?;
    Some(quote! {
        impl runtime::Page for #name {
            type Entry = #entry;

            fn page_count(&self) -> Option<u64> {
                #count.try_into().ok()
            }

            fn into_entries(#mutable self) -> impl Iterator<Item = (Option<#id>, #entry)> {
                #into_entries
            }

            fn is_empty(&self) -> bool {
                #is_empty
            }
        }
    })
}

/// The code for the entries of a page.
struct Entries {
    entry: TokenStream,
    into_entries: TokenStream,
    is_empty: TokenStream,
    /// Whether the page is taken apart.
    mutable: Option<TokenStream>,
}

fn entries(
    api: &Api,
    shape: &Struct,
    entries: &PageEntries,
    imports: &mut Imports<'_>,
) -> Option<Entries> {
    match entries {
        PageEntries::Results => {
            let results = shape.results.as_ref()?;
            let (list, key, id) = (&results.list, &results.key, &results.id);
            let (collection, wire_name) = (&results.primary.field, &results.primary.wire_name);
            Some(Entries {
                entry: imports.local(api.types.get(&results.primary.item)?),
                into_entries: quote! {
                    let results = self.#list.into_iter().filter(|result| result.#key.as_str() == #wire_name);
                    results.filter_map(move |result| {
                        let entry = self.#collection.remove(&result.#id)?;
                        Some((Some(result.#id), entry))
                    })
                },
                is_empty: quote!(self.#collection().next().is_none()),
                mutable: Some(quote!(mut)),
            })
        }
        PageEntries::List {
            path,
            presence,
            item,
            id,
        } => {
            let list = quote!(self #(.#path)*);
            let (into_list, is_empty) = match presence {
                Presence::Required | Presence::Collection => {
                    (quote!(#list.into_iter()), quote!(#list.is_empty()))
                }
                Presence::Nullable | Presence::Optional => (
                    quote!(#list.into_iter().flatten()),
                    quote!(#list.as_ref().is_none_or(Vec::is_empty)),
                ),
                Presence::Patch => (
                    quote!(#list.into_value().into_iter().flatten()),
                    quote!(#list.as_value().is_none_or(Vec::is_empty)),
                ),
            };
            let known = match id {
                Some(id) => quote!(Some(entry.#id.clone())),
                None => quote!(None),
            };
            Some(Entries {
                entry: rust(api, item, imports),
                into_entries: quote!(#into_list.map(|entry| (#known, entry))),
                is_empty,
                mutable: None,
            })
        }
    }
}
