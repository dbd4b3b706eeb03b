//! Operations: a function of the client each, and the request that it begins.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::format::{Block, list_call, too_many, type_text};
use super::imports::{Imports, Part};
use super::model::holds_integer_id;
use super::types::{argument, rust, through_alias};
use super::{File, docs, format};
use crate::ir::{
    Api, Body, BodyContent, Call, Count, Docs, Group, IdForm, ListStyle, Method, Operation, Output,
    Paging, Parameter, ParameterKind, ParameterPlace, Range, Shape, Type,
};
use crate::names::{Name, Use};

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
    }
    let intro = docs::text(&group.docs, "");
    let path = format!("endpoints/{}.rs", group.module);
    format::file_with_intro(&path, &intro, &imports.items(), blocks)
}

/// What the runtime has to know of an operation.
fn constant(operation: &Operation, imports: &mut Imports) -> TokenStream {
    let (kind, methods) = (imports.runtime("Operation"), imports.runtime("Method"));
    let (name, id, path, success) = (
        &operation.constant,
        &operation.id,
        &operation.path,
        &operation.success,
    );
    let success = success
        .iter()
        .map(|status| Literal::u16_unsuffixed(*status));
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
    quote! {
        static #name: #kind =
            #kind::new(#id, #methods::#method, #path, &[#(#success),*]) #idempotent;
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
        let method = match parameter.place {
            ParameterPlace::Path => quote!(path),
            ParameterPlace::Query => quote!(query),
        };
        let (argument, step) = step(api, parameter, &method, imports);
        // A flag takes none.
        arguments.extend((!argument.is_empty()).then_some(argument));
        steps.extend(step);
    }
    let mut before = None;
    if let Some(body) = body {
        let (argument, prepared, step) = body_step(api, body, imports);
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
    let (decode, output) = output(api, &operation.output, imports);
    let error = match &operation.error {
        Some(error) => rust(api, error, imports),
        None => quote!(runtime::Undocumented),
    };
    let [decode, output, error] = [decode, output, error].map(|ty| type_text(&ty));
    let mut parts = vec![
        type_name.to_string(),
        format!("{decode} => {output}"),
        error,
    ];
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

/// How an answer is read, and what comes of it.
fn output(api: &Api, output: &Output, imports: &mut Imports) -> (TokenStream, TokenStream) {
    match output {
        Output::Empty => {
            let empty = quote!(runtime::Empty);
            (empty, quote!(()))
        }
        Output::Json(ty) => {
            let is_linked = matches!(through_alias(api, ty), Type::Named(id)
                if api.type_def(*id).is_some_and(|def| matches!(&def.shape, Shape::Struct(shape) if shape.results.is_some())));
            let decode = if is_linked {
                quote!(runtime::Linked)
            } else {
                quote!(runtime::Json)
            };
            let ty = rust(api, ty, imports);
            (quote!(#decode<#ty>), ty)
        }
    }
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
    let (argument, step) = step(api, parameter, &quote!(put), imports);
    let argument = (!argument.is_empty()).then(|| quote!(, #argument));
    quote! {
        #docs
        #deprecated
        pub fn #name(self #argument) -> Self {
            self #step
        }
    }
}

/// The argument of a parameter, and the call that puts it into the request.
///
/// A setter has its name in front of it already, so that its argument can say what kind of value it is.
fn step(
    api: &Api,
    parameter: &Parameter,
    put: &TokenStream,
    imports: &mut Imports,
) -> (TokenStream, TokenStream) {
    let wire = &parameter.wire;
    let is_setter = put.to_string() == "put";
    let name = if is_setter {
        short_name(api, &parameter.kind)
    } else {
        parameter.name.clone()
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
            };
            let items = count_tokens(*count).map(|count| quote!(.items(#count)));
            (
                quote!(#name: #argument),
                quote!(.#put(#wire, #join(#values) #items)),
            )
        }
    }
}

/// `id`, `ids`, `value` or `values`.
fn short_name(api: &Api, kind: &ParameterKind) -> Name {
    let is_id = |ty: &Type| matches!(through_alias(api, ty), Type::Id(_));
    let word = match kind {
        ParameterKind::Single { ty, .. } if is_id(ty) => "id",
        ParameterKind::List { item, .. } if is_id(item) => "ids",
        ParameterKind::List { .. } => "values",
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
fn list(
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

/// The value of a body as it is written: ids as numbers, if the document wants them so.
fn written(api: &Api, ty: &Type, name: &Name) -> TokenStream {
    if holds_integer_id(api, ty) {
        quote!(&runtime::integers(&#name))
    } else {
        quote!(&#name)
    }
}

/// The argument of a body, what has to be done beforehand, and the call that puts it into the request.
fn body_step(
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
        BodyContent::Json(ty) => {
            let (taken, value) = argument(api, ty, &quote!(#name), imports);
            let is_made = value.to_string() != name.as_str();
            let before = is_made.then(|| {
                let ty = rust(api, ty, imports);
                quote!(let #name: #ty = #value;)
            });
            (quote!(#name: #taken), before, json(written(api, ty, name)))
        }
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

fn body_setter(api: &Api, body: &Body, imports: &mut Imports) -> TokenStream {
    let (name, docs) = (&body.name, docs::item(&body.docs, "Sends a body."));
    let (argument, before, step) = body_step(api, body, imports);
    quote! {
        #docs
        pub fn #name(self, #argument) -> Self {
            #before
            Self { request: self.request #step }
        }
    }
}

fn range_tokens(range: Range) -> Option<TokenStream> {
    let literal = Literal::i64_unsuffixed;
    let (min, max) = (range.min.map(literal), range.max.map(literal));
    (min.is_some() || max.is_some()).then(|| between(min, max))
}

fn count_tokens(count: Count) -> Option<TokenStream> {
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
