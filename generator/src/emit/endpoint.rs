//! Operations: a function of the client each, and the request that it begins.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::format::{Block, list_call, too_many, type_text};
use super::imports::{Imports, Part};
use super::{File, docs, format, parameter, request_body, response};
use crate::ir::{Api, Body, Call, Docs, Group, Method, Operation, Output, Paging, Parameter};
use crate::names::Name;

/// The file of one tag.
pub(super) fn group(api: &Api, group: &Group) -> File {
    let mut imports = Imports::new(Part::Endpoints);
    let constants = group
        .operations
        .iter()
        .map(|operation| constant(operation, &mut imports))
        .collect::<Vec<_>>();
    let functions: Vec<TokenStream> = group
        .operations
        .iter()
        .flat_map(|operation| operation.calls.iter().map(move |call| (operation, call)))
        .map(|(operation, call)| function(api, operation, call, &mut imports))
        .collect();
    let mut blocks: Vec<Block> = vec![
        quote!(#(#constants)*).into(),
        quote!(impl Client { #(#functions)* }).into(),
    ];
    for operation in &group.operations {
        for call in &operation.calls {
            blocks.extend(request(api, operation, call, &mut imports));
        }
        blocks.extend(response::declarations(api, operation, &mut imports).map(Block::Text));
    }
    let intro = docs::text(&group.docs, "");
    let path = format!("endpoints/{}.rs", group.module);
    format::file_with_intro(&path, &intro, &imports.items(), blocks)
}

/// What the runtime has to know of an operation.
fn constant(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let (kind, methods) = (imports.runtime("Operation"), imports.runtime("Method"));
    let (name, id, path) = (&operation.constant, &operation.id, &operation.path);
    let success = response::numbers(&operation.success);
    let method = match operation.method {
        Method::Get => quote!(GET),
        Method::Put => quote!(PUT),
        Method::Post => quote!(POST),
        Method::Delete => quote!(DELETE),
        Method::Options => quote!(OPTIONS),
        Method::Head => quote!(HEAD),
        Method::Patch => quote!(PATCH),
        Method::Trace => quote!(TRACE),
    };
    let idempotent = (operation.idempotent).map(|idempotent| quote!(.idempotent(#idempotent)));
    let accept = operation
        .accept
        .iter()
        .map(|accept| quote!(.accept(#accept)));
    let server = operation.base_url.iter().map(|url| quote!(.server(#url)));
    let security = operation.security.iter().map(|alternatives| {
        let alternatives = alternatives.iter().map(|schemes| quote!(&[#(#schemes),*]));
        quote!(.security(&[#(#alternatives),*]))
    });
    quote! {
        static #name: #kind =
            #kind::new(#id, #methods::#method, #path, &[#(#success),*]) #idempotent #(#accept)* #(#server)* #(#security)*;
    }
}

/// The function of the client that begins a request.
fn function(api: &Api, operation: &Operation, call: &Call, imports: &mut Imports) -> TokenStream {
    let (name, type_name, constant) = (&call.name, &call.type_name, &operation.constant);
    let body = call.body.as_ref().filter(|body| body.required);
    let said: Vec<(&Name, &Docs)> = call
        .required
        .iter()
        .map(|parameter| (&parameter.name, &parameter.docs))
        .chain(body.map(|body| (&body.name, &body.docs)))
        .collect();
    let docs = docs::function(&call.docs, &format!("{}.", docs::span(&call.id)), &said);
    let deprecated = call.docs.deprecated.then(|| quote!(#[deprecated]));
    let mut arguments = Vec::new();
    let mut steps = TokenStream::new();
    for parameter in &call.required {
        let (argument, step) = parameter::argument(api, parameter, imports);
        // A flag takes none.
        arguments.extend((!argument.is_empty()).then_some(argument));
        steps.extend(step);
    }
    let mut before = None;
    if let Some(body) = body {
        let (argument, prepared, step) = request_body::step(api, body, imports);
        arguments.push(argument);
        before = prepared;
        steps.extend(step);
    }
    let allow = too_many(arguments.len() + 1);
    quote! {
        #docs
        #deprecated
        #allow
        pub fn #name(&self #(, #arguments)*) -> #type_name {
            #before
            #type_name { request: self.inner.request(&#constant) #steps }
        }
    }
}

/// The type of a request with its setters.
fn request(api: &Api, operation: &Operation, call: &Call, imports: &mut Imports) -> Vec<Block> {
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
            .filter(|body| !body.required)
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
    if !methods.is_empty() {
        blocks.push(quote!(impl #type_name { #(#methods)* }).into());
    }
    // Whoever asks for several answers wants each as a whole.
    let is_one = operation.paging.is_none() && !call.is_split();
    let (decode, output) = match &operation.output {
        Output::Events(ty) if is_one => response::event(api, ty, imports),
        output => response::output(api, output, imports),
    };
    let error = response::error(api, &operation.error, imports);
    let [decode, output, error] = [decode, output, error].map(|ty| type_text(&ty));
    let read = match &operation.output {
        Output::Events(_) if is_one => format!("events({decode} => {output})"),
        _ => format!("{decode} => {output}"),
    };
    let mut parts = vec![type_name.to_string(), read, error];
    if operation.output == Output::Bytes && is_one {
        parts.push("stream".to_owned());
    }
    parts.extend(operation.paging.as_ref().map(pages));
    parts.extend(call.is_split().then(|| "chunks".to_owned()));
    blocks.push(Block::Text(list_call("request_methods", &parts)));
    blocks
}

/// How pages are asked for, as the runtime is told.
fn pages(paging: &Paging) -> String {
    let [page, per_page] = [&paging.page, &paging.per_page].map(|wire| Literal::string(wire));
    let most = match paging.most {
        Some(most) => format!("Some({most})"),
        None => "None".to_owned(),
    };
    format!("pages({page}, {per_page}, {most})")
}

fn setter(api: &Api, parameter: &Parameter, imports: &mut Imports) -> TokenStream {
    let (name, docs) = (
        &parameter.name,
        docs::item(
            &parameter.docs,
            &format!("Sends {}.", docs::span(&parameter.wire)),
        ),
    );
    let deprecated = parameter.docs.deprecated.then(|| quote!(#[deprecated]));
    let (argument, step) = parameter::setter(api, parameter, imports);
    let argument = (!argument.is_empty()).then(|| quote!(, #argument));
    quote! {
        #docs
        #deprecated
        pub fn #name(self #argument) -> Self {
            #step
        }
    }
}

fn body_setter(api: &Api, body: &Body, imports: &mut Imports) -> TokenStream {
    let (name, docs) = (&body.name, docs::item(&body.docs, "Sends a body."));
    let (argument, before, step) = request_body::step(api, body, imports);
    quote! {
        #docs
        pub fn #name(self, #argument) -> Self {
            #before
            Self { request: self.request #step }
        }
    }
}
