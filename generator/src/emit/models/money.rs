//! Amounts of money, each in three fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::print::docs;
use crate::ir::{Docs, Struct, TypeDef};

/// A method for each amount that `x-money` names.
pub(super) fn money(def: &TypeDef, shape: &Struct) -> Option<TokenStream> {
    if shape.money.is_empty() {
        return None;
    }
    let name = &def.name;
    let methods = shape.money.iter().map(|money| {
        let (method, amount) = (&money.method, &money.amount);
        let (unit, currency) = (&money.unit, &money.currency);
        let docs = docs::item(&Docs {
            summary: Some(format!(
                "`{}` as an exact amount of money.",
                money.wire_name
            )),
            description: Some(
                "It is `None` if the amount, its unit or its currency is missing.".to_owned(),
            ),
            ..Docs::default()
        });
        quote! {
            #docs
            pub fn #method(&self) -> Option<runtime::Money> {
                runtime::private::money(&self.#amount, &self.#unit, &self.#currency)
            }
        }
    });
    Some(quote! {
        impl #name {
            #(#methods)*
        }
    })
}
