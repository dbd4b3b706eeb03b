//! Error bodies that say which items of a list they are about.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::print::imports::Imports;
use crate::ir::{Api, Presence, Struct, TypeDef};

/// How the runtime finds what an object with `x-errors` says of each item.
pub(super) fn item_errors(
    api: &Api,
    def: &TypeDef,
    shape: &Struct,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let errors = shape.item_errors.as_ref()?;
    let (name, list, index) = (&def.name, &errors.list, &errors.index);
    let reason = imports.local(api.types.get(&errors.reason)?);
    let list = match errors.list_presence {
        Presence::Required | Presence::Collection => quote!(self.#list.iter()),
        Presence::Nullable | Presence::Optional => quote!(self.#list.iter().flatten()),
        Presence::Patch => quote!(self.#list.as_value().into_iter().flatten()),
    };
    let index = match errors.index_presence {
        Presence::Required | Presence::Collection => quote!(usize::try_from(error.#index).ok()),
        Presence::Nullable | Presence::Optional => {
            quote!(error.#index.and_then(|index| index.try_into().ok()))
        }
        Presence::Patch => {
            quote!(error.#index.as_value().and_then(|index| (*index).try_into().ok()))
        }
    };
    Some(quote! {
        impl runtime::ItemErrors for #name {
            type Reason = #reason;

            fn item_errors(&self) -> impl Iterator<Item = (Option<usize>, &#reason)> {
                #list.map(|error| (#index, error))
            }
        }
    })
}
