//! Operations: a function of the client each, and the request that it begins.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::print::docs;
use super::super::print::format::{Block, like_a_trait_method, list_call, too_many, type_text};
use super::super::print::imports::Imports;
use super::super::print::types::rust;
use super::paging::paged;
use super::{body, parameter, response};
use crate::ir::{
    Api, Body, Call, Docs, FieldsBody, Method, Operation, Output, Parameter, Presence, ReadingKey,
    Returns, Streamed,
};
use crate::names::Name;

/// The constant that describes an operation to the runtime.
pub(super) fn constant(operation: &Operation, imports: &mut Imports<'_>) -> TokenStream {
    let kind = imports.runtime("Operation");
    let (name, id, path) = (&operation.constant, &operation.id, &operation.path);
    let success = response::list(&operation.success);
    let method = match &operation.method {
        Method::Get => Some(quote!(GET)),
        Method::Put => Some(quote!(PUT)),
        Method::Post => Some(quote!(POST)),
        Method::Delete => Some(quote!(DELETE)),
        Method::Options => Some(quote!(OPTIONS)),
        Method::Head => Some(quote!(HEAD)),
        Method::Patch => Some(quote!(PATCH)),
        Method::Trace => Some(quote!(TRACE)),
        Method::Query | Method::Other(_) => None,
    };
    let is_constant = method.is_some();
    let method = match method {
        Some(method) => {
            let methods = imports.runtime("Method");
            quote!(#methods::#method)
        }
        None => {
            let text = operation.method.as_str();
            quote!(runtime::private::method(#text))
        }
    };
    let idempotent = (operation.idempotent).map(|idempotent| quote!(.idempotent(#idempotent)));
    let key = operation.idempotency_key.iter();
    let key = key.map(|header| quote!(.idempotency_key(#header)));
    let accept = operation
        .accept
        .iter()
        .map(|accept| quote!(.accept(#accept)));
    let also = operation.alternatives.iter().map(|alternative| {
        let (media_type, function) = (&alternative.media_type, alternative.function.as_str());
        quote!((#media_type, #function))
    });
    let also = (!operation.alternatives.is_empty()).then(|| quote!(.also(&[#(#also),*])));
    let end = (operation.stream_end.iter()).map(|data| quote!(.stream_end(#data)));
    let server = operation.base_url.iter().map(|url| quote!(.server(#url)));
    let security = operation.security.iter().map(|alternatives| {
        let alternatives = alternatives.iter().map(|schemes| quote!(&[#(#schemes),*]));
        quote!(.security(&[#(#alternatives),*]))
    });
    let returns = operation.returns.as_ref().map(|returns| match returns {
        Returns::Named(parameter) => quote!(.returns_named(#parameter)),
        Returns::Sent => quote!(.returns_sent()),
    });
    let value = quote! {
        #kind::new(#id, #method, #path, #success)
            #idempotent #(#key)* #(#accept)* #also #(#end)* #(#server)* #(#security)* #returns
    };
    match is_constant {
        true => quote!(static #name: #kind = #value;),
        // No constant of `http` has the method.
        false => quote! {
            static #name: std::sync::LazyLock<#kind> = std::sync::LazyLock::new(|| #value);
        },
    }
}

/// The function of the client that begins a request.
pub(super) fn function(
    api: &Api,
    operation: &Operation,
    call: &Call,
    imports: &mut Imports<'_>,
) -> TokenStream {
    let (name, type_name, constant) = (&call.name, &call.type_name, &operation.constant);
    let passed_body = call.body.as_ref().filter(|body| body.passed.is_argument());
    let said: Vec<(&Name, &Docs)> = call
        .required
        .iter()
        .map(|parameter| (&parameter.name, &parameter.docs))
        .chain(passed_body.map(|body| (&body.name, &body.docs)))
        .collect();
    let requested = format!("{} {}", operation.method.as_str(), operation.path);
    let docs = docs::function(&call.docs, &said, &requested);
    let mut arguments = Vec::new();
    let mut steps = call
        .fields
        .as_ref()
        .map_or_else(TokenStream::new, beginning);
    for parameter in &call.required {
        let (argument, step) = parameter::step(api, parameter, imports);
        // A flag takes none.
        arguments.extend((!argument.is_empty()).then_some(argument));
        steps.extend(step);
    }
    let mut before = None;
    if let Some(body) = passed_body {
        let step = body::step(api, body, imports);
        arguments.push(step.argument);
        before = step.before;
        steps.extend(step.call);
    }
    steps.extend(call.switch.as_ref().map(body::switch));
    let allow = too_many(arguments.len() + 1);
    let like_a_trait_method = like_a_trait_method(name);
    quote! {
        #docs
        #allow
        #like_a_trait_method
        pub fn #name(&self #(, #arguments)*) -> #type_name {
            #before
            #type_name { request: self.inner.request(&#constant) #steps }
        }
    }
}

/// The calls that begin a body of fields or parts, as far as the first of them does not.
fn beginning(body: &FieldsBody) -> TokenStream {
    let order = &body.order;
    let multipart = body.media_type.iter();
    let multipart = multipart.map(|media_type| quote!(.multipart(#media_type, &[#(#order),*])));
    let empty = body.is_required.then(|| match body.has_parts {
        true => quote!(.empty_parts()),
        false => quote!(.empty_form()),
    });
    quote!(#(#multipart)* #empty)
}

/// The type of a request with its setters.
pub(super) fn request(
    api: &Api,
    operation: &Operation,
    call: &Call,
    imports: &mut Imports<'_>,
) -> Vec<Block> {
    let type_name = &call.type_name;
    let request = imports.runtime("Request");
    let docs = docs::line(&format!("A request of [`Client::{}`].", call.name));
    let mut methods: Vec<TokenStream> = call
        .optional
        .iter()
        .map(|parameter| setter(api, parameter, imports))
        .collect();
    methods.extend(
        call.body
            .iter()
            .filter(|body| !body.passed.is_argument())
            .map(|body| body_setter(api, body, imports)),
    );
    let mut blocks: Vec<Block> = vec![
        quote! {
            #docs
            #[derive(Clone, Debug)]
            #[must_use = "nothing happens until it is sent"]
            pub struct #type_name {
                request: #request,
            }
        }
        .into(),
    ];
    let keys = call.delivery.paging.iter().flat_map(|paging| &paging.keys);
    methods.extend(keys.map(|key| key_stream(api, operation, key, imports)));
    if !methods.is_empty() {
        blocks.push(quote!(impl #type_name { #(#methods)* }).into());
    }
    blocks.push(Block::Text(call_macro(api, operation, call, imports)));
    blocks
}

/// The methods that every request has, by the trait of the runtime.
fn call_macro(api: &Api, operation: &Operation, call: &Call, imports: &mut Imports<'_>) -> String {
    let delivery = &call.delivery;
    let response = match delivery.streamed {
        Some(Streamed::Events) => {
            let (data, _) = response::event(api, &operation.output, imports);
            quote!(runtime::ServerSentEvents<#data>)
        }
        Some(Streamed::Items) => response::items(api, &operation.output, imports).0,
        _ => response::output(api, &operation.output, imports).0,
    };
    let error = response::error(api, &operation.error, imports);
    let [response, error] = [response, error].map(|ty| type_text(&ty));
    let mut parts = vec![format!("{}: {response}", call.type_name), error];
    parts.extend((delivery.streamed == Some(Streamed::Bytes)).then(|| "streamed".to_owned()));
    parts.extend(delivery.paging.as_ref().map(paged));
    parts.extend(delivery.is_split.then(|| "split".to_owned()));
    list_call("call", &parts)
}

/// The method that reads a list by a key of its entries.
fn key_stream(
    api: &Api,
    operation: &Operation,
    key: &ReadingKey,
    imports: &mut Imports<'_>,
) -> TokenStream {
    let page = match &operation.output {
        Output::Json { ty, .. } => rust(api, ty, imports),
        // Only JSON has pages.
        _ => quote!(runtime::Output<Self>),
    };
    let error = response::error(api, &operation.error, imports);
    let entry = rust(api, &key.entry, imports);
    let (method, property, after) = (&key.method, &key.property, &key.after);
    let (order, value, is_constant) = (&key.order, &key.order_value, key.is_constant);
    let field = &key.field;
    let of = match key.presence {
        Presence::Required | Presence::Collection => quote!(Some(entry.#field)),
        Presence::Nullable | Presence::Optional => quote!(entry.#field),
        Presence::Patch => quote!(entry.#field.as_value().copied()),
    };
    let times = match key.is_constant {
        true => "each once",
        false => "each once, and again after a change",
    };
    let summary = format!(
        "Returns a stream of all entries by {}: {times}.",
        docs::span(property)
    );
    let docs = docs::lines(&[
        &summary,
        "None is lost if others change meanwhile, and another process can continue the stream. See\n\
         [`EntriesByKey`](runtime::EntriesByKey).",
    ]);
    quote! {
        #docs
        pub fn #method(self) -> runtime::EntriesByKey<#page, #error> {
            runtime::Call::stream_by(self, runtime::Key {
                name: #property,
                after: #after,
                order: (#order, #value),
                is_constant: #is_constant,
                of: |entry: &#entry| #of,
            })
        }
    }
}

fn setter(api: &Api, parameter: &Parameter, imports: &mut Imports<'_>) -> TokenStream {
    let (name, docs) = (&parameter.name, docs::item(&parameter.docs));
    let (argument, step) = parameter::step(api, parameter, imports);
    let argument = (!argument.is_empty()).then(|| quote!(, #argument));
    let allow = like_a_trait_method(name);
    quote! {
        #docs
        #allow
        pub fn #name(mut self #argument) -> Self {
            self.request = self.request #step;
            self
        }
    }
}

fn body_setter(api: &Api, body: &Body, imports: &mut Imports<'_>) -> TokenStream {
    let (name, docs) = (&body.name, docs::item(&body.docs));
    let body::Step {
        argument,
        before,
        call,
    } = body::step(api, body, imports);
    quote! {
        #docs
        pub fn #name(mut self, #argument) -> Self {
            #before
            self.request = self.request #call;
            self
        }
    }
}
