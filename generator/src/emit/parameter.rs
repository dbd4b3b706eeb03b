//! Parameters: what a caller gives for one, and the call that puts it into the request.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::imports::Imports;
use super::model::holds_integer_id;
use super::types::{rust, through_alias};
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
    // A text of another kind than plain.
    let (put, wire) = match &parameter.media_type {
        Some(media_type) if parameter.place == ParameterPlace::Part => {
            (&quote!(part_as), &quote!(#wire, #media_type))
        }
        _ => (put, &quote!(#wire)),
    };
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
                ListStyle::Space => quote!(runtime::spaces),
                ListStyle::Tab => quote!(runtime::tabs),
                ListStyle::Pipe => quote!(runtime::pipes),
            };
            let items = count_tokens(*count).map(|count| quote!(.items(#count)));
            (
                quote!(#name: #argument),
                quote!(.#put(#wire, #join(#values) #items)),
            )
        }
        ParameterKind::Styled {
            ty,
            style: Style::Json,
            ..
        } if parameter.place == ParameterPlace::Part => {
            let (argument, value) = shaped(api, ty, &quote!(#name), true, imports);
            (quote!(#name: #argument), quote!(.json_part(#wire, &#value)))
        }
        ParameterKind::Styled {
            ty,
            style,
            explode,
            reserved,
        } => {
            let is_json = *style == Style::Json;
            let (argument, value) = shaped(api, ty, &quote!(#name), is_json, imports);
            let style = style_tokens(*style);
            let explode = explode.then(|| quote!(.explode()));
            let reserved = reserved.then(|| quote!(.reserved()));
            (
                quote!(#name: #argument),
                quote!(.#put(#wire, runtime::styled(#value, runtime::Style::#style) #explode #reserved)),
            )
        }
        ParameterKind::File => {
            let part = imports.runtime("Part");
            let step = match &parameter.media_type {
                Some(_) => quote!(.file_as(#wire, #name)),
                None => quote!(.file(#wire, #name)),
            };
            (quote!(#name: impl Into<#part>), step)
        }
        ParameterKind::Files => {
            let part = imports.runtime("Part");
            let step = match &parameter.media_type {
                Some(_) => quote!(.files_as(#wire, #name)),
                None => quote!(.files(#wire, #name)),
            };
            (
                quote!(#name: impl IntoIterator<Item = impl Into<#part>>),
                step,
            )
        }
    }
}

/// What a caller gives for a value of any shape, and the value that the runtime takes for it: ids as numbers where that
/// can be told from a text.
fn shaped(
    api: &Api,
    ty: &Type,
    name: &TokenStream,
    is_json: bool,
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    let (argument, value) = match through_alias(api, ty) {
        Type::String => (quote!(impl AsRef<str>), quote!(#name.as_ref())),
        Type::Id(_) => {
            let id = imports.runtime("Id");
            (quote!(impl Into<#id>), quote!(Into::<#id>::into(#name)))
        }
        Type::List(item) => {
            let (argument, values) = match through_alias(api, item) {
                Type::Id(_) => list(api, &Type::Id(IdForm::String), name, imports),
                _ => list(api, item, name, imports),
            };
            // What takes any number of values is no list yet.
            let collected = if values.to_string() == name.to_string() {
                quote!(#name.into_iter().collect::<Vec<_>>())
            } else {
                quote!(#values.collect::<Vec<_>>())
            };
            (argument, collected)
        }
        _ => (rust(api, ty, imports), name.clone()),
    };
    if is_json && holds_integer_id(api, ty) {
        return (argument, quote!(runtime::integers(&#value)));
    }
    (argument, value)
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
        ParameterKind::Styled { ty, .. } if matches!(through_alias(api, ty), Type::List(_)) => {
            "values"
        }
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
