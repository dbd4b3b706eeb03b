//! Objects that are one page of a longer list.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::model::{Holder, holder};
use super::types::{rust, through_alias};
use crate::ir::{Api, Field, PageEntries, Shape, Struct, Type, TypeDef};
use crate::names::Name;

/// How the runtime goes through an object with `x-paging`.
pub(super) fn page(
    api: &Api,
    def: &TypeDef,
    shape: &Struct,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let page = shape.page.as_ref()?;
    let name = &def.name;
    let id = imports.runtime("Id");
    let count_path = &page.page_count;
    let count = quote!(self #(.#count_path)*);
    let count = match last_holder(api, def, count_path)? {
        Holder::Plain | Holder::OrEmpty => count,
        Holder::OrNull | Holder::OrMissing => quote!(#count?),
        Holder::Change => quote!((*#count.as_value()?)),
    };
    let Entries {
        entry,
        into_entries,
        is_empty,
        mutable,
    } = entries(api, def, shape, &page.entries, imports)?;
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

/// What stands for the entries of a page.
struct Entries {
    entry: TokenStream,
    into_entries: TokenStream,
    is_empty: TokenStream,
    /// Whether the page is taken apart.
    mutable: Option<TokenStream>,
}

fn entries(
    api: &Api,
    def: &TypeDef,
    shape: &Struct,
    entries: &PageEntries,
    imports: &mut Imports,
) -> Option<Entries> {
    match entries {
        PageEntries::Results => {
            let results = shape.results.as_ref()?;
            let (list, key, id) = (&results.list, &results.key, &results.id);
            let (collection, wire) = (&results.primary.field, &results.primary.wire);
            Some(Entries {
                entry: imports.local(api.type_def(results.primary.item)?),
                into_entries: quote! {
                    let results = self.#list.into_iter().filter(|result| result.#key.as_str() == #wire);
                    results.filter_map(move |result| {
                        let entry = self.#collection.remove(&result.#id)?;
                        Some((Some(result.#id), entry))
                    })
                },
                is_empty: quote!(self.#collection().next().is_none()),
                mutable: Some(quote!(mut)),
            })
        }
        PageEntries::List { path, item, id } => {
            let list = quote!(self #(.#path)*);
            let (into_list, is_empty) = match last_holder(api, def, path)? {
                Holder::Plain | Holder::OrEmpty => {
                    (quote!(#list.into_iter()), quote!(#list.is_empty()))
                }
                Holder::OrNull | Holder::OrMissing => (
                    quote!(#list.into_iter().flatten()),
                    quote!(#list.as_ref().is_none_or(Vec::is_empty)),
                ),
                Holder::Change => (
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

/// How the last field of a path is held.
fn last_holder(api: &Api, def: &TypeDef, path: &[Name]) -> Option<Holder> {
    let (name, before) = path.split_last()?;
    let mut def = def;
    for step in before {
        let ty = &find(def, step)?.ty;
        let Type::Named(id) = through_alias(api, ty) else {
            return None;
        };
        def = api.type_def(*id)?;
    }
    Some(holder(api, def, find(def, name)?))
}

fn find<'a>(def: &'a TypeDef, name: &Name) -> Option<&'a Field> {
    match &def.shape {
        Shape::Struct(shape) => shape.fields.iter().find(|field| field.name == *name),
        _ => None,
    }
}
