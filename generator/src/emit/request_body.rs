//! Bodies of requests: what a caller gives for one, and the call that puts it into the request.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::imports::Imports;
use super::model::holds_integer_id;
use super::parameter::{count_tokens, list};
use super::types::{argument, rust};
use crate::ir::{Api, Body, BodyContent, Type};
use crate::names::Name;

/// The value of a body as it is written: ids as numbers, if the document wants them so.
fn written(api: &Api, ty: &Type, name: &Name) -> TokenStream {
    if holds_integer_id(api, ty) {
        quote!(&runtime::integers(&#name))
    } else {
        quote!(&#name)
    }
}

/// The argument of a body that is one value, and what makes the value of it.
fn whole(
    api: &Api,
    ty: &Type,
    name: &Name,
    imports: &mut Imports,
) -> (TokenStream, Option<TokenStream>) {
    let (taken, value) = argument(api, ty, &quote!(#name), imports);
    let is_made = value.to_string() != name.as_str();
    let before = is_made.then(|| {
        let ty = rust(api, ty, imports);
        quote!(let #name: #ty = #value;)
    });
    (quote!(#name: #taken), before)
}

/// The argument of a body, what has to be done beforehand, and the call that puts it into the request.
pub(super) fn step(
    api: &Api,
    body: &Body,
    imports: &mut Imports,
) -> (TokenStream, Option<TokenStream>, TokenStream) {
    let name = &body.name;
    let json = |value: TokenStream| match &body.wrapper {
        Some(wrapper) => quote!(.json_field(#wrapper, #value)),
        None => quote!(.json(#value)),
    };
    match &body.content {
        BodyContent::Json { ty, media_type } => {
            let (taken, before) = whole(api, ty, name, imports);
            let value = written(api, ty, name);
            let step = match media_type {
                Some(media_type) => quote!(.json_as(#media_type, #value)),
                None => json(value),
            };
            (taken, before, step)
        }
        BodyContent::Form(ty) => {
            let (taken, before) = whole(api, ty, name, imports);
            (taken, before, quote!(.form(&#name)))
        }
        BodyContent::Parts => {
            let part = imports.runtime("Part");
            (
                quote!(#name: impl IntoIterator<Item = (impl Into<String>, impl Into<#part>)>),
                None,
                quote!(.parts(#name)),
            )
        }
        BodyContent::Text(media_type) => (
            quote!(#name: impl Into<String>),
            None,
            quote!(.text(#media_type, #name.into())),
        ),
        BodyContent::Bytes(media_type) => (
            quote!(#name: impl Into<runtime::Bytes>),
            None,
            quote!(.bytes(#media_type, #name.into())),
        ),
        BodyContent::List {
            item,
            split: Some(most),
            ..
        } => {
            let (argument, values) = list(api, item, &quote!(#name), imports);
            let wire = body.wrapper.as_deref().unwrap_or_default();
            let most = Literal::u64_unsuffixed(*most);
            (
                quote!(#name: #argument),
                None,
                quote!(.json_items(#wire, #values, #most)),
            )
        }
        BodyContent::List { item, count, .. } => {
            let item_type = item;
            let (argument, collected) = argument(
                api,
                &Type::List(Box::new(item.clone())),
                &quote!(#name),
                imports,
            );
            let item = rust(api, item, imports);
            let collected = collected.into_token_stream();
            let what = body.wrapper.as_deref().unwrap_or("body");
            let check =
                count_tokens(*count).map(|count| quote!(.check_items(#what, #name.len(), #count)));
            let json = json(written(api, item_type, name));
            (
                quote!(#name: #argument),
                Some(quote!(let #name: Vec<#item> = #collected;)),
                quote!(#check #json),
            )
        }
        BodyContent::Joined { item, count, split } => {
            let (argument, values) = list(api, item, &quote!(#name), imports);
            if let Some(most) = split {
                let wire = body.wrapper.as_deref().unwrap_or_default();
                let most = Literal::u64_unsuffixed(*most);
                let step = quote!(.joined_items(#wire, #values, #most));
                return (quote!(#name: #argument), None, step);
            }
            let items = count_tokens(*count).map(|count| quote!(.items(#count)));
            let what = body.wrapper.as_deref().unwrap_or("body");
            (
                quote!(#name: #argument),
                None,
                quote!(.json_joined(#what, runtime::comma(#values) #items)),
            )
        }
    }
}
