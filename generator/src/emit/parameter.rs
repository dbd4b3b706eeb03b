//! Parameters: what a caller gives for one, and the call that puts it into the request.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::imports::Imports;
use super::types::{self, rust, through_alias};
use crate::ir::{
    Api, Count, IdForm, ListStyle, Parameter, ParameterKind, ParameterPlace, Range, Style, Type,
};
use crate::names::{Name, Use};

/// The argument of the function that begins a request, and the step by which it goes into it.
pub(super) fn argument(
    api: &Api,
    parameter: &Parameter,
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    let method = method(parameter.place);
    step(api, parameter, &parameter.name, &method, imports)
}

/// The argument of a setter, and its body. Its name is in front of it already, so that the argument can say what kind
/// of value it is.
pub(super) fn setter(
    api: &Api,
    parameter: &Parameter,
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    let name = short_name(api, &parameter.kind);
    if parameter.place == ParameterPlace::Query {
        let (argument, step) = step(api, parameter, &name, &quote!(put), imports);
        return (argument, quote!(self #step));
    }
    let method = method(parameter.place);
    let (argument, step) = step(api, parameter, &name, &method, imports);
    (argument, quote!(Self { request: self.request #step }))
}

/// The method of a request that takes a parameter of this place.
fn method(place: ParameterPlace) -> TokenStream {
    match place {
        ParameterPlace::Path => quote!(path),
        ParameterPlace::Query => quote!(query),
        ParameterPlace::Header => quote!(header),
        ParameterPlace::Cookie => quote!(cookie),
        ParameterPlace::Field => quote!(field),
        ParameterPlace::Part => quote!(part),
    }
}

/// The argument of a parameter, and the call that puts it into the request.
fn step(
    api: &Api,
    parameter: &Parameter,
    name: &Name,
    put: &TokenStream,
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    let wire = &parameter.wire;
    match &parameter.kind {
        ParameterKind::Flag => (TokenStream::new(), quote!(.#put(#wire, true))),
        ParameterKind::DateRange { first, last } => {
            let date = imports.runtime("Date");
            let value = quote!(runtime::DateRange::new(#first, #last));
            (
                quote!(#first: #date, #last: #date),
                quote!(.#put(#wire, #value)),
            )
        }
        ParameterKind::Single { ty, range } => {
            let (argument, value) = scalar(api, ty, &quote!(#name), imports);
            let value = match range_tokens(*range) {
                Some(range) => {
                    quote!(runtime::limited(#value, #range))
                }
                None => value,
            };
            (quote!(#name: #argument), quote!(.#put(#wire, #value)))
        }
        ParameterKind::List {
            item,
            split: Some(most),
            ..
        } => {
            let (argument, values) = list(api, item, &quote!(#name), imports);
            let most = Literal::u64_unsuffixed(*most);
            (
                quote!(#name: #argument),
                quote!(.query_items(#wire, #values, #most)),
            )
        }
        ParameterKind::List {
            item, style, count, ..
        } => {
            let (argument, values) = list(api, item, &quote!(#name), imports);
            let join = match style {
                ListStyle::Comma => quote!(runtime::comma),
                ListStyle::Repeat => quote!(runtime::repeat),
            };
            let items = count_tokens(*count).map(|count| quote!(.items(#count)));
            (
                quote!(#name: #argument),
                quote!(.#put(#wire, #join(#values) #items)),
            )
        }
        ParameterKind::Styled {
            ty,
            style,
            explode,
            reserved,
        } => {
            let (argument, value) = types::argument(api, ty, &quote!(#name), imports);
            let made = value.to_string() != name.as_str();
            let value = match made {
                true => {
                    let ty = rust(api, ty, imports);
                    quote!({ let #name: #ty = #value; #name })
                }
                false => value,
            };
            let style = style_tokens(*style);
            let explode = explode.then(|| quote!(.explode()));
            let reserved = reserved.then(|| quote!(.reserved()));
            (
                quote!(#name: #argument),
                quote!(.#put(#wire, runtime::styled(&#value, runtime::Style::#style) #explode #reserved)),
            )
        }
        ParameterKind::File => {
            let part = imports.runtime("Part");
            (quote!(#name: impl Into<#part>), quote!(.file(#wire, #name)))
        }
        ParameterKind::Files => {
            let part = imports.runtime("Part");
            (
                quote!(#name: impl IntoIterator<Item = impl Into<#part>>),
                quote!(.files(#wire, #name)),
            )
        }
    }
}

fn style_tokens(style: Style) -> TokenStream {
    match style {
        Style::Form => quote!(Form),
        Style::Simple => quote!(Simple),
        Style::Matrix => quote!(Matrix),
        Style::Label => quote!(Label),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::TabDelimited => quote!(TabDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::DeepObject => quote!(DeepObject),
        Style::Json => quote!(Json),
    }
}

/// `id`, `ids`, `value` or `values`.
fn short_name(api: &Api, kind: &ParameterKind) -> Name {
    let is_id = |ty: &Type| matches!(through_alias(api, ty), Type::Id(_));
    let word = match kind {
        ParameterKind::Single { ty, .. } if is_id(ty) => "id",
        ParameterKind::List { item, .. } if is_id(item) => "ids",
        ParameterKind::List { .. } => "values",
        ParameterKind::File => "file",
        ParameterKind::Files => "files",
        _ => "value",
    };
    crate::names::name(word, Use::Value)
}

/// What a caller gives for one value, and what the runtime takes for it.
fn scalar(
    api: &Api,
    ty: &Type,
    name: &TokenStream,
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    match through_alias(api, ty) {
        Type::String => (quote!(impl AsRef<str>), quote!(#name.as_ref())),
        Type::Id(form) => {
            let id = imports.runtime("Id");
            let value = match form {
                IdForm::Integer => {
                    quote!(runtime::integer_id(#name))
                }
                IdForm::String => quote!(Into::<#id>::into(#name)),
            };
            (quote!(impl Into<#id>), value)
        }
        _ => (rust(api, ty, imports), name.clone()),
    }
}

/// What a caller gives for several values, and what the runtime takes for them.
pub(super) fn list(
    api: &Api,
    item: &Type,
    name: &TokenStream,
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    match through_alias(api, item) {
        Type::String => (
            quote!(impl IntoIterator<Item = impl Into<String>>),
            quote!(#name.into_iter().map(Into::<String>::into)),
        ),
        Type::Id(form) => {
            let id = imports.runtime("Id");
            let map = match form {
                IdForm::Integer => quote!(runtime::integer_id),
                IdForm::String => quote!(Into::<#id>::into),
            };
            (
                quote!(impl IntoIterator<Item = impl Into<#id>>),
                quote!(#name.into_iter().map(#map)),
            )
        }
        _ => {
            let item = rust(api, item, imports);
            (quote!(impl IntoIterator<Item = #item>), name.clone())
        }
    }
}

fn range_tokens(range: Range) -> Option<TokenStream> {
    let literal = Literal::i64_unsuffixed;
    let (min, max) = (range.min.map(literal), range.max.map(literal));
    (min.is_some() || max.is_some()).then(|| between(min, max))
}

pub(super) fn count_tokens(count: Count) -> Option<TokenStream> {
    let literal = Literal::u64_unsuffixed;
    // That there are none or more goes without saying.
    let (min, max) = (
        count.min.filter(|min| *min > 0).map(literal),
        count.max.map(literal),
    );
    (min.is_some() || max.is_some()).then(|| between(min, max))
}

fn between(min: Option<impl ToTokens>, max: Option<impl ToTokens>) -> TokenStream {
    match (min, max) {
        (Some(min), Some(max)) => quote!(#min..=#max),
        (Some(min), None) => quote!(#min..),
        (None, Some(max)) => quote!(..=#max),
        (None, None) => quote!(..),
    }
}
