//! Error bodies that say which items of a list they are about.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::model::{Holder, holder};
use crate::ir::{Api, Shape, Struct, TypeDef};

/// How the runtime finds what an object with `x-errors` says of each item.
pub(super) fn item_errors(
    api: &Api,
    def: &TypeDef,
    shape: &Struct,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let errors = shape.item_errors.as_ref()?;
    let reason_def = api.type_def(errors.reason)?;
    let (name, list, index) = (&def.name, &errors.list, &errors.index);
    let reason = imports.local(reason_def);
    let list_field = shape.fields.iter().find(|field| field.name == *list)?;
    let list = match holder(api, def, list_field) {
        Holder::Plain | Holder::OrEmpty => quote!(self.#list.iter()),
        Holder::OrNull | Holder::OrMissing => quote!(self.#list.iter().flatten()),
        Holder::Change => quote!(self.#list.as_value().into_iter().flatten()),
    };
    let Shape::Struct(reason_shape) = &reason_def.shape else {
        return None;
    };
    let index_field = reason_shape
        .fields
        .iter()
        .find(|field| field.name == *index)?;
    let index = match holder(api, reason_def, index_field) {
        Holder::Plain | Holder::OrEmpty => quote!(usize::try_from(error.#index).ok()),
        Holder::OrNull | Holder::OrMissing => {
            quote!(error.#index.and_then(|index| index.try_into().ok()))
        }
        Holder::Change => {
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
