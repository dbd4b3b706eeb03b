//! Bodies of requests: what a caller passes for one, and the call that puts it into the request.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::print::imports::Imports;
use super::super::print::types::{argument as argument_of, rust};
use super::parameter::{count_tokens, list};
use crate::ir::{
    Api, Argument, Body, BodyContent, Framing, Items, Passed, Split, Switch, SwitchPlace, Type,
    Value,
};
use crate::names::Name;

/// The call that sets the property by which a server chooses the kind of its response.
pub(super) fn switch(switch: &Switch) -> TokenStream {
    let (property, value) = (&switch.property, &switch.value);
    match switch.place {
        SwitchPlace::Json => quote!(.json_always(#property, #value)),
        SwitchPlace::Form => quote!(.field(#property, #value)),
        SwitchPlace::Parts => quote!(.part(#property, #value)),
    }
}

/// How a body goes into a request.
pub(super) struct Step {
    /// The argument.
    pub(super) argument: TokenStream,
    /// A statement that is needed beforehand.
    pub(super) before: Option<TokenStream>,
    /// The call that puts it into the request.
    pub(super) call: TokenStream,
}

/// Prints how a body goes into a request.
pub(super) fn step(api: &Api, body: &Body, imports: &mut Imports<'_>) -> Step {
    let name = &body.name;
    let step = match &body.content {
        BodyContent::Json { value, media_type } => {
            let written = written(name, value.has_integer_ids);
            let call = match media_type {
                Some(media_type) => quote!(.json_as(#media_type, #written)),
                None => json(body, &written),
            };
            whole(api, name, value, call, imports)
        }
        BodyContent::Form(value) => whole(api, name, value, quote!(.form(&#name)), imports),
        BodyContent::Parts => {
            let part = imports.runtime("Part");
            let argument = quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#part>)>);
            simple(argument, quote!(.parts(#name)))
        }
        BodyContent::Text(media_type) => simple(
            quote!(impl Into<String>),
            quote!(.text(#media_type, #name.into())),
        ),
        BodyContent::Bytes(media_type) => simple(
            quote!(impl Into<runtime::Upload>),
            quote!(.upload(#media_type, #name)),
        ),
        BodyContent::Lines {
            items,
            framing,
            media_type,
        } => lines(api, name, items, (*framing, media_type), imports),
        BodyContent::List(items) => json_items(api, body, items, imports),
        BodyContent::Joined(items) => joined_items(api, body, items, imports),
    };
    let argument = &step.argument;
    if let (Passed::ArgumentOrNone, BodyContent::Json { value, .. }) = (body.passed, &body.content)
    {
        let (ty, call) = (rust(api, &value.ty, imports), &step.call);
        return Step {
            argument: quote!(#name: impl Into<Option<#ty>>),
            before: None,
            call: quote!(.with_some(#name.into(), |request, #name: #ty| request #call)),
        };
    }
    Step {
        argument: quote!(#name: #argument),
        ..step
    }
}

fn simple(argument: TokenStream, call: TokenStream) -> Step {
    Step {
        argument,
        before: None,
        call,
    }
}

/// A body that is one value.
fn whole(
    api: &Api,
    name: &Name,
    value: &Value,
    call: TokenStream,
    imports: &mut Imports<'_>,
) -> Step {
    let (argument, made) = argument_of(api, &value.argument, name, imports);
    let is_exact = matches!(value.argument, Argument::Exact(_));
    Step {
        argument,
        before: (!is_exact).then(|| bound(api, name, &value.ty, &made, imports)),
        call,
    }
}

/// A body that is several values, written as a JSON array.
fn json_items(api: &Api, body: &Body, items: &Items, imports: &mut Imports<'_>) -> Step {
    let name = &body.name;
    if let Some(Split::Chunks(most)) = items.split {
        let (argument, values) = list(api, items, name, imports);
        return simple(argument, split(body, &quote!(json_items), &values, most));
    }
    let argument = Argument::Items(Box::new(items.argument.clone()));
    let (argument, made) = argument_of(api, &argument, name, imports);
    let ty = Type::List(Box::new(items.ty.clone()));
    let wire_name = wire_name(body);
    let check = count_tokens(items.count)
        .map(|count| quote!(.check_items(#wire_name, #name.len(), #count)));
    let json = json(body, &written(name, items.has_integer_ids));
    Step {
        argument,
        before: Some(bound(api, name, &ty, &made, imports)),
        call: quote!(#check #json),
    }
}

/// A body that is several values, each written as JSON for itself.
fn lines(
    api: &Api,
    name: &Name,
    items: &Items,
    (framing, media_type): (Framing, &str),
    imports: &mut Imports<'_>,
) -> Step {
    let argument = Argument::Items(Box::new(items.argument.clone()));
    let (argument, made) = argument_of(api, &argument, name, imports);
    let ty = Type::List(Box::new(items.ty.clone()));
    let method = match framing {
        Framing::Lines => quote!(json_lines),
        Framing::Sequence => quote!(json_sequence),
    };
    let written = match items.has_integer_ids {
        true => quote!(#name.iter().map(runtime::private::integers)),
        false => quote!(&#name),
    };
    Step {
        argument,
        before: Some(bound(api, name, &ty, &made, imports)),
        call: quote!(.#method(#media_type, #written)),
    }
}

/// A body that is several values, written as one string.
fn joined_items(api: &Api, body: &Body, items: &Items, imports: &mut Imports<'_>) -> Step {
    let (argument, values) = list(api, items, &body.name, imports);
    let call = match items.split {
        Some(Split::Chunks(most)) => split(body, &quote!(joined_items), &values, most),
        _ => {
            let count = count_tokens(items.count).map(|count| quote!(.items(#count)));
            let wire_name = wire_name(body);
            quote!(.json_joined(#wire_name, runtime::comma(#values) #count))
        }
    };
    simple(argument, call)
}

/// The call for a list that can be sent in several requests.
fn split(body: &Body, method: &TokenStream, values: &TokenStream, most: u64) -> TokenStream {
    let wrapper = body.wrapper.as_deref().unwrap_or_default();
    let most = Literal::u64_unsuffixed(most);
    quote!(.#method(#wrapper, #values, #most))
}

/// The name by which refusals call the value.
fn wire_name(body: &Body) -> &str {
    body.wrapper.as_deref().unwrap_or("body")
}

/// The statement that makes the value out of what the caller passed.
fn bound(
    api: &Api,
    name: &Name,
    ty: &Type,
    value: &TokenStream,
    imports: &mut Imports<'_>,
) -> TokenStream {
    let ty = rust(api, ty, imports);
    quote!(let #name: #ty = #value;)
}

/// The value of a body as it is written.
fn written(name: &Name, has_integer_ids: bool) -> TokenStream {
    match has_integer_ids {
        true => quote!(&runtime::private::integers(&#name)),
        false => quote!(&#name),
    }
}

/// The call for a value that is written as JSON, in its wrapper if it has one.
fn json(body: &Body, value: &TokenStream) -> TokenStream {
    match &body.wrapper {
        Some(wrapper) => quote!(.json_field(#wrapper, #value)),
        None => quote!(.json(#value)),
    }
}
