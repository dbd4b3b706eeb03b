//! Parameters: what a caller passes for one, and the call that puts it into the request.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::super::print::imports::Imports;
use super::super::print::types::{argument as argument_of, rust};
use crate::ir::{
    Api, Argument, Count, Items, ListStyle, Parameter, ParameterKind, ParameterPlace, Range, Split,
    Style, Value,
};
use crate::names::Name;

/// The method of a request that takes a parameter of this place.
fn method(place: ParameterPlace) -> TokenStream {
    match place {
        ParameterPlace::Path => quote!(path),
        ParameterPlace::Query => quote!(query),
        ParameterPlace::QueryString => quote!(query_string),
        ParameterPlace::Header => quote!(header),
        ParameterPlace::Cookie => quote!(cookie),
        ParameterPlace::PlainCookie => quote!(plain_cookie),
        ParameterPlace::Field => quote!(field),
        ParameterPlace::Part => quote!(part),
    }
}

/// The argument of a parameter, and the call that puts it into the request.
pub(super) fn step(
    api: &Api,
    parameter: &Parameter,
    imports: &mut Imports<'_>,
) -> (TokenStream, TokenStream) {
    let name = &parameter.value_name;
    let (taken, step) = match &parameter.kind {
        ParameterKind::Flag => {
            return (TokenStream::new(), putting(parameter, &quote!(true)));
        }
        ParameterKind::DateRange { first, last } => {
            let date = imports.runtime("Date");
            let value = quote!(runtime::DateRange::new(#first, #last));
            let step = putting(parameter, &value);
            return (quote!(#first: #date, #last: impl Into<Option<#date>>), step);
        }
        ParameterKind::Single { value, range } => {
            let (taken, value) = scalar(api, value, name, imports);
            let value = match range_tokens(*range) {
                Some(range) => quote!(runtime::limited(#value, #range)),
                None => value,
            };
            (taken, putting(parameter, &value))
        }
        ParameterKind::List { items, style } => {
            let (taken, values) = list(api, items, name, imports);
            (taken, putting_list(parameter, items, *style, &values))
        }
        ParameterKind::Styled {
            value,
            style,
            explode,
            reserved,
            needs_item,
        } => {
            let (taken, value) = shaped(api, value, name, imports);
            let part = json_part(parameter, *style, &value, *needs_item);
            let step = part.unwrap_or_else(|| {
                let reserved = reserved.then(|| reserved_in(parameter.place));
                let styled = styled(*style, &value, *explode);
                let not_empty = needs_item.then(|| quote!(.not_empty()));
                putting(parameter, &quote!(#styled #reserved #not_empty))
            });
            (taken, step)
        }
        ParameterKind::Empty => {
            let wire_name = &parameter.wire_name;
            return (TokenStream::new(), quote!(.query_or_empty(#wire_name, "")));
        }
        ParameterKind::File | ParameterKind::Files { .. } | ParameterKind::Content => {
            files(parameter, imports)
        }
        ParameterKind::Additional => {
            return additional(parameter, imports);
        }
    };
    let headers = part_headers(parameter);
    (quote!(#name: #taken), quote!(#step #headers))
}

/// The call for a part in JSON, or for one whose media type follows from its value. Each item of a list is a part, in the media
/// type that is stated or that follows from the item.
fn json_part(
    parameter: &Parameter,
    style: Style,
    value: &TokenStream,
    needs_item: bool,
) -> Option<TokenStream> {
    let wire_name = &parameter.wire_name;
    Some(match (parameter.place, style, &parameter.media_type) {
        (ParameterPlace::Part, Style::Json, None) => quote!(.json_part(#wire_name, &#value)),
        (ParameterPlace::Part, Style::Json, Some(media_type)) => {
            quote!(.json_part_as(#wire_name, #media_type, &#value))
        }
        (ParameterPlace::Part, Style::ByKind, Some(media_type)) => {
            let counted = needs_item.then(|| quote!(.count_parts(#wire_name, 1..)));
            quote!(.json_parts_as(#wire_name, #media_type, &#value) #counted)
        }
        (ParameterPlace::Part, Style::ByKind, None) if needs_item => {
            quote!(.value_part_not_empty(#wire_name, &#value))
        }
        (ParameterPlace::Part, Style::ByKind, None) => quote!(.value_part(#wire_name, &#value)),
        _ => return None,
    })
}

/// The arguments and the call for a part that the document does not name.
fn additional(parameter: &Parameter, imports: &mut Imports<'_>) -> (TokenStream, TokenStream) {
    let name = &parameter.value_name;
    let part = imports.runtime("Part");
    let step = match &parameter.media_type {
        Some(media_type) => quote!(.additional_part_as(name, #media_type, #name)),
        None => quote!(.additional_part(name, #name)),
    };
    (
        quote!(name: impl Into<String>, #name: impl Into<#part>),
        step,
    )
}

/// The calls for the headers of a part.
fn part_headers(parameter: &Parameter) -> TokenStream {
    let wire_name = &parameter.wire_name;
    let headers = parameter.part.headers.iter();
    let calls = headers.map(|header| {
        let name = &header.name;
        match &header.value {
            Some(value) => quote!(.part_header(#wire_name, #name, #value)),
            None => quote!(.require_part_header(#wire_name, #name)),
        }
    });
    calls.collect()
}

/// The call that keeps reserved characters.
fn reserved_in(place: ParameterPlace) -> TokenStream {
    match place {
        ParameterPlace::Path => quote!(.reserved_in_path()),
        ParameterPlace::Cookie => quote!(.reserved_in_cookie()),
        _ => quote!(.reserved()),
    }
}

/// The call that puts a value into the request. A part can be text of another media type than the usual one.
fn putting(parameter: &Parameter, value: &TokenStream) -> TokenStream {
    let (method, wire_name) = (method(parameter.place), &parameter.wire_name);
    match &parameter.media_type {
        Some(media_type) if parameter.place == ParameterPlace::Part => {
            quote!(.part_as(#wire_name, #media_type, #value))
        }
        _ if parameter.place == ParameterPlace::Query && parameter.allows_empty => {
            quote!(.query_or_empty(#wire_name, #value))
        }
        _ => quote!(.#method(#wire_name, #value)),
    }
}

/// The call that puts a list into the request.
fn putting_list(
    parameter: &Parameter,
    items: &Items,
    style: ListStyle,
    values: &TokenStream,
) -> TokenStream {
    match items.split {
        Some(Split::Chunks(most)) => split_items(&parameter.wire_name, values, most),
        Some(Split::Pages) => {
            let wire_name = &parameter.wire_name;
            let list = joined(style, values, items.count);
            quote!(.query_list(#wire_name, #list))
        }
        None => putting(parameter, &joined(style, values, items.count)),
    }
}

/// A list that can be sent in several requests.
fn split_items(wire_name: &str, values: &TokenStream, most: u64) -> TokenStream {
    let most = Literal::u64_unsuffixed(most);
    quote!(.query_items(#wire_name, #values, #most))
}

/// The values of a list as the runtime joins them.
fn joined(style: ListStyle, values: &TokenStream, count: Count) -> TokenStream {
    let join = match style {
        ListStyle::Comma => quote!(comma),
        ListStyle::Repeat => quote!(repeat),
        ListStyle::Space => quote!(spaces),
        ListStyle::Tab => quote!(tabs),
        ListStyle::Pipe => quote!(pipes),
    };
    let items = count_tokens(count).map(|count| quote!(.items(#count)));
    quote!(runtime::#join(#values) #items)
}

/// A value of any shape as the runtime writes it.
fn styled(style: Style, value: &TokenStream, explode: bool) -> TokenStream {
    let style = match style {
        Style::Form => quote!(Form),
        Style::Simple => quote!(Simple),
        Style::Matrix => quote!(Matrix),
        Style::Label => quote!(Label),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::TabDelimited => quote!(TabDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::DeepObject => quote!(DeepObject),
        Style::Json => quote!(Json),
        Style::ByKind => quote!(ByKind),
    };
    let explode = explode.then(|| quote!(.explode()));
    quote!(runtime::styled(#value, runtime::Style::#style) #explode)
}

/// The call that refuses another number of parts of one name.
fn counted(wire_name: &str, count: Count) -> Option<TokenStream> {
    let count = count_tokens(count)?;
    Some(quote!(.count_parts(#wire_name, #count)))
}

/// Files: the type of the argument, and the call that puts them into the request.
fn files(parameter: &Parameter, imports: &mut Imports<'_>) -> (TokenStream, TokenStream) {
    let (name, wire_name) = (&parameter.value_name, &parameter.wire_name);
    let part = imports.runtime("Part");
    let is_single = !matches!(parameter.kind, ParameterKind::Files { .. });
    let taken = match is_single {
        true => quote!(impl Into<#part>),
        false => quote!(impl IntoIterator<Item = impl Into<#part>>),
    };
    let media_type = parameter
        .media_type
        .iter()
        .map(|media_type| quote!(, #media_type));
    let media_type: TokenStream = media_type.collect();
    let media_types = &parameter.part.media_types;
    let counted = match parameter.kind {
        ParameterKind::Files { count } => counted(wire_name, count),
        _ => None,
    };
    if !media_types.is_empty() {
        let put = match parameter.kind {
            ParameterKind::Content => quote!(part_in),
            ParameterKind::Files { .. } => quote!(files_in),
            _ => quote!(file_in),
        };
        return (
            taken,
            quote!(.#put(#wire_name, &[#(#media_types),*], #name) #counted),
        );
    }
    let put = match (is_single, &parameter.media_type) {
        (true, Some(_)) => quote!(file_as),
        (true, None) => quote!(file),
        (false, Some(_)) => quote!(files_as),
        (false, None) => quote!(files),
    };
    (taken, quote!(.#put(#wire_name #media_type, #name) #counted))
}

/// The argument for a value of any shape, and the value that the runtime takes.
fn shaped(
    api: &Api,
    value: &Value,
    name: &Name,
    imports: &mut Imports<'_>,
) -> (TokenStream, TokenStream) {
    let (argument, made) = match &value.argument {
        Argument::Items(item) => {
            let (argument, values) = iterator(api, item, false, name, imports);
            let values = match &**item {
                Argument::Into(_) => values,
                _ => quote!(#values.into_iter()),
            };
            (argument, quote!(#values.collect::<Vec<_>>()))
        }
        argument => converted(api, argument, false, name, imports),
    };
    match value.has_integer_ids {
        true => (argument, quote!(runtime::private::integers(&#made))),
        false => (argument, made),
    }
}

/// The argument for one value, and the value that the runtime takes.
fn scalar(
    api: &Api,
    value: &Value,
    name: &Name,
    imports: &mut Imports<'_>,
) -> (TokenStream, TokenStream) {
    converted(api, &value.argument, value.has_integer_ids, name, imports)
}

fn converted(
    api: &Api,
    argument: &Argument,
    is_integer_id: bool,
    name: &Name,
    imports: &mut Imports<'_>,
) -> (TokenStream, TokenStream) {
    match argument {
        Argument::Into(ty) => {
            let ty = rust(api, ty, imports);
            let value = match is_integer_id {
                true => quote!(runtime::integer_id(#name)),
                false => quote!(Into::<#ty>::into(#name)),
            };
            (quote!(impl Into<#ty>), value)
        }
        argument => argument_of(api, argument, name, imports),
    }
}

/// The argument for several values, and the values that the runtime takes.
pub(super) fn list(
    api: &Api,
    items: &Items,
    name: &Name,
    imports: &mut Imports<'_>,
) -> (TokenStream, TokenStream) {
    iterator(api, &items.argument, items.has_integer_ids, name, imports)
}

fn iterator(
    api: &Api,
    item: &Argument,
    has_integer_ids: bool,
    name: &Name,
    imports: &mut Imports<'_>,
) -> (TokenStream, TokenStream) {
    match item {
        Argument::Into(ty) => {
            let ty = rust(api, ty, imports);
            let convert = match has_integer_ids {
                true => quote!(runtime::integer_id),
                false => quote!(Into::<#ty>::into),
            };
            (
                quote!(impl IntoIterator<Item = impl Into<#ty>>),
                quote!(#name.into_iter().map(#convert)),
            )
        }
        item => {
            let (item, _) = argument_of(api, item, name, imports);
            (quote!(impl IntoIterator<Item = #item>), quote!(#name))
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
    // A lower limit of zero is none.
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
