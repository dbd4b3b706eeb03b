//! Objects that are one page of a longer list.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::print::imports::Imports;
use super::super::print::types::rust;
use crate::ir::{Api, Page, PageEntries, Presence, Results, Struct, TypeDef};
use crate::names::Name;

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
    let numbers = numbers(page);
    let Entries {
        entry,
        into_entries,
        is_empty,
        ids,
        into_results,
        mutable,
    } = entries(api, shape, &page.entries, imports)?;
    Some(quote! {
        impl runtime::Page for #name {
            type Entry = #entry;

            #numbers

            #ids

            fn into_entries(#mutable self) -> impl Iterator<Item = (Option<#id>, #entry)> {
                #into_entries
            }

            #into_results

            fn is_empty(&self) -> bool {
                #is_empty
            }
        }
    })
}

/// The methods for the numbers of pages and entries.
fn numbers(page: &Page) -> TokenStream {
    let page_count = page.page_count.as_ref().map(|path| {
        let count = integer(path);
        quote! {
            fn page_count(&self) -> Option<u64> {
                #count.try_into().ok()
            }
        }
    });
    let page_number = page.page_number.as_ref().map(|path| {
        let number = integer(path);
        // A number that cannot be one is not that of the requested page either.
        quote! {
            fn page_number(&self) -> Option<u64> {
                Some(#number.try_into().unwrap_or_default())
            }
        }
    });
    let list_count = page.count.as_ref().map(|path| {
        let count = integer(path);
        quote! {
            fn count(&self) -> Option<u64> {
                #count.try_into().ok()
            }
        }
    });
    quote! {
        #page_count

        #page_number

        #list_count
    }
}

/// An integer in the response, within a function that returns an `Option`.
fn integer(path: &[(Name, Presence)]) -> TokenStream {
    let mut value = quote!(self);
    for (index, (field, presence)) in path.iter().enumerate() {
        let is_last = index + 1 == path.len();
        value = match presence {
            Presence::Required | Presence::Collection => quote!(#value.#field),
            Presence::Nullable | Presence::Optional if is_last => quote!(#value.#field?),
            Presence::Nullable | Presence::Optional => quote!(#value.#field.as_ref()?),
            Presence::Patch if is_last => quote!((*#value.#field.as_value()?)),
            Presence::Patch => quote!(#value.#field.as_value()?),
        };
    }
    value
}

/// The code for the entries of a page.
struct Entries {
    entry: TokenStream,
    into_entries: TokenStream,
    is_empty: TokenStream,
    /// The method for their ids, if they have some.
    ids: Option<TokenStream>,
    /// The method for entries that can be unreadable, if they can.
    into_results: Option<TokenStream>,
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
        PageEntries::Results => of_results(api, shape.results.as_ref()?, imports),
        PageEntries::List { path, item, id } => {
            let entry = rust(api, item, imports);
            Some(of_list(path, entry, id.as_ref(), imports))
        }
    }
}

/// The entries in the primary collection, in the order of the results.
fn of_results(api: &Api, results: &Results, imports: &mut Imports<'_>) -> Option<Entries> {
    let id_type = imports.runtime("Id");
    let unreadable_type = imports.runtime("Unreadable");
    let (list, key, id) = (&results.list, &results.key, &results.id);
    let unreadable = &results.unreadable;
    let (collection, wire_name) = (&results.primary.field, &results.primary.wire_name);
    let entry = imports.local(api.types.get(&results.primary.item)?);
    let into_results = quote! {
        fn into_results(mut self) -> impl Iterator<Item = (Option<#id_type>, Result<#entry, #unreadable_type>)> {
            let results = self.#list.into_iter().filter(|result| result.#key.as_str() == #wire_name);
            results.filter_map(move |result| {
                let entry = self.#unreadable.take(#wire_name, &mut self.#collection, &result.#id)?;
                Some((Some(result.#id), entry))
            })
        }
    };
    Some(Entries {
        entry,
        into_entries: quote! {
            let results = self.#list.into_iter().filter(|result| result.#key.as_str() == #wire_name);
            results.filter_map(move |result| {
                let entry = self.#collection.remove(&result.#id)?;
                Some((Some(result.#id), entry))
            })
        },
        is_empty: quote! {
            !self.#list.iter().any(|result| result.#key.as_str() == #wire_name)
        },
        into_results: Some(into_results),
        ids: Some(quote! {
            fn ids(&self) -> Vec<#id_type> {
                runtime::private::Links::ids(self).into_iter().flatten().cloned().collect()
            }
        }),
        mutable: Some(quote!(mut)),
    })
}

/// The entries in a list, whose items can have ids.
fn of_list(
    path: &[(Name, Presence)],
    entry: TokenStream,
    id: Option<&Name>,
    imports: &mut Imports<'_>,
) -> Entries {
    let List {
        into_list,
        iter,
        is_empty,
    } = list(path);
    let known = match id {
        Some(id) => quote!(Some(entry.#id.clone())),
        None => quote!(None),
    };
    let id_type = imports.runtime("Id");
    let ids = id.map(|id| {
        quote! {
            fn ids(&self) -> Vec<#id_type> {
                #iter.map(|entry| entry.#id.clone()).collect()
            }
        }
    });
    Entries {
        entry,
        into_entries: quote!(#into_list.map(|entry| (#known, entry))),
        is_empty,
        ids,
        into_results: None,
        mutable: None,
    }
}

/// The code for a list.
struct List {
    into_list: TokenStream,
    iter: TokenStream,
    is_empty: TokenStream,
}

/// The list at the end of a path. It is empty where a part of the path is missing.
fn list(path: &[(Name, Presence)]) -> List {
    let is_there =
        |presence: &Presence| matches!(presence, Presence::Required | Presence::Collection);
    let behind = path.len().saturating_sub(1);
    let outer = path
        .iter()
        .take(behind)
        .position(|(_, presence)| !is_there(presence));
    let Some(outer) = outer else {
        let fields = path.iter().map(|(field, _)| field);
        let list = quote!(self #(.#fields)*);
        return plain_list(
            &list,
            path.last()
                .map_or(Presence::Required, |(_, presence)| *presence),
        );
    };
    let names = |part: &[(Name, Presence)]| {
        let fields = part.iter().map(|(field, _)| field);
        quote!(#(.#fields)*)
    };
    let held = |presence: Option<&(Name, Presence)>| presence.map(|(_, presence)| *presence);
    let (first, mut rest) = path.split_at(outer + 1);
    let fields = names(first);
    let (mut into_list, mut iter) = match held(first.last()) {
        Some(Presence::Patch) => (
            quote!(self #fields.into_value().into_iter()),
            quote!(self #fields.as_value().into_iter()),
        ),
        _ => (
            quote!(self #fields.into_iter()),
            quote!(self #fields.iter()),
        ),
    };
    while !rest.is_empty() {
        let end = rest.iter().position(|(_, presence)| !is_there(presence));
        let (part, after) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
        let fields = names(part);
        let (owned, borrowed) = match held(part.last()) {
            Some(Presence::Patch) => (
                quote!(inside #fields.into_value()),
                quote!(inside #fields.as_value()),
            ),
            _ => (quote!(inside #fields), quote!(&inside #fields)),
        };
        into_list.extend(quote!(.flat_map(|inside| #owned)));
        iter.extend(quote!(.flat_map(|inside| #borrowed)));
        // A list that can be missing is in an `Option`.
        if after.is_empty() && end.is_some() {
            into_list.extend(quote!(.flatten()));
            iter.extend(quote!(.flatten()));
        }
        rest = after;
    }
    List {
        is_empty: quote!(#iter.next().is_none()),
        into_list,
        iter,
    }
}

/// A list that is always there, apart from the last field.
fn plain_list(list: &TokenStream, presence: Presence) -> List {
    let (into_list, iter, is_empty) = match presence {
        Presence::Required | Presence::Collection => (
            quote!(#list.into_iter()),
            quote!(#list.iter()),
            quote!(#list.is_empty()),
        ),
        Presence::Nullable | Presence::Optional => (
            quote!(#list.into_iter().flatten()),
            quote!(#list.iter().flatten()),
            quote!(#list.as_ref().is_none_or(Vec::is_empty)),
        ),
        Presence::Patch => (
            quote!(#list.into_value().into_iter().flatten()),
            quote!(#list.as_value().into_iter().flatten()),
            quote!(#list.as_value().is_none_or(Vec::is_empty)),
        ),
    };
    List {
        into_list,
        iter,
        is_empty,
    }
}
